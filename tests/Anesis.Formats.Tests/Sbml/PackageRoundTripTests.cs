using System.Xml.Linq;
using Anesis.Formats.Sbml;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.Sbml;

/// <summary>What a package says in a file is in the file that is written from it: compared as XML, so that what the reader overlooks is seen too.</summary>
public sealed class PackageRoundTripTests
{
    private const string MathMl = "http://www.w3.org/1998/Math/MathML";

    [Fact]
    public void Nothing_of_a_flux_balance_model_is_lost() => Losses(PackageSamples.FluxBalance).Should().BeEmpty();

    [Fact]
    public void Nothing_of_a_composed_model_is_lost() => Losses(PackageSamples.Composed).Should().BeEmpty();

    [Fact]
    public void Nothing_of_an_uncertainty_is_lost() => Losses(PackageSamples.Uncertain).Should().BeEmpty();

    [Fact]
    public void Layout_render_groups_and_packages_nobody_knows_are_kept() => Losses(PackageSamples.Drawn).Should().BeEmpty();

    [Theory]
    [InlineData("conformance/semantic")]
    [InlineData("realworld/biomodels")]
    [InlineData("realworld/antimony")]
    public void Nothing_of_the_packages_of_a_shared_file_is_lost(string folder)
    {
        var wrong = new List<string>();
        foreach (string path in Directory.EnumerateFiles(SharedFiles.Find(folder), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(path);
            if (text.Contains("/level3/version1/", StringComparison.Ordinal))
            {
                wrong.AddRange(Losses(text).Take(3).Select(l => Path.GetFileName(path) + ": " + l));
            }
        }

        wrong.Should().BeEmpty();
    }

    private static List<string> Losses(string text)
    {
        var first = SbmlReader.Read(text, "first.xml");
        if (!first.IsOk)
        {
            return [.. first.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.ToString())];
        }

        var written = SbmlWriter.ToText(first.Value!, first.Value!.ReadFrom);
        if (!written.IsOk || !written.Diagnostics.IsEmpty)
        {
            return [.. written.Diagnostics.Select(d => d.ToString())];
        }

        var after = Statements(written.Value!).GroupBy(s => s, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return [.. Statements(text).GroupBy(s => s, StringComparer.Ordinal).Where(g => after.GetValueOrDefault(g.Key) < g.Count()).Select(g => g.Key)];
    }

    /// <summary>Every element and attribute of a package, and what notes and annotations stand inside packages, each with the way to it; formulas are compared elsewhere.</summary>
    private static List<string> Statements(string text)
    {
        var statements = new List<string>();
        Collect(XDocument.Parse(text).Root!, "", inPackage: false, statements);
        return statements;
    }

    private static void Collect(XElement element, string way, bool inPackage, List<string> statements)
    {
        bool ofPackage = inPackage || IsPackage(element.Name.NamespaceName);
        string name = ofPackage ? element.Name.ToString() : element.Name.LocalName;
        string id = element.Attributes().FirstOrDefault(a => a.Name.LocalName == "id")?.Value ?? "";
        way = $"{way}/{name}{(id.Length > 0 ? $"[{id}]" : "")}";
        if (element.Name.NamespaceName == MathMl || (!ofPackage && element.Name.LocalName is "annotation" or "notes"))
        {
            return;
        }

        if (ofPackage)
        {
            statements.Add($"{way} {string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)).Trim()}");
        }

        // An unprefixed attribute that repeats the package's own, as some writers set it, says nothing more.
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && (ofPackage || IsPackage(a.Name.NamespaceName))).DistinctBy(a => ofPackage && a.Name.NamespaceName.Length == 0 ? element.Name.Namespace + a.Name.LocalName : a.Name))
        {
            string of = ofPackage && attribute.Name.NamespaceName is var xmlNamespace && (xmlNamespace.Length == 0 || xmlNamespace == element.Name.NamespaceName) ? attribute.Name.LocalName : attribute.Name.ToString();
            string value = double.TryParse(attribute.Value, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : attribute.Value;
            statements.Add($"{way} {of}={value}");
        }

        foreach (var child in element.Elements())
        {
            Collect(child, way, ofPackage, statements);
        }
    }

    private static bool IsPackage(string xmlNamespace) => xmlNamespace.StartsWith("http://www.sbml.org/sbml/level3/version1/", StringComparison.Ordinal) && !xmlNamespace.EndsWith("/core", StringComparison.Ordinal);
}

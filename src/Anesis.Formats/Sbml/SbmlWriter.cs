using System.Text;
using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Writing;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml;

/// <summary>
/// Writes SBML of any level and version with the packages comp, distrib and fbc. What the level cannot say is rewritten where that keeps the meaning;
/// what is left out is a warning; what would change the mathematics is an error, and then nothing is written.
/// </summary>
public static class SbmlWriter
{
    /// <summary>The newest version that can say the document: Level 3 Version 2, or Version 1 when a reaction is fast.</summary>
    public static SbmlVersion BestVersion(ModelDocument document) =>
        document.Definitions.Add(document.Main).Any(m => m.Reactions.Any(r => r.Fast)) ? new(3, 1) : new(3, 2);

    /// <summary>Writes the document in UTF-8; nothing is written when there is an error among the diagnostics.</summary>
    /// <param name="document">What to write.</param>
    /// <param name="version">Level and version; null: <see cref="BestVersion"/>.</param>
    /// <param name="stream">Where to.</param>
    public static ValueList<Diagnostic> Write(ModelDocument document, SbmlVersion? version, Stream stream)
    {
        var text = ToText(document, version);
        if (text.IsOk)
        {
            stream.Write(Encoding.UTF8.GetBytes(text.Value));
        }

        return text.Diagnostics;
    }

    /// <summary>The document as text, with what was lost or rewritten.</summary>
    public static Checked<string> ToText(ModelDocument document, SbmlVersion? version = null)
    {
        var edition = SbmlEditions.Of(version ?? BestVersion(document));
        if (edition == SbmlEdition.None)
        {
            return Checked.Refused<string>(new Diagnostic("AN0216", Severity.Error, SourceSpan.None, $"SBML Level {version!.Level} Version {version.Version}",
                "Level 1 Version 1 or 2, Level 2 Version 1 to 5, or Level 3 Version 1 or 2"));
        }

        var diagnostics = new List<Diagnostic>();
        var losses = new Losses(edition, diagnostics);
        document = new MetaIds().Assign(document);
        var fit = new EditionFit(edition, losses);
        document = document with { Main = fit.Fit(document.Main), Definitions = document.Definitions.Select(fit.Fit).ToValueList() };
        var packages = edition.IsIn(SbmlEdition.L3) ? PackagesOf(document) : [];
        string text = Write(document, edition, packages, losses);
        return new(diagnostics.Exists(d => d.Severity == Severity.Error) ? null : text, diagnostics.ToValueList());
    }

    private static string Write(ModelDocument document, SbmlEdition edition, ValueList<SbmlPackage> packages, Losses losses)
    {
        var output = new XmlOutput();
        var elements = new ElementWriter(output, edition, packages, losses);
        var packageWriter = new PackageWriter(elements, packages);
        var models = new ModelWriter(elements, packageWriter);
        var envelope = document.Envelope ?? new Envelope();
        elements.Begin("sbml", envelope);
        output.Attribute("xmlns", SbmlNamespaces.Of(edition));
        foreach (var package in packages)
        {
            output.Attribute($"xmlns:{package.Prefix}", package.Namespace);
        }

        elements.Attribute("level", edition.ToVersion().Level);
        elements.Attribute("version", edition.ToVersion().Version);
        foreach (var package in packages)
        {
            output.Attribute($"{package.Prefix}:required", package.Required ? "true" : "false");
        }

        elements.Content(envelope);
        models.Write(document.Main);
        if (packageWriter.Comp is { } comp)
        {
            packageWriter.List(envelope, comp, "listOfModelDefinitions", document.Definitions, definition => models.Write(definition, $"{comp}:modelDefinition"));
            packageWriter.ExternalModels(envelope, document.Externals);
        }

        output.End();
        return output.ToString();
    }

    /// <summary>The packages that the document declares and those that its content needs.</summary>
    private static ValueList<SbmlPackage> PackagesOf(ModelDocument document)
    {
        var packages = document.Packages;
        var models = document.Definitions.Add(document.Main);
        Need("comp", SbmlNamespaces.Comp, true, !document.Definitions.IsEmpty || !document.Externals.IsEmpty || models.Any(m => !m.Submodels.IsEmpty || !m.Ports.IsEmpty));
        Need("distrib", SbmlNamespaces.Distrib, true, models.Any(m => Uses.Uncertainty(m) || ModelExpressions.All(m).Any(f => ModelExpressions.Parts(f.Math).Any(IsDraw))));
        if (!packages.Any(p => SbmlNamespaces.IsFbc(p.Namespace)))
        {
            Need("fbc", SbmlNamespaces.FbcPrefix + "2", false, models.Any(m => m.FluxBalance is not null || m.Reactions.Any(r => r.LowerFluxBound is not null || r.GeneAssociation is not null)));
        }

        return packages;

        void Need(string prefix, string xmlNamespace, bool required, bool isUsed)
        {
            if (!isUsed || packages.Any(p => p.Namespace == xmlNamespace))
            {
                return;
            }

            while (packages.Any(p => p.Prefix == prefix))
            {
                prefix += "_";
            }

            packages = packages.Add(new(prefix, xmlNamespace, required));
        }
    }

    private static bool IsDraw(Expression part) => part is Apply apply && MathMlOperators.Of(apply.Operator).Element.StartsWith("distrib/", StringComparison.Ordinal);
}

using Anesis.Formats.Antimony;
using Anesis.Formats.Toml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Tests;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Routes, populations, scenarios, dosing schemes and observed sets speak of things that the person has, in words that the regimen parser knows.</summary>
public sealed class PersonFilesTests
{
    private static readonly string Root = SharedFiles.RepositoryRoot;

    private static readonly Lazy<Model> Person = new(Flat);

    public static TheoryData<string> Files =>
    [
        .. new[] { "populations", "regimens", "models", "docs/model" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.toml", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_file_names_exists_in_the_person(string file)
    {
        var known = Person.Value.Parameters.Select(p => p.Id).Concat(Person.Value.Species.Select(s => s.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, text) in Named(Parse(file), ""))
        {
            known.Should().Contain(text, $"{file} says it at {key}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_regimen_is_understood(string file)
    {
        var regimens = Strings(Parse(file), "").Where(s => s.Key.Split('.')[^1] == "regimen").Select(s => s.Text);
        foreach (string regimen in regimens)
        {
            RegimenText.Read(regimen, file, 24 * 365).Diagnostics.Should().BeEmpty(regimen);
        }
    }

    [Fact]
    public void A_dose_of_any_drug_by_any_route_loses_nothing_but_what_its_share_says()
    {
        foreach (var route in Tables(Parse("models/person.routes.toml"), "route"))
        {
            var into = (TomlSection)route.Entries["into"];
            into.Entries.Keys.Should().BeSubsetOf(["s", "r", "mdma", "alcohol", "opioid", "benzodiazepine"]);
            into.Entries.Values.Should().OnlyContain(target => Person.Value.Species.Any(s => s.Id == (string)((TomlScalar)target).Value));
            ((double)((TomlScalar)route.Entries["share"]).Value).Should().BeInRange(0.01, 1);
        }

        foreach (var drug in Tables(Parse("models/person.routes.toml"), "drug"))
        {
            ((TomlSection)drug.Entries["parts"]).Entries.Values.Sum(part => (double)((TomlScalar)part).Value).Should().BeApproximately(1, 1e-12);
        }
    }

    /// <summary>The texts that are ids of the person: of covariates and effects, of targets, of outputs, and the keys of settings.</summary>
    private static IEnumerable<(string Key, string Text)> Named(TomlNode node, string path) =>
        Strings(node, "").Where(s => s.Key is "covariate.id" or "covariate.by" or "set.id" or "random_effect.id" or "correlation.between" or "route.into.s" or "route.into.r"
            or "route.also.into" or "route.set.id" or "outputs" or "study.values.output" or "study.values.against")
            .Concat(Keys(node, path).Where(k => k.Key is "set" or "compare.set" or "study.set"));

    private static IEnumerable<(string Key, string Text)> Strings(TomlNode node, string path) => node switch
    {
        TomlScalar { Value: string text } => [(path, text)],
        TomlList list => list.Items.SelectMany(item => Strings(item, path)),
        TomlSection section => section.Entries.SelectMany(entry => Strings(entry.Value, Join(path, entry.Key))),
        _ => [],
    };

    private static IEnumerable<(string Key, string Text)> Keys(TomlNode node, string path) => node switch
    {
        TomlList list => list.Items.OfType<TomlSection>().SelectMany(item => item.Entries.SelectMany(e => Keys(e.Value, Join(path, e.Key)))),
        TomlSection section => section.Entries.Select(e => (path, e.Key)).Concat(section.Entries.SelectMany(e => Keys(e.Value, Join(path, e.Key)))),
        _ => [],
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    private static IEnumerable<TomlSection> Tables(TomlSection root, string key) => ((TomlList)root.Entries[key]).Items.Cast<TomlSection>();

    private static TomlSection Parse(string file)
    {
        var parsed = TomlText.Parse(File.ReadAllText(Path.Combine(Root, file)), file);
        parsed.Diagnostics.Should().BeEmpty();
        return parsed.Value!;
    }

    private static Model Flat()
    {
        string path = Path.Combine(Root, "models", "person.ant");
        var read = AntimonyReader.Read(File.ReadAllText(path), path, new Neighbours());
        var flat = Flattening.Flatten(read.Value!);
        flat.Diagnostics.Should().BeEmpty();
        return flat.Value!;
    }

    private sealed class Neighbours : IModelSource
    {
        public (string FileName, string Text)? TryRead(string name, string importingFile)
        {
            string path = Path.Combine(Path.GetDirectoryName(importingFile)!, name);
            return File.Exists(path) ? (path, File.ReadAllText(path)) : null;
        }

        public Checked<ModelDocument> ReadOther(string fileName, string text) => throw new InvalidOperationException("The person imports Antimony only.");
    }
}

using System.Text.RegularExpressions;
using Anesis.Formats.Antimony;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Units;
using Anesis.Tests;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The flagship's text carries its own proof: every number has a unit, a name, a source and a grade.</summary>
public sealed partial class PersonModelTests
{
    private static readonly string Folder = Path.Combine(SharedFiles.RepositoryRoot, "models");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.ant").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_module_is_read_without_a_remark(string file) => Read(file).Diagnostics.Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void The_units_of_a_module_agree(string file) => UnitChecker.Check(Read(file).Value!.Main).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_constant_of_a_module_has_a_value_a_unit_a_name_and_graded_evidence(string file)
    {
        var model = Read(file).Value!.Main;
        var wires = model.Ports.Select(p => p.Target.IdRef).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in model.Parameters.Where(p => p.Constant && !(wires.Contains(p.Id) && p.Notes is null)))
        {
            (parameter.Value is not null || model.InitialAssignments.Any(a => a.Symbol == parameter.Id)).Should().BeTrue(parameter.Id);
            parameter.Units.Should().NotBeNullOrEmpty(parameter.Id);
            parameter.Name.Should().NotBeNullOrEmpty(parameter.Id);
            Evidence().IsMatch(parameter.Notes ?? "").Should().BeTrue($"{parameter.Id} says {parameter.Notes}");
            if (parameter.Notes!.Contains("grade: F", StringComparison.Ordinal))
            {
                Fitted().IsMatch(parameter.Notes).Should().BeTrue($"{parameter.Id} is fitted or assumed and says to what: {parameter.Notes}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cited_doi_of_a_parameter_stands_in_its_source(string file)
    {
        foreach (var parameter in Read(file).Value!.Main.Parameters)
        {
            foreach (string resource in parameter.CvTerms.SelectMany(t => t.Resources))
            {
                parameter.Notes.Should().Contain(resource.Replace("https://doi.org/", "", StringComparison.Ordinal), parameter.Id);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_random_effect_is_zero_in_the_typical_person_and_has_a_distribution(string file)
    {
        foreach (var effect in Read(file).Value!.Main.Parameters.Where(p => p.Id.StartsWith("eta_", StringComparison.Ordinal)))
        {
            effect.Value.Should().Be(0, effect.Id);
            effect.Uncertainties.SelectMany(u => u.Parameters).Should().ContainSingle(u => u.Kind == "distribution" && u.Math != null, effect.Id);
        }
    }

    [Fact]
    public void The_person_has_every_promised_output_with_unit_name_and_module()
    {
        var person = Read("person.ant").Value!.Main;
        string[] drugs = ["ketamine", "norketamine", "dehydronorketamine", "hydroxynorketamine"];
        var promised = drugs.SelectMany(d => new[] { d, "s_" + d, "r_" + d }).SelectMany(d => new[] { d + "_arterial", d + "_venous" })
            .Concat(["effect_site", "nmda_block", "cadss", "madrs", "sedation", "unresponsive", "analgesia", "heart_rate", "systolic", "diastolic", "cardiac_output", "respiratory_rate", "airway_reflex", "spo2"]);
        foreach (string id in promised)
        {
            var output = person.Parameters.Should().ContainSingle(p => p.Id == id).Subject;
            output.Units.Should().NotBeNullOrEmpty(id);
            output.Name.Should().NotBeNullOrEmpty(id);
            output.Notes.Should().MatchRegex(@"grade: [ABCF] \| module: \w+", id);
        }
    }

    private static Checked<ModelDocument> Read(string file) => AntimonyReader.Read(File.ReadAllText(Path.Combine(Folder, file)), file, new Neighbours());

    [GeneratedRegex(@">grade: [ABCF] \| source: [^|<]+ \| range: [^|<]+( \| fitted to: [^|<]+)?</p>")]
    private static partial Regex Evidence();

    [GeneratedRegex("fitted to: |assumed")]
    private static partial Regex Fitted();

    private sealed class Neighbours : IModelSource
    {
        public (string FileName, string Text)? TryRead(string name, string importingFile) =>
            File.Exists(Path.Combine(Folder, name)) ? (name, File.ReadAllText(Path.Combine(Folder, name))) : null;

        public Checked<ModelDocument> ReadOther(string fileName, string text) => throw new InvalidOperationException("The person imports Antimony only.");
    }
}

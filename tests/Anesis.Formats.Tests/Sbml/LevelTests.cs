using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Tests;

namespace Anesis.Formats.Tests.Sbml;

public sealed class LevelTests
{
    private static Model Read(string text)
    {
        var result = SbmlReader.Read(text, "model.xml");
        result.Diagnostics.Select(d => d.ToString()).Should().BeEmpty();
        return result.Value!.Main;
    }

    [Fact]
    public void Level_1_is_carried_over_with_its_meaning()
    {
        var model = Read(SampleModels.Level1);
        model.Id.Should().Be("m");
        (model.SubstanceUnits, model.TimeUnits, model.VolumeUnits).Should().Be(("substance", "second", "litre"));
        model.Compartments.Select(c => (c.Id, c.Size, c.Units, c.Constant)).Should().Equal(("c", 1, null, true), ("d", 3, "litre", true));
        model.Species[0].Should().BeEquivalentTo(new { Id = "s", Compartment = "c", InitialAmount = 2.0, SubstanceUnits = "substance", Charge = -2, HasOnlySubstanceUnits = false, BoundaryCondition = false });
        model.Parameters.Select(p => (p.Id, p.Constant, p.Units)).Should().Equal(("k", true, null), ("p", false, "litre"));
        ((AssignmentRule)model.Rules[0]).Math!.ToString().Should().Be("((k^2)^2)^3 + ln(k) - log(10, k)*root(2, k)");
        ((RateRule)model.Rules[1]).Math!.ToString().Should().Be("(-k)^2");
        var reaction = model.Reactions[0];
        reaction.Reactants[0].Stoichiometry.Should().Be(1.5);
        reaction.Products[0].Stoichiometry.Should().Be(1);
        reaction.Modifiers.Select(m => m.Species).Should().Equal("u");
        reaction.KineticLaw!.Math!.ToString().Should().Be("v*s*u/k^2");
        reaction.KineticLaw.LocalParameters[0].Units.Should().Be("second");
    }

    [Theory]
    [InlineData("uui(s, 6, 2)", 2.0)] // 6·1/(2 + 1)
    [InlineData("uur(s, u, 6, 3, 2, 1)", -3 / 3.5)]
    [InlineData("hilli(u, 5, 2, 4)", 2.5)]
    [InlineData("massi(s, u, u, 0.5)", 2.0)]
    [InlineData("mass(u, 0.5)", 1.0)]
    [InlineData("massr(s, u, 7, 2)", 3.0)] // 7·1 − 2·2
    [InlineData("uai(s, u, 8, 1, 4)", 2.0)] // 8/(1 + 1 + 4/2)
    [InlineData("isouur(s, u, 9, 1, 2, 1, 4)", 0.9)] // 9·(1 − 0.5)/(1·3 + 1·2)
    [InlineData("ordbur(s, u, s, 6, 3, 1, 1, 1, 1, 2)", 6 * 1.5 / 8)] // 6(2 − ½)/(2 + 2 + 1 + (6/6)(1 + 2))
    [InlineData("uaii(s, u, 8, 1, 4)", 2.0)]
    [InlineData("uai(u, 7, 2, 1)", 7 / 5.0)] // substrate activation: 7·1/(1 + 2 + 1 + 1)
    [InlineData("hillmr(u, s, u, 2, 1, 2, 6, 1, 2, 3)", 6 * 0.5 * 2 / 4.5)] // K1 = (1 + 1)² = 4, K2 = (1 + 1)/(1 + 3)
    [InlineData("hillmmr(u, s, u, 2, 1, 2, u, 2, u, 1, 6, 1, 2, 9, 9, 2, 3, 0.5)", 6 * 0.5 * 2 / (4 + (6 / 27.0)))] // K2 = (1 + 1 + 4)/(1 + 2 + 12 + 2·3·½·4)
    [InlineData("ualii(u, s, 3, 2, 1, 3, 5)", 3 * 4 / 48.0)] // 3·1·2²/(5·2³ + 2³)
    public void Predefined_rate_laws_of_level_1_have_their_values(string formula, double expected)
    {
        Value(Read(WithLaw(formula)), expected);
    }

    [Theory]
    [InlineData("usii(u, 12, 2, 4)", 12 / 3.0, "COPASI")] // 12·1/(1 + 1 + 1)
    [InlineData("usir(u, s, 12, 3, 2, 1, 4)", 15 / 4.0, "reverse rate added")] // (12 + 3)/(1 + 1 + 1 + 1)
    [InlineData("ordbbr(u, u, s, s, 12, 6, 1, 2, 2, 3, 2, 1, 1, 2)", 42 / 33.0, "units forbid")] // 12(4 − ½)/(4·2 + 2·4 + 2 + 1·(3·2 + 2(1 + ½ + 3)))
    public void Rate_laws_that_the_specification_prints_oddly_are_taken_as_printed_with_a_warning(string formula, double expected, string warning)
    {
        var result = SbmlReader.Read(WithLaw(formula), "model.xml");
        result.Diagnostics.Should().ContainSingle().Which.ToString().Should().Contain("warning AN0215").And.Contain(warning);
        Value(result.Value!.Main, expected);
    }

    private static string WithLaw(string formula) => $"""
        <sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="m"><listOfCompartments><compartment name="c" volume="1"/></listOfCompartments>
        <listOfSpecies><species name="s" compartment="c" initialAmount="1"/><species name="u" compartment="c" initialAmount="2"/></listOfSpecies>
        <listOfReactions><reaction name="r"><listOfReactants><speciesReference species="s"/></listOfReactants><listOfProducts><speciesReference species="u"/></listOfProducts>
        <kineticLaw formula="{formula}"/></reaction></listOfReactions></model></sbml>
        """;

    private static void Value(Model model, double expected)
    {
        var law = model.Reactions[0].KineticLaw!.Math!;
        double Named(string id) => id == "s" ? 1 : 2;
        double value = ExpressionValue.Of(law, Named, call =>
        {
            var function = model.FunctionDefinitions.Single(f => f.Id == call.Function);
            return ExpressionValue.Of(function.Body!, id => ExpressionValue.Of(call.Arguments[Array.IndexOf(function.Arguments.ToArray(), id)], Named));
        });
        value.Should().BeApproximately(expected, 1e-14);
    }

    [Theory]
    [InlineData("uai(s, u, 1)", "expected 5")]
    [InlineData("uui(s, 1)", "expected 3")]
    [InlineData("massr(s, u, s, 1, 2)", "the 1 reactants, the 1 products")]
    [InlineData("uii(s, 1, 2)", "uui")]
    public void What_is_no_rate_law_of_level_1_is_refused(string formula, string expected)
    {
        string text = SampleModels.Level1.Replace("v*s*u/pow(k, 2)", formula, StringComparison.Ordinal);
        string.Join('\n', SbmlReader.Read(text, "model.xml").Diagnostics).Should().Contain(expected);
    }

    [Fact]
    public void Places_in_a_level_1_formula_are_those_of_the_file()
    {
        var result = SbmlReader.Read(SampleModels.Level1.Replace("v*s*u/pow(k, 2)", "v*s*u/pov(k, 2)", StringComparison.Ordinal), "model.xml");
        var problem = result.Diagnostics.Single();
        string line = SampleModels.Level1.Split('\n')[problem.At.Line - 1];
        (problem.At.Column - 1).Should().Be(line.IndexOf("pow", StringComparison.Ordinal));
        problem.Nearest.Should().Be("pow");
    }

    /// <summary>The test suite gives the same model in two levels: an independent statement of what Level 2 means in Level 3.</summary>
    [Fact]
    public void The_same_case_in_Level_2_and_in_Level_3_is_the_same_model()
    {
        string level2 = SharedFiles.Find("conformance/semantic-l2v4"), level3 = SharedFiles.Find("conformance/semantic");
        var different = new List<string>();
        int compared = 0;
        foreach (string folder in Directory.GetDirectories(level2).Order(StringComparer.Ordinal))
        {
            string id = Path.GetFileName(folder);
            string other = Path.Combine(level3, id, $"{id}-sbml-l3v2.xml");
            if (!File.Exists(other))
            {
                continue;
            }

            compared++;
            var older = SbmlReader.Read(File.ReadAllBytes(Path.Combine(folder, $"{id}-sbml-l2v4.xml")), id).Value!.Main;
            var newer = SbmlReader.Read(File.ReadAllBytes(other), id).Value!.Main;
            if (ModelDifference.Describe(Mathematics.Of(older), Mathematics.Of(newer)) is { } difference)
            {
                different.Add($"{id}: {difference}");
            }
        }

        compared.Should().BeGreaterThan(40);
        different.Should().BeEmpty();
    }

    [Theory]
    [InlineData("conformance/semantic-l2v4", 3, 2)]
    [InlineData("conformance/semantic-l2v4", 3, 1)]
    [InlineData("conformance/semantic-l2v4", 2, 1)]
    [InlineData("conformance/semantic-l2v4", 1, 2)]
    [InlineData("realworld/biomodels", 3, 2)]
    [InlineData("realworld/biomodels", 2, 4)]
    [InlineData("conformance/semantic", 2, 5, 4)]
    [InlineData("conformance/semantic", 1, 1, 4)]
    public void Written_in_another_level_a_model_keeps_its_mathematics_or_is_refused(string folder, int level, int version, int everyNth = 1)
    {
        var wrong = new List<string>();
        int written = 0;
        foreach (string path in Directory.EnumerateFiles(SharedFiles.Find(folder), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % everyNth == 0))
        {
            var first = SbmlReader.Read(File.ReadAllBytes(path), path).Value!;
            var text = SbmlWriter.ToText(first, new(level, version));
            if (!text.IsOk || Mathematics.HasRewrittenOperators(first.Main))
            {
                continue;
            }

            written++;
            var second = SbmlReader.Read(text.Value, path);
            string? problem = second.IsOk
                ? ModelDifference.Describe(Mathematics.Of(first.Main), Mathematics.Of(second.Value.Main))
                : second.Diagnostics.First(d => d.Severity == Severity.Error).ToString();
            if (problem is not null)
            {
                wrong.Add($"{Path.GetFileName(path)}: {problem}");
            }
        }

        wrong.Should().BeEmpty();
        written.Should().BeGreaterThan(level == 1 ? 3 : 60);
    }

    [Fact]
    public void Operators_that_a_version_lacks_are_said_in_others()
    {
        var document = SbmlReader.Read(SampleModels.Newer, "model.xml").Value!;
        var older = Read(SbmlWriter.ToText(document, new(3, 1)).Value!);
        older.Rules.Select(r => r.Math!.ToString()).Should().Equal(
            "piecewise(p, p <= 1, 1)",
            "piecewise(piecewise(p, p >= 1, 1), piecewise(p, p >= 1, 1) >= 2, 2)",
            "piecewise(floor(p/2), p/2 >= 0, ceil(p/2))",
            "p - 2*piecewise(floor(p/2), p/2 >= 0, ceil(p/2))",
            "piecewise(1, !(p > 1) || p > 0)");
    }

    [Fact]
    public void What_a_level_cannot_say_is_refused_or_reported()
    {
        var document = SbmlReader.Read(SampleModels.Level3, "model.xml").Value!;
        var level2 = SbmlWriter.ToText(document, new(2, 4));
        level2.IsOk.Should().BeFalse();
        string all = string.Join('\n', level2.Diagnostics);
        all.Should().Contain("a priority of \"e\"").And.Contain("a submodel").And.Contain("a conversion factor").And.Contain("a draw from a distribution");
        var level31 = SbmlWriter.ToText(document, new(3, 1));
        level31.Diagnostics.Select(d => d.ToString()).Should().Contain(d => d.Contains("a rate of change", StringComparison.Ordinal));
        SbmlWriter.BestVersion(document).Should().Be(new SbmlVersion(3, 2));
    }
}

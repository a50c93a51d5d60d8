using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Trials.Designs;

namespace Anesis.Pharmacometrics.Tests.Trials.Designs;

public sealed class TrialSimulationTests
{
    /// <summary>Y is what a person has; b raises it under treatment; S is a stratum.</summary>
    private const string Model = "model m\n  A = 0; A' = 0; b = 0; eta = 0; S = 0; Y := 10 + b + eta + A; h := 0.1*exp(-b); eta.distribution = normal(0, 0.000001)\nend\n";

    private static string Design(string endpoint, string test, string people, string more = "", int replicates = 1000, double effect = 1) => FormattableString.Invariant($"""
        schema = 1
        id = "d"
        title = "t"
        model = "m"
        people = [{people}]
        replicates = {replicates}
        visits = ["0", "10"]
        {more}
        [[arm]]
        name = "drug"
        EFFECT
        [[arm]]
        name = "placebo"
        [endpoint]
        output = "Y"
        {endpoint}
        [test]
        compare = ["drug", "placebo"]
        {test}
        """).Replace("EFFECT", FormattableString.Invariant($"set = [{{ id = \"b\", value = {effect} }}]"), StringComparison.Ordinal);

    private static IReadOnlyList<PowerRow> Run(string text, string? population = null, ulong seed = 1)
    {
        var design = TrialDesignFile.Read(text, "d.toml");
        design.Diagnostics.Should().BeEmpty();
        var people = population is null ? null : PopulationFile.Read("schema = 1\nid = \"p\"\ntitle = \"t\"\n" + population, "p.toml").Value;
        var prepared = TrialSimulation.Prepare(design.Value!, AntimonyReader.Read(Model, "m.ant", null).Then(Flattening.Flatten).Value!, null, people, seed);
        prepared.Diagnostics.Should().BeEmpty();
        return prepared.Value!.Run(new(), null, TestContext.Current.CancellationToken)!;
    }

    [Fact]
    public void The_power_of_a_t_test_is_the_closed_forms()
    {
        // Two groups of 64 and an effect of half a deviation: 80.1 % (Cohen 1988, table 2.3.5); 34: 52 %.
        var rows = Run(Design("error = \"additive(2)\"", "kind = \"t\"", "68, 128"));
        rows[1].Power.Should().BeApproximately(0.801, 3 * rows[1].StandardError);
        rows[0].Power.Should().BeApproximately(0.524, 3 * rows[0].StandardError);
        rows[1].MeanEffect.Should().BeApproximately(1, 0.04);
        rows[1].EffectDeviation.Should().BeApproximately(2 * Math.Sqrt(2.0 / 64), 0.02);
        rows[1].Interval.Low.Should().BeLessThan(rows[1].Power);
    }

    [Fact]
    public void Without_an_effect_looks_and_added_people_keep_the_level()
    {
        string looks = "[interim]\nlooks = [0.5]\nspending = \"pocock\"\nincrease = 2\nfutility = 0.05\npromising = 0.9\n";
        var row = Run(Design("error = \"additive(2)\"", "kind = \"t\"", "60", looks, replicates: 2000, effect: 0)).Single();

        // Futility that is not binding can only lower the level below 0.05.
        row.Power.Should().BeLessThan(0.05 + (3 * row.StandardError)).And.BeGreaterThan(0.02);
        row.StoppedForFutility.Should().BeGreaterThan(0);
        row.Increased.Should().BeGreaterThan(0);
        row.StoppedForEfficacy.Should().BeGreaterThan(0);
    }

    [Fact]
    public void A_strong_effect_stops_early()
    {
        var row = Run(Design("error = \"additive(1)\"", "kind = \"t\"", "80", "[interim]\nlooks = [0.5]\n", replicates: 100, effect: 2)).Single();
        row.Power.Should().Be(1);
        row.StoppedForEfficacy.Should().BeGreaterThan(90);
        row.MeanPeople.Should().BeInRange(40, 45);
    }

    [Fact]
    public void Responders_are_compared_as_proportions()
    {
        // Half a deviation up from −50 %: Φ(0) = 0.5 against Φ(0.5) = 0.69 of people fall by more than that.
        var row = Run(Design("kind = \"responder\"\nthreshold = -50\nerror = \"additive(0)\"", "kind = \"proportions\"", "40", replicates: 20)).Single();
        row.Power.Should().Be(0, "nobody falls by half");
    }

    [Fact]
    public void Events_come_later_under_treatment()
    {
        // Hazards 0.1 and 0.1/e over 10 units of time.
        string text = Design("kind = \"event\"", "kind = \"logrank\"", "60", replicates: 200).Replace("output = \"Y\"", "output = \"h\"", StringComparison.Ordinal);
        var row = Run(text).Single();
        row.MeanEffect.Should().BeApproximately(-1, 0.2);
        row.Power.Should().BeInRange(0.6, 0.95);
    }

    [Fact]
    public void Blocks_within_strata_keep_arms_even()
    {
        // With a stratum that shifts the outcome by much, stratified blocks leave only the residual in the difference of means.
        string population = "[[covariate]]\nid = \"S\"\ndistribution = { kind = \"choice\", values = [0, 1], weights = [0.5, 0.5] }";
        string strata = "[randomisation]\nstrata = [\"S\"]\nblock = 2\n";
        string chance = "[randomisation]\nby = \"chance\"\n";
        string model = Design("error = \"additive(0.1)\"", "kind = \"t\"", "40", "{0}", replicates: 100);
        double Spread(string how) => Run(model.Replace("{0}", how, StringComparison.Ordinal).Replace("output = \"Y\"", "output = \"S\"", StringComparison.Ordinal), population).Single().EffectDeviation;
        Spread(strata).Should().BeLessThan(0.06);
        Spread(chance).Should().BeGreaterThan(0.1);
    }

    [Fact]
    public void Who_leaves_is_missing_or_carried_forward()
    {
        // Hazard 0.1 over 10: 63 % leave.
        var missing = Run(Design("error = \"additive(1)\"", "kind = \"t\"", "200", "[dropout]\nhazard = 0.1\nmissing = \"leave-out\"\n", replicates: 20)).Single();
        missing.Missing.Should().BeApproximately(1 - Math.Exp(-1), 0.02);
        var carried = Run(Design("kind = \"change\"\nerror = \"additive(0.001)\"", "kind = \"t\"", "200", "[dropout]\nhazard = 0.1\n", replicates: 20)).Single();
        carried.Missing.Should().Be(0);
    }

    [Fact]
    public void The_placebo_response_is_in_every_arm()
    {
        var row = Run(Design("kind = \"change\"\nerror = \"additive(0.1)\"", "kind = \"t\"", "40", "[placebo]\nmean = -5\nsd = 0\nhalf_life = \"5\"\n", replicates: 20, effect: 0)).Single();
        row.MeanEffect.Should().BeApproximately(0, 0.05);
    }

    [Fact]
    public void A_crossover_compares_people_with_themselves()
    {
        // People differ by 5, the error is 1; settings hold for whole sequences, so that a dose makes the difference here.
        string model = Model.Replace("A' = 0", "A' = 0; F_A = 1", StringComparison.Ordinal).Replace("normal(0, 0.000001)", "normal(0, 5)", StringComparison.Ordinal);
        string text = """
            schema = 1
            id = "d"
            title = "t"
            model = "m"
            people = [24]
            replicates = 300
            visits = ["0", "10"]
            [[arm]]
            name = "drug"
            regimen = ["1 into A at 5 h"]
            [[arm]]
            name = "placebo"
            [crossover]
            sequences = [["drug", "placebo"], ["placebo", "drug"]]
            period = "20"
            [endpoint]
            output = "Y"
            kind = "change"
            error = "additive(0.7071067811865476)"
            [test]
            compare = ["drug", "placebo"]
            """;
        var design = TrialDesignFile.Read(text, "d.toml").Value!;
        var prepared = TrialSimulation.Prepare(design, AntimonyReader.Read(model, "m.ant", null).Then(Flattening.Flatten).Value!, null, null, 1);
        prepared.Diagnostics.Should().BeEmpty();
        var row = prepared.Value!.Run(new(), null, TestContext.Current.CancellationToken)!.Single();

        // A change has deviation 1, a period difference √2, half the difference of two means of 12: 0.5·√2·√(1/12 + 1/12) = 0.2887.
        row.MeanEffect.Should().BeApproximately(1, 0.06);
        row.EffectDeviation.Should().BeApproximately(0.2887, 0.04);
    }

    [Fact]
    public void Smaller_sizes_are_the_first_people_and_nothing_depends_on_the_others()
    {
        var both = Run(Design("error = \"additive(2)\"", "kind = \"t\"", "20, 40", replicates: 50));
        var alone = Run(Design("error = \"additive(2)\"", "kind = \"t\"", "20, 40", replicates: 50));
        both.Select(r => r.MeanEffect).Should().Equal(alone.Select(r => r.MeanEffect));
    }

    [Theory]
    [InlineData("kind = \"tt\"", "AN0903")]
    [InlineData("kind = \"logrank\"", "AN0951")]
    [InlineData("kind = \"equivalence\"", "AN0950")]
    [InlineData("kind = \"t\"\nalpha = 2", "AN0950")]
    public void A_design_that_does_not_hold_together_is_refused_with_its_place(string test, string code)
    {
        var read = TrialDesignFile.Read(Design("", test, "20"), "d.toml");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.At.Line > 0);
    }

    [Fact]
    public void An_unknown_arm_has_its_nearest()
    {
        var read = TrialDesignFile.Read(Design("", "kind = \"t\"", "20").Replace("compare = [\"drug\"", "compare = [\"drg\"", StringComparison.Ordinal), "d.toml");
        read.Diagnostics.Should().Contain(d => d.Nearest == "drug");
        read.Diagnostics.Select(d => d.Severity).Should().OnlyContain(s => s == Severity.Error);
    }
}

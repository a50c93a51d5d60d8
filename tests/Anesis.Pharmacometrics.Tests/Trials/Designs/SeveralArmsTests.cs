using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Trials.Designs;

namespace Anesis.Pharmacometrics.Tests.Trials.Designs;

public sealed class SeveralArmsTests
{
    private const string Model = "model m\n  species A; A = 0; A' = -0.5*A; F_A = 1; b = 0; eta = 0; Y := 10 + b + eta + A; eta.distribution = normal(0, 3)\nend\n";

    private static IReadOnlyList<PowerRow> Run(string text)
    {
        var design = TrialDesignFile.Read(text, "d.toml");
        design.Diagnostics.Should().BeEmpty();
        var prepared = TrialSimulation.Prepare(design.Value!, AntimonyReader.Read(Model, "m.ant", null).Then(Flattening.Flatten).Value!, null, null, 1);
        prepared.Diagnostics.Should().BeEmpty();
        return prepared.Value!.Run(new(), null, TestContext.Current.CancellationToken)!;
    }

    private static string Parallel(double high, string interim, string people, int replicates) => FormattableString.Invariant($"""
        schema = 1
        id = "d"
        title = "t"
        model = "m"
        people = [{people}]
        replicates = {replicates}
        visits = ["0", "10"]
        {interim}
        [[arm]]
        name = "placebo"
        [[arm]]
        name = "low"
        [[arm]]
        name = "middle"
        [[arm]]
        name = "high"
        set = [DOUBLE id = "b", value = {high} ENDED]
        [endpoint]
        output = "Y"
        error = "additive(2)"
        [test]
        kind = "t"
        compare = ["low", "middle", "high", "placebo"]
        """).Replace("DOUBLE", "{", StringComparison.Ordinal).Replace("ENDED", "}", StringComparison.Ordinal);

    /// <summary>Dunnett's table for two-sided 5 %, equal groups and infinitely many degrees of freedom (Biometrics 1964, 20:482), to its two decimals.</summary>
    [Theory]
    [InlineData(1, 1.96)]
    [InlineData(2, 2.21)]
    [InlineData(3, 2.35)]
    [InlineData(4, 2.44)]
    [InlineData(5, 2.51)]
    [InlineData(9, 2.69)]
    public void Critical_values_are_Dunnetts(int treatments, double expected) =>
        DunnettTest.CriticalValue([.. Enumerable.Repeat(1.0, treatments)], 1, 0.05).Should().BeApproximately(expected, 0.0051);

    [Fact]
    public void A_control_of_any_size_keeps_critical_values_between_one_comparison_and_Sidaks()
    {
        // A large control makes comparisons independent: 1 − (1 − α)^(1/3).
        double sidak = 2.387738;
        DunnettTest.CriticalValue([1, 1, 1], 1e6, 0.05).Should().BeApproximately(sidak, 1e-3);
        DunnettTest.CriticalValue([1, 1, 1], 0.01, 0.05).Should().BeInRange(1.96, DunnettTest.CriticalValue([1, 1, 1], 1, 0.05));
    }

    [Fact]
    public void Three_treatments_that_do_nothing_are_rarely_told_apart()
    {
        var row = Run(Parallel(0, "", "160", 1500)).Single();
        row.Power.Should().BeApproximately(0.05, 3 * 0.00563 + 0.004, "t tests on 78 degrees of freedom are turned into normal scores");
        row.PositiveArms.Sum().Should().BeGreaterThanOrEqualTo(row.Positive);
    }

    [Fact]
    public void Dropping_arms_keeps_the_level_and_saves_people()
    {
        string looks = "[interim]\nlooks = [0.4, 0.7]\nkeep = [2, 1]\nfutility = 0.1\n";
        var row = Run(Parallel(0, looks, "160", 1500)).Single();
        row.Power.Should().BeLessThan(0.05 + (3 * 0.0057));
        row.StoppedForFutility.Should().BeGreaterThan(0);

        // 64 places to the first look; then at most three arms of four to 112, then two.
        row.MeanPeople.Should().BeLessThan(64 + (0.75 * 48) + (0.5 * 48) + 1);
    }

    [Fact]
    public void The_treatment_that_works_goes_on()
    {
        string looks = "[interim]\nlooks = [0.4]\nkeep = [1]\n";
        var row = Run(Parallel(5, looks, "120", 200)).Single();
        row.Power.Should().BeGreaterThan(0.9);
        row.PositiveArms[2].Should().BeGreaterThan(170);
        row.PositiveArms[0].Should().BeLessThan(20);
        row.MeanEffect.Should().BeApproximately(5, 0.7);
    }

    [Fact]
    public void Williams_designs_have_every_arm_after_every_other_equally_often()
    {
        foreach (int n in new[] { 2, 3, 4, 5, 6 })
        {
            string[] arms = [.. Enumerable.Range(0, n).Select(i => $"arm {i}")];
            var sequences = SequenceDesigns.Williams(arms);
            sequences.Should().HaveCount(n % 2 == 0 ? n : 2 * n);
            sequences.SelectMany(s => s.Zip(s.Skip(1))).GroupBy(p => p).Select(g => g.Count()).Should().HaveCount(n * (n - 1)).And.OnlyContain(c => c == (n % 2 == 0 ? 1 : 2));
            foreach (int period in Enumerable.Range(0, n))
            {
                sequences.GroupBy(s => s[period]).Should().HaveCount(n).And.OnlyContain(g => g.Count() == sequences.Count / n);
            }

            SequenceDesigns.LatinSquare(arms).Should().HaveCount(n).And.OnlyContain(s => s.Distinct().Count() == n);
        }
    }

    /// <summary>
    /// Each person takes each of three treatments once: the standard error of a difference is σ√(2/n) whatever differs between people. With n = 18, σ = 1 and a difference of 1 the t-test on
    /// 3·18 − 18 − 2 − 2 = 32 degrees of freedom has a noncentrality of 3; its power is Φ((3 − c)/√(1 + c²/64)), c = 2.0369 (Johnson and Welch's normal approximation of the noncentral t).
    /// </summary>
    [Fact]
    public void A_crossover_of_three_periods_has_the_power_of_its_closed_form()
    {
        string text = """
            schema = 1
            id = "d"
            title = "t"
            model = "m"
            people = [18]
            replicates = 1500
            visits = ["0", "1"]
            [[arm]]
            name = "A"
            [[arm]]
            name = "B"
            regimen = ["1.6487212707001282 into A"]
            [[arm]]
            name = "C"
            regimen = ["4 into A"]
            [crossover]
            design = "williams"
            period = "100"
            CARRY
            [endpoint]
            output = "Y"
            error = "additive(1)"
            [test]
            kind = "t"
            compare = ["B", "A"]
            """;
        var row = Run(text.Replace("CARRY", "", StringComparison.Ordinal)).Single();
        row.MeanEffect.Should().BeApproximately(1, 0.03);
        row.EffectDeviation.Should().BeApproximately(Math.Sqrt(2.0 / 18), 0.02);
        double root = Math.Sqrt(1 + (2.0369 * 2.0369 / 64));
        double power = Anesis.Mathematics.StandardNormal.Cumulative((3 - 2.0369) / root);
        row.Power.Should().BeApproximately(power, (3 * row.StandardError) + 0.005);

        // Allowing for effects of the period before costs: in a balanced design of t arms and periods the variance grows by (t² − t − 1)/(t² − t − 2).
        var carried = Run(text.Replace("CARRY", "carryover = \"first-order\"", StringComparison.Ordinal)).Single();
        carried.MeanEffect.Should().BeApproximately(1, 0.04);
        carried.EffectDeviation.Should().BeApproximately(Math.Sqrt(1.25 * 2.0 / 18), 0.025);
    }

    [Fact]
    public void What_a_design_cannot_be_is_refused()
    {
        static IEnumerable<string> Codes(string text) => TrialDesignFile.Read(text, "d.toml").Diagnostics.Select(d => d.Code);
        string good = Parallel(0, "", "160", 100);
        Codes(good.Replace("\"low\", \"middle\"", "\"low\", \"low\"", StringComparison.Ordinal)).Should().Contain("AN0950");
        Codes(Parallel(0, "[interim]\nlooks = [0.5]\nkeep = [2, 1]\n", "160", 100)).Should().Contain("AN0950");
        Codes(Parallel(0, "[interim]\nlooks = [0.5]\nincrease = 2\n", "160", 100)).Should().Contain("AN0951");
        Codes(good.Replace("kind = \"t\"", "kind = \"equivalence\"\nmargin = 1", StringComparison.Ordinal)).Should().Contain("AN0951");
        Codes(Parallel(0, "[crossover]\ndesign = \"williams\"\nperiod = \"20\"\n", "160", 100)).Should().Contain("AN0951", "arms set quantities differently");
    }
}

using Anesis.Pharmacometrics.VirtualPopulations;

namespace Anesis.Pharmacometrics.Tests.VirtualPopulations;

public sealed class VirtualPopulationTests
{
    private static PeopleTable Table(string text) => PeopleTable.Read(text, "people.csv").Value!;

    private static Moments Targets(string body) => new(PopulationTarget.Read("schema = 1\n" + body, "t.toml").Value!.Moments);

    private sealed record Moments(Modeling.Values.ValueList<Moment> All);

    [Fact]
    public void A_share_gives_everybody_of_a_kind_the_same_weight()
    {
        var people = Table("id,sex\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i < 4 ? 1 : 0)}\n")));
        var weights = EntropyWeights.Find(people, Targets("[[target]]\ncolumn = \"sex\"\nshare = 0.7\nvalue = 1\n").All).Value!;
        weights.Weights.Take(4).Should().OnlyContain(w => Math.Abs(w - (0.7 / 4)) < 1e-8);
        weights.Weights.Skip(4).Should().OnlyContain(w => Math.Abs(w - (0.3 / 6)) < 1e-8);
        weights.EffectivePeople.Should().BeApproximately(1 / ((0.49 / 4) + (0.09 / 6)), 1e-6);
    }

    [Fact]
    public void A_mean_is_reached_by_an_exponential_tilt()
    {
        // Values 0, 1, 2 with w ∝ r^x and mean 1.5: (r + 2 r²)/(1 + r + r²) = 1.5 has the root r = (1 + √13)/2.
        var weights = EntropyWeights.Find(Table("x\n0\n1\n2\n"), Targets("[[target]]\ncolumn = \"x\"\nmean = 1.5\n").All).Value!.Weights;
        double r = (1 + Math.Sqrt(13)) / 2;
        (weights[1] / weights[0]).Should().BeApproximately(r, 1e-6);
        (weights[2] / weights[1]).Should().BeApproximately(r, 1e-6);
    }

    [Fact]
    public void Means_deviations_and_quantiles_hold_together_and_selection_keeps_them()
    {
        double[] values = [.. Enumerable.Range(1, 2000).Select(i => 100 * i / 2001.0)];
        var people = Table("x\n" + string.Join('\n', values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "\n");
        var targets = Targets("[[target]]\ncolumn = \"x\"\nmean = 60\nsd = 20\nquantiles = { probabilities = [0.5], values = [62] }\n").All;
        var weights = EntropyWeights.Find(people, targets).Value!;
        weights.Weights.Sum().Should().BeApproximately(1, 1e-12);
        weights.Reached.Should().HaveCount(3);
        weights.Reached[0].Should().BeApproximately(60, 1e-5);
        weights.Reached[1].Should().BeApproximately(400, 1e-3);
        weights.Reached[2].Should().BeApproximately(0.5, 1e-7);
        var taken = weights.Take(500, 1);
        taken.Should().HaveCount(500);
        taken.Average(i => values[i]).Should().BeApproximately(60, 0.3);
        weights.Take(500, 1).Should().Equal(taken);
    }

    [Theory]
    [InlineData("[[target]]\ncolumn = \"x\"\nmean = 5\n", "AN0943")]
    [InlineData("[[target]]\ncolumn = \"y\"\nmean = 1\n", "AN0942")]
    public void What_these_people_cannot_be_is_refused(string body, string code) =>
        EntropyWeights.Find(Table("x\n0\n1\n2\n"), Targets(body).All).Diagnostics.Should().Contain(d => d.Code == code && d.At.Line == 2);

    [Theory]
    [InlineData("[[target]]\ncolumn = \"x\"\n")]
    [InlineData("[[target]]\ncolumn = \"x\"\nsd = 2\n")]
    [InlineData("[[target]]\ncolumn = \"x\"\nshare = 2\nvalue = 1\n")]
    [InlineData("[[target]]\ncolumn = \"x\"\nquantiles = { probabilities = [0.5], values = [1, 2] }\n")]
    [InlineData("")]
    public void A_target_that_says_nothing_whole_is_refused(string body) =>
        PopulationTarget.Read("schema = 1\n" + body, "t.toml").Diagnostics.Should().Contain(d => d.Code == "AN0941");

    [Fact]
    public void A_table_with_a_cell_that_is_no_number_is_refused_at_the_cell() =>
        PeopleTable.Read("id,x,y\n1,2,3\n2,oops,3\n", "p.csv").Diagnostics.Single().At.Should().Match<Modeling.Diagnostics.SourceSpan>(s => s.Line == 3 && s.Column == 2);

    /// <summary>The reference man and woman of ICRP 89 (176 cm, 73 kg; 163 cm, 60 kg), 35 years; regressions by hand.</summary>
    [Theory]
    [InlineData(false, 176, 73, "kidneys_mass", 0.310)]
    [InlineData(true, 163, 60, "kidneys_mass", 0.275)]
    [InlineData(true, 163, 60, "brain_mass", 1.30)]
    [InlineData(false, 176, 73, "blood_volume", 4.9542)]
    [InlineData(false, 176, 73, "lean_mass", 57.494)]
    [InlineData(false, 176, 73, "muscle_mass", 31.41)]
    [InlineData(false, 176, 73, "bsa", 1.88916)]
    [InlineData(false, 176, 73, "liver_volume", 1.52553)]
    [InlineData(false, 176, 73, "cardiac_output", 6.48375)]
    [InlineData(false, 176, 73, "kidneys_flow", 1.231913)]
    [InlineData(true, 163, 60, "liver_flow", 1.588994)]
    public void The_reference_adults_have_their_organs(bool woman, double height, double weight, string quantity, double expected)
    {
        int at = VirtualAdult.Quantities.ToList().FindIndex(q => q.Name == quantity);
        VirtualAdult.Of(woman, 35, height, weight)[at].Should().BeApproximately(expected, 2e-4 * expected);
    }

    /// <summary>Coefficients of variation of McNally 2014 as the R package httk has them, and the standard error of Lee 2000: 20,000 men of one size.</summary>
    [Theory]
    [InlineData("liver_volume", 0.24)]
    [InlineData("kidneys_mass", 0.25)]
    [InlineData("spleen_mass", 0.38)]
    [InlineData("lungs_mass", 0.33)]
    [InlineData("stomach_mass", 0.31)]
    [InlineData("brain_mass", 0.05)]
    [InlineData("kidneys_flow", 0.05)]
    [InlineData("muscle_mass", 2.8 / 31.414)]
    [InlineData("cardiac_output", 0)]
    public void People_of_one_size_differ_in_their_organs_as_published(string quantity, double variation)
    {
        int at = VirtualAdult.Quantities.ToList().FindIndex(q => q.Name == quantity);
        double[] same = VirtualAdult.Of(false, 35, 176, 73);
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(i => OrganVariability.About(same, false, 1, i)[at])];
        double mean = drawn.Average(), deviation = Math.Sqrt(drawn.Select(d => (d - mean) * (d - mean)).Average());
        (deviation / mean).Should().BeApproximately(variation, (0.05 * variation) + 1e-12);
        drawn.Order().ElementAt(10_000).Should().BeApproximately(same[at], 0.015 * same[at]);
        drawn.Should().OnlyContain(d => d > 0);
    }

    [Fact]
    public void An_organ_of_one_person_depends_on_no_other()
    {
        double[] same = VirtualAdult.Of(true, 50, 165, 70);
        OrganVariability.About(same, true, 7, 3).Should().Equal(OrganVariability.About(same, true, 7, 3)).And.NotEqual(OrganVariability.About(same, true, 7, 4));
    }

    [Fact]
    public void Organs_grow_with_height_and_shares_of_the_output_stay_within_it()
    {
        var tall = VirtualAdult.Of(false, 35, 190, 80);
        var small = VirtualAdult.Of(false, 35, 160, 80);
        int kidneys = VirtualAdult.Quantities.ToList().FindIndex(q => q.Name == "kidneys_mass");
        (tall[kidneys] / small[kidneys]).Should().BeApproximately(Math.Pow(190.0 / 160, 0.75), 1e-12);
        foreach (bool woman in new[] { false, true })
        {
            var adult = VirtualAdult.Of(woman, 35, 170, 70);
            var flows = VirtualAdult.Quantities.Select((q, i) => (q.Name, adult[i])).Where(q => q.Name.EndsWith("_flow", StringComparison.Ordinal) && q.Name != "hepatic_artery_flow").Sum(q => q.Item2);
            flows.Should().BeLessThan(adult[VirtualAdult.Quantities.ToList().FindIndex(q => q.Name == "cardiac_output")]);
        }
    }
}

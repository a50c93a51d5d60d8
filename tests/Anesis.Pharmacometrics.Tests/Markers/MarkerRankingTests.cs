using Anesis.Pharmacometrics.Markers;

namespace Anesis.Pharmacometrics.Tests.Markers;

public sealed class MarkerRankingTests
{
    [Fact]
    public void The_area_is_the_share_of_pairs_in_which_the_responder_is_higher_ties_half()
    {
        // Pairs: (3,1) (3,2) (3,3 tie) (1,1 tie) (1,2) (1,3): 2 + ½ + ½ of 6.
        MarkerRanking.Of("x", [3, 1, 1, 2, 3], [true, true, false, false, false]).Area.Should().BeApproximately(3.0 / 6, 1e-12);
    }

    [Fact]
    public void The_best_marker_comes_first_whichever_way_it_points()
    {
        bool[] responds = [true, true, true, false, false, false];
        var ranks = MarkerRanking.Of([("idle", [1, 5, 2, 1, 5, 2]), ("lower", [1, 2, 4, 3, 6, 7]), ("higher", [9, 8, 3, 4, 2, 1])], responds);
        ranks[^1].Name.Should().Be("idle");
        ranks[^1].Area.Should().BeApproximately(0.5, 1e-12);
        ranks.First(r => r.Name == "lower").Area.Should().BeApproximately(1.0 / 9, 1e-12);
    }

    [Fact]
    public void The_ends_of_the_interval_are_where_their_own_standard_error_reaches_the_observed_area()
    {
        var rank = MarkerRanking.Of("x", [3, 5, 6, 1, 2, 4], [true, true, true, false, false, false]);
        rank.Area.Should().BeApproximately(8.0 / 9, 1e-12);
        foreach (double end in new[] { rank.Low, rank.High })
        {
            // Three in each group: N* = 2, and V(θ) = θ(1 − θ)(1 + 2(1 − θ)/(2 − θ) + 2θ/(1 + θ))/9.
            double variance = end * (1 - end) * (1 + (2 * (1 - end) / (2 - end)) + (2 * end / (1 + end))) / 9;
            Math.Abs((8.0 / 9) - end).Should().BeApproximately(1.959963984540054 * Math.Sqrt(variance), 1e-9);
        }
    }

    [Fact]
    public void Where_markers_tell_nothing_the_standard_error_is_that_of_ranks()
    {
        // Mann and Whitney: (m + n + 1)/(12mn); 200 in each group make the interval nearly symmetric.
        double[] values = [.. Enumerable.Range(0, 400).Select(i => (double)(i / 2))];
        var rank = MarkerRanking.Of("x", values, [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)]);
        rank.Area.Should().BeApproximately(0.5, 1e-12);
        (rank.High - rank.Low).Should().BeApproximately(2 * 1.96 * Math.Sqrt(401.0 / (12 * 200 * 200)), 1e-3);
    }

    [Fact]
    public void Groups_that_do_not_overlap_keep_an_interval_that_few_people_make_wide()
    {
        var few = MarkerRanking.Of("x", [3, 4, 1, 2], [true, true, false, false]);
        few.Area.Should().Be(1);
        few.High.Should().Be(1);
        few.Low.Should().BeLessThan(0.5, "two against two say nothing");
        var many = MarkerRanking.Of("x", [.. Enumerable.Range(0, 60).Select(i => (double)i)], [.. Enumerable.Range(0, 60).Select(i => i >= 30)]);
        many.Low.Should().BeGreaterThan(0.85);
        var reversed = MarkerRanking.Of("x", [-3, -4, -1, -2], [true, true, false, false]);
        reversed.Low.Should().Be(0);
        reversed.High.Should().BeApproximately(1 - few.Low, 1e-12);
    }

    [Theory]
    [InlineData(0.0, 8, 8)]
    [InlineData(1.0, 8, 8)]
    [InlineData(2.0, 10, 6)]
    [InlineData(3.0, 12, 12)]
    public void The_interval_holds_the_true_area_about_nineteen_times_in_twenty(double apart, int cases, int controls)
    {
        // Normal markers that lie so many standard deviations apart: the area is Φ(apart/√2).
        double truth = apart switch { 0 => 0.5, 1 => 0.7602499389, 2 => 0.9213503965, _ => 0.9830525732 };
        bool[] responds = [.. Enumerable.Range(0, cases + controls).Select(i => i < cases)];
        var random = new Random(5);
        int held = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            double[] values = [.. responds.Select(r => (r ? apart : 0) + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
            var rank = MarkerRanking.Of("x", values, responds);
            held += rank.Low <= truth && truth <= rank.High ? 1 : 0;
        }

        (held / 4000.0).Should().BeInRange(0.93, 0.99);
    }

    [Fact]
    public void Too_few_of_one_kind_give_no_area()
    {
        double.IsNaN(MarkerRanking.Of("x", [1, 2, 3], [true, false, false]).Area).Should().BeTrue();
    }
}

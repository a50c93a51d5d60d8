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
    public void The_interval_is_that_of_DeLong()
    {
        // By hand: placements of cases 2/3, 1, 1 (variance 1/27), of controls 1, 1, 2/3 (1/27): SE = sqrt(1/81 + 1/81).
        var rank = MarkerRanking.Of("x", [3, 5, 6, 1, 2, 4], [true, true, true, false, false, false]);
        rank.Area.Should().BeApproximately(8.0 / 9, 1e-12);
        double half = 1.959963984540054 * Math.Sqrt(2.0 / 81) / (8.0 / 81);
        rank.Low.Should().BeApproximately(1 / (1 + Mathematics.Elementary.Exp(-(Mathematics.Elementary.Log(8) - half))), 1e-9);
        rank.High.Should().BeLessThan(1);
    }

    [Fact]
    public void Too_few_of_one_kind_give_no_area()
    {
        double.IsNaN(MarkerRanking.Of("x", [1, 2, 3], [true, false, false]).Area).Should().BeTrue();
    }
}

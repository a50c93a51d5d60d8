using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Trials;

namespace Anesis.Pharmacometrics.Tests.Trials;

/// <summary>Published numbers from courses that are known.</summary>
public sealed class TrialComparisonTests
{
    /// <summary>Four people, scores at 0, 24 and 48 h; the second arm never changes.</summary>
    private static TrialCourses Courses(ValueList<TrialObservation> observations, TrialDesign design = TrialDesign.Parallel, double? dropOut = null, MissingData missing = MissingData.Observed) => new(
        new("t", "t", "s", "m") { Design = design, Until = 48, Missing = missing, Arms = [new("drug", 20) { Title = "drug", DropOut = dropOut }, new("none", 20) { Title = "none" }], Observations = observations },
        [0, 24, 48],
        ["madrs"],
        [[[40, 10, 30], [30, 20, 30], [20, 10, 8], [30, 30, 30]], [[40, 40, 40], [30, 30, 30], [20, 20, 20], [30, 30, 30]]],
        []);

    private static TrialRow Row(TrialObservation one, TrialDesign design = TrialDesign.Parallel) => TrialComparison.Rows(Courses([one], design), 400, 0.95, 1)[0];

    [Theory]
    [InlineData(TrialQuantity.Change, 24, -12.5)]
    [InlineData(TrialQuantity.Value, 48, 24.5)]
    [InlineData(TrialQuantity.Response, 24, 50)]
    [InlineData(TrialQuantity.Remission, 24, 50)]
    [InlineData(TrialQuantity.PercentChange, 24, -39.583333333333)]
    public void A_number_of_all_virtual_people_is_that_of_its_definition(TrialQuantity quantity, double at, double expected) =>
        Row(new("o", ["drug"], quantity, at, 0)).Simulated.Should().BeApproximately(expected, 1e-9);

    [Fact]
    public void A_difference_of_arms_is_the_difference_of_their_numbers() =>
        Row(new("o", ["drug"], TrialQuantity.Change, 24, 0) { Minus = "none" }).Simulated.Should().BeApproximately(-12.5, 1e-9);

    [Fact]
    public void Times_to_the_end_of_a_response_are_of_those_who_had_responded()
    {
        // Persons 1 and 3 have responded at 24 h; person 1 has lost it at 48 h, person 3 keeps it.
        Row(new("o", ["drug"], TrialQuantity.MeanReturn, 48, 0) { From = 24 }).Simulated.Should().Be(1);
        Row(new("o", ["drug"], TrialQuantity.Returned, 48, 0) { From = 24, Threshold = 22 }).Simulated.Should().Be(50);
    }

    [Fact]
    public void The_interval_holds_the_simulated_number_and_is_narrower_in_a_crossover_of_constant_differences()
    {
        var row = Row(new("o", ["drug"], TrialQuantity.Change, 24, -12.5));
        row.Low.Should().BeLessThan(row.Simulated);
        row.High.Should().BeGreaterThan(row.Simulated);
        row.Inside.Should().BeTrue();
        Row(new("o", ["drug"], TrialQuantity.Change, 24, 40)).Inside.Should().BeFalse();
    }

    [Fact]
    public void In_a_crossover_both_arms_have_the_same_people()
    {
        var parallel = Row(new("o", ["drug"], TrialQuantity.Value, 0, 0) { Minus = "none" });
        var crossover = Row(new("o", ["drug"], TrialQuantity.Value, 0, 0) { Minus = "none" }, TrialDesign.Crossover);
        (parallel.High - parallel.Low).Should().BeGreaterThan(1);
        crossover.Low.Should().Be(0);
        crossover.High.Should().Be(0);
    }

    [Fact]
    public void People_who_left_count_as_the_trial_says()
    {
        var one = new TrialObservation("o", ["drug"], TrialQuantity.Response, 24, 0);
        double Middle(MissingData missing)
        {
            var row = TrialComparison.Rows(Courses([one], dropOut: 0.8, missing: missing), 2000, 0.1, 1)[0];
            return 0.5 * (row.Low + row.High);
        }

        Middle(MissingData.Failure).Should().BeLessThan(Middle(MissingData.Observed) - 10);
        Middle(MissingData.Last).Should().BeLessThan(Middle(MissingData.Observed) - 10);
    }

    [Fact]
    public void The_misfit_is_the_squared_discrepancy_over_the_standard_error()
    {
        TrialFit.Misfit(Courses([new("o", ["drug"], TrialQuantity.Change, 24, -10.5) { Error = 2 }])).Should().BeApproximately(1, 1e-9);
        TrialFit.Misfit(Courses([new("o", ["drug"], TrialQuantity.Change, 24, -10.5) { Deviation = 2 * Math.Sqrt(20) }])).Should().BeApproximately(1, 1e-9);
    }

    [Fact]
    public void A_search_finds_the_minimum_of_a_curved_valley()
    {
        var result = SimplexSearch.Minimise(x => (100 * (x[1] - (x[0] * x[0])) * (x[1] - (x[0] * x[0]))) + ((1 - x[0]) * (1 - x[0])), [-1.2, 1], [-5, -5], [5, 5], 2000, 1e-9);
        result.At[0].Should().BeApproximately(1, 0.01);
        result.At[1].Should().BeApproximately(1, 0.02);
    }

    [Fact]
    public void A_search_stays_within_its_bounds()
    {
        var asked = new List<double>();
        var result = SimplexSearch.Minimise(x => { asked.Add(x[0]); return (x[0] - 10) * (x[0] - 10); }, [1], [0], [3], 200);
        asked.Should().OnlyContain(v => v >= 0 && v <= 3);
        result.At[0].Should().BeApproximately(3, 1e-3);
    }
}

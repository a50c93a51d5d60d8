using Anesis.Pharmacometrics.KeyNumbers;

namespace Anesis.Ketamine.Tests;

/// <summary>Which numbers sum up a person's course, and that they say what a clinician would take them to say.</summary>
public sealed class PersonNumbersTests
{
    private static readonly (string, string?, string)[] Observed =
    [
        ("ketamine_venous", "ng/mL", "ketamine in a forearm vein"), ("s_ketamine_venous", "ng/mL", "S-ketamine in a forearm vein"), ("cadss", "points", "dissociation"), ("madrs", "points", "depression"),
        ("systolic", "mmHg", "systolic pressure"), ("mtor", null, "mTORC1 activity"), ("aspiration", null, "probability of aspiration so far"),
    ];

    [Fact]
    public void A_course_of_doses_has_no_time_of_peak_half_life_or_time_until_sober()
    {
        var once = PersonNumbers.Of(Observed);
        var course = PersonNumbers.Of(Observed, course: true);
        once.Select(n => n.Kind).Should().Contain([KeyNumberKind.TimeOfMax, KeyNumberKind.HalfLife, KeyNumberKind.TimeUntilBelow]);
        course.Select(n => n.Kind).Should().NotContain([KeyNumberKind.TimeOfMax, KeyNumberKind.HalfLife, KeyNumberKind.TimeUntilBelow]);
        var hours = course.Should().ContainSingle(n => n.Kind == KeyNumberKind.TimeAbove).Subject;
        hours.Unit.Should().Be("h");
        hours.Of([0, 1, 2, 100, 101, 102], [0, 14, 0, 0, 9, 0]).Should().BeApproximately((2 * 10.0 / 14) + (2 * 5.0 / 9), 1e-12, "both occasions count, the days between do not");
    }

    [Fact]
    public void Pressure_and_mood_are_told_in_both_directions()
    {
        PersonNumbers.Of(Observed).Where(n => n.Output is "systolic" or "madrs").Select(n => n.Kind).Should().BeEquivalentTo([KeyNumberKind.Rise, KeyNumberKind.Fall, KeyNumberKind.Fall, KeyNumberKind.Rise]);
    }

    [Fact]
    public void What_adds_up_is_told_by_its_end_and_names_keep_their_spelling()
    {
        var numbers = PersonNumbers.Of(Observed);
        numbers.Where(n => n.Output == "aspiration").Should().ContainSingle().Which.Kind.Should().Be(KeyNumberKind.Last);
        numbers.Should().Contain(n => n.Label == "mTORC1 activity: at the end").And.Contain(n => n.Label == "S-ketamine in a forearm vein: peak");
    }

    /// <summary>Two exponentials, 3 h and far below a thousandth of the peak 30 h: the half-life is that of what an assay can follow, however long the output goes on.</summary>
    [Theory]
    [InlineData(24)]
    [InlineData(1440)]
    public void A_half_life_does_not_depend_on_how_long_the_output_goes_on(double end)
    {
        double[] times = [.. Enumerable.Range(0, 24 * 60).Select(i => i / 60.0), .. Enumerable.Range(24, (int)end - 23).Select(i => (double)i)];
        double[] values = [.. times.Select(t => (100 * Mathematics.Elementary.Exp(-0.693147180559945 * t / 3)) + (1e-4 * Mathematics.Elementary.Exp(-0.693147180559945 * t / 30)))];
        PersonNumbers.All.Single(n => n.Kind == KeyNumberKind.HalfLife).Of(times, values).Should().BeApproximately(3, 0.03);
    }
}

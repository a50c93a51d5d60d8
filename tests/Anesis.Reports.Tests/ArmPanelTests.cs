using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;
using Anesis.Reports.Terminal;
using Anesis.Results.Columns;

namespace Anesis.Reports.Tests;

public sealed class ArmPanelTests
{
    private static ValueList<SummaryArm> Arms(int count) => Enumerable.Range(0, count).Select(i => new SummaryArm($"arm {i}", MadeUpPictures.Summary(5))).ToValueList();

    [Fact]
    public void Few_arms_have_bands_and_many_have_medians_alone()
    {
        SummaryPanels.Of(Arms(3), 0).Layers.OfType<BandLayer>().Should().HaveCount(3);
        var many = SummaryPanels.Of(Arms(4), 0).Layers;
        many.OfType<BandLayer>().Should().BeEmpty();
        many.OfType<LineLayer>().Select(l => l.Legend).Should().Equal("arm 0", "arm 1", "arm 2", "arm 3");
        many.OfType<LineLayer>().Select(l => (l.Hue, l.Style)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Individuals_are_lines_that_break_where_time_goes_back_and_points_stand_where_something_was_observed()
    {
        IndividualCourse person = new([0, 1, 2, 0, 1], [[5, 4, 3, 5, 4]], [[double.NaN, 4.5, double.NaN, double.NaN, 3.5]]);
        var layers = IndividualPanels.All([person, person], [new OutputColumn("C")], "h").Panels[0].Layers;
        var lines = (SpaghettiLayer)layers[0];
        lines.Curves.Should().HaveCount(2);
        lines.Curves[0].X.Count(double.IsNaN).Should().Be(1);
        ((PointsLayer)layers[1]).Y.Should().Equal(4.5, 3.5, 4.5, 3.5);
    }

    [Fact]
    public void Arms_stand_side_by_side_below_names_of_any_length()
    {
        ValueList<KeyNumber> numbers = [new("peak", 222, 179, 269, "ng/mL"), new("   time", 40, 40, 40, "min") { People = 9 }];
        string text = SummaryText.SideBySide([("main", numbers), ("a name that is much longer than its numbers are", numbers)]);
        string[] lines = text.Split('\n');
        lines[^2].Should().Contain("(in 9)").And.EndWith("min");
        lines.Max(l => l.Length).Should().BeLessThan(70);
        lines.Single(l => l.StartsWith("quantity", StringComparison.Ordinal)).Should().Contain("main").And.Contain("unit");
    }

    [Theory]
    [InlineData("h", 48, "Time [h]", 1)]
    [InlineData("h", 672, "Time [days]", 1 / 24.0)]
    [InlineData("h", 1, "Time [min]", 60)]
    [InlineData("s", 100_000, "Time [h]", 1 / 3600.0)]
    [InlineData(null, 1e6, "Time", 1)]
    public void Time_is_told_in_a_unit_that_people_read(string? unit, double end, string heading, double factor)
    {
        var time = TimeAxis.Of(unit, end);
        time.Axis.Heading.Should().Be(heading);
        time.Factor.Should().BeApproximately(factor, 1e-15);
    }

    [Fact]
    public void Simplified_paths_stay_where_they_were()
    {
        string path = "M0 0" + string.Concat(Enumerable.Range(1, 1000).Select(i => FormattableString.Invariant($"L{i} {100 + (50 * Math.Sin(i / 100.0)):F3}")));
        string simple = SvgPaths.Simplified($"<path d=\"{path}\"/>");
        simple.Length.Should().BeLessThan(path.Length / 5);
        simple.Should().StartWith("<path d=\"M0 0L1 100.5").And.EndWith("L1000 72.8\"/>");
        SvgPaths.Simplified("<path d=\"M0 0C1 2 3 4 5 6Z\"/>").Should().Be("<path d=\"M0 0C1 2 3 4 5 6Z\"/>");
    }
}

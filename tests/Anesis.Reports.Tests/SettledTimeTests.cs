using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;
using Anesis.Results.Columns;
using Anesis.Results.Summaries;

namespace Anesis.Reports.Tests;

public sealed class SettledTimeTests
{
    private static List<SummaryRow> Course(double end, Func<double, double> value) =>
        [.. Enumerable.Range(0, 481).Select(i => i * end / 480).Select(t => new SummaryRow(t, 0, 3, value(t), 1, value(t), value(t) - 1, value(t) - 1, value(t), value(t), value(t) + 1, value(t) + 1))];

    [Fact]
    public void An_effect_of_an_hour_is_shown_in_hours_and_not_in_two_days() =>
        SettledTime.Of([Course(48, t => 10 * t * Math.Exp(-2 * t))]).Should().BeInRange(1, 6);

    [Fact]
    public void What_moves_to_the_end_is_shown_to_the_end()
    {
        SettledTime.Of([Course(48, t => t)]).Should().Be(48);
        SettledTime.Of([Course(48, t => Math.Sin(t))]).Should().Be(48);
    }

    [Fact]
    public void The_slowest_of_several_arms_decides() =>
        SettledTime.Of([Course(48, t => Math.Exp(-2 * t)), Course(48, t => Math.Exp(-t / 20))]).Should().Be(48);

    [Fact]
    public void What_does_not_move_is_shown_to_the_end() => SettledTime.Of([Course(48, _ => 5)]).Should().Be(48);

    [Fact]
    public void The_axis_ends_where_the_panel_does_and_no_point_lies_beyond()
    {
        var summary = new SummaryTable([new OutputColumn("x", "mg", "amount")], "h", Course(48, t => 10 * t * Math.Exp(-2 * t)).ToValueList());
        var panel = SummaryPanels.Settled([new SummaryArm("main", summary)]).Panels[0];
        panel.X.Maximum.Should().BeInRange(1, 6);
        panel.Layers.OfType<LineLayer>().Single().X.Max().Should().BeLessThanOrEqualTo(panel.X.Maximum);
        panel.Title.Should().Be("Amount");
    }
}

using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Reports.Pictures;

/// <summary>An individual's simulated course at the individual's own times, and what was observed there (NaN: nothing).</summary>
/// <param name="Times">In the model's unit, as recorded; a time that goes back begins anew.</param>
/// <param name="Simulated">[output][time].</param>
/// <param name="Observed">[output][time].</param>
public sealed record IndividualCourse(ValueList<double> Times, ValueList<ValueList<double>> Simulated, ValueList<ValueList<double>> Observed);

/// <summary>Panels of individuals who were observed at times of their own: a line each, and the points that were measured.</summary>
public static class IndividualPanels
{
    public const string Measured = "observed";

    public static Picture All(ValueList<IndividualCourse> people, ValueList<OutputColumn> outputs, string? timeUnit, string? title = null)
    {
        var time = TimeAxis.Of(timeUnit, people.SelectMany(p => p.Times).DefaultIfEmpty(0).Max());
        return new Picture
        {
            Title = title,
            Panels = Enumerable.Range(0, outputs.Count).Select(o => SummaryPanels.Frame(time, outputs[o], false, Layers(people, o, time.Factor))).ToValueList(),
        };
    }

    private static ValueList<Layer> Layers(ValueList<IndividualCourse> people, int output, double factor)
    {
        var layers = new List<Layer>
        {
            people.Count == 1
                ? Line(Unbroken(people[0], output, factor))
                : new SpaghettiLayer(people.Select(p => Unbroken(p, output, factor)).ToValueList(), "simulated, a line each"),
        };
        var points = people.SelectMany(p => p.Times.Select((t, i) => (Time: t * factor, Value: p.Observed[output][i]))).Where(p => double.IsFinite(p.Value)).ToList();
        if (points.Count > 0)
        {
            layers.Add(new PointsLayer(points.Select(p => p.Time).ToValueList(), points.Select(p => p.Value).ToValueList(), Measured));
        }

        return layers.ToValueList();
    }

    private static LineLayer Line(Curve curve) => new(curve.X, curve.Y, "simulated");

    /// <summary>The course, cut where time goes back.</summary>
    private static Curve Unbroken(IndividualCourse person, int output, double factor)
    {
        var x = new List<double>();
        var y = new List<double>();
        for (int i = 0; i < person.Times.Count; i++)
        {
            if (i > 0 && person.Times[i] < person.Times[i - 1])
            {
                x.Add(double.NaN);
                y.Add(double.NaN);
            }

            x.Add(person.Times[i] * factor);
            y.Add(person.Simulated[output][i]);
        }

        return new(x.ToValueList(), y.ToValueList());
    }
}

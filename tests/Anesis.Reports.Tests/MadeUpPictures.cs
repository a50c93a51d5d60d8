using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;
using Anesis.Results.Columns;
using Anesis.Results.Summaries;
using Anesis.Simulation.Ensembles;

namespace Anesis.Reports.Tests;

/// <summary>Pictures of a made-up infusion in 200 people: rise over 40 minutes, then two exponentials.</summary>
internal static class MadeUpPictures
{
    public static ValueList<OutputColumn> Outputs { get; } =
    [
        new("ketamine_venous", "ng/mL", "Ketamine, venous"), new("systolic", "mmHg", "Systolic pressure"), new("cadss", "points", "Dissociation (CADSS)"), new("heart_rate", "1/min", "Heart rate"),
    ];

    public static double[] Times { get; } = [.. Enumerable.Range(0, 97).Select(i => i / 12.0)];

    public static double Value(int person, int output, double t)
    {
        double size = Math.Exp(0.35 * Math.Sin((12.9898 * (person + 1)) + output)), slow = 0.25 + (0.1 * Math.Cos(person));
        double End(double u) => u <= 0 ? 0 : (0.7 * Math.Exp(-4 * u)) + (0.3 * Math.Exp(-slow * u));
        double c = 210 * size * (t <= 2 / 3.0 ? (1 - Math.Exp(-3.2 * t)) / (1 - Math.Exp(-3.2 * 2 / 3)) : End(t - (2 / 3.0)));
        return output switch
        {
            0 => c,
            1 => 122 + (8 * Math.Sin(person)) + (0.11 * c),
            2 => 28 * c * c / ((c * c) + (180 * 180)),
            _ => 71 + (7 * Math.Cos(2.3 * person)) + (0.07 * c),
        };
    }

    public static SummaryTable Summary(int people = 200)
    {
        using var sink = new SummarySink(Outputs, "h");
        for (int person = 0; person < people; person++)
        {
            double[] values = [.. Times.SelectMany(t => Enumerable.Range(0, Outputs.Count).Select(o => Value(person, o, t)))];
            sink.Accept(new ResultBlock(person, 1, Outputs.Count, [0, Times.Length], Times, values, [Outcome.Completed]));
        }

        return sink.Table();
    }

    public static PointsLayer Observed { get; } = new([0.25, 0.5, 0.667, 1, 2, 4, 6], [105, 165, 203, 112, 52, 31, 19], "observed, mean ± SD")
    {
        Low = [80, 130, 150, 80, 38, 22, 12],
        High = [130, 205, 260, 145, 68, 41, 27],
    };

    public static Picture Single(bool logarithmic = false)
    {
        var panel = SummaryPanels.Of(Summary(), 0, logarithmic);
        return new Picture
        {
            Title = "Ketamine in venous plasma, 0.5 mg/kg over 40 minutes",
            Panels = [panel with { Layers = panel.Layers.Add(Observed) }],
            Note = "200 simulated adults. Points: a made-up trial, for this test.",
        };
    }

    public static Picture Multiples() => SummaryPanels.All(Summary(), "A therapeutic infusion, minute by minute") with { Columns = 2 };

    public static Picture Spaghetti()
    {
        var times = Times.ToValueList();
        var curves = Enumerable.Range(0, 60).Select(p => new Curve(times, Times.Select(t => Value(p, 1, t)).ToValueList())).ToValueList();
        return new Picture
        {
            Title = "Blood pressure, each person a line",
            Panels =
            [
                new Panel(new("Time", "h"), new("Systolic pressure", "mmHg"),
                    [new SpaghettiLayer(curves, "60 people", 0), new LineLayer(times, Times.Select(t => 122 - (0.05 * Value(0, 0, t))).ToValueList(), "as the source says", 1, LineStyle.Dashed)])
                {
                    References = [new ReferenceLine(140, "140 mmHg")],
                },
            ],
        };
    }
}

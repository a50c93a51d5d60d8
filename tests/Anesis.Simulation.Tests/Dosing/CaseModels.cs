using Anesis.Simulation.Compilation;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Dosing;

/// <summary>The five small models of the dosing cases, written by hand after their Antimony texts.</summary>
internal static class CaseModels
{
    private static readonly string[] Common = ["WT", "SEX", "CRCL", "ETACL", "ETAV", "ETAKA", "ETAVM", "ETAIC"];
    private static readonly double[] CommonValues = [70, 0, 100, 0, 0, 0, 0, 0];

    public static HandWritten Of(string file) => file switch
    {
        "onecomp-iv.ant" => Make(["CENT"], ["CL", "V"], [5, 35], (m, y, r) => r[0] = -m.Clearance / m.Volume * y[0], (m, y) => y[0] / m.Volume),
        "onecomp-oral.ant" => Make(["DEPOT", "CENT"], ["KA", "CL", "V"], [1.2, 4, 30], (m, y, r) =>
        {
            double absorbed = m["KA"] * Math.Exp(m["ETAKA"]) * y[0];
            (r[0], r[1]) = (-absorbed, absorbed - (m.Clearance / m.Volume * y[1]));
        }, (m, y) => y[1] / m.Volume),
        "twocomp-oral.ant" => Make(["DEPOT", "CENT", "PERI"], ["KA", "CL", "V2", "Q", "V3"], [0.9, 6, 25, 8, 60], (m, y, r) =>
        {
            double volume = m["V2"] * (m["WT"] / 70) * Math.Exp(m["ETAV"]);
            double q = m["Q"] * Math.Pow(m["WT"] / 70, 0.75);
            double absorbed = m["KA"] * Math.Exp(m["ETAKA"]) * y[0];
            double outward = q / volume * y[1];
            double inward = q / (m["V3"] * (m["WT"] / 70)) * y[2];
            (r[0], r[1], r[2]) = (-absorbed, absorbed - (m.Clearance / volume * y[1]) - outward + inward, outward - inward);
        }, (m, y) => y[1] / (m["V2"] * (m["WT"] / 70) * Math.Exp(m["ETAV"]))),
        "mm-iv.ant" => Make(["CENT"], ["VMAX", "KM", "V"], [20, 3, 25], (m, y, r) =>
        {
            double maximum = m["VMAX"] * Math.Pow(m["WT"] / 70, 0.75) * (1 - (0.15 * m["SEX"])) * Math.Exp(m["ETAVM"]);
            double c = y[0] / m.Volume;
            r[0] = -maximum * c / (m["KM"] + c);
        }, (m, y) => y[0] / m.Volume),
        "idr.ant" => Make(["CENT", "RESP"], ["CL", "V", "KIN", "KOUT", "IMAX", "IC50"], [3, 20, 8, 0.15, 0.85, 1.2], (m, y, r) =>
        {
            double c = y[0] / m.Volume;
            r[0] = -m.Clearance / m.Volume * y[0];
            r[1] = (m["KIN"] * (1 - (m["IMAX"] * c / ((m["IC50"] * Math.Exp(m["ETAIC"])) + c)))) - (m["KOUT"] * y[1]);
        }, (m, y) => y[0] / m.Volume) with { },
        _ => throw new ArgumentException(file),
    };

    private static HandWritten Make(string[] species, string[] own, double[] values, Slope slope, Func<Values, double[], double> cp)
    {
        string[] dosing = [.. species.SelectMany((_, i) => new[] { $"F{i + 1}", $"ALAG{i + 1}", $"R{i + 1}", $"D{i + 1}" })];
        string[] names = [.. own, .. Common, .. dosing];
        double[] defaults = [.. values, .. CommonValues, .. species.SelectMany(_ => new double[] { 1, 0, 0, 0 })];
        int n = species.Length;
        int first = own.Length + Common.Length;
        bool response = species.Contains("RESP");
        LaneFunction f = (t, y, p, r) => slope(new Values(names, p.ToArray()), y.ToArray(), r);
        return new HandWritten
        {
            States = species,
            Parameters = names,
            Values = defaults,
            F = f,
            Start = response ? (t, y, p, r) => r[1] = p[2] / p[3] : null,
            Jacobian = (t, y, p, r) => Differences(f, t, y, p, r, n),
            Outputs = [.. species, "CP"],
            Observe = (t, y, p, r) =>
            {
                y.CopyTo(r);
                r[n] = cp(new Values(names, p.ToArray()), y.ToArray());
            },
            Dosing = [.. species.Select((s, i) => new DosingTarget(s, i, $"F{i + 1}", $"ALAG{i + 1}", $"R{i + 1}", $"D{i + 1}"))],
            DosingParameters = (t, y, p, r) => p.Slice(first, r.Length).CopyTo(r),
        };
    }

    private static void Differences(LaneFunction f, double t, ReadOnlySpan<double> y, ReadOnlySpan<double> p, Span<double> result, int n)
    {
        double[] up = new double[n];
        double[] down = new double[n];
        for (int c = 0; c < n; c++)
        {
            double step = 1e-5 * (1 + Math.Abs(y[c]));
            double[] moved = y.ToArray();
            moved[c] += step;
            f(t, moved, p, up);
            moved[c] -= 2 * step;
            f(t, moved, p, down);
            for (int row = 0; row < n; row++)
            {
                result[(row * n) + c] = (up[row] - down[row]) / (2 * step);
            }
        }
    }

    private delegate void Slope(Values m, double[] y, Span<double> result);

    private sealed class Values(string[] names, double[] values)
    {
        public double this[string name] => values[Array.IndexOf(names, name)];

        public double Clearance =>
            this["CL"] * Math.Pow(this["WT"] / 70, 0.75) * (1 - (0.15 * this["SEX"])) * Math.Pow(this["CRCL"] / 100, 0.4) * Math.Exp(this["ETACL"]);

        public double Volume => this["V"] * (this["WT"] / 70) * Math.Exp(this["ETAV"]);
    }
}

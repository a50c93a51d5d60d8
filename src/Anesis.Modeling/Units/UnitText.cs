using System.Globalization;

namespace Anesis.Modeling.Units;

/// <summary>Writes units as people write them: "µmol/(L·min)" and not a number times powers of the SI base units.</summary>
internal static class UnitText
{
    private static readonly (string Name, double Size)[] Times = [("s", 1), ("min", 60), ("h", 3600), ("d", 86400)];
    private static readonly (string Name, int Exponent)[] Prefixes = [("", 0), ("m", -3), ("µ", -6), ("n", -9), ("p", -12), ("k", 3)];
    private static readonly (string Name, int Exponent)[] NoPrefix = [("", 0)];

    /// <summary>The unit with litres, minutes, hours, days and prefixes where they leave no factor before it; else with the factor in front.</summary>
    public static string Of(Unit unit)
    {
        if (unit.IsDimensionless)
        {
            return Math.Abs(unit.Factor - 1) <= 1e-9 ? "dimensionless" : Number(unit.Factor);
        }

        (double Factor, string Text)? best = null;
        double metres = unit.Powers.Metre;
        bool isVolume = metres != 0 && metres % 3 == 0;
        foreach (bool litre in isVolume ? [true, false] : new[] { false })
        {
            foreach (var time in unit.Powers.Second == 0 ? Times[..1] : Times)
            {
                foreach (var prefix in unit.Powers.Mole is 1 or -1 || unit.Powers.Kilogram is 1 or -1 ? Prefixes : NoPrefix)
                {
                    double size = Power(litre ? 0.1 : 1, metres) * Power(time.Size, unit.Powers.Second) * Power(10, prefix.Exponent * (unit.Powers.Mole is 1 or -1 ? unit.Powers.Mole : unit.Powers.Kilogram))
                        * (unit.Powers.Mole is 1 or -1 ? 1 : Power(1e-3, unit.Powers.Kilogram));
                    double left = unit.Factor / size;
                    string text = Product(unit, litre, time.Name, prefix.Name);
                    if (Math.Abs(left - 1) <= 1e-9)
                    {
                        return text;
                    }

                    // Of all that leave a factor, the first that leaves a power of ten.
                    best = best is null || (IsRound(left) && !IsRound(best.Value.Factor)) ? (left, text) : best;
                }
            }
        }

        return $"{Number(best!.Value.Factor)} {best.Value.Text}";
    }

    private static bool IsRound(double factor) => Mathematics.Elementary.Log10(factor) is var size && Math.Abs(size - Math.Round(size)) < 1e-9;

    private static double Power(double number, double exponent) => exponent == 0 ? 1 : Mathematics.Elementary.Pow(number, exponent);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Product(Unit unit, bool litre, string time, string prefix)
    {
        bool onMole = unit.Powers.Mole is 1 or -1;
        var factors = unit.Powers.Named().Select(p => p.Name switch
        {
            "m" when litre => ("L", p.Power / 3),
            "s" => (time, p.Power),
            "mol" when onMole => (prefix + "mol", p.Power),
            "kg" => (onMole ? "kg" : unit.Powers.Kilogram is 1 or -1 ? prefix + "g" : "g", p.Power),
            _ => p,
        }).OrderBy(p => p.Item1 is "s" or "min" or "h" or "d" ? 1 : 0).ToList();
        string Side(IEnumerable<(string Name, double Power)> side) => string.Join('·', side.Select(p => Math.Abs(p.Power) == 1 ? p.Name : $"{p.Name}^{Number(Math.Abs(p.Power))}"));
        var above = factors.Where(f => f.Item2 > 0).ToList();
        var below = factors.Where(f => f.Item2 < 0).ToList();
        string top = above.Count == 0 ? "1" : Side(above);
        return below.Count == 0 ? top : below.Count == 1 ? $"{top}/{Side(below)}" : $"{top}/({Side(below)})";
    }
}

using System.Globalization;
using Anesis.Mathematics;

namespace Anesis.Reports.Documents;

/// <summary>Numbers as people read them: three significant digits, no exponent between 0.00001 and 999,999; the minus is a minus.</summary>
public static class Numbers
{
    public static string Text(double value, int digits = 3)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "∞" : "−∞";
        }

        if (value == 0)
        {
            return "0";
        }

        double size = Math.Abs(value);
        string text;
        if (size is < 1e-5 or >= 1e6)
        {
            text = value.ToString((digits switch { 1 => "0", _ => "0." + new string('#', digits - 1) }) + "e0", CultureInfo.InvariantCulture);
        }
        else
        {
            int decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Elementary.Log10(size) + 1e-12), 0, 12);

            // What rounds up to the next power of ten has one digit less after the point: 99.97 is 100, not 100.0.
            double rounded = Math.Round(size, decimals);
            decimals = rounded > 0 ? Math.Clamp(digits - 1 - (int)Math.Floor(Elementary.Log10(rounded) + 1e-12), 0, 12) : decimals;
            text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
            if (text.Contains('.', StringComparison.Ordinal) && double.IsInteger(value))
            {
                text = value.ToString("F0", CultureInfo.InvariantCulture);
            }
        }

        return text.Replace('-', '−');
    }

    /// <summary>A value as it was used: up to six significant digits, none that say nothing.</summary>
    public static string Exact(double value) =>
        double.IsNaN(value) ? "–" : value.ToString("G6", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal).Replace('-', '−');

    /// <summary>"12 to 40", or a dash where there is no interval.</summary>
    public static string Interval(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? "–" : $"{Text(low)} to {Text(high)}";
}

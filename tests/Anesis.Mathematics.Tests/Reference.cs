using System.Globalization;

namespace Anesis.Mathematics.Tests;

/// <summary>One line of a table that eng/references.py computed with mpmath.</summary>
internal sealed record Reference(double[] Arguments, double Nearest, double Residual)
{
    public static IReadOnlyList<Reference> Table(string name)
    {
        using Stream stream = typeof(Reference).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using StreamReader reader = new(stream);
        List<Reference> lines = [];
        while (reader.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            double[] numbers = [.. parts[..^1].Select(part => BitConverter.UInt64BitsToDouble(ulong.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
            lines.Add(new(numbers[..^1], numbers[^1], double.Parse(parts[^1], CultureInfo.InvariantCulture)));
        }

        return lines;
    }

    /// <summary>How far a computed value lies from the exact one, in units in the last place of the nearest double.</summary>
    public double Error(double computed)
    {
        if (computed == Nearest)
        {
            return Math.Abs(Residual);
        }

        if (!double.IsFinite(computed))
        {
            return double.PositiveInfinity;
        }

        double magnitude = Math.Abs(Nearest);
        double unit = Math.BitIncrement(magnitude) - magnitude;
        return Math.Abs(((computed - Nearest) / unit) - Residual);
    }
}

using Anesis.Mathematics;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Colours for numbers from Low to High: viridis (van der Walt and Smith 2015), or from white to one colour.</summary>
public sealed record ColourScale(double Low, double High)
{
    private static readonly string[] Viridis = ["#440154", "#482878", "#3E4A89", "#31688E", "#26828E", "#1F9E89", "#35B779", "#6DCD59", "#B4DE2C", "#FDE725"];

    public bool Logarithmic { get; init; }

    /// <summary>The colour of High, #RRGGBB; null: viridis.</summary>
    public string? Fill { get; init; }

    /// <summary>What the numbers are.</summary>
    public string Label { get; init; } = "";

    /// <summary>Where a number stands from 0 to 1; NaN for what has no place.</summary>
    internal double Place(double value)
    {
        double low = Logarithmic ? Elementary.Log10(Low) : Low, high = Logarithmic ? Elementary.Log10(High) : High, at = Logarithmic ? Elementary.Log10(value) : value;
        return high > low ? Math.Clamp((at - low) / (high - low), 0, 1) : double.IsNaN(at) ? at : 0.5;
    }

    internal SKColor Of(double value)
    {
        double place = Place(value);
        if (double.IsNaN(place))
        {
            return SKColors.Transparent;
        }

        if (Fill is not null)
        {
            return Between(new(245, 247, 250), PaintColours.Parse(Fill), place);
        }

        double at = place * (Viridis.Length - 1);
        int k = Math.Min((int)at, Viridis.Length - 2);
        return Between(SKColor.Parse(Viridis[k]), SKColor.Parse(Viridis[k + 1]), at - k);
    }

    private static SKColor Between(SKColor a, SKColor b, double t) => new(Part(a.Red, b.Red, t), Part(a.Green, b.Green, t), Part(a.Blue, b.Blue, t));

    private static byte Part(byte a, byte b, double t) => (byte)Math.Round(a + ((b - a) * t));
}

using System.Globalization;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Colours of paint, whose last two digits are the opacity.</summary>
internal static class PaintColours
{
    public static SKColor Parse(string hex)
    {
        uint value = uint.Parse(hex.AsSpan().TrimStart('#'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return hex.TrimStart('#').Length == 8 ? new((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value) : new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    public static ScottPlot.Color Of(string? hex, ScottPlot.Color otherwise) => hex is null ? otherwise : ScottPlot.Color.FromSKColor(Parse(hex));

    public static SKColor Of(string? hex, SKColor otherwise) => hex is null ? otherwise : Parse(hex);
}

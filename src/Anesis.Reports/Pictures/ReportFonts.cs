using ScottPlot;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Inter, regular and bold, from this assembly: pictures look the same on a machine without a font.</summary>
internal sealed class ReportFonts : IFontResolver
{
    public const string Family = "Inter";

    private static readonly Lazy<ReportFonts> Shared = new(Register);

    private readonly SKTypeface _regular = Load("Inter-Regular.otf");
    private readonly SKTypeface _bold = Load("Inter-Bold.otf");

    private ReportFonts()
    {
    }

    public static SKTypeface Regular => Shared.Value._regular;

    public static SKTypeface Bold => Shared.Value._bold;

    /// <summary>A font whose letters stand where they belong and not on whole pixels.</summary>
    public static SKFont Sized(float size, bool bold = false) =>
        new(bold ? Bold : Regular, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    /// <summary>Makes the family ScottPlot's default; once a process.</summary>
    public static void Ensure() => _ = Shared.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName != Family ? null : weight >= FontWeight.SemiBold ? _bold : _regular;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName != Family ? null : bold ? _bold : _regular;

    internal static byte[] Bytes(string file)
    {
        using var stream = typeof(ReportFonts).Assembly.GetManifestResourceStream($"Anesis.Fonts.{file}")
            ?? throw new InvalidOperationException($"{file} is not in the assembly");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static SKTypeface Load(string file)
    {
        using var data = SKData.CreateCopy(Bytes(file));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{file} is not a font");
    }

    private static ReportFonts Register()
    {
        var fonts = new ReportFonts();
        Fonts.FontResolvers.Insert(0, fonts);
        Fonts.Default = Family;
        return fonts;
    }
}

using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Where the parts of a picture stand, in CSS pixels.</summary>
internal sealed record PictureLayout(int Width, int Height, int Columns, float PanelWidth, float PanelHeight, float Top, IReadOnlyList<LegendRow> Legend, float LegendTop)
{
    public const float Gap = 14;
    private const float LeastPanelWidth = 300;
    private const float TitleHeight = 30;
    private const float LegendHeight = 24;
    private const float NoteHeight = 24;

    public static PictureLayout Of(Picture picture)
    {
        int panels = Math.Max(1, picture.Panels.Count);
        int columns = picture.Columns > 0 ? picture.Columns : Math.Clamp((int)((picture.Width + Gap) / (LeastPanelWidth + Gap)), 1, 3);
        columns = Math.Min(columns, panels);
        int rows = (panels + columns - 1) / columns;
        float width = (picture.Width - (Gap * (columns - 1))) / columns;
        float height = picture.PanelHeight > 0 ? picture.PanelHeight : columns == 1 ? Math.Clamp(width * 0.5f, 240, 400) : Math.Clamp(width * 0.68f, 210, 300);
        float top = picture.Title is null ? 6 : TitleHeight;
        var legend = LegendRow.Arrange(picture, picture.Width - 8);
        float legendTop = top;
        top += legend.Count * LegendHeight;
        float total = top + (rows * height) + ((rows - 1) * Gap) + (picture.Note is null ? 4 : NoteHeight);
        return new(picture.Width, (int)Math.Ceiling(total), columns, width, height, top, legend, legendTop);
    }

    public SKRect PanelAt(int index)
    {
        float left = index % Columns * (PanelWidth + Gap);
        float top = Top + (index / Columns * (PanelHeight + Gap));
        return new(left, top, left + PanelWidth, top + PanelHeight);
    }

    public float LegendRowHeight => LegendHeight;
}

/// <summary>Entries of the legend that fit in one line, with their left edges.</summary>
internal sealed record LegendRow(IReadOnlyList<(Layer Layer, float Left)> Entries)
{
    public const float Swatch = 26;
    public const float SwatchGap = 7;
    public const float TextSize = 12.5f;
    private const float EntryGap = 20;

    public static IReadOnlyList<LegendRow> Arrange(Picture picture, float width)
    {
        var layers = picture.Panels.SelectMany(p => p.Layers).Where(l => l.Legend is not null).DistinctBy(l => (l.Legend, l.Hue))
            .OrderBy(l => l switch { LineLayer => 0, BandLayer { Strength: BandStrength.Strong } => 1, BandLayer => 2, SpaghettiLayer => 3, _ => 4 }).ToList();
        if (layers.Count == 0)
        {
            return [];
        }

        using var font = ReportFonts.Sized(TextSize);
        var rows = new List<LegendRow>();
        var entries = new List<(Layer, float)>();
        float left = 4;
        foreach (var layer in layers)
        {
            float needed = Swatch + SwatchGap + font.MeasureText(layer.Legend);
            if (entries.Count > 0 && left + needed > width)
            {
                rows.Add(new([.. entries]));
                entries.Clear();
                left = 4;
            }

            entries.Add((layer, left));
            left += needed + EntryGap;
        }

        rows.Add(new([.. entries]));
        return rows;
    }
}

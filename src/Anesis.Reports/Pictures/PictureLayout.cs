using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Where the parts of a picture stand, in CSS pixels.</summary>
internal sealed record PictureLayout(int Width, int Height, int Columns, float PanelWidth, float PanelHeight, float Top, IReadOnlyList<LegendRow> Legend, float LegendTop)
{
    public const float NoteSize = 11.5f;
    public const float NoteLine = 16;
    public const float TitleSize = 15;
    public const float PanelTitleSize = 13;
    public const float PanelTitleLine = 17;
    private const int MostTitleLines = 2;
    private const int MostNoteLines = 6;

    public const float Gap = 14;
    private const float LeastPanelWidth = 300;
    private const float TitleLine = 20;
    private const float LegendHeight = 24;

    /// <summary>The picture's title in lines; none without a title.</summary>
    public IReadOnlyList<string> Title { get; private init; } = [];

    public IReadOnlyList<string> Note { get; private init; } = [];

    /// <summary>Titles of the panels in lines, each of as many as the longest has.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PanelTitles { get; private init; } = [];

    /// <summary>Height above the axes that the panels' titles take.</summary>
    public float PanelTitleHeight { get; private init; }

    public static PictureLayout Of(Picture picture)
    {
        if (picture.Height > 0)
        {
            // The panels take what the rest of the picture leaves.
            int tall = Of(picture with { Height = 0, PanelHeight = 1000 }).Height, inColumn = (int)Math.Ceiling(Math.Max(1, picture.Panels.Count) / (double)Of(picture with { Height = 0 }).Columns);
            return Of(picture with { Height = 0, PanelHeight = Math.Max(110, 1000 - ((tall - picture.Height) / inColumn)) });
        }

        int panels = Math.Max(1, picture.Panels.Count);
        int columns = picture.Columns > 0 ? picture.Columns : Math.Clamp((int)((picture.Width + Gap) / (LeastPanelWidth + Gap)), 1, 3);
        columns = Math.Min(columns, panels);
        int rows = (panels + columns - 1) / columns;
        float width = (picture.Width - (Gap * (columns - 1))) / columns;
        var titles = PanelTitlesOf(picture, width);
        float titleHeight = Math.Max(picture.LeastTitleLines, titles.Max(t => t.Count)) * PanelTitleLine;
        titleHeight += titleHeight > 0 ? 5 : 0;
        float height = titleHeight + (picture.PanelHeight > 0 ? picture.PanelHeight : columns == 1 ? Math.Clamp(width * 0.5f, 240, 400) : Math.Clamp(width * 0.62f, 190, 300));
        var title = Lines(picture.Title, TitleSize, bold: true, picture.Width - 8, MostTitleLines);
        var note = Lines(picture.Note, NoteSize, bold: false, picture.Width - 8, MostNoteLines);
        float top = title.Count == 0 ? 6 : 10 + (title.Count * TitleLine);
        var legend = picture.ShowsLegend ? LegendRow.Arrange(picture, picture.Width - 8) : [];
        float legendTop = top;
        top += legend.Count == 0 ? 0 : (legend.Count * LegendHeight) + 6;
        float total = top + (rows * height) + ((rows - 1) * Gap) + (note.Count == 0 ? 4 : 8 + (note.Count * NoteLine));
        return new(picture.Width, (int)Math.Ceiling(total), columns, width, height, top, legend, legendTop)
        {
            Title = title, Note = note, PanelTitles = titles, PanelTitleHeight = titleHeight,
        };
    }

    /// <summary>Where the first line of the picture's title stands, and how far the next is below.</summary>
    public static float TitleBaseline(int line) => 19 + (line * TitleLine);

    private static IReadOnlyList<IReadOnlyList<string>> PanelTitlesOf(Picture picture, float width) =>
        picture.Panels.IsEmpty ? [[]] : [.. picture.Panels.Select(p => Lines(p.Title, PanelTitleSize, bold: true, width - 12, MostTitleLines))];

    private static IReadOnlyList<string> Lines(string? text, float size, bool bold, float width, int most)
    {
        if (text is null)
        {
            return [];
        }

        using var font = ReportFonts.Sized(size, bold);
        return TextLines.Of(text, font, width, most);
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
internal sealed record LegendRow(IReadOnlyList<(Layer Layer, string Text, float Left)> Entries)
{
    public const float Swatch = 26;
    public const float SwatchGap = 7;
    public const float TextSize = 12.5f;
    private const float EntryGap = 20;

    /// <summary>The layers that a legend names, each once: lines first, points last.</summary>
    public static IReadOnlyList<Layer> LayersOf(Picture picture) =>
    [
        .. picture.Panels.SelectMany(p => p.Layers).Where(l => l.Legend is not null).DistinctBy(l => (l.Legend, l.Hue))
            .OrderBy(l => l switch { LineLayer => 0, BandLayer { Strength: BandStrength.Strong } => 1, BandLayer => 2, SpaghettiLayer => 3, _ => 4 }),
    ];

    public static IReadOnlyList<LegendRow> Arrange(Picture picture, float width)
    {
        var layers = LayersOf(picture);
        if (layers.Count == 0)
        {
            return [];
        }

        using var font = ReportFonts.Sized(TextSize);
        var rows = new List<LegendRow>();
        var entries = new List<(Layer, string, float)>();
        float left = 4;
        foreach (var layer in layers)
        {
            string text = TextLines.Cut(layer.Legend!, font, width - Swatch - SwatchGap);
            float needed = Swatch + SwatchGap + font.MeasureText(text);
            if (entries.Count > 0 && left + needed > width)
            {
                rows.Add(new([.. entries]));
                entries.Clear();
                left = 4;
            }

            entries.Add((layer, text, left));
            left += needed + EntryGap;
        }

        rows.Add(new([.. entries]));
        return rows;
    }
}

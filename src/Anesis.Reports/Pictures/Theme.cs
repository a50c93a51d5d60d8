using ScottPlot;

namespace Anesis.Reports.Pictures;

/// <summary>
/// Colours of a picture. The hues are those of Okabe and Ito (2008), told apart by people with the common kinds of colour blindness;
/// on dark ground they are lighter. Every role has a colour of its own, so that a report can swap them by style sheet.
/// </summary>
public sealed record Theme
{
    private Theme(string name, string ground, string ink, string faint, string rule, string[] hues) =>
        (Name, Ground, Ink, Faint, Rule, Hues) = (name, ground, ink, faint, rule, hues);

    public static Theme Light { get; } = new("light", "#FFFFFF", "#1B2430", "#59636F", "#E3E7EC",
        ["#0072B2", "#D55E00", "#009E73", "#B8568F", "#C98A00", "#3A9BD9", "#6B4FBB"]);

    public static Theme Dark { get; } = new("dark", "#12171E", "#E8EDF3", "#9FABB8", "#2B3440",
        ["#5BB3E8", "#FF9452", "#3FCBA2", "#E79BC9", "#F0BE4A", "#8FD0FF", "#B49CF5"]);

    public string Name { get; }

    public string Ground { get; }

    /// <summary>Titles and neutral data.</summary>
    public string Ink { get; }

    /// <summary>Axes and labels.</summary>
    public string Faint { get; }

    /// <summary>Grid lines.</summary>
    public string Rule { get; }

    public IReadOnlyList<string> Hues { get; }

    internal string HueOf(int hue) => hue < 0 ? Ink : Hues[hue % Hues.Count];

    internal Color Of(int hue) => Color.FromHex(HueOf(hue));

    /// <summary>Roles and colours in a fixed order, for style sheets.</summary>
    internal IEnumerable<(string Role, string Hex)> Roles =>
        [("ground", Ground), ("ink", Ink), ("faint", Faint), ("rule", Rule), .. Hues.Select((h, i) => ($"hue{i}", h))];
}

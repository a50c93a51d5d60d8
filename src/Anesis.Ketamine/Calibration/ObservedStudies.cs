using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Calibration;

/// <summary>Reads files of published measurements (docs/model/calibration.md describes them).</summary>
public static class ObservedStudies
{
    private static readonly string[] QuantityWords =
    [
        "cmax", "tmax", "auc", "value", "half_life", "share", "bioavailability", "peak_ratio", "rise", "fall", "change", "relative_change", "rise_reaches", "fall_reaches", "time_above", "onset",
    ];

    private static readonly string[] StatisticWords = ["geometric mean", "mean", "median"];

    /// <summary>The concentrations that ship.</summary>
    public static Checked<StudyList> Concentrations() => Shipped("docs/model/observed.toml");

    /// <summary>The effects that ship.</summary>
    public static Checked<StudyList> Effects() => Shipped("docs/model/observed-effects.toml");

    public static Checked<StudyList> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a file of observed studies", errors);
        if (table.Number("schema") is not (1 or double.NaN))
        {
            table.Error("AN0904", "schema", "another schema", "schema 1, the only one there is");
        }

        table.Text("model");
        var studies = table.Tables("study", "a study").Select(ReadStudy).ToValueList();
        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<StudyList>(errors) : Checked.Ok(new StudyList(studies));
    });

    private static Checked<StudyList> Shipped(string path) => Read(ShippedFiles.TryRead(path)!, path);

    private static ObservedStudy ReadStudy(TomlTable table)
    {
        var study = new ObservedStudy(table.Text("id"), table.Text("source"))
        {
            Regimen = table.Texts("regimen").ToValueList(),
            Reference = table.Texts("reference").ToValueList(),
            Controlled = table.Truth("controlled", false),
            Population = table.Text("population"),
            People = (int)(table.NumberOrNull("people") ?? 0),
            Fitted = table.TextOrNull("fitted") ?? "",
            Until = table.Number("until"),
            Sets = table.Table("set", "settings") is { } sets ? sets.Keys.Select(k => (k, sets.Number(k))).ToValueList() : [],
            Values = table.Tables("values", "a published value").Select(ReadValue).ToValueList(),
        };
        table.RefuseOthers();
        return study;
    }

    private static ObservedValue ReadValue(TomlTable table)
    {
        string quantity = table.Word("quantity", "value", QuantityWords), statistic = table.Word("statistic", "mean", StatisticWords);
        var value = new ObservedValue(table.Text("id"), (Quantity)Array.IndexOf(QuantityWords, quantity), table.Text("output"), table.Number("value"), table.Text("unit"))
        {
            Statistic = (Statistic)Math.Max(0, Array.IndexOf(StatisticWords, statistic)),
            Deviation = table.NumberOrNull("sd"),
            GeometricDeviation = table.NumberOrNull("gsd"),
            From = table.NumberOrNull("from") ?? 0,
            To = table.NumberOrNull("to"),
            At = table.NumberOrNull("at"),
            Against = table.TextOrNull("against"),
            Threshold = table.NumberOrNull("threshold"),
            Suspect = table.Truth("suspect", false),
            Note = table.TextOrNull("note") ?? "",
        };
        table.RefuseOthers();
        return value;
    }
}

/// <summary>Studies in the order of their file.</summary>
public sealed record StudyList(ValueList<ObservedStudy> Studies);

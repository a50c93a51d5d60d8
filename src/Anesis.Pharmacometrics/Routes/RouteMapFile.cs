using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Pharmacometrics.Routes;

/// <summary>Reads a file of routes.</summary>
public static class RouteMapFile
{
    public static Checked<RouteMap> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a file of routes", errors);
        SchemaOne.Check(table);
        table.TextOrNull("amount_unit");
        var map = new RouteMap(
            table.Text("model"),
            table.Text("default_drug"),
            table.Tables("drug", "a drug").Select(ReadDrug).ToValueList(),
            table.Tables("route", "a route").Select(t => ReadRoute(t, errors)).ToValueList());
        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<RouteMap>(errors) : Checked.Ok(map);
    });

    private static Drug ReadDrug(TomlTable table)
    {
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        if (table.Table("parts", "parts") is { } shares)
        {
            foreach (string key in shares.Keys)
            {
                parts[key] = shares.Number(key);
            }
        }

        var drug = new Drug(table.Text("id"), table.Texts("names").ToValueList(), parts);
        table.Has("salt");
        table.Has("source");
        table.RefuseOthers();
        return drug;
    }

    private static Route ReadRoute(TomlTable table, List<Diagnostic> errors)
    {
        var into = new List<(string, string)>();
        if (table.Table("into", "targets") is { } targets)
        {
            into.AddRange(targets.Keys.Select(part => (part, targets.Text(part))));
        }

        var route = new Route
        {
            Name = table.Text("route"),
            Forms = table.Texts("forms").ToValueList(),
            Drugs = table.Texts("drugs").ToValueList(),
            Into = into.ToValueList(),
            Share = table.NumberOrNull("share") ?? 1,
            Also = table.Tables("also", "a further amount").Select(t =>
            {
                t.TextOrNull("unit");
                return (t.Text("into"), t.Number("per_mg"));
            }).ToValueList(),
            Duration = Hours(table, "duration", errors),
            Split = table.Table("split", "a split") is { } split ? ReadSplit(split, errors) : null,
            Settings = table.Tables("set", "a setting").Select(ReadSetting).ToValueList(),
        };
        table.Has("grade");
        table.Has("source");
        table.RefuseOthers();
        return route;
    }

    private static DoseSplit ReadSplit(TomlTable table, List<Diagnostic> errors)
    {
        table.TextOrNull("unit");
        table.NumberOrNull("sprays");
        return new(table.Number("mg"), Hours(table, "every", errors) ?? 0);
    }

    private static RouteSetting ReadSetting(TomlTable table)
    {
        table.TextOrNull("unit");
        bool fromHeld = table.Word("from", "", "held") == "held";
        return new(table.Text("id"), fromHeld ? table.Number("default") : table.Number("value"), fromHeld);
    }

    private static double? Hours(TomlTable table, string key, List<Diagnostic> errors) =>
        table.TextOrNull(key) is { } text ? TimeText.Read(text, key, new TimeUnit(1, "h"), "h", errors) : null;
}

using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>Reads a file in trials/: its form, and that numbers speak of arms and times that it has. Whether the model knows the names <see cref="TrialRun"/> says.</summary>
public static class TrialFile
{
    private static readonly string[] Designs = ["parallel", "crossover", "open"];
    private static readonly string[] MissingWords = ["observed", "last", "failure"];
    private static readonly string[] Quantities = ["change", "percent_change", "response", "remission", "value", "effect_size", "event", "hazard_ratio", "median_return", "mean_return", "returned"];

    public static Checked<Trial> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a trial", errors);
        SchemaOne.Check(table);
        var trial = new Trial(table.Text("id"), table.Text("title"), table.Text("source"), table.Text("model"))
        {
            Design = (TrialDesign)Math.Max(0, Array.IndexOf(Designs, Word(table, "design", Designs))),
            Blinding = table.Text("blinding"),
            Population = table.Text("population"),
            PopulationSpan = table.Node("population")?.Span ?? table.Span,
            Baseline = table.Table("baseline", "a baseline") is { } baseline ? ReadBaseline(baseline) : null,
            People = Whole(table, "people", 300),
            Until = Hours(table, "until") ?? double.NaN,
            Every = table.Has("every") ? Hours(table, "every") ?? 12 : 12,
            FeltAt = table.Has("felt_at") ? Hours(table, "felt_at") ?? 0 : 2.0 / 3,
            Missing = (MissingData)Math.Max(0, Array.IndexOf(MissingWords, table.Word("missing", "observed", MissingWords))),
            Sets = Settings(table),
            Selection = table.Table("select", "a selection") is { } selection ? ReadSelection(selection) : null,
            Unknown = table.Texts("unknown").ToValueList(),
            Note = (table.TextOrNull("note") ?? "").Trim(),
        };
        if (trial.Every <= 0)
        {
            table.Error("AN0931", "every", "a spacing of 0", "a time above 0");
        }

        trial = trial with { Arms = ReadArms(table) };
        trial = trial with { Observations = ReadObservations(table, trial) };
        if (trial.Arms.IsEmpty)
        {
            table.Error("AN0930", "arm", "no arm", "one or more [[arm]]");
        }

        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<Trial>(errors) : Checked.Ok(trial);
    });

    private static (double, double) ReadBaseline(TomlTable table)
    {
        var baseline = (table.Number("mean"), table.Number("sd"));
        if (!(baseline.Item1 is > 0 and < 60 && baseline.Item2 >= 0))
        {
            table.Error("AN0931", "mean", FormattableString.Invariant($"mean {baseline.Item1}, sd {baseline.Item2}"), "a MADRS between 0 and 60 with a spread of 0 or more");
        }

        table.RefuseOthers();
        return baseline;
    }

    private static TrialSelection ReadSelection(TomlTable table)
    {
        var selection = new TrialSelection(Hours(table, "at") ?? double.NaN, table.NumberOrNull("below"));
        table.RefuseOthers();
        return selection;
    }

    private static ValueList<TrialArm> ReadArms(TomlTable table)
    {
        var arms = new List<TrialArm>();
        foreach (var part in table.Tables("arm", "an arm"))
        {
            var arm = new TrialArm(part.Text("id"), Whole(part, "people", null))
            {
                Title = part.TextOrNull("title") ?? part.TextOrNull("id") ?? "",
                Regimen = part.Texts("regimen").ToValueList(),
                RegimenSpan = part.Node("regimen")?.Span ?? part.Span,
                Sets = Settings(part),
                DropOut = part.NumberOrNull("dropout"),
            };
            if (arm.DropOut is < 0 or >= 1)
            {
                part.Error("AN0931", "dropout", FormattableString.Invariant($"dropout = {arm.DropOut}"), "a share of people from 0 to below 1");
            }

            if (arms.Exists(a => a.Id == arm.Id))
            {
                part.Error("AN0930", "id", $"a second arm \"{arm.Id}\"", "each once");
            }

            part.RefuseOthers();
            arms.Add(arm);
        }

        return arms.ToValueList();
    }

    private static ValueList<TrialObservation> ReadObservations(TomlTable table, Trial trial)
    {
        var all = new List<TrialObservation>();
        foreach (var part in table.Tables("observed", "an observation"))
        {
            var quantity = (TrialQuantity)Math.Max(0, Array.IndexOf(Quantities, Word(part, "quantity", Quantities)));
            var one = new TrialObservation(part.Text("id"), Arms(part, "arm", trial), quantity, Hours(part, "at") ?? double.NaN, part.Number("value"))
            {
                Output = part.TextOrNull("output") ?? "madrs",
                OutputSpan = part.Node("output")?.Span ?? part.Span,
                Minus = part.Has("minus") ? Arms(part, "minus", trial).FirstOrDefault() : null,
                From = part.Has("from") ? Hours(part, "from") ?? 0 : 0,
                Threshold = part.NumberOrNull("threshold") ?? 12,
                Deviation = part.NumberOrNull("sd"),
                Error = part.NumberOrNull("se"),
                Low = part.NumberOrNull("low"),
                High = part.NumberOrNull("high"),
                People = part.Has("people") ? Whole(part, "people", null) : null,
                Source = part.Text("source"),
                Note = part.TextOrNull("note") ?? "",
            };
            Check(part, one, trial, all);
            part.RefuseOthers();
            all.Add(one);
        }

        return all.ToValueList();
    }

    private static void Check(TomlTable part, TrialObservation one, Trial trial, List<TrialObservation> before)
    {
        if (one.At > trial.Until || one.From > one.At)
        {
            part.Error("AN0931", one.At > trial.Until ? "at" : "from", one.At > trial.Until ? $"{part.TextOrNull("at")}, after the trial's end" : $"{part.TextOrNull("from")}, after \"at\"", "a time within the trial");
        }

        if (one.Quantity is TrialQuantity.EffectSize or TrialQuantity.HazardRatio && one.Minus is null)
        {
            part.Error("AN0930", "quantity", $"\"{part.TextOrNull("quantity")}\" without \"minus\"", "the arm that it is compared with: minus = \"…\"");
        }

        if (one.Deviation < 0 || one.Error < 0 || one.Low > one.High)
        {
            part.Error("AN0931", one.Low > one.High ? "low" : one.Deviation < 0 ? "sd" : "se", "a spread below 0 or bounds the wrong way round", "sd and se of 0 or more, low below high");
        }

        if (before.Exists(o => o.Id == one.Id))
        {
            part.Error("AN0930", "id", $"a second observation \"{one.Id}\"", "each once");
        }
    }

    private static ValueList<string> Arms(TomlTable part, string key, Trial trial)
    {
        var named = part.Has(key) ? part.Texts(key) : [part.Text(key)];
        foreach (string name in named.Where(n => n.Length > 0 && trial.ArmIndex(n) < 0))
        {
            part.Error("AN0930", key, $"the arm \"{name}\"", $"one of {string.Join(", ", trial.Arms.Select(a => a.Id))}", Spelling.Nearest(name, trial.Arms.Select(a => a.Id)));
        }

        return named.Where(n => n.Length > 0).ToValueList();
    }

    private static ValueList<TrialSetting> Settings(TomlTable table) =>
        table.Table("set", "settings") is { } sets ? sets.Keys.Select(k => new TrialSetting(k, sets.Number(k), sets.Node(k)!.Span)).ToValueList() : [];

    private static string Word(TomlTable table, string key, string[] words) => table.Has(key) ? table.Word(key, "", words) : table.Text(key);

    private static int Whole(TomlTable table, string key, int? absent)
    {
        double? number = absent is null ? table.Number(key) : table.NumberOrNull(key);
        if (number is null or double.NaN)
        {
            return absent ?? 1;
        }

        if (number is >= 1 and <= 1_000_000 && number == Math.Floor(number.Value))
        {
            return (int)number;
        }

        table.Error("AN0931", key, FormattableString.Invariant($"{key} = {number}"), "a whole number of people from 1 to 1,000,000");
        return 1;
    }

    /// <summary>A required time with its unit, h; null when wrong.</summary>
    private static double? Hours(TomlTable table, string key)
    {
        string text = table.Text(key);
        if (text.Length == 0)
        {
            return null;
        }

        var wrong = new List<Diagnostic>();
        double hours = TimeText.Read(text, key, new TimeUnit(1, "h"), "", wrong);
        if (wrong.Count == 0 && (!char.IsLetter(text.TrimEnd()[^1]) || hours < 0))
        {
            table.Error("AN0931", key, $"\"{text}\"", "a time of 0 or more with its unit, such as 40 min, 24 h, 7 d");
            return null;
        }

        foreach (var diagnostic in wrong)
        {
            table.Error("AN0931", key, diagnostic.Found, diagnostic.Expected, diagnostic.Nearest);
        }

        return wrong.Count > 0 ? null : hours;
    }
}

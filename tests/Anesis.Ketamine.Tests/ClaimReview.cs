using System.Globalization;
using Anesis.Formats.Toml;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Runs claims (docs/model/claims.md): one compiled person whose settings are inputs, every arm, with and without a claim's mechanism, an individual.</summary>
internal sealed class ClaimReview
{
    private readonly Dictionary<string, int> _runs = new(StringComparer.Ordinal);
    private readonly List<(IndividualPlan Plan, Dictionary<string, double> Set)> _individuals = [];
    private readonly List<(Claim Claim, bool Mutant, List<(TomlSection Expect, int Left, int Right)> Conditions)> _judged = [];
    private readonly List<string> _outputs = [];
    private double[][] _times = [];
    private double[][] _values = [];

    internal sealed record Claim(string Id, TomlSection Section, bool HasReason, bool HasMechanism);

    internal sealed record Verdict(Claim Claim, bool Holds, bool? SurvivesMutation, string Seen);

    public static List<Verdict> Run(IEnumerable<string> files)
    {
        var review = new ClaimReview();
        foreach (string file in files)
        {
            var parsed = TomlText.Parse(File.ReadAllText(file), file);
            parsed.Diagnostics.Should().BeEmpty();
            review.Read(parsed.Value!, file);
        }

        review.Simulate();
        return review.Judge();
    }

    private void Read(TomlSection root, string file)
    {
        var arms = Items(root, "arm").ToDictionary(a => Text(a, "id"), StringComparer.Ordinal);
        foreach (var section in Items(root, "claim"))
        {
            var claim = new Claim(Text(section, "id"), section, section.Entries.ContainsKey("reason"), section.Entries.ContainsKey("mechanism"));
            foreach (bool mutant in claim.HasMechanism ? new[] { false, true } : [false])
            {
                var conditions = new List<(TomlSection, int, int)>();
                foreach (var expect in Items(section, "expect"))
                {
                    var other = expect.Entries.GetValueOrDefault("than") as TomlSection;
                    AddOutput(Text(expect, "output"));
                    AddOutput(Text(other, expect, "output"));
                    int left = RunOf(arms[Text(expect, "arm")], mutant ? section : null, file);
                    conditions.Add((expect, left, other is null ? -1 : RunOf(arms[Text(other, expect, "arm")], mutant ? section : null, file)));
                }

                _judged.Add((claim, mutant, conditions));
            }
        }
    }

    private void AddOutput(string output)
    {
        if (!_outputs.Contains(output))
        {
            _outputs.Add(output);
        }
    }

    private int RunOf(TomlSection arm, TomlSection? mutation, string file)
    {
        var set = Numbers(arm, "set");
        foreach (var (id, value) in mutation is null ? [] : Numbers(mutation, "mechanism"))
        {
            set[id] = value;
        }

        string key = file + Text(arm, "id") + string.Join(",", set.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Key + s.Value.ToString("R", CultureInfo.InvariantCulture)));
        if (_runs.TryGetValue(key, out int known))
        {
            return known;
        }

        double until = Hours(Text(arm, "until")), every = Hours(Text(arm, "every"));
        var records = new List<DosingRecord>();
        foreach (string text in Texts(arm, "regimen"))
        {
            foreach (var dose in RegimenText.Read(text, file, until).Value!.Doses)
            {
                var routed = ShippedModels.Routes("person")!.Value!.Resolve(dose, []).Value!;
                foreach (var setting in routed.Route!.Settings)
                {
                    set[setting.Id] = setting.FromHeld ? dose.Held ?? setting.Value : setting.Value;
                }

                double amount = dose.Basis == AmountBasis.PerKilogram ? dose.Amount * 70 : dose.Amount;
                records.AddRange(routed.Entries(amount).Where(e => e.Amount > 0).Select(e => new DosingRecord(e.Time, RecordKind.Dose, _targets.Value[e.Species], e.Amount, e.Duration > 0 ? e.Amount / e.Duration : 0)));
            }
        }

        int rows = (int)Math.Floor((until / every) + 1e-9);
        _individuals.Add((new IndividualPlan { OutputTimes = [.. Enumerable.Range(0, rows + 1).Select(i => i * every)], Records = [.. records.Where(r => r.Time <= until).OrderBy(r => r.Time)] }, set));
        _runs.Add(key, _individuals.Count - 1);
        return _individuals.Count - 1;
    }

    private static readonly Lazy<Dictionary<string, int>> _targets = new(() =>
        Compiler.Compile(PersonRun.Model, new CompileRequest { Outputs = ["madrs"] }).Value!.Dosing.Select((d, i) => (d.Species, i)).ToDictionary(p => p.Species, p => p.i, StringComparer.Ordinal));

    private void Simulate()
    {
        string[] inputs = [.. _individuals.SelectMany(i => i.Set.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var defaults = PersonRun.Model.Parameters.Where(p => p.Value is not null).ToDictionary(p => p.Id, p => p.Value!.Value, StringComparer.Ordinal);
        var compiled = Compiler.Compile(PersonRun.Model, new CompileRequest { Inputs = [.. inputs], Outputs = [.. _outputs] });
        compiled.Diagnostics.Should().BeEmpty();
        var sink = new MemorySink();
        var people = new Given([.. _individuals.Select(i => (i.Plan, inputs.Select(id => i.Set.TryGetValue(id, out double v) ? v : defaults[id]).ToArray()))]);
        var summary = Ensemble.Run(compiled.Value!, people, new EnsembleOptions { RelativeTolerance = 1e-6, Threads = 2 }, sink);
        summary.Failed.Should().BeEmpty();
        _times = new double[_individuals.Count][];
        _values = new double[_individuals.Count][];
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++)
            {
                _times[block.First + k] = block.Times[block.RowStarts[k]..block.RowStarts[k + 1]];
                _values[block.First + k] = block.Values[(block.RowStarts[k] * block.OutputCount)..(block.RowStarts[k + 1] * block.OutputCount)];
            }
        }
    }

    private List<Verdict> Judge()
    {
        var verdicts = new List<Verdict>();
        foreach (var group in _judged.GroupBy(j => j.Claim))
        {
            var seen = new List<string>();
            bool Holds(bool mutant) => group.First(j => j.Mutant == mutant).Conditions.Aggregate(true, (all, c) => Condition(c.Expect, c.Left, c.Right, seen) & all);
            bool holds = Holds(false);
            verdicts.Add(new(group.Key, holds, group.Key.HasMechanism ? Holds(true) : null, string.Join("; ", seen)));
        }

        return verdicts;
    }

    private bool Condition(TomlSection expect, int left, int right, List<string> seen)
    {
        double a = Statistic(expect, null, left);
        double b = right >= 0 ? Statistic(expect, (TomlSection)expect.Entries["than"], right) : Number(expect, "value") ?? double.NaN;
        double by = Number(expect, "by") ?? 0;
        string relation = Text(expect, "is");
        seen.Add(string.Create(CultureInfo.InvariantCulture, $"{Text(expect, "arm")}.{Text(expect, "output")} {a:G5} {relation} {b:G5}"));
        double[] Bounds(string key) => [.. ((TomlList)expect.Entries[key]).Items.Select(i => (double)((TomlScalar)i).Value)];
        return relation switch
        {
            "above" => a > b + by,
            "below" => a < b - by,
            "near" => Math.Abs(a - b) <= by,
            "between" => a >= Bounds("range")[0] && a <= Bounds("range")[1],
            "ratio" => a / b >= Bounds("ratio")[0] && a / b <= Bounds("ratio")[1],
            _ => throw new InvalidOperationException(relation),
        };
    }

    private double Statistic(TomlSection expect, TomlSection? other, int run)
    {
        double[] times = _times[run];
        int width = _outputs.Count, output = _outputs.IndexOf(Text(other, expect, "output"));
        double Value(int row) => _values[run][(row * width) + output];
        string statistic = Text(other, expect, "statistic");
        if (statistic == "at")
        {
            double wanted = Hours(Text(other, expect, "time"));
            int row = Array.FindIndex(times, t => Math.Abs(t - wanted) < 1e-6);
            row.Should().BeGreaterThanOrEqualTo(0, $"the grid has {wanted} h");
            return Value(row);
        }

        double from = TextOrNull(other, expect, "from") is { } f ? Hours(f) : 0, to = TextOrNull(other, expect, "to") is { } t ? Hours(t) : double.MaxValue;
        var rows = Enumerable.Range(0, times.Length).Where(r => times[r] >= from - 1e-9 && times[r] <= to + 1e-9).ToArray();
        double[] values = [.. rows.Select(Value)];
        return statistic switch
        {
            "max" => values.Max(),
            "min" => values.Min(),
            "mean" => values.Average(),
            "last" => values[^1],
            "first" => values[0],
            "rise" => values.Max() - values[0],
            "fall" => values[0] - values.Min(),
            "change" => values[^1] - values[0],
            "time_of_max" => times[rows.MaxBy(Value)],
            "time_of_min" => times[rows.MinBy(Value)],
            _ => throw new InvalidOperationException(statistic),
        };
    }

    private static double Hours(string text)
    {
        string[] parts = text.Split(' ');
        double factor = parts[1] switch { "min" => 1.0 / 60, "h" => 1, "d" or "days" or "day" => 24, "weeks" => 168, _ => throw new InvalidOperationException(text) };
        return double.Parse(parts[0], CultureInfo.InvariantCulture) * factor;
    }

    private static IEnumerable<TomlSection> Items(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var list) ? ((TomlList)list).Items.Cast<TomlSection>() : [];

    private static string Text(TomlSection section, string key) => (string)((TomlScalar)section.Entries[key]).Value;

    private static string Text(TomlSection? first, TomlSection second, string key) => TextOrNull(first, second, key)!;

    private static string? TextOrNull(TomlSection? first, TomlSection second, string key) =>
        (first?.Entries.GetValueOrDefault(key) ?? second.Entries.GetValueOrDefault(key)) is TomlScalar { Value: string text } ? text : null;

    private static double? Number(TomlSection section, string key) => section.Entries.TryGetValue(key, out var node) ? (double)((TomlScalar)node).Value : null;

    private static IEnumerable<string> Texts(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var list) ? ((TomlList)list).Items.Select(i => (string)((TomlScalar)i).Value) : [];

    private static Dictionary<string, double> Numbers(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var table) ? ((TomlSection)table).Entries.ToDictionary(e => e.Key, e => (double)((TomlScalar)e.Value).Value, StringComparer.Ordinal) : new(StringComparer.Ordinal);

    private sealed class Given((IndividualPlan Plan, double[] Inputs)[] people) : IIndividuals
    {
        public int Count => people.Length;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            people[index].Inputs.CopyTo(inputs);
            return people[index].Plan;
        }
    }
}

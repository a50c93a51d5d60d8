using System.CommandLine;
using Anesis.Cli.Commands;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Results.Studies;

namespace Anesis.Cli.Runs;

/// <summary>One course of what is simulated: the only one, or one of those that a scenario compares. All have the same people by the same seed.</summary>
internal sealed record Arm(string Name, string Slug, ExperimentRequest Request, Experiment Experiment, ValueList<string> Regimens, ValueList<StudyInput> Texts)
{
    /// <summary>In the names of files; empty for the main arm.</summary>
    public string Slug { get; } = Slug;

    public bool IsMain => Slug.Length == 0;

    public int People => Experiment.Individuals.Count;
}

/// <summary>Makes the arms ready; nothing runs before all are.</summary>
internal static class Arms
{
    /// <summary>The name of a scenario's own arm on the command line.</summary>
    public const string Main = "main";

    /// <summary>The subject with one arm of its scenario alone; all of it when no arm is named.</summary>
    public static Checked<Subject> Choose(Subject subject, string? name)
    {
        if (name is null)
        {
            return Checked.Ok(subject);
        }

        var arms = subject.Scenario is { } scenario ? new[] { (Name: scenario.ArmName, Arm: scenario) }.Concat(scenario.Compare).ToList() : [];
        var slugs = NamesOf(subject);
        int chosen = arms.FindIndex(a => a.Name == name);
        chosen = chosen >= 0 ? chosen : slugs.IndexOf(name);
        return chosen >= 0
            ? Checked.Ok(subject with { Scenario = arms[chosen].Arm with { Compare = [], Answers = [] } })
            : Checked.Refused<Subject>(new Diagnostic("AN1018", Severity.Error, new("--arm"), $"\"{name}\"",
                slugs.Count == 0 ? "a scenario that compares arms" : $"one of {string.Join(", ", slugs)}", slugs.Count == 0 ? null : Spelling.Nearest(name, slugs)));
    }

    /// <summary>What --arm takes: "main", then the other arms' names as files bear them; none without a scenario.</summary>
    public static List<string> NamesOf(Subject subject)
    {
        var slugs = new List<string>();
        if (subject.Scenario is { } scenario)
        {
            slugs.Add(Main);
            foreach (var (name, _) in scenario.Compare)
            {
                slugs.Add(Slug(name, slugs));
            }
        }

        return slugs;
    }

    /// <summary>The main arm, then those that its scenario compares. Options hold for every arm; one that they make equal to the main arm is left out.</summary>
    public static Checked<IReadOnlyList<Arm>> Prepare(ParseResult parsed, SimulateOptions options, Subject subject, SimulateRequest main, ExperimentRequest request, Screen screen)
    {
        var arms = new List<Arm>();
        var slugs = new List<string> { Main };
        var diagnostics = new List<Diagnostic>();
        Add(subject.Scenario?.ArmName ?? "main arm", "", main, request);
        if (diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return Checked.Refused<IReadOnlyList<Arm>>(diagnostics);
        }

        foreach (var (name, scenario) in request.Data is not null ? [] : subject.Scenario?.Compare ?? [])
        {
            string slug = Slug(name, slugs);
            slugs.Add(slug);
            var reading = new SimulateRequest(parsed, options, subject with { Scenario = scenario }, arm: slug);
            var its = reading.Read();
            diagnostics.AddRange(reading.Diagnostics.Where(d => d.Severity == Severity.Error));
            if (Same(main, request, reading, its))
            {
                screen.Note($"note: the arm \"{name}\" is left out: with these options it is the main arm");
                continue;
            }

            Add(name, slug, reading, its);
        }

        return diagnostics.Exists(d => d.Severity == Severity.Error) ? Checked.Refused<IReadOnlyList<Arm>>(diagnostics) : new(arms, diagnostics.ToValueList());

        void Add(string name, string slug, SimulateRequest reading, ExperimentRequest its)
        {
            var experiment = Experiment.Prepare(its);
            diagnostics.AddRange(experiment.Diagnostics.Where(d => !diagnostics.Contains(d)));
            if (experiment.IsOk)
            {
                arms.Add(new(name, slug, its, experiment.Value, reading.RegimenTexts, slug.Length == 0 ? reading.Texts.ToValueList() : [.. reading.Texts, new("arm", "simulate", name)]));
            }
        }
    }

    /// <summary>Lower-case letters and digits with hyphens between, told apart from the other arms' by a number.</summary>
    internal static string Slug(string name, IReadOnlyList<string> others)
    {
        string plain = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        string slug = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        slug = slug.Length == 0 ? "arm" : slug;
        string free = slug;
        for (int n = 2; others.Contains(free); n++)
        {
            free = $"{slug}-{n}";
        }

        return free;
    }

    private static bool Same(SimulateRequest main, ExperimentRequest a, SimulateRequest other, ExperimentRequest b) =>
        main.RegimenTexts == other.RegimenTexts && a.Population == b.Population
        && a.Settings.Count == b.Settings.Count && a.Settings.All(s => b.Settings.TryGetValue(s.Key, out double value) && value.Equals(s.Value));
}

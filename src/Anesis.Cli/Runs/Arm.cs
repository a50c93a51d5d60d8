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
    /// <summary>The main arm, then those that its scenario compares. Options hold for every arm; one that they make equal to the main arm is left out.</summary>
    public static Checked<IReadOnlyList<Arm>> Prepare(ParseResult parsed, SimulateOptions options, Subject subject, SimulateRequest main, ExperimentRequest request, Screen screen)
    {
        var arms = new List<Arm>();
        var diagnostics = new List<Diagnostic>();
        Add(subject.Scenario?.ArmName ?? "main arm", "", main, request);
        if (diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return Checked.Refused<IReadOnlyList<Arm>>(diagnostics);
        }

        foreach (var (name, scenario) in parsed.GetValue(options.NoCompare) || request.Data is not null ? [] : subject.Scenario?.Compare ?? [])
        {
            var reading = new SimulateRequest(parsed, options, subject with { Scenario = scenario });
            var its = reading.Read();
            diagnostics.AddRange(reading.Diagnostics.Where(d => d.Severity == Severity.Error));
            if (Same(main, request, reading, its))
            {
                screen.Note($"note: the arm \"{name}\" is left out: with these options it is the main arm");
                continue;
            }

            Add(name, Slug(name, arms), reading, its);
        }

        return diagnostics.Exists(d => d.Severity == Severity.Error) ? Checked.Refused<IReadOnlyList<Arm>>(diagnostics) : new(arms, diagnostics.ToValueList());

        void Add(string name, string slug, SimulateRequest reading, ExperimentRequest its)
        {
            var experiment = Experiment.Prepare(its);
            diagnostics.AddRange(experiment.Diagnostics.Where(d => !diagnostics.Contains(d)));
            if (experiment.IsOk)
            {
                arms.Add(new(name, slug, its, experiment.Value, reading.RegimenTexts, reading.Texts.ToValueList()));
            }
        }
    }

    /// <summary>Lower-case letters and digits with hyphens between, told apart from the other arms' by a number.</summary>
    internal static string Slug(string name, IReadOnlyList<Arm> others)
    {
        string plain = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        string slug = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        slug = slug.Length == 0 ? "arm" : slug;
        string free = slug;
        for (int n = 2; others.Any(o => o.Slug == free); n++)
        {
            free = $"{slug}-{n}";
        }

        return free;
    }

    private static bool Same(SimulateRequest main, ExperimentRequest a, SimulateRequest other, ExperimentRequest b) =>
        main.RegimenTexts == other.RegimenTexts && a.Population == b.Population
        && a.Settings.Count == b.Settings.Count && a.Settings.All(s => b.Settings.TryGetValue(s.Key, out double value) && value.Equals(s.Value));
}

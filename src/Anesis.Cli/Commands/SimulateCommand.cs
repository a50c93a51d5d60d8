using System.CommandLine;
using System.Diagnostics;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.DataSets;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Results;
using Anesis.Results.Columns;
using Anesis.Results.Studies;
using Anesis.Results.Summaries;
using Anesis.Results.Tables;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;

namespace Anesis.Cli.Commands;

/// <summary>"anesis simulate": reads everything, refuses what is wrong before anything runs, streams results to where they are wanted.</summary>
internal static class SimulateCommand
{
    private const int MostDefaultNumbers = 12;

    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var options = new SimulateOptions();
        var command = options.Command();
        command.SetAction(parsed => Run(parsed, options, screen, cancel));
        return command;
    }

    private static int Run(ParseResult parsed, SimulateOptions options, Screen screen, CancellationToken cancel)
    {
        bool json = parsed.GetValue(options.Json);
        screen.Quiet = json || parsed.GetValue(options.Quiet);
        var subject = Subject.Find(parsed.GetValue(options.Model)!);
        screen.Show(subject.Diagnostics);
        if (!subject.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var reading = new SimulateRequest(parsed, options, subject.Value);
        var solver = reading.Options();
        var request = reading.Read();
        var targets = new OutputTargets(parsed, options);
        Diagnostic[] found = [.. reading.Diagnostics, .. targets.Diagnostics];
        screen.Show(found);
        if (found.Any(d => d.Severity == Severity.Error))
        {
            return ExitCode.WrongInput;
        }

        var experiment = Experiment.Prepare(request);
        screen.Show(experiment.Diagnostics);
        if (!experiment.IsOk)
        {
            return ExitCode.WrongInput;
        }

        if (SingleEvents.Refusal(experiment.Value.Model, solver.Method) is { } refusal)
        {
            screen.Show([refusal with { At = new(parsed.GetValue(options.Model)!) }]);
            return ExitCode.WrongInput;
        }

        foreach (string note in experiment.Value.Readings)
        {
            screen.Note("note: " + note);
        }

        try
        {
            return Simulate(new(subject.Value, request, experiment.Value, solver, reading.Texts, targets, json), screen, cancel);
        }
        catch (ResultWriteException failure)
        {
            screen.Show([failure.Diagnostic]);
            return ExitCode.WrongInput;
        }
    }

    private sealed record Work(Subject Subject, ExperimentRequest Request, Experiment Experiment, EnsembleOptions Solver, IReadOnlyList<StudyInput> Texts, OutputTargets Targets, bool Json);

    private static int Simulate(Work work, Screen screen, CancellationToken cancel)
    {
        var (subject, request, experiment, solver, _, targets, json) = work;
        var columns = OutputUnits.Columns(subject.Model, experiment.Model.Outputs);
        int individuals = experiment.Individuals.Count;
        var ids = request.Data is { } data ? IdsOf(data.Individuals.Select(i => i.Id).ToArray()) : IndividualIds.Consecutive;
        string? timeUnit = experiment.TimeUnit.IsDeclared ? experiment.TimeUnit.Symbol : null;
        var table = new ResultTable { Outputs = columns, TimeUnit = timeUnit, Individuals = individuals, Ids = ids, ShowIds = request.Data is not null };
        var sinks = new List<IResultSink>();
        using var file = targets.OpenFile(table, screen, toScreen: individuals == 1 && !json && targets.WantsScreen);
        using var study = targets.OpenStudy(Describe(work, columns, ids, timeUnit), PeopleTable(experiment), screen);
        if ((targets.File is not null && file is null) || (targets.Study is not null && study is null))
        {
            return ExitCode.WrongInput;
        }

        using var summary = targets.Summary is null ? null : new SummarySink(columns, timeUnit);
        Add(file);
        Add(study);
        Add(summary);
        var numbers = request.Data is null ? NumbersFor(subject, experiment.Model.Outputs, columns, timeUnit) : [];
        var keyNumbers = new KeyNumberSink(numbers, experiment.Model.Outputs, individuals, new FanOut(sinks));
        var watch = Stopwatch.StartNew();
        var progress = new ScreenProgress(screen, individuals);
        var run = Ensemble.Run(experiment.Model, experiment.Individuals, solver, keyNumbers, progress, cancel);
        screen.ClearProgress();
        if (run.Cancelled > 0)
        {
            screen.Messages.WriteLine($"cancelled after {run.Completed} of {individuals}" + (targets.Study is null ? "" : $"; what was finished stands in {targets.Study}"));
            return ExitCode.Cancelled;
        }

        file?.Complete();
        study?.Complete();
        if (targets.Summary is { } path && SummaryCsv.WriteFile(path, summary!) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        var told = new RunReport(subject, request, experiment, columns, keyNumbers, run, watch.Elapsed);
        if (json)
        {
            told.WriteJson(screen.Output);
        }
        else if (individuals > 1 && request.Data is null)
        {
            told.WriteText(screen.Output, targets.Places);
        }

        foreach (var failed in run.Failed.Take(20))
        {
            screen.Show([new Diagnostic("AN0601", Severity.Warning, new($"individual {ids.Text(failed.Index)}"), failed.Outcome.Sentence, "a complete course; the others are complete")]);
        }

        return run.Failed.Count > 0 ? ExitCode.Negative : ExitCode.Done;

        void Add(IResultSink? sink)
        {
            if (sink is not null)
            {
                sinks.Add(sink);
            }
        }
    }

    private static IndividualIds IdsOf(string[] names) =>
        names.All(n => long.TryParse(n, out _)) ? IndividualIds.From(names.Select(long.Parse).ToArray()) : IndividualIds.From(names);

    private static StudyDescription Describe(Work work, ValueList<OutputColumn> columns, IndividualIds ids, string? timeUnit) => new()
    {
        ProgramVersion = ProgramVersion.Text,
        Command = "anesis " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a)),
        Inputs = work.Texts.ToValueList(),
        Settings = work.Request.Settings.Select(s => new StudySetting(s.Key, s.Value)).ToValueList(),
        Options = work.Solver,
        Outputs = columns,
        TimeUnit = timeUnit,
        Individuals = work.Experiment.Individuals.Count,
        Ids = ids,
    };

    /// <summary>What was drawn for each person.</summary>
    private static IndividualTable PeopleTable(Experiment experiment)
    {
        int drawn = experiment.Drawn.Count, inputs = experiment.Model.InputSlots.Count;
        return drawn == 0
            ? IndividualTable.None
            : new(experiment.Drawn.Select(d => new IndividualColumn(d, d.Contains("eta_", StringComparison.Ordinal) ? IndividualColumnKind.Parameter : IndividualColumnKind.Covariate)).ToValueList(), (individual, values) =>
            {
                var all = new double[inputs];
                experiment.Individuals.Describe(individual, all);
                all.AsSpan(0, drawn).CopyTo(values);
            });
    }

    private static ValueList<KeyNumber> NumbersFor(Subject subject, ValueList<string> outputs, ValueList<OutputColumn> columns, string? timeUnit) =>
        subject.IsPerson
            ? PersonNumbers.All.Where(n => outputs.Contains(n.Output)).ToValueList()
            : columns.Take(MostDefaultNumbers / 3).SelectMany(c => new[]
            {
                new KeyNumber(c.Name + "_max", $"{c.Label ?? c.Name}: largest", c.Name, KeyNumberKind.Max, c.Unit ?? ""),
                new KeyNumber(c.Name + "_tmax", "   at time", c.Name, KeyNumberKind.TimeOfMax, timeUnit ?? ""),
                new KeyNumber(c.Name + "_last", "   at the end", c.Name, KeyNumberKind.Last, c.Unit ?? ""),
            }).ToValueList();

    private sealed class ScreenProgress(Screen screen, int all) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => screen.Progress(value.Finished / (double)all, $"{value.Finished:N0} of {all:N0} people" + (value.Failed > 0 ? $", {value.Failed} failed" : ""));
    }
}

using Anesis.Cli.Commands;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Pharmacometrics.Markers;
using Anesis.Pharmacometrics.Scenarios;
using Anesis.Results.Columns;
using Anesis.Results.Studies;
using Anesis.Results.Summaries;
using Anesis.Results.Tables;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>Runs one arm and streams its results to its own files.</summary>
/// <param name="subject">What is simulated.</param>
/// <param name="solver">How.</param>
/// <param name="command">As it was typed.</param>
/// <param name="course">Whether the doses of any arm make a course: all arms tell the same numbers.</param>
/// <param name="screen">For messages.</param>
/// <param name="cancel">To stop.</param>
internal sealed class ArmRun(Subject subject, EnsembleOptions solver, string command, bool course, Screen screen, CancellationToken cancel)
{
    private const int MostDefaultOutputs = 4;

    /// <summary>Times of a longer run than a week are told in hours: a peak after 4,350 min says nothing.</summary>
    private const double LongestInMinutes = 168;

    /// <summary>What the run left; null with an exit code when it came to no end.</summary>
    public (FinishedArm? Finished, int Exit) Run(Arm arm, OutputTargets targets, bool toScreen, bool json, string progressOf)
    {
        var experiment = arm.Experiment;
        var columns = OutputUnits.Columns(subject.Model, experiment.Model.Outputs);
        int individuals = arm.People;
        var data = arm.Request.Data;
        var ids = data is null ? IndividualIds.Consecutive : IdsOf(data.Individuals.Select(i => i.Id).ToArray());
        string? timeUnit = experiment.TimeUnit.IsDeclared ? experiment.TimeUnit.Symbol : null;
        var table = new ResultTable { Outputs = columns, TimeUnit = timeUnit, Individuals = individuals, Ids = ids, ShowIds = data is not null };
        var sinks = new List<IResultSink>();
        using var file = targets.OpenFile(table, screen, toScreen);
        using var study = targets.Study is null ? null : targets.OpenStudy(Describe(arm, columns, ids, timeUnit), PeopleTable(experiment), screen);
        if ((targets.File is not null && file is null) || (targets.Study is not null && study is null))
        {
            return (null, ExitCode.WrongInput);
        }

        bool drawn = targets.WantsPicture;
        var remaining = new Remaining(individuals, study, needsAll: json || drawn || targets.Summary is not null);
        using var summary = targets.Summary is null && !(drawn && data is null) ? null : new SummarySink(columns, timeUnit);
        var courses = drawn && data is not null ? new CourseSink(data, experiment.Model.Outputs) : null;
        sinks.AddRange(new IResultSink?[] { file, remaining.StudySink, summary, courses }.OfType<IResultSink>());
        var numbers = new KeyNumberSink(data is null ? NumbersFor(columns, timeUnit, arm.Request.OutputTimes.DefaultIfEmpty(0).Max() * experiment.TimeUnit.Hours) : [], experiment.Model.Outputs, individuals, new FanOut(sinks));
        var markers = arm.IsMain && data is null && subject.Scenario?.Ranking is { } ranking && ranking.Markers.Select(m => m.Output).Append(ranking.Output).All(experiment.Model.Outputs.Contains)
            ? new MarkerSink(ranking, experiment.Model.Outputs, experiment.TimeUnit.Hours, individuals, numbers)
            : null;
        var answering = new KeyNumberSink(data is null ? AnsweringNumbers(arm) : [], experiment.Model.Outputs, individuals, markers ?? (IResultSink)numbers);
        var run = remaining.Run(experiment.Model, experiment.Individuals, solver, experiment.Observing(answering), new RunProgress(screen, p => $"{progressOf}{p.Finished:N0} of {p.Individuals:N0} people" + (p.Failed > 0 ? $", {p.Failed} failed" : "")), cancel);
        screen.ClearProgress();
        if (run.Cancelled > 0)
        {
            screen.Messages.WriteLine($"cancelled after {run.Completed} of {individuals}" + (targets.Study is null ? "" : $"; whole parts of the study stand in {targets.Study}: anesis query reads them, --resume goes on"));
            return (null, ExitCode.Cancelled);
        }

        file?.Complete();
        remaining.CompleteStudy();
        if (targets.Summary is { } path && SummaryCsv.WriteFile(path, summary!) is { } problem)
        {
            screen.Show([problem]);
            return (null, ExitCode.WrongInput);
        }

        return (new(arm, numbers, drawn && data is null ? summary!.Table() : null, courses?.Courses ?? [], courses?.LeavesOutObserved ?? false, ids, run)
        {
            Markers = markers,
            Answering = answering,
            Smallest = subject.IsPerson ? SmallestTold.Of : null,
            Resumed = remaining.IsPart ? $"{remaining.Already:N0} of {individuals:N0} people stood in {targets.Study} already; {run.Completed:N0} were computed now and the study is complete" : null,
        }, ExitCode.Done);
    }

    private static IndividualIds IdsOf(string[] names) =>
        names.All(n => long.TryParse(n, out _)) ? IndividualIds.From(names.Select(long.Parse).ToArray()) : IndividualIds.From(names);

    private StudyDescription Describe(Arm arm, ValueList<OutputColumn> columns, IndividualIds ids, string? timeUnit) => new()
    {
        ProgramVersion = ProgramVersion.Text,
        Command = command,
        Inputs = arm.Texts,
        Settings = arm.Request.Settings.Select(s => new StudySetting(s.Key, s.Value)).ToValueList(),
        Options = solver,
        Layout = StudyLayout.For(RowsOf(arm.Experiment), columns.Count, arm.People),
        Outputs = columns,
        TimeUnit = timeUnit,
        Individuals = arm.People,
        Ids = ids,
    };

    private static int RowsOf(Experiment experiment) => experiment.Individuals.Count == 0 ? 1 : experiment.Individuals.Describe(0, new double[experiment.Model.InputSlots.Count]).Rows;

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

    /// <summary>What the scenario's answers ask of this arm.</summary>
    private ValueList<KeyNumber> AnsweringNumbers(Arm arm) =>
        [.. (subject.Scenario?.Answers ?? []).SelectMany(a => new[] { a.Left, a.Right }).OfType<AnsweringNumber>().Where(n => n.Value is null && n.Arm == arm.Name && arm.Experiment.Model.Outputs.Contains(n.Output)).Select(n => n.OfCourse(arm.Experiment.TimeUnit.Hours)).Distinct()];

    private ValueList<KeyNumber> NumbersFor(ValueList<OutputColumn> columns, string? timeUnit, double hours) =>
        subject.IsPerson
            ? [.. PersonNumbers.Of(columns.Select(c => (c.Name, c.Unit, c.Label ?? c.Name)), course).Select(n => n.Unit == "min" && hours > LongestInMinutes ? n with { Unit = "h", Scale = n.Scale / 60 } : n)]
            : columns.Take(MostDefaultOutputs).SelectMany(c => new[]
            {
                new KeyNumber(c.Name + "_max", $"{c.Label ?? c.Name}: largest", c.Name, KeyNumberKind.Max, c.Unit ?? ""),
                new KeyNumber(c.Name + "_tmax", "   at time", c.Name, KeyNumberKind.TimeOfMax, timeUnit ?? ""),
                new KeyNumber(c.Name + "_last", "   at the end", c.Name, KeyNumberKind.Last, c.Unit ?? ""),
            }).ToValueList();
}

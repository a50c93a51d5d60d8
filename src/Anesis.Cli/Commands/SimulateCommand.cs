using Anesis.Pharmacometrics.Experiments;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Anesis.Cli.Reporting;
using Anesis.Cli.Runs;
using Anesis.Cli.Terminal;
using Anesis.Formats.Petab;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Results;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;

namespace Anesis.Cli.Commands;

/// <summary>"anesis simulate": reads everything, refuses what is wrong before anything runs, streams results to where they are wanted.</summary>
internal static class SimulateCommand
{
    private const int MostFailuresShown = 20;

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
        string model = parsed.GetValue(options.Model)!;
        if (ExperimentFile.Is(model) || PetabReader.Is(model))
        {
            FileOptions.Refuse(parsed, options);
        }

        if (ExperimentFile.Is(model))
        {
            return ExperimentCommand.Run(model, parsed.GetValue(options.Output), new EnsembleOptions { RelativeTolerance = parsed.GetValue(options.Rtol) ?? SimulateOptions.UsualTolerance, AbsoluteTolerance = parsed.GetValue(options.Atol), Seed = parsed.GetValue(options.Seed) }, screen, cancel);
        }

        if (PetabReader.Is(model))
        {
            return PetabCommand.Run(model, parsed.GetValue(options.Output), new EnsembleOptions { RelativeTolerance = parsed.GetValue(options.Rtol) ?? SimulateOptions.UsualTolerance, AbsoluteTolerance = parsed.GetValue(options.Atol) }, json, screen, cancel);
        }

        if (Environment.ProcessorCount > 1 && parsed.GetValue(options.Threads) != 1 && IsForMany(parsed.GetValue(options.People), model))
        {
            Rehearsal.Begin();
        }

        var subject = Subject.Find(model).Then(found => Arms.Choose(found, parsed.GetValue(options.Arm))).Then(found => Checked.Ok(AsAsked(found, parsed, options)));
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

        if (parsed.GetResult(options.ExplainDoses) is { Implicit: false })
        {
            WantedFile.Require(targets.File, "--output");
        }

        var arms = Arms.Prepare(parsed, options, subject.Value, reading, request, screen);
        screen.Show(arms.Diagnostics.Select(d => Placed(d, subject.Value.Name)));
        if (!arms.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var main = arms.Value[0];
        if (parsed.GetResult(options.ExplainDoses) is { Implicit: false })
        {
            return DoseTable.Write(main.Experiment, main.Request, parsed.GetValue(options.ExplainDoses), targets.File, json, screen);
        }

        if (main.Experiment.Model.Outputs.Count == 0)
        {
            screen.Show([new Diagnostic("AN1013", Severity.Error, new(subject.Value.Name), "a model in which nothing changes by itself: there is nothing to observe", "a species, or --select with names of what is to be observed")]);
            return ExitCode.WrongInput;
        }

        if (CountedAmounts.Refusal(main.Request.Model, solver.Method, model) is { } uncounted)
        {
            screen.Show([uncounted]);
            return ExitCode.WrongInput;
        }

        if (SingleEvents.Refusal(main.Experiment.Model, solver.Method) is { } refusal)
        {
            screen.Show([refusal with { At = new(model) }]);
            return ExitCode.WrongInput;
        }

        if (main.Request.People > 1 && main.Experiment.Drawn.Count == 0)
        {
            screen.Note("note: nothing differs between these people: the model has no variability, and no --population was given");
        }

        foreach (string note in main.Experiment.Readings)
        {
            screen.Note("note: " + note);
        }

        if (CoarseOutputs.Note(main.Request, ModelTime.UnitOf(main.Request.Model)) is { } coarse)
        {
            screen.Note("note: " + coarse);
        }

        try
        {
            return Simulate(new(subject.Value, arms.Value, solver, CommandText.Of(parsed), targets, json), screen, cancel);
        }
        catch (ResultWriteException failure)
        {
            screen.Show([failure.Diagnostic]);
            return ExitCode.WrongInput;
        }
    }

    private static bool IsForMany(int? people, string model) => people > 1 || (people is null && ShippedModels.IsScenario(model));

    /// <summary>What the compiler says of an output is about --select; of anything else, about the model.</summary>
    private static Diagnostic Placed(Diagnostic diagnostic, string model) =>
        diagnostic.At.IsKnown ? diagnostic : diagnostic with { At = new(diagnostic.Code == "AN0506" ? "--select" : model) };

    /// <summary>A scenario's answers speak of its own doses, settings and times: where one of these is given by hand they are not said.</summary>
    private static Subject AsAsked(Subject subject, ParseResult parsed, SimulateOptions options) =>
        subject.Scenario is { } scenario && new Option[] { options.Regimen, options.Set, options.Until, options.Every, options.At, options.Data }.Any(o => parsed.GetResult(o) is { Implicit: false })
            ? subject with { Scenario = scenario with { Answers = [] } }
            : subject;

    private sealed record Work(Subject Subject, IReadOnlyList<Arm> Arms, EnsembleOptions Solver, string Command, OutputTargets Targets, bool Json);

    private static int Simulate(Work work, Screen screen, CancellationToken cancel)
    {
        var (subject, arms, solver, command, targets, json) = work;
        bool single = arms[0].People == 1, toScreen = (single || arms[0].Request.Data is not null) && !json && targets.WantsScreen;
        if (toScreen && arms.Count > 1)
        {
            screen.Note($"note: the table shows \"{arms[0].Name}\" alone; --output, --summary, --plot, --report or --json show the other arms too");
            arms = [arms[0]];
        }

        var watch = Stopwatch.StartNew();
        bool course = false;
        foreach (var arm in arms)
        {
            course |= arm.Request.Regimen?.Span > PersonNumbers.LongestOccasion;
        }

        var finished = new List<FinishedArm>();
        var places = new List<OutputPlace>();
        foreach (var arm in arms)
        {
            var its = arm.IsMain ? targets : targets.ForArm(arm.Slug);
            string progress = arms.Count == 1 ? "" : $"arm {finished.Count + 1} of {arms.Count}: ";
            var (done, exit) = new ArmRun(subject, solver, command, course, screen, cancel).Run(arm, its, toScreen, json, progress);
            if (done is null)
            {
                return exit;
            }

            finished.Add(done);
            places.AddRange(its.Places);
        }

        var run = new FinishedRun(subject, finished, solver, command, watch.Elapsed);
        var pictures = targets.WantsPicture ? RunPicture.Of(run) : null;
        if (pictures is not null && RunFiles.Write(run, pictures, targets) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        foreach (string note in pictures?.Notes ?? [])
        {
            screen.Note("note: " + note);
        }

        Tell(run, pictures, places, json, screen);
        return run.HasFailures ? ExitCode.Negative : ExitCode.Done;
    }

    private static void Tell(FinishedRun run, RunPicture? pictures, List<OutputPlace> places, bool json, Screen screen)
    {
        var told = new RunReport(run, places, [.. run.Main.Arm.Experiment.Readings, .. pictures?.Notes ?? []]);
        if (json)
        {
            told.WriteJson(screen.Output);
        }
        else if (run.Arms.Any(a => a.Resumed is not null))
        {
            foreach (var arm in run.Arms)
            {
                screen.Output.WriteLine(arm.Resumed ?? $"\"{arm.Arm.Name}\": {arm.Run.Completed.ToString("N0", CultureInfo.InvariantCulture)} people were computed now");
            }
        }
        else if (run.Main.Arm.People > 1 && run.Main.Arm.Request.Data is null)
        {
            told.WriteText(screen.Output, screen.OutputIsTerminal);
        }
        else if (!screen.Quiet && pictures is not null)
        {
            told.WritePlaces(screen.Messages);
        }

        foreach (var arm in run.Arms)
        {
            foreach (var failed in arm.Run.Failed.Take(MostFailuresShown))
            {
                screen.Show([new Diagnostic("AN0601", Severity.Warning, new($"individual {arm.Ids.Text(failed.Index)}" + (arm.Arm.IsMain ? "" : $" ({arm.Arm.Name})")), failed.Outcome.Sentence, "a complete course; the others are complete")]);
            }
        }
    }
}

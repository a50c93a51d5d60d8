using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Ketamine.Trials;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Trials;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>"anesis trial": a published trial, virtually: simulated beside observed (docs/model/trials.md).</summary>
internal static class TrialCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var names = new Argument<string[]>("NAME") { HelpName = "NAME", Description = "trials that ship, or files of your own; none: a list of those that ship", Arity = ArgumentArity.ZeroOrMore };
        names.CompletionSources.Add(Completions.Names(() => ShippedTrials.Names));
        var all = new Option<bool>("--all") { Description = "every trial that ships" };
        var people = new Option<int?>("--people") { Description = "virtual people of each arm; default: the trial's own", HelpName = "N" };
        var replicates = new Option<int>("--replicates") { Description = "virtual trials of the published size, for the interval", DefaultValueFactory = _ => 1000 };
        var level = new Option<double>("--level") { Description = "share of virtual trials within the interval", DefaultValueFactory = _ => 0.95 };
        var seed = new Option<ulong>("--seed") { Description = "of people and sampling", DefaultValueFactory = _ => 1UL };
        var set = new Option<string[]>("--set") { Description = "a parameter for everybody", HelpName = "name=value" };
        var fit = new Option<bool>("--fit") { Description = "fit the parameters of trials/roles.toml to the trials that it allows, and print them; writes nothing" };
        var evaluations = new Option<int>("--evaluations") { Description = "of --fit: at most so many", DefaultValueFactory = _ => 80 };
        var stride = new Option<double>("--stride") { Description = "of --fit: first steps as a share of each parameter's range; smaller to go on from an earlier fit's end", DefaultValueFactory = _ => 0.15 };
        var csv = new Option<string?>("--csv") { Description = "write a row for each published number", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "the comparison as JSON" };
        var plot = new Option<string?>("--plot") { Description = "draw the courses with the published points (.svg, .png)", HelpName = "FILE" };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("trial", "a published trial with virtual people: simulated beside observed; exit code 1 when a published number lies outside the interval")
        {
            names, all, people, replicates, level, seed, set, fit, evaluations, stride, csv, json, plot, threads, quiet,
        };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(quiet) || parsed.GetValue(json);
            var settings = new Dictionary<string, double>(StringComparer.Ordinal);
            var wrong = Ranges(parsed.GetValue(people), parsed.GetValue(replicates), parsed.GetValue(level), parsed.GetValue(threads), parsed.GetValue(evaluations), parsed.GetValue(stride)).ToList();
            WantedFile.Any(parsed.GetValue(csv), "--csv", wrong);
            WantedFile.Check(parsed.GetValue(plot), "--plot", wrong, ".svg", ".png");
            SettingTexts.Read(parsed.GetValue(set) ?? [], settings, wrong);
            string[] chosen = parsed.GetValue(names) ?? [];
            if (chosen.Length > 0 && (parsed.GetValue(all) || parsed.GetValue(fit)))
            {
                wrong.Add(new("AN1016", Severity.Error, new("NAME"), $"\"{chosen[0]}\" with {(parsed.GetValue(all) ? "--all" : "--fit")}", "names, or one of --all and --fit"));
            }

            if (wrong.Count > 0)
            {
                screen.Show(wrong);
                return ExitCode.WrongInput;
            }

            if (parsed.GetValue(fit))
            {
                return Fit(screen, parsed.GetValue(people), parsed.GetValue(seed), parsed.GetValue(evaluations), parsed.GetValue(stride), parsed.GetValue(threads), cancel);
            }

            if (chosen.Length == 0 && !parsed.GetValue(all))
            {
                List(screen);
                return ExitCode.Done;
            }

            var runs = Prepare(parsed.GetValue(all) ? ShippedTrials.Names : chosen, parsed.GetValue(people), parsed.GetValue(seed), settings, screen);
            if (runs is null)
            {
                return ExitCode.WrongInput;
            }

            if (parsed.GetValue(plot) is not null && runs.Count > 1)
            {
                screen.Show([new("AN1016", Severity.Error, new("--plot"), $"{runs.Count} trials", "one trial for a picture")]);
                return ExitCode.WrongInput;
            }

            var done = new List<ComparedTrial>();
            foreach (var run in runs)
            {
                var courses = run.Run(parsed.GetValue(threads), new RunProgress(screen, p => $"{run.Trial.Id}: {p.Finished} of {p.Individuals} people of an arm"), cancel);
                done.Add(new(courses, TrialComparison.Rows(courses, parsed.GetValue(replicates), parsed.GetValue(level), parsed.GetValue(seed)), parsed.GetValue(level)));
            }

            screen.ClearProgress();
            if (parsed.GetValue(csv) is { } file)
            {
                OutputText.Write(file, "--csv", writer => TrialText.Csv(done, writer));
            }

            if (parsed.GetValue(plot) is { } picture)
            {
                OutputText.WriteBytes(picture, "--plot", PictureWriter.Bytes(TrialPicture.Of(done[0]), picture));
            }

            if (parsed.GetValue(json))
            {
                TrialText.Json(done, screen.Output);
            }
            else
            {
                TrialText.Plain(done, screen.Output);
            }

            return done.TrueForAll(t => t.Courses.Failures.IsEmpty && t.Rows.All(r => r.Inside)) ? ExitCode.Done : ExitCode.Negative;
        });
        return command;
    }

    private static IEnumerable<Diagnostic> Ranges(int? people, int replicates, double level, int threads, int evaluations, double stride)
    {
        if (people is < 2 or > 100_000)
        {
            yield return new("AN1006", Severity.Error, new("--people"), people.Value.ToString(CultureInfo.InvariantCulture), "a number of people from 2 to 100,000");
        }

        if (replicates is < 20 or > 1_000_000)
        {
            yield return new("AN1006", Severity.Error, new("--replicates"), replicates.ToString(CultureInfo.InvariantCulture), "a number of virtual trials from 20 to 1,000,000");
        }

        if (!(level is > 0 and < 1))
        {
            yield return new("AN1006", Severity.Error, new("--level"), level.ToString(CultureInfo.InvariantCulture), "a share between 0 and 1, such as 0.95");
        }

        if (evaluations is < 1 or > 100_000)
        {
            yield return new("AN1006", Severity.Error, new("--evaluations"), evaluations.ToString(CultureInfo.InvariantCulture), "a number from 1 to 100,000");
        }

        if (!(stride is > 0 and <= 0.5))
        {
            yield return new("AN1006", Severity.Error, new("--stride"), stride.ToString(CultureInfo.InvariantCulture), "a share above 0 and at most 0.5, such as 0.05");
        }

        if (OptionRanges.Threads("--threads", threads) is { } wrong)
        {
            yield return wrong;
        }
    }

    private static List<TrialRun>? Prepare(IEnumerable<string> names, int? people, ulong seed, Dictionary<string, double> settings, Screen screen)
    {
        var errors = new List<Diagnostic>();
        var runs = new List<TrialRun>();
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            var prepared = Find(name).Then(trial => ShippedTrials.Prepare(trial, people, seed, settings));
            errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error));
            if (prepared.IsOk)
            {
                runs.Add(prepared.Value);
            }
        }

        screen.Show(errors.Distinct());
        return errors.Count > 0 ? null : runs;
    }

    private static Checked<Trial> Find(string name) => ShippedTrials.Trial(name)
        ?? InputText.ReadOwn(name, "NAME", "a trial (TOML)", "a trial that ships (anesis trial lists them) or a file of one", ShippedTrials.Names).Then(text => TrialFile.Read(text, name));

    private static void List(Screen screen)
    {
        var roles = ShippedTrials.Roles().Value!;
        int width = ShippedTrials.Names.Max(n => n.Length);
        foreach (string name in ShippedTrials.Names)
        {
            screen.Output.WriteLine($"{name.PadRight(width)}  {(roles.IsFitted(name) ? "fit     " : "validate")}  {ShippedTrials.Trial(name)!.Value!.Title}");
        }
    }

    private static int Fit(Screen screen, int? people, ulong seed, int evaluations, double stride, int threads, CancellationToken cancel)
    {
        var roles = ShippedTrials.Roles().Value!;
        var trials = roles.Uses.Where(u => u is { Fitted: true, Optimised: true }).Select(u => ShippedTrials.Trial(u.Trial)!.Value!).ToList();
        var model = Ketamine.ShippedModels.Model("person")!.Then(Modeling.Composition.Flattening.Flatten).Value!;
        double[] start = [.. roles.Parameters.Select(p => model.Parameters.First(m => m.Id == p.Id).Value!.Value)];
        int step = 0;
        var result = TrialFit.Run(roles.Parameters, start, Simulate, evaluations, stride);
        screen.ClearProgress();
        screen.Output.WriteLine($"fit {roles.Fit} to {string.Join(", ", trials.Select(t => t.Id))}");
        foreach (var (parameter, i) in roles.Parameters.Select((p, i) => (p, i)))
        {
            screen.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {parameter.Id,-32} {result.At[i],-10:G4} from {start[i]:G4}  ({parameter.Why})"));
        }

        int numbers = trials.Sum(t => t.Observations.Count);
        screen.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"misfit {result.Value:G4} over {numbers} numbers after {result.Evaluations} evaluations{(result.Converged ? "" : ", not yet flat")}"));
        return result.Converged ? ExitCode.Done : ExitCode.Negative;

        IEnumerable<TrialCourses> Simulate(double[] at)
        {
            var settings = roles.Parameters.Select((p, i) => (p.Id, Value: at[i])).ToDictionary(p => p.Id, p => p.Value, StringComparer.Ordinal);
            screen.Progress(Math.Min(1, step++ / (double)evaluations), string.Create(CultureInfo.InvariantCulture, $"evaluation {step}"));
            return trials.Select(t => ShippedTrials.Prepare(t, people ?? 64, seed, settings).Value!.Run(threads, null, cancel)).ToList();
        }
    }
}

/// <summary>A trial that was run, beside what was published.</summary>
internal sealed record ComparedTrial(TrialCourses Courses, ValueList<TrialRow> Rows, double Level)
{
    public Trial Trial => Courses.Trial;
}

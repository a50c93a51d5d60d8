using System.CommandLine;
using System.Globalization;
using System.Text;
using Anesis.Cli.Reporting;
using Anesis.Cli.Terminal;
using Anesis.Formats.DataSets;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Trials.Designs;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis power": a trial design simulated many times at each size, with its power and what else it does (docs/power.md).</summary>
internal static class PowerCommand
{
    private static readonly Argument<string> Design = new("DESIGN") { Description = "a trial design (TOML)", HelpName = "DESIGN.toml" };
    private static readonly Option<int?> Replicates = new("--replicates") { Description = "how many trials of each size, in place of the design's" };
    private static readonly Option<string?> People = new("--people") { Description = "sizes in place of the design's, such as 40,80,160", HelpName = "LIST" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "all draws follow from it alone", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Rtol = new("--rtol") { Description = "relative tolerance, 1e-13 to 1e-2", DefaultValueFactory = _ => 1e-6 };
    private static readonly Option<int> Threads = new("--threads") { Description = "0: all cores; changes no result" };
    private static readonly Option<string?> Output = new("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
    private static readonly Option<string?> Plot = new("--plot") { Description = "the power curve: .svg or .png", HelpName = "FILE" };
    private static readonly Option<string?> Report = new("--report") { Description = "a report, self-contained HTML", HelpName = "FILE.html" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "no progress and no notes" };

    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var command = new Command("power", "the power of a trial design over its size, by simulating the trial") { Design, Replicates, People, Seed, Rtol, Threads, Output, Plot, Report, Quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(Quiet);
            return Run(parsed, screen, cancel);
        });
        return command;
    }

    private static int Run(ParseResult parsed, Screen screen, CancellationToken cancel)
    {
        var errors = new List<Diagnostic>();
        string path = parsed.GetValue(Design)!;
        string? plot = WantedFile.Check(parsed.GetValue(Plot), "--plot", errors, ".svg", ".png"), report = WantedFile.Check(parsed.GetValue(Report), "--report", errors, ".html", ".htm");
        WantedFile.Any(parsed.GetValue(Output), Output.Name, errors);
        if (OptionRanges.Check(parsed, Rtol, Threads) is { } wrong)
        {
            errors.Add(wrong);
        }

        var read = InputText.Read(path, "DESIGN", "a trial design (TOML)").Then(text => TrialDesignFile.Read(text, path));
        errors.AddRange(read.Diagnostics);
        var prepared = read.IsOk ? Prepare(Changed(read.Value, parsed, errors), path, parsed.GetValue(Seed), errors) : null;
        screen.Show(errors);
        if (prepared is not var (design, simulation) || errors.Exists(e => e.Severity == Severity.Error))
        {
            return ExitCode.WrongInput;
        }

        var solver = new EnsembleOptions { RelativeTolerance = parsed.GetValue(Rtol), Threads = parsed.GetValue(Threads), Seed = parsed.GetValue(Seed) };
        var rows = simulation.Run(solver, new Told(screen, design.Replicates), cancel);
        screen.ClearProgress();
        if (rows is null)
        {
            return ExitCode.Cancelled;
        }

        string csv = Csv(rows, design.Test.Treatments);
        OutputText.WriteTable(parsed.GetValue(Output), screen.Output, writer => writer.Write(csv));
        if (PowerDocument.Write(design, rows, plot, report, CommandText.Of(parsed), parsed.GetValue(Seed)) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        return ExitCode.Done;
    }

    private static TrialDesign Changed(TrialDesign design, ParseResult parsed, List<Diagnostic> errors)
    {
        if (parsed.GetValue(Replicates) is { } replicates)
        {
            if (replicates is < 10 or > 1_000_000)
            {
                errors.Add(new("AN1006", Severity.Error, new("--replicates"), replicates.ToString(CultureInfo.InvariantCulture), "a number of replicates from 10 to 1000000"));
            }

            design = design with { Replicates = replicates };
        }

        if (parsed.GetValue(People) is { } list)
        {
            int[] sizes = [.. list.Split(',').Select(s => int.TryParse(s.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)];
            if (sizes[0] < 4 || sizes.Zip(sizes.Skip(1)).Any(p => p.Second <= p.First) || sizes[^1] > 1_000_000)
            {
                errors.Add(new("AN1006", Severity.Error, new("--people"), $"\"{list}\"", "ascending numbers of people from 4 to 1000000, such as 40,80,160"));
            }

            design = design with { Sizes = sizes.ToValueList() };
        }

        return design;
    }

    private static (TrialDesign Design, TrialSimulation Simulation)? Prepare(TrialDesign design, string path, ulong seed, List<Diagnostic> errors)
    {
        if (errors.Exists(e => e.Severity == Severity.Error))
        {
            return null;
        }

        var subject = Subject.Find(Beside(path, design.Model));
        errors.AddRange(subject.Diagnostics);
        var population = design.Population is { } name ? NamedPopulation.Read(ShippedModels.Population(name) is null ? Beside(path, name) : name, null, errors)?.Population : null;
        if (errors.Exists(e => e.Severity == Severity.Error))
        {
            return null;
        }

        var prepared = TrialSimulation.Prepare(design, subject.Value!.Model, subject.Value.Routes, population, seed);
        errors.AddRange(prepared.Diagnostics);
        return prepared.IsOk ? (design, prepared.Value) : null;
    }

    /// <summary>A file that stands beside the design, or the name as it is.</summary>
    private static string Beside(string design, string name)
    {
        string beside = Path.Combine(Path.GetDirectoryName(design) ?? "", name);
        return File.Exists(beside) ? beside : name;
    }

    private static string Csv(IEnumerable<PowerRow> rows, ValueList<string> treatments)
    {
        var text = new StringBuilder("people,replicates,positive,power,standard_error,low,high,effect,effect_sd,mean_people,stopped_for_efficacy,stopped_for_futility,increased,missing");
        text.Append(string.Concat(treatments.Count > 1 ? treatments.Select(t => "," + CsvField.Of("positive " + t)) : [])).Append('\n');
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{r.People},{r.Replicates},{r.Positive},{r.Power:R},{r.StandardError:R},{r.Interval.Low:R},{r.Interval.High:R},{CsvField.Of(r.MeanEffect)},{CsvField.Of(r.EffectDeviation)},{r.MeanPeople:R},{r.StoppedForEfficacy},{r.StoppedForFutility},{r.Increased},{r.Missing:R}{string.Concat(r.PositiveArms.Select(a => string.Create(CultureInfo.InvariantCulture, $",{a}")))}\n");
        }

        return text.ToString();
    }

    private sealed class Told(Screen screen, int replicates) : IProgress<int>
    {
        public void Report(int value) => screen.Progress((double)value / replicates, $"{value:N0} of {replicates:N0} trials");
    }
}

using System.CommandLine;
using Anesis.Cli.Conformance;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

internal static class ConformanceCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var folder = new Argument<string>("FOLDER") { Description = "a folder with semantic/, semantic-l2v4/, stochastic/ or syntactic/ in it, or one of these" };
        var csv = new Option<string?>("--csv") { Description = "write a line for each case to this file", HelpName = "FILE" };
        var rtol = new Option<double>("--rtol") { Description = "relative tolerance", DefaultValueFactory = _ => new EnsembleOptions().RelativeTolerance };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var seed = new Option<ulong>("--seed") { Description = "of the stochastic cases' draws", DefaultValueFactory = _ => 2 };
        var command = new Command("conformance", "run the SBML Test Suite's cases and judge them by its own rules") { folder, csv, rtol, threads, seed };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(folder)!;
            WantedFile.Require(parsed.GetValue(csv), csv.Name);

            if (OptionRanges.Check(parsed, rtol, threads) is { } wrong)
            {
                throw new UserError(wrong);
            }

            if (!Directory.Exists(path) || ConformanceRun.KindsIn(path).Count == 0)
            {
                throw new UserError(new("AN1010", Severity.Error, new(path), Directory.Exists(path) ? "a folder without cases" : "no such folder", "a folder that holds semantic/, semantic-l2v4/, stochastic/ or syntactic/, or one of these"));
            }

            var options = new EnsembleOptions { RelativeTolerance = parsed.GetValue(rtol), Threads = parsed.GetValue(threads), Seed = parsed.GetValue(seed) };
            var verdicts = ConformanceRun.Run(path, options, (done, all) => screen.Progress(done / (double)all, $"{done} of {all} cases"), cancel);
            screen.ClearProgress();
            if (parsed.GetValue(csv) is { } file)
            {
                OutputText.Write(file, "--csv", writer => ConformanceRun.WriteCsv(verdicts, writer));
            }

            foreach (string line in ConformanceRun.Summary(verdicts))
            {
                screen.Output.WriteLine(line);
            }

            return verdicts.All(v => v.Passed) ? ExitCode.Done : ExitCode.Negative;
        });
        return command;
    }
}

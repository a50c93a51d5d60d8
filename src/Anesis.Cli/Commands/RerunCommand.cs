using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Runs;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Results.Studies;
using Anesis.Results.Tables;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis rerun": one individual of a study again, alone, from what its manifest holds, and compared with what the study holds.</summary>
internal static class RerunCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var folder = new Argument<string>("STUDY") { Description = "a study folder" };
        var individual = new Option<string>("--individual", "--id") { Description = "the id of one individual", HelpName = "ID", Required = true };
        var output = new Option<string?>("--output") { Description = "a .csv, .parquet or .arrow file instead of standard output", HelpName = "FILE" };
        var command = new Command("rerun", "run one individual of a study again, from its manifest, to the same bits") { folder, individual, output };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.GetValue(individual)!, parsed.GetValue(output), screen, cancel));
        return command;
    }

    private sealed record Again(Experiment Experiment, EnsembleOptions Solver, Modeling.Model Model);

    private static int Run(string folder, string id, string? output, Screen screen, CancellationToken cancel)
    {
        var opened = Study.Open(folder);
        screen.Show(opened.Diagnostics);
        if (!opened.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var manifest = opened.Value.Manifest;
        int index = IndexOf(manifest, id);
        if (output is not null && !ResultFile.IsFile(output))
        {
            throw new UserError(new("AN1014", Severity.Error, new("--output"), $"\"{output}\"", "a file that ends in .csv, .parquet or .arrow"));
        }

        WantedFile.Require(output, "--output");
        var again = Repeat(manifest, folder);
        screen.Show(again.Diagnostics);
        if (!again.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var (experiment, solver, model) = again.Value;
        var sink = new MemorySink();
        var run = Ensemble.Run(experiment.Model, new IndividualSlice(experiment.Individuals, index, 1), solver with { Threads = 1 }, experiment.Observing(sink, index), null, cancel);
        if (run.Cancelled > 0)
        {
            return ExitCode.Cancelled;
        }

        var block = sink.Blocks[0];
        var table = new ResultTable { Outputs = OutputUnits.Columns(model, experiment.Model.Outputs), TimeUnit = manifest.TimeUnit, Individuals = 1 };
        Write(block, table, output, screen);
        int? different = StoredRows.FirstDifference(opened.Value, id, manifest.Ids is null, block);
        if (different is { } row)
        {
            screen.Messages.WriteLine($"row {row + 1} differs from the study's");
            return ExitCode.Negative;
        }

        screen.Note(manifest.Parts.Any(p => index >= p.First && index < p.First + p.Count) ? $"individual {id}: the same bits as in {folder}" : $"individual {id} does not stand in {folder} yet");
        return run.Failed.Count > 0 ? ExitCode.Negative : ExitCode.Done;
    }

    private static int IndexOf(StudyManifest manifest, string id)
    {
        int index = manifest.Ids is { } ids ? ids.ToList().IndexOf(id)
            : int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= manifest.Individuals ? number - 1 : -1;
        return index >= 0 ? index : throw new UserError(new(
            "AN1006", Severity.Error, new("--individual"), $"\"{id}\"", manifest.Ids is null ? $"an individual from 1 to {manifest.Individuals}" : "an id of the study", manifest.Ids is { } known ? Spelling.Nearest(id, known) : null));
    }

    /// <summary>The study's experiment, made again from the texts that the manifest holds.</summary>
    private static Checked<Again> Repeat(StudyManifest manifest, string folder)
    {
        var stored = new StoredTexts(manifest.Inputs);
        if (stored.Arguments is not { } arguments)
        {
            return Refused(folder, "a manifest that does not say what was asked for", "a study written by \"anesis simulate --output\"");
        }

        var options = new SimulateOptions();
        var parsed = new RootCommand { options.Command() }.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Refused(folder, $"a request that this version does not understand ({parsed.Errors[0].Message})", $"the version that wrote it: {manifest.Program}");
        }

        return Subject.Find(parsed.GetValue(options.Model)!, stored).Then(found => Arms.Choose(found, parsed.GetValue(options.Arm))).Then(subject =>
        {
            var changed = subject.Texts.FirstOrDefault(t => t.Kind is "model" or "scenario" && stored.Find(t.Kind, t.Name) != t.Text);
            if (changed is not null)
            {
                return Refused(folder, $"a study of another version of {changed.Name}", $"the version that wrote it: {manifest.Program}");
            }

            if (stored.Find("arm", "simulate") is { } arm && subject.Scenario?.Compare.Where(c => c.Name == arm).Select(c => c.Arm).FirstOrDefault() is { } scenario)
            {
                subject = subject with { Scenario = scenario };
            }

            var reading = new SimulateRequest(parsed, options, subject, stored);
            var solver = reading.Options();
            var request = reading.Read();
            return reading.Diagnostics.Any(d => d.Severity == Severity.Error)
                ? Checked.Refused<Again>([.. reading.Diagnostics])
                : Experiment.Prepare(request).Then(experiment => Checked.Ok(new Again(experiment, solver, subject.Model)));
        });
    }

    private static Checked<Again> Refused(string folder, string found, string expected) =>
        Checked.Refused<Again>(new Diagnostic("AN1017", Severity.Error, new(folder), found, expected));

    private static void Write(ResultBlock block, ResultTable table, string? output, Screen screen)
    {
        if (output is null)
        {
            using var buffer = new MemoryStream();
            using (var csv = ResultFile.CsvTo(buffer, "standard output", table))
            {
                csv.Accept(block);
                csv.Complete();
            }

            screen.Output.Write(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            return;
        }

        var file = ResultFile.Create(output, table);
        if (!file.IsOk)
        {
            throw new UserError(file.Diagnostics[0]);
        }

        using var opened = file.Value;
        opened.Accept(block);
        opened.Complete();
    }
}

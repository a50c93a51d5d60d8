using Anesis.Cli.Terminal;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis simulate" of a SED-ML file or a COMBINE archive: runs its experiments and writes their reports and plots into a folder.</summary>
internal static class ExperimentCommand
{
    public static int Run(string path, string? output, EnsembleOptions options, Screen screen, CancellationToken cancel)
    {
        var read = ExperimentFile.Read(path, options);
        screen.Show(read.Diagnostics);
        if (!read.IsOk)
        {
            return ExitCode.WrongInput;
        }

        string folder = output ?? Path.GetFileNameWithoutExtension(path) + "-results";
        bool failed = false;
        try
        {
            foreach (var (name, experiment) in read.Value)
            {
                var results = experiment.Run(cancel);
                string place = read.Value.Count == 1 ? folder : Path.Combine(folder, name);
                Directory.CreateDirectory(place);
                var remarks = new List<string>();
                foreach (var (file, content) in ExperimentOutputs.Of(experiment.Document, results, remarks))
                {
                    string target = Path.Combine(place, file);
                    File.WriteAllBytes(target, content);
                    screen.Output.WriteLine(target);
                }

                foreach (string failure in results.Failures.Concat(remarks).Take(20))
                {
                    screen.Messages.WriteLine("warning: " + failure);
                }

                failed |= !results.Failures.IsEmpty;
            }
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserError(new("AN1008", Modeling.Diagnostics.Severity.Error, new(folder), $"a folder that cannot be written ({problem.Message.TrimEnd('.')})", "another --output"));
        }

        return failed ? ExitCode.Negative : ExitCode.Done;
    }
}

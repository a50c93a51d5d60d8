using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Writing;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

internal static class ConvertCommand
{
    public static Command Create(Screen screen)
    {
        var input = new Argument<string>("IN") { Description = "a model file, or a model that ships" };
        var output = new Argument<string>("OUT") { Description = "a file that ends in .ant, .xml or .sbml" };
        var force = new Option<bool>("--force") { Description = "write over a file that exists" };
        var command = new Command("convert", "turn Antimony into SBML or SBML into Antimony; says what the other format cannot say") { input, output, force };
        command.SetAction(parsed =>
        {
            string from = parsed.GetValue(input)!, to = parsed.GetValue(output)!, extension = Path.GetExtension(to).ToLowerInvariant();
            if (extension is not (".ant" or ".xml" or ".sbml" or ".omex"))
            {
                throw new UserError(new("AN1015", Severity.Error, new("OUT"), $"\"{to}\"", "a file that ends in .ant (Antimony), .xml, .sbml (SBML) or .omex (COMBINE archive)"));
            }

            if (File.Exists(to) && !parsed.GetValue(force))
            {
                throw new UserError(new("AN1015", Severity.Error, new(to), "a file that exists", "a new file, or --force"));
            }

            if (Directory.Exists(to) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(to))))
            {
                throw new UserError(new("AN1015", Severity.Error, new(to), Directory.Exists(to) ? "a folder" : "a file in a folder that does not exist", "a file in a folder that exists"));
            }

            var read = Ketamine.ShippedModels.Model(from) ?? Formats.ModelFile.Read(from);
            screen.Show(read.Diagnostics);
            if (!read.IsOk)
            {
                return ExitCode.WrongInput;
            }

            if (extension == ".ant")
            {
                var written = AntimonyWriter.Write(read.Value);
                screen.Show(written.Diagnostics);
                Write(to, System.Text.Encoding.UTF8.GetBytes(written.Text));
            }
            else if (extension == ".omex")
            {
                // A time course of 100 units in 100 steps stands for the experiment that its owner will write.
                var archive = TimeCourseExperiment.Archive(read.Value, end: 100, steps: 100);
                screen.Show(archive.Diagnostics);
                if (!archive.IsOk)
                {
                    return ExitCode.WrongInput;
                }

                Write(to, archive.Value.ToBytes());
            }
            else
            {
                using var buffer = new MemoryStream();
                var problems = SbmlWriter.Write(read.Value, null, buffer);
                screen.Show(problems);
                if (problems.Any(d => d.Severity == Severity.Error))
                {
                    return ExitCode.WrongInput;
                }

                Write(to, buffer.ToArray());
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(string path, byte[] content)
    {
        try
        {
            File.WriteAllBytes(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError(new("AN1015", Severity.Error, new(path), $"that it cannot be written ({failure.Message.Split('\n')[0].TrimEnd('.')})", "a place where this user may write"));
        }
    }
}

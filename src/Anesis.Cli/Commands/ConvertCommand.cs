using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Writing;
using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

internal static class ConvertCommand
{
    public static Command Create(Screen screen)
    {
        var input = new Argument<string>("IN") { Description = "a model file, a COMBINE archive, or a model that ships" };
        var output = new Argument<string>("OUT") { Description = "a file that ends in .ant, .xml, .sbml or .omex" };
        var force = new Option<bool>("--force") { Description = "write over a file that exists" };
        var sbml = new Option<string?>("--sbml") { Description = "level and version to write, l2v1 to l2v5, l3v1 or l3v2; without it that of the input where it can hold the model", HelpName = "LEVEL" };
        var lossy = new Option<bool>("--lossy") { Description = "write although the level of --sbml has no place for some of the model; its mathematics is never changed" };
        var named = new Option<string?>("--model") { Description = "which model of an archive, by its place in it", HelpName = "NAME" };
        var command = new Command("convert", "turn Antimony, SBML and COMBINE archives into each other; says what the other format cannot say") { input, output, force, sbml, lossy, named };
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

            var wanted = Version(parsed.GetValue(sbml), extension);
            var read = Ketamine.ShippedModels.Model(from)
                ?? (Path.GetExtension(from).Equals(".omex", StringComparison.OrdinalIgnoreCase) ? ArchivedModel.Read(from, parsed.GetValue(named)) : Formats.ModelFile.Read(from));
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
                // An input's own level is kept where it can hold the model; models of comp that were resolved need not fit it.
                var text = SbmlWriter.ToText(read.Value, wanted ?? (read.Value.ReadFrom is { Level: >= 2 } own ? own : null));
                if (!text.IsOk && wanted is null)
                {
                    text = SbmlWriter.ToText(read.Value);
                }

                screen.Show(text.Diagnostics);
                if (!text.IsOk || (wanted is not null && !parsed.GetValue(lossy) && text.Diagnostics.Any(d => d.Severity == Severity.Warning)))
                {
                    return ExitCode.WrongInput;
                }

                Write(to, System.Text.Encoding.UTF8.GetBytes(text.Value));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static SbmlVersion? Version(string? text, string extension)
    {
        if (text is null)
        {
            return null;
        }

        bool isLevel = text is [('l' or 'L'), >= '2' and <= '3', ('v' or 'V'), >= '1' and <= '5'] && (text[1] == '2' || text[3] <= '2');
        return isLevel && extension is (".xml" or ".sbml")
            ? new(text[1] - '0', text[3] - '0')
            : throw new UserError(new("AN1015", Severity.Error, new("--sbml"), $"\"{text}\" for a file that ends in {extension}", "l2v1 to l2v5, l3v1 or l3v2, for .xml or .sbml"));
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

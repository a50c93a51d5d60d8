using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

internal static class ConvertCommand
{
    public static Command Create(Screen screen)
    {
        var options = new ConvertOptions();
        var command = new Command("convert", "turn Antimony, SBML and COMBINE archives into each other; says what the other format cannot say") { options.Input, options.Output };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            string from = parsed.GetValue(options.Input)!, to = parsed.GetValue(options.Output)!, extension = Path.GetExtension(to).ToLowerInvariant();
            RefuseOutput(to, extension, parsed.GetValue(options.Force));
            var misplaced = options.Misplaced(parsed, from, extension);
            if (misplaced.Count > 0)
            {
                screen.Show(misplaced);
                return ExitCode.WrongInput;
            }

            _ = options.Version(parsed);
            var read = Ketamine.ShippedModels.Model(from) ?? (ArchivedModel.Is(from) ? ArchivedModel.Read(from, parsed.GetValue(options.Model)) : Formats.ModelFile.Read(from));
            var written = read.Then(new ConvertedFile(parsed, options, from, to).Of);
            screen.Show(written.Diagnostics);
            if (!written.IsOk)
            {
                return ExitCode.WrongInput;
            }

            Write(to, written.Value);
            return ExitCode.Done;
        });
        return command;
    }

    private static void RefuseOutput(string to, string extension, bool isForced)
    {
        if (extension is not (".ant" or ".xml" or ".sbml" or ".omex" or ".sedml"))
        {
            throw new UserError(new("AN1015", Severity.Error, new("OUT"), $"\"{to}\"", "a file that ends in .ant (Antimony), .xml, .sbml (SBML), .omex (COMBINE archive) or .sedml (experiment)"));
        }

        if (File.Exists(to) && !isForced)
        {
            throw new UserError(new("AN1015", Severity.Error, new(to), "a file that exists", "a new file, or --force"));
        }

        if (Directory.Exists(to) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(to))))
        {
            throw new UserError(new("AN1015", Severity.Error, new(to), Directory.Exists(to) ? "a folder" : "a file in a folder that does not exist", "a file in a folder that exists"));
        }
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

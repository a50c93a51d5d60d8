using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Formats;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Screen screen)
    {
        var files = new Argument<string[]>("FILE") { Description = "Antimony, SBML, data set, regimen, population, scenario or claim files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "read files and print everything that is wrong with them: syntax, meaning, units") { files };
        command.SetAction(parsed =>
        {
            bool wrong = false;
            foreach (string file in parsed.GetValue(files)!)
            {
                var diagnostics = FileCheck.Check(file);
                int errors = diagnostics.Count(d => d.Severity == Severity.Error), warnings = diagnostics.Count(d => d.Severity == Severity.Warning);
                foreach (var diagnostic in diagnostics)
                {
                    screen.Output.WriteLine(diagnostic);
                }

                screen.Output.WriteLine(errors + warnings == 0 ? $"{file}: nothing to say against it" : $"{file}: {Counted(errors, "error")}, {Counted(warnings, "warning")}");
                wrong |= errors > 0;
            }

            return wrong ? ExitCode.WrongInput : ExitCode.Done;
        });
        return command;
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

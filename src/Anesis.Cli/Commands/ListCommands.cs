using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>"anesis scenarios" and "anesis models": what ships.</summary>
internal static class ListCommands
{
    public static Command Scenarios(Screen screen)
    {
        var command = new Command("scenarios", "the questions that ship, with one line each");
        command.SetAction(_ =>
        {
            int width = ShippedModels.Scenarios.Max(s => s.Length);
            foreach (string name in ShippedModels.Scenarios)
            {
                screen.Output.WriteLine($"{name.PadRight(width)}  {ShippedModels.Scenario(name)!.Value?.Question}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    public static Command Models(Screen screen)
    {
        var name = new Argument<string?>("MODEL") { HelpName = "MODEL", Description = "a model that ships, or a file: its outputs and parameters", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(Completions.Names(() => ShippedModels.Models));
        var json = new Option<bool>("--json") { Description = "as JSON: name, unit, module, grade, meaning" };
        var command = new Command("models", "the models that ship; with a name, its outputs and parameters") { name, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is not { } chosen)
            {
                foreach (string model in ShippedModels.Models)
                {
                    screen.Output.WriteLine($"{model,-18}  {ShippedModels.Model(model)!.Value?.Main.Name}");
                }

                return ExitCode.Done;
            }

            var subject = Subject.Find(chosen);
            screen.Show(subject.Diagnostics);
            if (!subject.IsOk)
            {
                return ExitCode.WrongInput;
            }

            var entries = Catalogue.Of(subject.Value.Model);
            if (parsed.GetValue(json))
            {
                screen.Output.WriteLine(JsonSerializer.Serialize(
                    new { model = chosen, outputs = entries.Where(e => e.IsOutput), parameters = entries.Where(e => !e.IsOutput) },
                    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
                return ExitCode.Done;
            }

            foreach (var group in entries.GroupBy(e => e.IsOutput).OrderByDescending(g => g.Key))
            {
                screen.Output.WriteLine(group.Key ? "outputs" : "parameters");
                foreach (var e in group)
                {
                    screen.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {e.Name,-40} {(e.Value is { } v ? v.ToString("G6", CultureInfo.InvariantCulture) : ""),-10} {e.Unit,-14} {e.Grade,-2} {e.Meaning}"));
                }
            }

            return ExitCode.Done;
        });
        return command;
    }
}

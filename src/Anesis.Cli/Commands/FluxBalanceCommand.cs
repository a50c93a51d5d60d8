using System.CommandLine;
using System.Globalization;
using System.Text;
using Anesis.Cli.Terminal;
using Anesis.FluxBalance;
using Anesis.Formats;
using Anesis.Modeling.Composition;

namespace Anesis.Cli.Commands;

/// <summary>"anesis fba": the optimum of a model's flux balance problem (SBML package fbc).</summary>
internal static class FluxBalanceCommand
{
    public static Command Create(Screen screen)
    {
        var model = new Argument<string>("MODEL") { Description = "an SBML model with the package fbc" };
        var objective = new Option<string?>("--objective") { Description = "id of an objective; by default the active one", HelpName = "ID" };
        var output = new Option<string?>("--output") { Description = "write the table there instead of to the screen", HelpName = "FILE.csv" };
        var command = new Command("fba", "flux balance analysis: the steady fluxes that reach a model's optimum") { model, objective, output };
        command.SetAction(parsed =>
        {
            WantedFile.Require(parsed.GetValue(output), output.Name);

            var solved = ModelFile.Read(parsed.GetValue(model)!).Then(Flattening.Flatten).Then(m => FluxBalanceAnalysis.Solve(m, parsed.GetValue(objective)));
            screen.Show(solved.Diagnostics);
            if (!solved.IsOk)
            {
                return ExitCode.WrongInput;
            }

            var rows = solved.Value.Fluxes.Select(f => (f.Reaction, f.Flux)).Prepend((solved.Value.Objective, solved.Value.Optimum))
                .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Item1},{r.Item2:R}")).Prepend("id,value");
            if (parsed.GetValue(output) is { } path)
            {
                if (Results.WholeFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n")) is { } problem)
                {
                    screen.Show([problem]);
                    return ExitCode.WrongInput;
                }
            }
            else
            {
                foreach (string row in rows)
                {
                    screen.Output.WriteLine(row);
                }
            }

            if (solved.Value.Status == FluxStatus.Optimal)
            {
                return ExitCode.Done;
            }

            screen.Messages.WriteLine(solved.Value.Status == FluxStatus.Unbounded ? "the objective grows without end: a bound is missing" : "no fluxes keep all bounds and balances");
            return ExitCode.Negative;
        });
        return command;
    }
}

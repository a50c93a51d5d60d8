using System.CommandLine;
using System.Text;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Results.Studies;

namespace Anesis.Cli.Commands;

/// <summary>"anesis query": SQL over a study's views results and individuals.</summary>
internal static class QueryCommand
{
    public static Command Create(Screen screen)
    {
        var folder = new Argument<string>("STUDY") { Description = "a study folder, whole or cut off" };
        var sql = new Argument<string>("SQL") { Description = "one SELECT over the views results (id, time, outputs) and individuals (id, covariates, parameters, outcome)" };
        var json = new Option<bool>("--json") { Description = "an array of objects instead of CSV" };
        var output = new Option<string?>("--output") { Description = "write the rows to a file instead of standard output", HelpName = "FILE" };
        var command = new Command("query", "SQL over a study's results") { folder, sql, json, output };
        command.SetAction(parsed =>
        {
            WantedFile.Require(parsed.GetValue(output), output.Name);
            bool asJson = parsed.GetValue(json);
            screen.Quiet = asJson;
            var opened = Study.Open(parsed.GetValue(folder)!);
            if (opened is { IsOk: true, Value.Manifest: { Complete: false } manifest })
            {
                screen.Note($"note: the study is not complete: {manifest.Parts.Sum(p => p.Count):N0} of {manifest.Individuals:N0} people");
            }

            var query = opened.Then(study => study.Query());
            screen.Show(query.Diagnostics);
            if (!query.IsOk)
            {
                return ExitCode.WrongInput;
            }

            using var connection = query.Value;
            var rows = connection.Select(parsed.GetValue(sql)!);
            screen.Show(rows.Diagnostics);
            if (!rows.IsOk)
            {
                return ExitCode.WrongInput;
            }

            using var answer = rows.Value;
            if (asJson)
            {
                using var buffer = new MemoryStream();
                answer.WriteJson(buffer);
                Write(w => w.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)));
            }
            else
            {
                Write(answer.WriteCsv);
            }

            return ExitCode.Done;

            void Write(Action<TextWriter> write) => OutputText.WriteTable(parsed.GetValue(output), screen.Output, write);
        });
        return command;
    }
}

using System.CommandLine;
using Anesis.Cli.Plots;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Nca;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>"anesis nca": non-compartmental analysis of a file of concentrations (docs/nca.md).</summary>
internal static class NcaCommand
{
    public static Command Create(Screen screen)
    {
        var data = new Argument<string>("DATA.csv") { Description = "samples: id (optional), time, conc" };
        var doses = new Option<string?>("--doses") { Description = "doses: id (optional), time, amt, route, dur", HelpName = "DOSES.csv" };
        var auc = new Option<string>("--auc") { Description = "linear, linlog or logaftertmax", DefaultValueFactory = _ => "linear" };
        var blq = new Option<string>("--blq") { Description = "samples below the limit first, between and last: k keep, d drop", DefaultValueFactory = _ => "kdk" };
        var lambda = new Option<string>("--lambda-z") { Description = "best, best+cmax, or last3, last4 …", DefaultValueFactory = _ => "best" };
        var from = new Option<double?>("--from") { Description = "start of the interval" };
        var to = new Option<double?>("--to") { Description = "end of the interval" };
        var output = new Option<string?>("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
        var plot = new Option<string?>("--plot") { Description = "each profile with its terminal line: .svg or .png", HelpName = "FILE" };
        var command = new Command("nca", "non-compartmental analysis: id,parameter,value,unit by CDISC codes") { data, doses, auc, blq, lambda, from, to, output, plot };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(data)!;
            string? dosesPath = parsed.GetValue(doses);
            var options = NcaRequest.Read(parsed.GetValue(auc)!, parsed.GetValue(blq)!, parsed.GetValue(lambda)!, parsed.GetValue(from), parsed.GetValue(to));
            var read = NcaData.Read(TextOf(path), path, dosesPath is null ? null : TextOf(dosesPath), dosesPath);
            var wrong = new List<Diagnostic>();
            WantedFile.Any(parsed.GetValue(output), output.Name, wrong);
            string? picture = WantedFile.Check(parsed.GetValue(plot), "--plot", wrong, ".svg", ".png");
            screen.Show([.. options.Diagnostics, .. read.Diagnostics, .. wrong]);
            if (!options.IsOk || !read.IsOk || wrong.Count > 0)
            {
                return ExitCode.WrongInput;
            }

            var results = NcaRequest.Analyse(read.Value, options.Value);
            OutputText.WriteTable(parsed.GetValue(output), screen.Output, writer => NcaCsv.Write(writer, results, read.Value.Units));
            if (picture is not null && Results.WholeFile.Write(picture, PictureWriter.Bytes(NcaPicture.Of(read.Value, results), picture)) is { } problem)
            {
                screen.Show([problem]);
                return ExitCode.WrongInput;
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string TextOf(string path)
    {
        var text = InputText.Read(path, path, "a CSV file");
        return text.IsOk ? text.Value : throw new UserError(text.Diagnostics[0]);
    }
}

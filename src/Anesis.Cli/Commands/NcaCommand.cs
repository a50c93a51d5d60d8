using System.CommandLine;
using Anesis.Cli.Plots;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
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
        var blq = new Option<string>("--blq") { Description = "samples below the limit first, between and last: k keep, d drop; or beforetmax-k/aftertmax-d", DefaultValueFactory = _ => "kdk" };
        var lambda = new Option<string>("--lambda-z") { Description = "best (best+cmax, best-min4, best-f0.01), last3, last4 …, or a window of time such as 8-24", DefaultValueFactory = _ => "best" };
        var start = new Option<string>("--start") { Description = "at the first dose, unless a bolus: measured (0 where nothing was), or zero in any case", DefaultValueFactory = _ => "measured" };
        var urine = new Option<string?>("--urine") { Description = "collections of urine: id (optional), start, end, volume, conc; amounts, shares of the dose, renal clearance", HelpName = "URINE.csv" };
        var sparse = new Option<bool>("--sparse") { Description = "few samples of each of many: the mean profile, its area with a standard error" };
        var from = new Option<double?>("--from") { Description = "start of the interval" };
        var to = new Option<double?>("--to") { Description = "end of the interval" };
        var output = new Option<string?>("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
        var plot = new Option<string?>("--plot") { Description = "each profile with its terminal line: .svg or .png", HelpName = "FILE" };
        var command = new Command("nca", "non-compartmental analysis: id,parameter,value,unit by CDISC codes") { data, doses, auc, blq, lambda, start, urine, sparse, from, to, output, plot };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(data)!;
            string? dosesPath = parsed.GetValue(doses);
            var options = NcaRequest.Read(parsed.GetValue(auc)!, parsed.GetValue(blq)!, parsed.GetValue(lambda)!, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(start)!);
            var read = NcaData.Read(TextOf(path), path, dosesPath is null ? null : TextOf(dosesPath), dosesPath);
            var wrong = new List<Diagnostic>();
            var collections = parsed.GetValue(urine) is { } urinePath ? UrineFile.Read(TextOf(urinePath), urinePath) : null;
            wrong.AddRange(collections?.Diagnostics ?? []);
            if (collections is not null && parsed.GetValue(sparse))
            {
                wrong.Add(new("AN1007", Severity.Error, new(sparse.Name), "--sparse with --urine", "one of the two"));
            }

            WantedFile.Any(parsed.GetValue(output), output.Name, wrong);
            string? picture = WantedFile.Check(parsed.GetValue(plot), "--plot", wrong, ".svg", ".png");
            screen.Show([.. options.Diagnostics, .. read.Diagnostics, .. wrong]);
            if (!options.IsOk || !read.IsOk || wrong.Count > 0)
            {
                return ExitCode.WrongInput;
            }

            if (parsed.GetValue(sparse))
            {
                var profile = Mean(read.Value, out var area);
                var mean = NcaRequest.Analyse(profile, options.Value);
                OutputText.WriteTable(parsed.GetValue(output), screen.Output, writer =>
                {
                    NcaCsv.Write(writer, mean, profile.Units);
                    NcaCsv.WriteSparse(writer, area, profile.Units);
                });
                return Draw(picture, profile, mean, screen);
            }

            var results = NcaRequest.Analyse(read.Value, options.Value);
            OutputText.WriteTable(parsed.GetValue(output), screen.Output, writer =>
            {
                NcaCsv.Write(writer, results, read.Value.Units);
                if (collections?.Value is { } excreted)
                {
                    NcaCsv.WriteUrine(writer, excreted.Select(c => UrineResult.Of(c.Key, c.Value, read.Value.Profiles.FirstOrDefault(p => p.Id == c.Key), options.Value)), read.Value.Units);
                }
            });
            return Draw(picture, read.Value, results, screen);
        });
        return command;
    }

    /// <summary>The mean profile of all, with the doses of the first.</summary>
    private static NcaData Mean(NcaData data, out SparseArea area)
    {
        area = SparseArea.Of(data.Profiles);
        return data with { Profiles = [area.MeanProfile(data.Profiles[0].Doses)] };
    }

    private static int Draw(string? picture, NcaData data, ValueList<NcaResult> results, Screen screen)
    {
        if (picture is not null && Results.WholeFile.Write(picture, PictureWriter.Bytes(NcaPicture.Of(data, results), picture)) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        return ExitCode.Done;
    }

    private static string TextOf(string path)
    {
        var text = InputText.Read(path, path, "a CSV file");
        return text.IsOk ? text.Value : throw new UserError(text.Diagnostics[0]);
    }
}

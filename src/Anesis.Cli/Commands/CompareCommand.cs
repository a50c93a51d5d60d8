using System.CommandLine;
using System.Globalization;
using System.Text;
using Anesis.Cli.Plots;
using Anesis.Cli.Terminal;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;
using Anesis.Results.Summaries;

namespace Anesis.Cli.Commands;

/// <summary>"anesis compare": how two studies differ, in what they were made from and in their results (docs/compare.md).</summary>
internal static class CompareCommand
{
    private const int MostPanels = 12;

    private static readonly Argument<string> First = new("A") { Description = "a study folder", HelpName = "A" };
    private static readonly Argument<string> Second = new("B") { Description = "another", HelpName = "B" };
    private static readonly Option<string[]> Select = new("--select") { Description = "outputs; by default all that both have", AllowMultipleArgumentsPerToken = true, HelpName = "A,B" };
    private static readonly Option<double?> Tolerance = new("--tolerance") { Description = "exit with 1 where a row differs by more than this share of its course's largest value; 0: by a bit" };
    private static readonly Option<string?> Output = new("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
    private static readonly Option<string?> Plot = new("--plot") { Description = "both studies' medians and bands: .svg or .png", HelpName = "FILE" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "no progress and no notes" };

    public static Command Create(Screen screen)
    {
        var command = new Command("compare", "two studies: what they were made from, and how their results differ person by person") { First, Second, Select, Tolerance, Output, Plot, Quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(Quiet);
            return Run(parsed, screen);
        });
        return command;
    }

    private static int Run(ParseResult parsed, Screen screen)
    {
        var errors = new List<Diagnostic>();
        string? plot = WantedFile.Check(parsed.GetValue(Plot), "--plot", errors, ".svg", ".png");
        WantedFile.Any(parsed.GetValue(Output), Output.Name, errors);
        if (parsed.GetValue(Tolerance) is { } wrong and not (>= 0 and <= 1))
        {
            errors.Add(new("AN1006", Severity.Error, new("--tolerance"), wrong.ToString(CultureInfo.InvariantCulture), "a share from 0 to 1"));
        }

        var opened = new[] { parsed.GetValue(First)!, parsed.GetValue(Second)! }.Select(StudyCourses.Open).ToList();
        errors.AddRange(opened.SelectMany(o => o.Diagnostics));
        string[] chosen = NameLists.Read(parsed.GetValue(Select));
        if (opened.TrueForAll(o => o.IsOk))
        {
            foreach (var study in opened.Select(o => o.Value!))
            {
                string[] known = [.. study.Study.Manifest.Outputs.Select(o => o.Name)];
                errors.AddRange(chosen.Except(known).Select(c => new Diagnostic("AN1013", Severity.Error, new("--select"), $"\"{c}\"", $"an output of {study.Name}", Spelling.Nearest(c, known))));
            }
        }

        screen.Show(errors);
        if (errors.Exists(e => e.Severity == Severity.Error))
        {
            opened.ForEach(o => o.Value?.Dispose());
            return ExitCode.WrongInput;
        }

        using var first = opened[0].Value!;
        using var second = opened[1].Value!;
        return Show(StudyComparison.Of(first, second, chosen), first, second, plot, parsed, screen);
    }

    private static int Show(StudyComparison comparison, StudyCourses first, StudyCourses second, string? plot, ParseResult parsed, Screen screen)
    {
        screen.Note(first.Study.Manifest.Identity == second.Study.Manifest.Identity ? "made from the same request" : "made from: " + string.Join("; ", comparison.Requests.DefaultIfEmpty("requests that differ in their arguments")));
        foreach (var (only, study) in new[] { (comparison.OnlyFirst, first), (comparison.OnlySecond, second) }.Where(o => !o.Item1.IsEmpty))
        {
            screen.Note($"only in {study.Name}: {string.Join(", ", only)}");
        }

        screen.Note(string.Create(CultureInfo.InvariantCulture, $"{comparison.SharedPeople:N0} people are in both ({first.Study.Manifest.Individuals:N0} and {second.Study.Manifest.Individuals:N0})"));
        string csv = Csv(comparison, first.Study.Manifest.TimeUnit);
        OutputText.WriteTable(parsed.GetValue(Output), screen.Output, writer => writer.Write(csv));
        if (plot is not null && Results.WholeFile.Write(plot, PictureWriter.Bytes(Picture(comparison, first, second), plot)) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        return parsed.GetValue(Tolerance) is { } tolerance && comparison.Outputs.Any(o => tolerance == 0 ? o.Same < o.Rows : o.Relative > tolerance) ? ExitCode.Negative : ExitCode.Done;
    }

    private static string Csv(StudyComparison comparison, string? unit)
    {
        var text = new StringBuilder($"output,rows,same_bits,largest_difference,id,time{(unit is null ? "" : $" [{unit}]")},largest_relative,mean_difference,area_ratio,low,high\n");
        foreach (var o in comparison.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CsvField.Of(o.Output)},{o.Rows},{o.Same},{o.Largest:R},{CsvField.Of(o.Id)},{CsvField.Of(o.Time)},{o.Relative:R},{CsvField.Of(o.Mean)},{CsvField.Of(o.Ratio)},{CsvField.Of(o.Low)},{CsvField.Of(o.High)}\n");
        }

        return text.ToString();
    }

    private static Picture Picture(StudyComparison comparison, StudyCourses first, StudyCourses second)
    {
        var shown = comparison.Outputs.Take(MostPanels).ToList();
        var panels = shown.Select(o => Panel(o.Output, [first, second])).ToValueList();
        return new()
        {
            Panels = panels,
            Note = "Lines are medians, bands hold 90 % of people." + (comparison.Outputs.Count > MostPanels ? $" {MostPanels} of {comparison.Outputs.Count} outputs; --select chooses." : ""),
            Width = panels.Count > 4 ? 1080 : 760,
        };
    }

    private static Panel Panel(string output, StudyCourses[] studies)
    {
        var layers = new List<Layer>();
        var time = TimeAxis.Of(studies[0].Study.Manifest.TimeUnit, 0);
        for (int s = 0; s < studies.Length; s++)
        {
            var at = studies[s].Read([output]).SelectMany(p => p.Times.Zip(p.Values[0])).Where(p => double.IsFinite(p.Second)).GroupBy(p => p.First).OrderBy(g => g.Key).Select(g => (g.Key, Values: g.Select(p => p.Second).Order().ToArray())).ToList();
            time = TimeAxis.Of(studies[s].Study.Manifest.TimeUnit, at.Select(a => a.Key).DefaultIfEmpty(0).Max());
            var x = at.Select(a => a.Key * time.Factor).ToValueList();
            layers.Insert(s, new BandLayer(x, at.Select(a => OrderStatistics.Quantile(a.Values, 0.05)).ToValueList(), at.Select(a => OrderStatistics.Quantile(a.Values, 0.95)).ToValueList(), BandStrength.Light, null, s));
            layers.Add(new LineLayer(x, at.Select(a => OrderStatistics.Quantile(a.Values, 0.5)).ToValueList(), studies[s].Name, s, s == 0 ? LineStyle.Solid : LineStyle.Dashed));
        }

        return SummaryPanels.Frame(time, studies[0].Output(output)!, false, layers.ToValueList());
    }
}

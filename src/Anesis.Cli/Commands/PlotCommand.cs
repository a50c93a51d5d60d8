using System.CommandLine;
using System.Globalization;
using System.Text;
using Anesis.Cli.Plots;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>"anesis plot": pictures of what a study holds (docs/plots.md).</summary>
internal static class PlotCommand
{
    private static readonly Argument<string[]> Studies = new("STUDY") { Description = "study folders; several are compared", HelpName = "STUDY", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Kind = new("--kind") { Description = string.Join(", ", PlotSettings.Kinds), Required = true, HelpName = "KIND" };
    private static readonly Option<string[]> Select = new("--select") { Description = "outputs; by default the study's first", AllowMultipleArgumentsPerToken = true, HelpName = "A,B" };
    private static readonly Option<string> MetricName = new("--metric") { Description = "forest, tornado, response: what of a course counts: " + string.Join(", ", Metric.Names), DefaultValueFactory = _ => "max", HelpName = "METRIC" };
    private static readonly Option<string[]> By = new("--by") { Description = "forest, tornado: columns of the individuals", AllowMultipleArgumentsPerToken = true, HelpName = "A,B" };
    private static readonly Option<double?> Threshold = new("--threshold") { Description = "time-above: the threshold; spaghetti: a line" };
    private static readonly Option<double> Level = new("--level") { Description = "per cent of intervals", DefaultValueFactory = _ => 90 };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "of drawn events and counts", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Log = new("--log") { Description = "a logarithmic axis of values" };
    private static readonly Option<int> People = new("--people") { Description = "spaghetti: how many lines", DefaultValueFactory = _ => 100 };
    private static readonly Option<string?> Title = new("--title") { Description = "a title" };
    private static readonly Option<string> Output = new("--output") { Description = "where the picture goes: .svg, .png or .html", Required = true, HelpName = "FILE" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "no progress and no notes" };

    public static Command Create(Screen screen)
    {
        var command = new Command("plot", "a picture of one study or several") { Studies, Kind, Select, MetricName, By, Threshold, Level, Seed, Log, People, Title, Output, Quiet };
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
        string kind = Word(parsed.GetValue(Kind)!, "--kind", PlotSettings.Kinds, errors);
        string metric = Word(parsed.GetValue(MetricName)!, "--metric", Metric.Names, errors);
        double level = parsed.GetValue(Level);
        if (!(level >= 1 && level <= 99.99))
        {
            errors.Add(new("AN1006", Severity.Error, new("--level"), level.ToString(CultureInfo.InvariantCulture), "per cent, from 1 to 99.99"));
        }

        if (kind == "time-above" && parsed.GetValue(Threshold) is null)
        {
            errors.Add(new("AN1007", Severity.Error, new("--threshold"), "time-above without a threshold", "--threshold and a number in the output's unit"));
        }

        string path = WantedFile.Check(parsed.GetValue(Output), "--output", errors, ".svg", ".png", ".html")!;
        var studies = new List<StudyCourses>();
        try
        {
            foreach (string folder in parsed.GetValue(Studies)!)
            {
                var opened = StudyCourses.Open(folder);
                errors.AddRange(opened.Diagnostics);
                if (opened.IsOk)
                {
                    studies.Add(opened.Value);
                }
            }

            if (errors.Exists(e => e.Severity == Severity.Error))
            {
                screen.Show(errors);
                return ExitCode.WrongInput;
            }

            string[] outputs = Outputs(parsed, studies, errors);
            screen.Show(errors);
            if (errors.Exists(e => e.Severity == Severity.Error))
            {
                return ExitCode.WrongInput;
            }

            var settings = new PlotSettings
            {
                Kind = kind, Outputs = outputs, Metric = metric, By = NameLists.Read(parsed.GetValue(By)), Threshold = parsed.GetValue(Threshold) ?? double.NaN,
                Level = level / 100, Seed = parsed.GetValue(Seed), Logarithmic = parsed.GetValue(Log), People = Math.Clamp(parsed.GetValue(People), 1, 1000),
            };
            var picture = StudyPictures.Of(studies, settings) with { Title = parsed.GetValue(Title) };
            if (Results.WholeFile.Write(path, Bytes(picture, path, parsed, studies)) is { } problem)
            {
                screen.Show([problem]);
                return ExitCode.WrongInput;
            }

            screen.Note($"picture       {path}");
            return ExitCode.Done;
        }
        finally
        {
            studies.ForEach(s => s.Dispose());
        }
    }

    private static byte[] Bytes(Picture picture, string path, ParseResult parsed, List<StudyCourses> studies) => Path.GetExtension(path).Equals(".html", StringComparison.OrdinalIgnoreCase)
        ? Encoding.UTF8.GetBytes(HtmlReport.Text(new ReportDocument
        {
            Title = picture.Title ?? string.Join(", ", studies.Select(s => s.Name)),
            Answer = picture.Note ?? "",
            Command = CommandText.Of(parsed),
            Sections = [new FigureSection(null, picture with { Title = null, Note = null }, string.Join("; ", studies.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}: {s.Study.Manifest.Individuals:N0} people"))))],
            Colophon = new($"Anesis {ProgramVersion.Text}") { Seed = studies[0].Study.Manifest.Seed, ModelSha256 = studies[0].Study.Manifest.ModelSha256 },
        }))
        : PictureWriter.Bytes(picture, path);

    private static string[] Outputs(ParseResult parsed, List<StudyCourses> studies, List<Diagnostic> errors)
    {
        string[] known = [.. studies[0].Study.Manifest.Outputs.Select(o => o.Name)];
        string[] chosen = NameLists.Read(parsed.GetValue(Select));
        foreach (var study in studies)
        {
            errors.AddRange(chosen.Where(c => study.Output(c) is null).Select(c => new Diagnostic("AN1013", Severity.Error, new("--select"), $"\"{c}\"", $"an output of {study.Name}: {string.Join(", ", known.Take(20))}", Spelling.Nearest(c, known))));
        }

        return chosen.Length > 0 ? chosen : [.. known.Take(1)];
    }

    private static string Word(string text, string option, string[] words, List<Diagnostic> errors)
    {
        if (!words.Contains(text, StringComparer.Ordinal))
        {
            errors.Add(new("AN1004", Severity.Error, new(option), $"\"{text}\"", $"one of {string.Join(", ", words)}", Spelling.Nearest(text, words)));
        }

        return text;
    }
}

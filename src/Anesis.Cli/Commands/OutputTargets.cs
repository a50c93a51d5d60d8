using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Results.Studies;
using Anesis.Results.Tables;

namespace Anesis.Cli.Commands;

/// <summary>Where results go, as the command line says.</summary>
internal sealed class OutputTargets
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly bool _resume;

    public OutputTargets(ParseResult parsed, SimulateOptions options)
    {
        string? output = parsed.GetValue(options.Output);
        File = output is not null && ResultFile.IsFile(output) ? output : null;
        Study = output is not null && File is null ? output : null;
        Summary = Extension(parsed.GetValue(options.Summary), "--summary", ".csv");
        Report = Extension(parsed.GetValue(options.Report), "--report", ".html", ".htm");
        Plot = Extension(parsed.GetValue(options.Plot), "--plot", ".svg", ".png");
        WantsPicture = Report is not null || Plot is not null;
        _resume = parsed.GetValue(options.Force);
        RefuseSamePlace((File ?? Study, "--output"), (Summary, "--summary"), (Report, "--report"), (Plot, "--plot"));
        if (Study is not null && Path.HasExtension(Study) && !Directory.Exists(Study))
        {
            _diagnostics.Add(new("AN1014", Severity.Error, new("--output"), $"\"{Study}\"", "a folder, or a file that ends in .csv, .parquet or .arrow", Spelling.Nearest(Path.GetExtension(Study), [".csv", ".parquet", ".arrow"])));
        }
    }

    private OutputTargets(OutputTargets main, string arm)
    {
        _resume = main._resume;
        Arm = arm;
        File = ForArm(main.File, arm);
        Summary = ForArm(main.Summary, arm);
        Study = main.Study is null ? null : Path.Combine(main.Study, "arms", arm);
        WantsPicture = main.WantsPicture;
    }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The arm whose places these are; empty for the main arm, whose report and picture show all.</summary>
    public string Arm { get; } = "";

    /// <summary>A single file of results, or null.</summary>
    public string? File { get; }

    /// <summary>A study folder, or null.</summary>
    public string? Study { get; }

    public string? Summary { get; }

    public string? Report { get; }

    public string? Plot { get; }

    /// <summary>True when a report or a picture will need what the run gave.</summary>
    public bool WantsPicture { get; }

    /// <summary>True when nothing else takes the results of a single run.</summary>
    public bool WantsScreen => File is null && Study is null && Summary is null && Report is null && Plot is null;

    /// <summary>What is written where.</summary>
    public IEnumerable<OutputPlace> Places =>
        new[] { new OutputPlace("study folder", Study!, Arm), new("results", File!, Arm), new("summary", Summary!, Arm), new("report", Report!, Arm), new("picture", Plot!, Arm) }.Where(p => p.Path is not null);

    /// <summary>Where another arm's results go: "x.csv" becomes "x.ARM.csv", a study folder takes them in "arms/ARM".</summary>
    public OutputTargets ForArm(string arm) => new(this, arm);

    public ResultFile? OpenFile(ResultTable table, Screen screen, bool toScreen)
    {
        if (toScreen)
        {
            screen.Output.Flush();
            return ResultFile.CsvTo(Console.OpenStandardOutput(), "standard output", table);
        }

        if (File is null)
        {
            return null;
        }

        var created = ResultFile.Create(File, table);
        screen.Show(created.Diagnostics);
        return created.IsOk ? created.Value : null;
    }

    public StudyWriter? OpenStudy(StudyDescription description, IndividualTable people, Screen screen)
    {
        if (Study is null)
        {
            return null;
        }

        var created = StudyWriter.Create(Study, description, people, null, _resume ? ExistingStudy.Resume : ExistingStudy.Refuse);
        screen.Show(created.Diagnostics);
        return created.IsOk ? created.Value : null;
    }

    private static string? ForArm(string? path, string arm) =>
        path is null ? null : Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}.{arm}{Path.GetExtension(path)}");

    private void RefuseSamePlace(params (string? Path, string Option)[] places)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, option) in places)
        {
            if (!string.IsNullOrEmpty(path) && !taken.TryAdd(Path.GetFullPath(path), option))
            {
                _diagnostics.Add(new("AN1014", Severity.Error, new(option), $"\"{path}\", which {taken[Path.GetFullPath(path)]} writes", "another file"));
            }
        }
    }

    private string? Extension(string? path, string option, params ReadOnlySpan<string> extensions) => WantedFile.Check(path, option, _diagnostics, extensions);
}

/// <summary>Something that was written. Arm: empty for the main arm.</summary>
internal sealed record OutputPlace(string What, string Path, string Arm);

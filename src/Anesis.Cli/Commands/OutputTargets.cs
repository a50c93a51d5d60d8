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
        _resume = parsed.GetValue(options.Force);
        foreach (string option in new[] { (Report, "--report"), (Plot, "--plot") }.Where(o => o.Item1 is not null).Select(o => o.Item2))
        {
            _diagnostics.Add(new("AN1016", Severity.Error, new(option), "an option that this version cannot serve yet", "--output or --summary; reports and pictures come with a later version"));
        }

        if (Study is not null && Path.HasExtension(Study) && !Directory.Exists(Study))
        {
            _diagnostics.Add(new("AN1014", Severity.Error, new("--output"), $"\"{Study}\"", "a folder, or a file that ends in .csv, .parquet or .arrow", Spelling.Nearest(Path.GetExtension(Study), [".csv", ".parquet", ".arrow"])));
        }
    }

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>A single file of results, or null.</summary>
    public string? File { get; }

    /// <summary>A study folder, or null.</summary>
    public string? Study { get; }

    public string? Summary { get; }

    public string? Report { get; }

    public string? Plot { get; }

    /// <summary>True when nothing else takes the results of a single run.</summary>
    public bool WantsScreen => File is null && Study is null && Summary is null && Report is null && Plot is null;

    /// <summary>What was written, for people.</summary>
    public IEnumerable<string> Places
    {
        get
        {
            if (Study is not null)
            {
                yield return $"study folder  {Study}";
            }

            if (File is not null)
            {
                yield return $"results       {File}";
            }

            if (Summary is not null)
            {
                yield return $"summary       {Summary}";
            }

            if (Report is not null)
            {
                yield return $"report        {Report}";
            }

            if (Plot is not null)
            {
                yield return $"picture       {Plot}";
            }
        }
    }

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

    private string? Extension(string? path, string option, params string[] extensions)
    {
        if (path is not null && !extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            _diagnostics.Add(new("AN1014", Severity.Error, new(option), $"\"{path}\"", $"a file that ends in {string.Join(" or ", extensions)}"));
        }

        string? folder = path is null ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            _diagnostics.Add(new("AN1014", Severity.Error, new(option), $"the folder \"{folder}\", which does not exist", "a file in a folder that exists"));
        }

        return path;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.Sbml;
using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Cli.Commands;

/// <summary>What convert writes for a model: the bytes, or why there are none.</summary>
internal sealed class ConvertedFile(ParseResult parsed, ConvertOptions options, string from, string to)
{
    private const double DefaultEnd = 100;
    private const int DefaultSteps = 100;
    private const int MostSteps = 10_000_000;

    public Checked<byte[]> Of(ModelDocument document) => Path.GetExtension(to).ToLowerInvariant() switch
    {
        ".ant" => AntimonyWriter.Write(document) is var written ? new(Encoding.UTF8.GetBytes(written.Text), written.Diagnostics) : default!,
        ".omex" => Kept(Course(document.Main).Then(course => TimeCourseExperiment.Archive(document, course, options.Version(parsed)))).Then(archive => Checked.Ok(archive.ToBytes())),
        ".sedml" => Experiment(document),
        _ => Sbml(document).Then(text => Checked.Ok(Encoding.UTF8.GetBytes(text))),
    };

    private Checked<string> Sbml(ModelDocument document)
    {
        if (options.Version(parsed) is { } wanted)
        {
            return Kept(wanted.Level == 2 && !document.Main.Submodels.IsEmpty ? Resolved(document, wanted) : SbmlWriter.ToText(document, wanted));
        }

        // The input's own level is kept where it holds all of the model; a model whose submodels came from files of a newer level need not fit it.
        var own = document.ReadFrom is { Level: >= 2 } version ? SbmlWriter.ToText(document, version) : null;
        return own is { IsOk: true } ? own : SbmlWriter.ToText(document);
    }

    /// <summary>Level 2 has no submodels: their content is written, which simulates the same, and that they were submodels is lost.</summary>
    private static Checked<string> Resolved(ModelDocument document, SbmlVersion version) => Flattening.Flatten(document).Then(flat => SbmlWriter.ToText(document with { Main = flat, Definitions = [], Externals = [] }, version) is var text
        ? text with { Diagnostics = [new("AN0216", Severity.Warning, document.Main.Span, $"{document.Main.Submodels.Count} submodels, which SBML Level 2 does not have", "their content to be written in their place"), .. text.Diagnostics] } : default!);

    /// <summary>What a level that was asked for cannot say is refused, unless that was asked for too.</summary>
    private Checked<T> Kept<T>(Checked<T> written)
        where T : class
    {
        bool isLost = options.Version(parsed) is not null && !parsed.GetValue(options.Lossy) && written.Diagnostics.Any(d => d.Code is "AN0216" && d.Severity == Severity.Warning);
        return isLost && written.IsOk
            ? new(null, written.Diagnostics.Add(new("AN1015", Severity.Error, new("--sbml"), $"{parsed.GetValue(options.Sbml)}, which has no place for what is said above", "a newer level, or --lossy")))
            : written;
    }

    /// <summary>An experiment beside its model, which stays where it is.</summary>
    private Checked<byte[]> Experiment(ModelDocument document)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(to))! + Path.DirectorySeparatorChar, model = Path.GetFullPath(from);
        return ArchivedModel.Is(from) || document.ReadFrom is not { Level: >= 2 } version || !model.StartsWith(folder, StringComparison.Ordinal) || !File.Exists(model)
            ? Checked.Refused<byte[]>(new Diagnostic("AN1015", Severity.Error, new(to), $"an experiment with \"{from}\"", "a model in SBML of Level 2 or 3 in the experiment's folder or below (anesis convert writes it), or an output that ends in .omex"))
            : Course(document.Main).Then(course => TimeCourseExperiment.Of(document.Main, Path.GetRelativePath(folder, model).Replace(Path.DirectorySeparatorChar, '/'), version, course))
                .Then(experiment => Checked.Ok(Encoding.UTF8.GetBytes(SedWriter.ToText(experiment))));
    }

    private Checked<TimeCourse> Course(Model model)
    {
        var wrong = new List<Diagnostic>();
        var unit = ModelTime.UnitOf(model);
        double end = parsed.GetValue(options.Until) is { } until ? TimeText.Read(until, "--until", unit, "", wrong) : DefaultEnd;
        double every = parsed.GetValue(options.Every) is { } spacing ? TimeText.Read(spacing, "--every", unit, "", wrong) : end / DefaultSteps;
        double steps = Math.Round(end / every);
        if (wrong.Count == 0 && !(end > 0 && every > 0 && steps is >= 1 and <= MostSteps && Math.Abs((steps * every) - end) <= 1e-9 * end))
        {
            wrong.Add(new("AN1003", Severity.Error, new("--every"), string.Create(CultureInfo.InvariantCulture, $"{every:R} in a course until {end:R}"), "equal steps: a part of --until that goes into it a whole number of times (SED-ML's time courses are uniform)"));
        }

        var selected = (parsed.GetValue(options.Select) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToValueList();
        return wrong.Count > 0 ? Checked.Refused<TimeCourse>(wrong) : Checked.Ok(new TimeCourse(end, (int)steps, selected));
    }
}

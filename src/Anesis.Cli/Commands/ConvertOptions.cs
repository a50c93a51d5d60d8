using System.CommandLine;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>The arguments and options of convert, and which of them a pair of files gives a meaning.</summary>
internal sealed class ConvertOptions
{
    public Argument<string> Input { get; } = new("IN") { Description = "a model file, a COMBINE archive, or a model that ships" };
    public Argument<string> Output { get; } = new("OUT") { Description = "a file that ends in .ant, .xml, .sbml, .omex or .sedml" };
    public Option<bool> Force { get; } = new("--force") { Description = "write over a file that exists" };
    public Option<string?> Sbml { get; } = new("--sbml") { Description = "level and version to write, l2v1 to l2v5, l3v1 or l3v2; without it the input's own where that can hold the model, else the newest", HelpName = "LEVEL" };
    public Option<bool> Lossy { get; } = new("--lossy") { Description = "with --sbml: write although that level has no place for some of the model; its mathematics is never changed" };
    public Option<string?> Model { get; } = new("--model") { Description = "which model of an archive, by its place in it", HelpName = "NAME" };
    public Option<string?> Until { get; } = new("--until") { Description = "for .omex and .sedml: the end of the time course (default 100 of the model's unit)", HelpName = "TIME" };
    public Option<string?> Every { get; } = new("--every") { Description = "for .omex and .sedml: between its outputs (default a hundredth of it)", HelpName = "TIME" };
    public Option<string?> Select { get; } = new("--select") { Description = "for .omex and .sedml: what is reported and drawn, ids with commas between (default every species)", HelpName = "IDS" };

    public IEnumerable<Option> All => [Force, Sbml, Lossy, Model, Until, Every, Select];

    /// <summary>Each option that was given without a meaning for these files.</summary>
    public List<Diagnostic> Misplaced(ParseResult parsed, string from, string extension)
    {
        var found = new List<Diagnostic>();
        bool isExperiment = extension is ".omex" or ".sedml";
        Need(parsed.GetValue(Sbml) is null || extension is ".xml" or ".sbml" or ".omex", Sbml, $"a level of SBML for a file that ends in {extension}", "an output that ends in .xml, .sbml or .omex");
        Need(!parsed.GetValue(Lossy) || parsed.GetValue(Sbml) is not null, Lossy, "--lossy without a level", "--sbml with it");
        Need(parsed.GetValue(Model) is null || ArchivedModel.Is(from), Model, $"a name within \"{from}\"", "an input that ends in .omex");
        foreach (var option in (Option<string?>[])[Until, Every, Select])
        {
            Need(parsed.GetValue(option) is null || isExperiment, option, $"a time course for a file that ends in {extension}", "an output that ends in .omex or .sedml");
        }

        return found;

        void Need(bool holds, Option option, string what, string expected)
        {
            if (!holds)
            {
                found.Add(new("AN1016", Severity.Error, new(option.Name), what, expected));
            }
        }
    }

    /// <summary>The level that was asked for, or null.</summary>
    public SbmlVersion? Version(ParseResult parsed)
    {
        string? text = parsed.GetValue(Sbml);
        bool isLevel = text is null or [('l' or 'L'), '2', ('v' or 'V'), >= '1' and <= '5'] or [('l' or 'L'), '3', ('v' or 'V'), '1' or '2'];
        return !isLevel ? throw new UserError(new("AN1015", Severity.Error, new(Sbml.Name), $"\"{text}\"", "l2v1 to l2v5, l3v1 or l3v2"))
            : text is null ? null : new(text[1] - '0', text[3] - '0');
    }
}

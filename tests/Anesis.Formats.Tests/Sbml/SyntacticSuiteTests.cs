using Anesis.Formats.Sbml;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.Sbml;

/// <summary>libSBML's validator test models: what the reader alone can see must be seen, and nothing may be refused that is right.</summary>
public sealed class SyntacticSuiteTests
{
    /// <summary>
    /// Called valid by the suite, refused here: text that is no namespace-well-formed XML, a delay without a delay time, a root with two radicands.
    /// </summary>
    private static readonly string[] RightlyRefused = ["01013-fail-01-09", "01014-fail-01-01", "01014-fail-01-04", "10218-fail-01-07", "10501-fail-01-57"];

    /// <summary>Rules that hold of the text: XML, schema, MathML, notes, annotation, syntax of ids.</summary>
    private static readonly string[] OfTheText =
    [
        "10101", "10102", "10103", "10104", "10201", "10202", "10203", "10204", "10205", "10206", "10207", "10208", "10218", "10220", "10223", "10307", "10308", "10309", "10310", "10311",
        "10401", "10402", "10403", "10404", "10801", "10802", "10803", "10804", "10805", "20101", "20102", "20103", "20201", "20202", "20203", "20205", "20206", "20207", "20208", "20209", "20210",
        "20211", "20212", "20213", "20214", "20215", "20222", "20223", "20224", "20225", "20226", "20227", "20228", "20229", "20230", "20231", "20232", "20301", "20306", "20307", "20409", "20410",
        "20411", "20412", "20413", "20414", "20415", "20419", "20420", "20421", "20517", "20614", "20615", "20623", "20706", "20804", "20805", "20907", "20908", "20909", "20910", "21002", "21003",
        "21006", "21007", "21008", "21009", "21101", "21102", "21103", "21104", "21105", "21106", "21110", "21113", "21116", "21117", "21122", "21123", "21125", "21126", "21127", "21128", "21129",
        "21130", "21132", "21150", "21151", "21172", "21201", "21203", "21205", "21209", "21210", "21213", "21214", "21221", "21222", "21223", "21224", "21225", "21226", "21227", "21228", "21229",
        "21230", "21231", "21232",
    ];

    private static IEnumerable<(string File, bool IsValid, string[] Rules)> Cases()
    {
        string folder = SharedFiles.Find("conformance/syntactic");
        return File.ReadLines(Path.Combine(folder, "index.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Path.Combine(folder, cells[0]), cells[3] == "valid", cells[4].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Valid_files_are_read_without_an_error()
    {
        var refused = Cases().Where(c => c.IsValid && !RightlyRefused.Contains(Path.GetFileNameWithoutExtension(c.File)))
            .SelectMany(c => SbmlReader.Read(File.ReadAllBytes(c.File), c.File).Diagnostics.Where(d => d.Severity == Severity.Error)).Select(d => d.ToString());
        refused.Should().BeEmpty();
    }

    [Fact]
    public void Files_that_break_a_rule_of_the_text_are_refused_with_its_number()
    {
        var missed = new List<string>();
        foreach (var (file, isValid, rules) in Cases())
        {
            if (isValid || rules.Length == 0 || !rules.All(OfTheText.Contains))
            {
                continue;
            }

            var found = SbmlReader.Read(File.ReadAllBytes(file), file).Diagnostics.Where(d => d.Severity == Severity.Error).SelectMany(d => d.Rules).ToList();
            if (!rules.Any(found.Contains))
            {
                missed.Add($"{Path.GetFileName(file)}: expected {string.Join(' ', rules)}, found {string.Join(' ', found)}");
            }
        }

        missed.Should().BeEmpty();
    }

    /// <summary>The suite wants a piecewise of truth values that come from a function called a mixture of types; the specification does not.</summary>
    private static readonly string[] RightlyAccepted = ["21202-pass-00-12"];

    [Fact]
    public void The_checker_judges_every_file_as_the_suite_does_and_names_its_rule()
    {
        var wrong = new List<string>();
        foreach (var (file, isValid, rules) in Cases())
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (RightlyRefused.Contains(name) || RightlyAccepted.Contains(name))
            {
                continue;
            }

            var errors = ModelCheck.Check(file).Where(d => d.Severity == Severity.Error).ToList();
            if (isValid ? errors.Count > 0 : errors.Count == 0 || (rules.Length > 0 && !errors.SelectMany(e => e.Rules).Any(rules.Contains)))
            {
                wrong.Add($"{name}: {string.Join("; ", errors)}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void Every_error_names_a_place()
    {
        var placeless = Cases().Where(c => !c.IsValid).SelectMany(c => ModelCheck.Check(c.File))
            .Where(d => d.Severity == Severity.Error).Where(d => d.At.Line < 1 || d.At.Column < 1).Select(d => d.ToString());
        placeless.Should().BeEmpty();
    }
}

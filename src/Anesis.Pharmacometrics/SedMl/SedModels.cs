using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>Reads an experiment's models and makes the changes that it wants. Models on the network are not fetched.</summary>
internal sealed class SedModels(SedDocument document, Func<string, ReadOnlyMemory<byte>?> open, IReadOnlyDictionary<string, double[]> data, List<Diagnostic> diagnostics)
{
    private const int DeepestChain = 50;

    /// <summary>Parts of the names of languages that are read; "xml" alone stands in old files.</summary>
    private static readonly string[] Languages = ["sbml", "antimony", "language:xml"];

    private readonly Dictionary<string, (ModelDocument Document, ModelXml Xml)?> _read = new(StringComparer.Ordinal);

    /// <summary>A model with its changes, or null after a diagnostic.</summary>
    public (ModelDocument Document, ModelXml Xml)? Find(string id)
    {
        if (_read.TryGetValue(id, out var known))
        {
            return known;
        }

        var model = document.Models.First(m => m.Id == id);
        var xml = Xml(model, 0);
        foreach (var target in Targets(id))
        {
            xml?.Promote(target);
        }

        var read = xml is not null && xml.Read(model.Source) is var parsed && Report(parsed.Diagnostics) && parsed.IsOk ? (parsed.Value, xml) : ((ModelDocument, ModelXml)?)null;
        _read[id] = read;
        return read;
    }

    /// <summary>Places that are observed or set in the course of tasks, or by other models.</summary>
    private IEnumerable<SedTarget> Targets(string id)
    {
        var repeated = document.Tasks.OfType<SedRepeatedTask>().ToList();
        var changes = repeated.SelectMany(t => t.Changes.Concat(t.SubTasks.SelectMany(s => s.Changes))).ToList();
        var formulas = document.Generators.Select(g => g.Formula).Concat(changes.Select(c => c.Formula)).Concat(repeated.SelectMany(t => t.Ranges).OfType<SedFunctionalRange>().Select(r => r.Formula));
        return formulas.SelectMany(f => f.Variables).Where(v => v.Model is null || v.Model == id).Select(v => v.Target).OfType<SedTarget>().Where(t => !t.Path.StartsWith('#'))
            .Concat(changes.Where(c => c.Model == id).Select(c => c.Target));
    }

    private ModelXml? Xml(SedModel model, int depth)
    {
        string reference = model.Source.TrimStart('#');
        if (document.Models.FirstOrDefault(m => m.Id == reference && m.Id != model.Id) is { } other && open(model.Source) is null)
        {
            return depth > DeepestChain ? Fail(model, "models that are changes of each other", "a model of a file") : Xml(other, depth + 1)?.Copy() is { } copy ? Changed(copy, model, depth) : null;
        }

        if (model.Language.Length > 0 && !Languages.Any(l => model.Language.Contains(l, StringComparison.OrdinalIgnoreCase)))
        {
            return Fail(model, $"a model in the language {model.Language}", "SBML or Antimony: other languages are not read");
        }

        bool remote = model.Source.Contains("://", StringComparison.Ordinal) || model.Source.StartsWith("urn:", StringComparison.Ordinal);
        if ((open(model.Source) ?? (remote ? open(FileOfUrl(model.Source)) : null)) is not { } bytes)
        {
            return remote
                ? Fail(model, $"the model {model.Source}", "a file beside the experiment or in its archive: nothing is fetched from the network" + (FileOfUrl(model.Source) is { Length: > 0 } file ? $" (save it there as {file})" : ""))
                : Fail(model, $"the model file \"{model.Source}\"", "a file beside the experiment or in its archive");
        }

        string text = Encoding.UTF8.GetString(bytes.Span);
        if (!text.AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith("<"))
        {
            var read = AntimonyReader.Read(text, model.Source);
            if (!Report(read.Diagnostics) || !read.IsOk)
            {
                return null;
            }

            var written = SbmlWriter.ToText(read.Value);
            if (!Report(written.Diagnostics.Where(d => d.Severity == Severity.Error)) || !written.IsOk)
            {
                return null;
            }

            text = written.Value;
        }

        var parsed = ModelXml.Parse(text.TrimStart('\uFEFF'), model.Source);
        Report(parsed.Diagnostics);
        return parsed.IsOk ? Changed(parsed.Value, model, depth) : null;
    }

    /// <summary>The name of the file that a URL or a MIRIAM name of BioModels gives.</summary>
    private static string FileOfUrl(string source)
    {
        int at = source.IndexOf("BIOMD", StringComparison.Ordinal);
        string id = at < 0 ? "" : new string([.. source.AsSpan(at).ToArray().TakeWhile(char.IsAsciiLetterOrDigit)]);
        return id.Length > 0 ? id + ".xml" : source[(source.LastIndexOf('/') + 1)..];
    }

    private ModelXml? Changed(ModelXml xml, SedModel model, int depth)
    {
        foreach (var change in model.Changes)
        {
            double? computed = change is SedComputeChange compute ? Compute(compute, model, xml, depth) : null;
            if (computed is double.NaN)
            {
                diagnostics.Add(new("AN0232", Severity.Error, change.Span, $"a change of {change.Target.Path} to what is no number", "a formula with a value"));
                return null;
            }

            if (xml.Apply(change, computed) is { } problem)
            {
                diagnostics.Add(problem);
                return null;
            }
        }

        return xml;
    }

    /// <summary>The formula's value; an element is its initial value in the model as it is so far (another model: with all its changes), an attribute its text.</summary>
    private double Compute(SedComputeChange change, SedModel model, ModelXml xml, int depth)
    {
        var values = change.Formula.Parameters.ToDictionary(p => p.Id, p => p.Value, StringComparer.Ordinal);
        foreach (var variable in change.Formula.Variables)
        {
            values[variable.Id] = Initial(variable, model, xml, depth) ?? double.NaN;
            if (double.IsNaN(values[variable.Id]))
            {
                diagnostics.Add(new("AN0232", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of {variable.Target?.Path ?? variable.Symbol}", "a quantity of a model that has a value at its start, or data of one number"));
            }
        }

        return change.Formula.Math is null ? double.NaN : ExpressionValue.Of(change.Formula.Math, id => values.GetValueOrDefault(id, double.NaN));
    }

    private double? Initial(SedVariable variable, SedModel model, ModelXml xml, int depth)
    {
        if (variable.IsTime)
        {
            return 0;
        }

        if (variable.Target is not { } target)
        {
            return null;
        }

        if (target.Path.StartsWith('#'))
        {
            return data.GetValueOrDefault(target.Path[1..]) is [double only] ? only : null;
        }

        var of = xml;
        if (variable.Model is { } other && other != model.Id)
        {
            if (document.Models.FirstOrDefault(m => m.Id == other) is not { } source || depth > DeepestChain)
            {
                Fail(model, depth > DeepestChain ? "models whose changes are computed from each other" : $"the model \"{other}\" in a change", depth > DeepestChain ? "changes without a circle" : "a model of the experiment");
                return null;
            }

            if (Xml(source, depth + 1) is not { } changed)
            {
                return null;
            }

            of = changed;
        }

        if (of.AttributeText(target) is { } text)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
        }

        return of.Locate(target) is { } place && of.Read("model") is { IsOk: true } read && ModelSession.Create(read.Value, of, [SedNames.Observed(place, variable.Symbol)]) is { IsOk: true } session
            ? session.Value.Now(new() { Threads = 1 })[0] : null;
    }

    private ModelXml? Fail(SedModel model, string found, string expected)
    {
        // Models that are changes of one that is missing say so once.
        var problem = new Diagnostic("AN0233", Severity.Error, model.Span, found, expected);
        if (!diagnostics.Contains(problem))
        {
            diagnostics.Add(problem);
        }

        return null;
    }

    private bool Report(IEnumerable<Diagnostic> found)
    {
        int before = diagnostics.Count;
        diagnostics.AddRange(found);
        return !diagnostics.Skip(before).Any(d => d.Severity == Severity.Error);
    }
}

using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>Reads an experiment's models and makes the changes that it wants. Models on the network are not fetched.</summary>
internal sealed class SedModels(SedDocument document, Func<string, ReadOnlyMemory<byte>?> open, List<Diagnostic> diagnostics)
{
    private const int DeepestChain = 50;

    private readonly Dictionary<string, (ModelDocument Document, ModelXml Xml)?> _read = new(StringComparer.Ordinal);

    /// <summary>A model with its changes, or null after a diagnostic.</summary>
    public (ModelDocument Document, ModelXml Xml)? Find(string id)
    {
        if (_read.TryGetValue(id, out var known))
        {
            return known;
        }

        var model = document.Models.First(m => m.Id == id);
        var read = Xml(model, 0) is { } xml && xml.Read(model.Source) is var parsed && Report(parsed.Diagnostics) && parsed.IsOk ? (parsed.Value, xml) : ((ModelDocument, ModelXml)?)null;
        _read[id] = read;
        return read;
    }

    private ModelXml? Xml(SedModel model, int depth)
    {
        string reference = model.Source.TrimStart('#');
        if (document.Models.FirstOrDefault(m => m.Id == reference && m.Id != model.Id) is { } other && open(model.Source) is null)
        {
            return depth > DeepestChain ? Fail(model, "models that are changes of each other", "a model of a file") : Xml(other, depth + 1)?.Copy() is { } copy ? Changed(copy, model) : null;
        }

        if (model.Language.Contains("cellml", StringComparison.OrdinalIgnoreCase) || model.Language.Contains("vcml", StringComparison.OrdinalIgnoreCase) || model.Language.Contains("neuroml", StringComparison.OrdinalIgnoreCase))
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
        return parsed.IsOk ? Changed(parsed.Value, model) : null;
    }

    /// <summary>The name of the file that a URL or a MIRIAM name of BioModels gives.</summary>
    private static string FileOfUrl(string source)
    {
        int at = source.IndexOf("BIOMD", StringComparison.Ordinal);
        string id = at < 0 ? "" : new string([.. source.AsSpan(at).ToArray().TakeWhile(char.IsAsciiLetterOrDigit)]);
        return id.Length > 0 ? id + ".xml" : source[(source.LastIndexOf('/') + 1)..];
    }

    private ModelXml? Changed(ModelXml xml, SedModel model)
    {
        foreach (var change in model.Changes)
        {
            double? computed = change is SedComputeChange compute ? Compute(compute, xml) : null;
            if (xml.Apply(change, computed) is { } problem)
            {
                diagnostics.Add(problem);
                return null;
            }
        }

        return xml;
    }

    private double Compute(SedComputeChange change, ModelXml xml)
    {
        var read = xml.Read("model");
        var values = change.Formula.Parameters.ToDictionary(p => p.Id, p => p.Value, StringComparer.Ordinal);
        foreach (var variable in change.Formula.Variables)
        {
            values[variable.Id] = variable.Target is not null && xml.Locate(variable.Target) is { } place && read.IsOk ? Attribute(read.Value.Main, place.Id) : double.NaN;
        }

        return change.Formula.Math is null ? double.NaN : ExpressionValue.Of(change.Formula.Math, id => values.GetValueOrDefault(id, double.NaN));
    }

    private static double Attribute(Model model, string id) =>
        model.Parameters.FirstOrDefault(p => p.Id == id)?.Value ?? model.Compartments.FirstOrDefault(c => c.Id == id)?.Size
        ?? (model.Species.FirstOrDefault(s => s.Id == id) is { } species ? species.InitialConcentration ?? species.InitialAmount : null) ?? double.NaN;

    private ModelXml? Fail(SedModel model, string found, string expected)
    {
        diagnostics.Add(new("AN0233", Severity.Error, model.Span, found, expected));
        return null;
    }

    private bool Report(IEnumerable<Diagnostic> found)
    {
        int before = diagnostics.Count;
        diagnostics.AddRange(found);
        return !diagnostics.Skip(before).Any(d => d.Severity == Severity.Error);
    }
}

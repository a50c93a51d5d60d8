using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats;

/// <summary>Brings the models of other files that a document refers to into its own model definitions.</summary>
internal static class ExternalModels
{
    private const int MaximumDepth = 20;

    /// <summary>The document without external models: each has become a definition of the same id; what it needs of its file follows under ids that begin with it.</summary>
    public static Checked<ModelDocument> Resolve(Checked<ModelDocument> document, FolderSource source)
    {
        if (document.Value is null || document.Value.Externals.IsEmpty)
        {
            return document;
        }

        var diagnostics = document.Diagnostics.ToList();
        var resolved = Resolve(document.Value, source, diagnostics, [Path.GetFullPath(document.Value.Source)]);
        return new(resolved, diagnostics.ToValueList());
    }

    private static ModelDocument Resolve(ModelDocument document, FolderSource source, List<Diagnostic> diagnostics, ValueList<string> open)
    {
        var definitions = document.Definitions.ToList();
        var unresolved = new List<ExternalModel>();
        foreach (var external in document.Externals)
        {
            var taken = definitions.Append(document.Main).Select(m => m.Id).Concat(document.Externals.Select(e => e.Id)).ToHashSet(StringComparer.Ordinal);
            if (Load(external, document, source, diagnostics, open, taken) is not { } loaded)
            {
                unresolved.Add(external);
                continue;
            }

            definitions.AddRange(loaded);
        }

        return document with { Definitions = definitions.ToValueList(), Externals = unresolved.ToValueList() };
    }

    /// <summary>The models of an external file under new ids, or null after a diagnostic.</summary>
    private static List<Model>? Load(ExternalModel external, ModelDocument referring, FolderSource source, List<Diagnostic> diagnostics, ValueList<string> open, HashSet<string> taken)
    {
        if (source.TryLocate(external.Source, referring.Source) is not { } path)
        {
            diagnostics.Add(new("AN0218", Severity.Error, external.Span, $"the external model \"{external.Source}\"", "a file in the model's folder or below"));
            return null;
        }

        string full = Path.GetFullPath(path);
        if (open.Contains(full) || open.Count > MaximumDepth)
        {
            diagnostics.Add(new("AN0218", Severity.Error, external.Span, $"the external model \"{external.Source}\", which refers back to this file", "files that do not refer to each other in a circle") { Rules = ["comp-20310"] });
            return null;
        }

        var bytes = FolderSource.TryReadBytes(path, path, diagnostics);
        var read = bytes is null ? null : SbmlReader.Examine(bytes.Value, path);
        diagnostics.AddRange(read?.Diagnostics ?? []);
        if (read?.IsOk != true)
        {
            return null;
        }

        var document = Resolve(read.Value!, source, diagnostics, open.Add(full));
        var all = document.Definitions.Insert(0, document.Main);
        var chosen = external.ModelRef is null ? document.Main : all.FirstOrDefault(m => m.Id == external.ModelRef);
        if (chosen is null)
        {
            diagnostics.Add(new("AN0218", Severity.Error, external.Span, $"the model \"{external.ModelRef}\" of \"{external.Source}\"", "a model of that file",
                Spelling.Nearest(external.ModelRef!, all.Select(m => m.Id))) { Rules = ["comp-20309"] });
            return null;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in all)
        {
            string name = ReferenceEquals(model, chosen) ? external.Id : $"{external.Id}__{model.Id}";
            while (!ReferenceEquals(model, chosen) && !taken.Add(name))
            {
                name += "_";
            }

            names[model.Id] = name;
        }

        return all.Select(m => m with
        {
            Id = names[m.Id],
            Submodels = m.Submodels.Select(s => names.TryGetValue(s.ModelRef, out string? name) ? s with { ModelRef = name } : s).ToValueList(),
        }).ToList();
    }

    private static ValueList<T> Insert<T>(this ValueList<T> list, int index, T item)
    {
        var items = list.ToList();
        items.Insert(index, item);
        return items.ToValueList();
    }
}

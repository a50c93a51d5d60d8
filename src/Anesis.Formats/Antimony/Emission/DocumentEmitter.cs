using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>Makes the models of a document whose modules are all read without an error.</summary>
internal sealed class DocumentEmitter(AntimonyDocument document)
{
    private readonly Dictionary<ModuleTable, Dictionary<DeletionRecord, string>> _metaIds = [];

    public ElementLocator Locator { get; } = new();

    public AntimonyDocument Document => document;

    public ModelDocument Emit(string fileName)
    {
        var main = document.Main;
        var functions = FunctionsByModule(main);

        // A model's deletions may need metaids in the models it uses, which are defined above it: emit from below.
        var models = new Dictionary<ModuleTable, Model>();
        foreach (var module in Enumerable.Reverse(document.Modules).Where(m => m == main || m != document.Modules[0] || m.HasContent))
        {
            models.Add(module, new ModelEmitter(this, module).Emit(functions[module]));
        }

        var definitions = document.Modules.Where(m => m != main && models.ContainsKey(m)).Select(m => models[m]);
        return new ModelDocument(models[main], definitions.ToValueList(), []) { Source = fileName };
    }

    /// <summary>The metaid of a part of a model's element that another model deletes, or null when none does.</summary>
    public string? MetaId(ModuleTable module, DeletionRecord part) =>
        _metaIds.TryGetValue(module, out var ids) ? ids.GetValueOrDefault(part) : null;

    public string RequestMetaId(ModuleTable module, DeletionRecord part, string name)
    {
        if (!_metaIds.TryGetValue(module, out var ids))
        {
            _metaIds.Add(module, ids = []);
        }

        if (!ids.TryGetValue(part, out string? id))
        {
            ids.Add(part, id = $"{module.Name}__{part.Target.Replace(".", "__", StringComparison.Ordinal)}__{name}" + (part.Other.Length > 0 ? "__" + part.Other : ""));
        }

        return id;
    }

    /// <summary>A model gets the functions that it uses; the main model also those that no model uses.</summary>
    private Dictionary<ModuleTable, ValueList<FunctionDefinition>> FunctionsByModule(ModuleTable main)
    {
        var used = document.Modules.ToDictionary(m => m, UsedFunctions);
        var all = used.Values.SelectMany(u => u).ToHashSet(StringComparer.Ordinal);
        return document.Modules.ToDictionary(
            m => m,
            m => document.Functions.Where(f => used[m].Contains(f.Name) || (m == main && !all.Contains(f.Name))).Select(Function).ToValueList());
    }

    private HashSet<string> UsedFunctions(ModuleTable module)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Expression>(module.Variables
            .Where(v => v.Same is null && (v.IsLocal || Locator.HasOwnElement(v)))
            .SelectMany(v => ModuleFinisher.FormulasOf(v).Select(f => f.Math)
                .Concat(v.Uncertainties.SelectMany(u => u.Formula is null ? [] : new[] { u.Formula }))));
        while (open.TryPop(out var expression))
        {
            Formulas.Visit(expression, e =>
            {
                if (e is Call call && used.Add(call.Function) && document.FindFunction(call.Function)?.Syntax.Body is { } body)
                {
                    open.Push(body);
                }
            });
        }

        return used;
    }

    private static FunctionDefinition Function(FunctionData function) => function.Annotation.Apply(new FunctionDefinition
    {
        Id = function.Name,
        Name = function.DisplayName,
        Arguments = function.Syntax.Arguments.Select(a => a.Text).ToValueList(),
        Body = function.Syntax.Body,
        Span = function.Syntax.Span,
    });
}

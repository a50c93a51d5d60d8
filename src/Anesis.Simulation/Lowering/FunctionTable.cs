using System.Diagnostics.CodeAnalysis;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>The function definitions of a model, none of which calls itself.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, FunctionDefinition> _byId = new(StringComparer.Ordinal);

    public FunctionTable(IEnumerable<FunctionDefinition> definitions, DiagnosticBag diagnostics)
    {
        foreach (var definition in definitions)
        {
            if (!_byId.TryAdd(definition.Id, definition))
            {
                diagnostics.Error("AN0509", definition.Span, $"a second function \"{definition.Id}\"", "one definition");
            }
        }

        RefuseRecursion(diagnostics);
    }

    /// <summary>The definition that a call means, if there is one and it takes that many arguments; else a diagnostic.</summary>
    public bool TryFind(Call call, DiagnosticBag diagnostics, [NotNullWhen(true)] out FunctionDefinition? definition)
    {
        if (!_byId.TryGetValue(call.Function, out definition))
        {
            diagnostics.Error("AN0502", call.Span, $"a call of \"{call.Function}\"", "a function that the model defines", Spelling.Nearest(call.Function, _byId.Keys));
            return false;
        }

        int given = call.Arguments.Count;
        int wanted = definition.Arguments.Count;
        if (given != wanted)
        {
            diagnostics.Error("AN0504", call.Span, $"{call.Function} with {given} argument{(given == 1 ? "" : "s")}", $"{wanted}");
            return false;
        }

        return true;
    }

    private void RefuseRecursion(DiagnosticBag diagnostics)
    {
        var calls = _byId.Values.ToDictionary(d => d.Id, Called, StringComparer.Ordinal);
        var order = DependencyOrder.Sort(_byId.Keys, id => calls[id], StringComparer.Ordinal);
        foreach (var cycle in order.Cycles)
        {
            diagnostics.Error("AN0503", _byId[cycle[0]].Span, $"functions that call themselves: {string.Join(" → ", cycle)} → {cycle[0]}", "functions without recursion");
            foreach (string id in cycle)
            {
                _byId[id] = _byId[id] with { Body = null };
            }
        }
    }

    private List<string> Called(FunctionDefinition definition)
    {
        var called = new List<string>();
        if (definition.Body is not null)
        {
            foreach (var part in ExpressionWalk.Parts(definition.Body))
            {
                if (part is Call call && _byId.ContainsKey(call.Function))
                {
                    called.Add(call.Function);
                }
            }
        }

        return called;
    }
}

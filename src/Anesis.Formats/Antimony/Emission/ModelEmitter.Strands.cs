using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>The formulas of DNA: "..." is the formula of the element upstream, and an element of several strands sums over them.</summary>
internal sealed partial class ModelEmitter
{
    /// <summary>How many formulas may be put into each other.</summary>
    private const int StrandLimit = 200;

    private Dictionary<Variable, List<(Variable Strand, int Index)>>? _places;

    /// <summary>The value with what its strands give it.</summary>
    private Expression? ValueInStrands(Variable v)
    {
        if (v.Value is null)
        {
            return null;
        }

        bool inherits = v.Kind is VariableKind.Gene or VariableKind.Operator or VariableKind.Dna;
        if (!inherits)
        {
            return Math(v.Value, v);
        }

        var places = Places(v);
        Expression? sum = null;
        foreach (var place in places)
        {
            var value = Inherited(v, place, 0);
            sum = sum is null ? value : new Apply(Operator.Plus, sum, value);
        }

        return sum ?? Math(v.Value, v);
    }

    private List<(Variable Strand, int Index)> Places(Variable v)
    {
        if (_places is null)
        {
            _places = [];
            foreach (var strand in module.Variables.Where(s => s is { Strand: not null, Same: null }))
            {
                for (int i = 0; i < strand.Strand!.Elements.Count; i++)
                {
                    var element = strand.Strand.Elements[i].Representative;
                    if (!_places.TryGetValue(element, out var list))
                    {
                        _places.Add(element, list = []);
                    }

                    list.Add((strand, i));
                }
            }
        }

        return _places.GetValueOrDefault(v) ?? [];
    }

    private Expression Inherited(Variable v, (Variable Strand, int Index) place, int depth)
    {
        Expression? upstream = null;
        return Formulas.Map(Math(v.Value)!, e => e is Symbol { Id: FormulaParser.Ellipsis } ? upstream ??= UpstreamOf(place, depth + 1) : e);
    }

    private Expression UpstreamOf((Variable Strand, int Index) place, int depth)
    {
        if (depth > StrandLimit)
        {
            document.Document.Diagnostics.Error("AN0105", place.Strand.Span, "DNA strands that are put into each other more than 200 times", "shorter strands");
            return new Number(0);
        }

        if (place.Index > 0)
        {
            return ValueAtEnd(place.Strand.Strand!.Elements[place.Index - 1].Representative, (place.Strand, place.Index - 1), depth);
        }

        // At the start of a strand that is part of another one, the formula comes from there.
        var outer = Places(place.Strand);
        return outer.Count == 0 ? new Number(0) : UpstreamOf(outer[0], depth + 1);
    }

    private Expression ValueAtEnd(Variable element, (Variable Strand, int Index) place, int depth)
    {
        if (element.Strand is { Elements: [.., var last] elements })
        {
            return depth > StrandLimit ? new Number(0) : ValueAtEnd(last.Representative, (element, elements.Count - 1), depth + 1);
        }

        return element.Value is null ? new Number(0) : Inherited(element, place, depth);
    }

    /// <summary>"..." outside of a strand is nothing; inside one it is replaced by <see cref="Inherited"/>.</summary>
    private static Expression Upstream(Variable? element, Symbol ellipsis) => element is null ? ellipsis : new Number(0) { Span = ellipsis.Span };
}

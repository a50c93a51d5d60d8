using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// The nodes of all quantities, either during the run or at its start. Definitions are built in the order of their dependencies;
/// a cycle is refused by name.
/// </summary>
internal abstract class LoweringContext : ISymbolSource
{
    private readonly Dictionary<Definition, int> _nodes = [];
    private readonly HashSet<string> _unsized = [];
    private readonly HashSet<Definition> _building = [];

    protected LoweringContext(Network network, ExpressionGraph graph, FunctionTable functions, DiagnosticBag diagnostics)
    {
        (Network, Graph, Diagnostics) = (network, graph, diagnostics);
        Converter = new ExpressionConverter(graph, functions, this, diagnostics);
    }

    public ExpressionConverter Converter { get; }

    protected ExpressionGraph Graph { get; }

    protected Network Network { get; }

    protected DiagnosticBag Diagnostics { get; }

    /// <summary>The node of an expression of the model.</summary>
    public int Convert(Expression expression)
    {
        Ensure(Needs(expression));
        return Graph.FromCondition(Converter.Convert(expression));
    }

    public int ConvertCondition(Expression expression)
    {
        Ensure(Needs(expression));
        return Converter.ConvertCondition(expression);
    }

    /// <summary>The node of a quantity's value, by the meaning of its id.</summary>
    public int Value(string id) => Get(new(DefinitionKind.Value, id));

    public int Rate(string id) => Get(new(DefinitionKind.Rate, id));

    /// <summary>Builds many definitions in one go.</summary>
    public void Ensure(IEnumerable<Definition> wanted)
    {
        var missing = wanted.Where(d => !_nodes.ContainsKey(d) && Network.Table.Contains(d.Id)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var (order, cycles) = DependencyOrder.Sort(missing, MissingNeeds);
        foreach (var cycle in cycles)
        {
            var names = cycle.Select(d => d.ToString()).ToList();
            Diagnostics.Error("AN0505", Network.Table.Find(cycle[0].Id)!.Element.Span,
                $"definitions in a circle: {string.Join(" → ", names)} → {names[0]}", "no quantity that determines itself");
            _nodes[cycle[0]] = Graph.Constant(double.NaN);
        }

        foreach (var definition in order)
        {
            if (!_nodes.ContainsKey(definition) && _building.Add(definition))
            {
                var quantity = Network.Table.Find(definition.Id)!;
                _nodes[definition] = definition.Kind == DefinitionKind.Value ? BuildValue(quantity) : BuildRate(quantity);
                _building.Remove(definition);
            }
        }
    }

    int ISymbolSource.Value(string id, SourceSpan at)
    {
        if (Network.Table.Contains(id))
        {
            return Value(id);
        }

        Diagnostics.Error("AN0501", at, $"\"{id}\"", "the id of a quantity of the model", Spelling.Nearest(id, Network.Table.Ids));
        return Graph.Constant(double.NaN);
    }

    int ISymbolSource.Rate(string id, SourceSpan at)
    {
        if (Network.Table.Contains(id))
        {
            return Rate(id);
        }

        Diagnostics.Error("AN0501", at, $"rateOf(\"{id}\")", "the id of a quantity of the model", Spelling.Nearest(id, Network.Table.Ids));
        return Graph.Constant(double.NaN);
    }

    public abstract int Delayed(Expression source, int delay, Func<int> convert, bool global);

    public int Draw() => Graph.Draw(Network.Draws++);

    /// <summary>The amount of a species.</summary>
    public abstract int Amount(Quantity species);

    public int Concentration(Quantity species) =>
        species.IsConcentration ? Value(species.Id) : Graph.Divide(Amount(species), Size(species));

    /// <summary>The size of a species' compartment.</summary>
    public int Size(Quantity species)
    {
        string id = species.Species.Compartment;
        var compartment = Network.Table.Find(id);
        if (compartment is null)
        {
            return Graph.Constant(double.NaN);
        }

        if (compartment is { Determination: Determination.Free, Default: null, InitialMath: null, InputSlot: < 0, HasEvents: false } && _unsized.Add(id))
        {
            Diagnostics.Warning("AN0511", compartment.Element.Span, $"compartment \"{id}\" without a size", "a size; 1 is taken");
        }

        return Value(id);
    }

    protected abstract int BuildValue(Quantity quantity);

    protected abstract int BuildRate(Quantity quantity);

    /// <summary>What has to be known before the definition.</summary>
    protected abstract IEnumerable<Definition> Needs(Quantity quantity, DefinitionKind kind);

    protected abstract List<Definition> Needs(Expression expression, Func<string, bool>? isLocal = null);

    protected int ConvertLaw(Quantity reaction)
    {
        var law = ((Reaction)reaction.Element).KineticLaw;
        if (law?.Math is null)
        {
            return Graph.Constant(0);
        }

        if (law.LocalParameters.IsEmpty)
        {
            return Graph.FromCondition(Converter.Convert(law.Math));
        }

        var locals = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var local in law.LocalParameters)
        {
            locals[local.Id] = Value(QuantityTable.LocalName(reaction.Id, local.Id));
        }

        return Graph.FromCondition(Converter.Convert(law.Math, locals));
    }

    protected IEnumerable<Definition> LawNeeds(Quantity reaction)
    {
        var law = ((Reaction)reaction.Element).KineticLaw;
        if (law?.Math is null)
        {
            return [];
        }

        var locals = law.LocalParameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        return Needs(law.Math, locals.Contains)
            .Concat(law.LocalParameters.Select(p => new Definition(DefinitionKind.Value, QuantityTable.LocalName(reaction.Id, p.Id))));
    }

    private int Get(Definition definition)
    {
        if (!_nodes.TryGetValue(definition, out int node))
        {
            Ensure([definition]);
            if (!_nodes.TryGetValue(definition, out node))
            {
                Diagnostics.Error("AN0505", Network.Table.Find(definition.Id)!.Element.Span, $"{definition}, which its own definition needs", "no quantity that determines itself");
                _nodes[definition] = node = Graph.Constant(double.NaN);
            }
        }

        return node;
    }

    private List<Definition> MissingNeeds(Definition definition) =>
        [.. Needs(Network.Table.Find(definition.Id)!, definition.Kind).Where(d => !_nodes.ContainsKey(d) && Network.Table.Contains(d.Id)).Distinct()];
}

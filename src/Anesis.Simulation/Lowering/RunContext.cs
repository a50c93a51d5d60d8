using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Quantities during the run. A species whose amount changes continuously has its amount as its state, whatever its id means: then amounts stay
/// when a compartment changes its size, at once or slowly. A rate rule for a concentration c in a volume V becomes d(cV)/dt = V·rule + c·dV/dt.
/// </summary>
internal sealed class RunContext(Network network, ExpressionGraph graph, FunctionTable functions, DiagnosticBag diagnostics)
    : LoweringContext(network, graph, functions, diagnostics)
{
    private readonly Dictionary<(Expression, int), int> _knownDelays = [];
    private readonly Queue<(int Slot, Expression Source, Func<int> Convert, bool Global)> _pendingDelays = new();
    private Gradients? _gradients;

    /// <summary>How far back each delay slot looks.</summary>
    public List<int> DelayTimes { get; } = [];

    /// <summary>What each delay slot remembers; complete after <see cref="FinishDelays"/>.</summary>
    public List<int> DelaySources { get; } = [];

    public override int Delayed(Expression source, int delay, Func<int> convert, bool global)
    {
        if (global && _knownDelays.TryGetValue((source, delay), out int known))
        {
            return Graph.Delayed(known);
        }

        int slot = DelayTimes.Count;
        DelayTimes.Add(delay);
        _pendingDelays.Enqueue((slot, source, convert, global));
        if (global)
        {
            _knownDelays[(source, delay)] = slot;
        }

        return Graph.Delayed(slot);
    }

    /// <summary>What each delay slot held before the start.</summary>
    public List<int> DelayHistories { get; } = [];

    public void FinishDelays(StartContext history)
    {
        while (_pendingDelays.TryDequeue(out var pending))
        {
            Ensure(Needs(pending.Source));
            int node = pending.Convert();
            while (DelaySources.Count <= pending.Slot)
            {
                DelaySources.Add(0);
                DelayHistories.Add(0);
            }

            DelaySources[pending.Slot] = node;
            DelayHistories[pending.Slot] = pending.Global ? history.Convert(pending.Source) : node;
        }
    }

    public override int Amount(Quantity species)
    {
        if (species.StateSlot >= 0)
        {
            return Graph.State(species.StateSlot);
        }

        if (species.Determination == Determination.Assigned)
        {
            int own = Value(species.Id);
            return species.IsConcentration ? Graph.Multiply(own, Size(species)) : own;
        }

        return Graph.Parameter(species.ParameterSlot);
    }

    /// <summary>d(amount)/dt of a species that is a state.</summary>
    public int AmountRate(Quantity species)
    {
        switch (species.Determination)
        {
            case Determination.RateRule:
                int rule = Convert(species.Math!);
                if (!species.IsConcentration)
                {
                    return rule;
                }

                int growth = Rate(species.Species.Compartment);
                int scaled = Graph.Multiply(rule, Size(species));
                return Graph.IsConstant(growth, 0) ? scaled : Graph.Add(scaled, Graph.Multiply(Value(species.Id), growth));
            case Determination.Reactions:
                return ReactionSum(species);
            case Determination.Assigned:
                return TotalDerivative(Amount(species));
            case Determination.Algebraic:
                return RefuseRate(species);
            default:
                return Graph.Constant(0);
        }
    }

    public int Stoichiometry(Network.Participation part)
    {
        if (part.Reference.Id.Length > 0)
        {
            return Value(part.Reference.Id);
        }

        return part.StoichiometryMath is not null ? Convert(part.StoichiometryMath) : Graph.Constant(part.Reference.Stoichiometry ?? 1);
    }

    protected override List<Definition> Needs(Expression expression, Func<string, bool>? isLocal = null) =>
        References.Of(expression, withDelayed: false, isLocal);

    protected override IEnumerable<Definition> Needs(Quantity quantity, DefinitionKind kind)
    {
        var needs = new List<Definition>();
        if (kind == DefinitionKind.Value)
        {
            if (quantity.Kind == QuantityKind.Reaction)
            {
                return LawNeeds(quantity);
            }

            if (quantity is { Determination: Determination.Assigned, Math: not null })
            {
                needs.AddRange(Needs(quantity.Math));
            }
            else if (quantity is { Kind: QuantityKind.Species, IsConcentration: true })
            {
                needs.Add(new(DefinitionKind.Value, quantity.Species.Compartment));
            }

            return needs;
        }

        switch (quantity.Determination)
        {
            case Determination.Assigned:
                var symbols = quantity.Kind == QuantityKind.Reaction ? LawNeeds(quantity) : quantity.Math is null ? [] : Needs(quantity.Math);
                needs.Add(new(DefinitionKind.Value, quantity.Id));
                needs.AddRange(symbols.Select(d => d with { Kind = DefinitionKind.Rate }));
                break;
            case Determination.RateRule:
                needs.AddRange(Needs(quantity.Math!));
                break;
            case Determination.Reactions:
                foreach (var part in Network.Of(quantity.Id))
                {
                    needs.Add(new(DefinitionKind.Value, part.Reaction.Id));
                    needs.Add(new(DefinitionKind.Value, part.Reference.Id));
                    if (part.StoichiometryMath is not null)
                    {
                        needs.AddRange(Needs(part.StoichiometryMath));
                    }
                }

                break;
        }

        if (quantity.Kind == QuantityKind.Species)
        {
            if (Network.ConversionFactor(quantity.Species) is { } factor)
            {
                needs.Add(new(DefinitionKind.Value, factor));
            }

            if (quantity.IsConcentration)
            {
                needs.Add(new(DefinitionKind.Value, quantity.Id));
                needs.Add(new(DefinitionKind.Value, quantity.Species.Compartment));
                needs.Add(new(DefinitionKind.Rate, quantity.Species.Compartment));
            }
        }

        return needs;
    }

    protected override int BuildValue(Quantity quantity)
    {
        if (quantity.Kind == QuantityKind.Reaction)
        {
            return ConvertLaw(quantity);
        }

        if (quantity.Determination == Determination.Assigned)
        {
            return Graph.FromCondition(Converter.Convert(quantity.Math!));
        }

        if (quantity.Kind == QuantityKind.Species)
        {
            int amount = Amount(quantity);
            return quantity.IsConcentration ? Graph.Divide(amount, Size(quantity)) : amount;
        }

        if (quantity is { Kind: QuantityKind.SpeciesReference, ParameterSlot: < 0, StateSlot: < 0 })
        {
            return Graph.Constant(quantity.Default ?? 1);
        }

        return quantity.StateSlot >= 0 ? Graph.State(quantity.StateSlot) : Graph.Parameter(quantity.ParameterSlot);
    }

    protected override int BuildRate(Quantity quantity)
    {
        if (quantity.Kind == QuantityKind.Species)
        {
            if (quantity is { Determination: Determination.RateRule })
            {
                return Convert(quantity.Math!);
            }

            if (!quantity.IsConcentration)
            {
                return AmountRate(quantity);
            }

            if (quantity.Determination == Determination.Assigned)
            {
                return TotalDerivative(Value(quantity.Id));
            }

            int change = AmountRate(quantity);
            int growth = Rate(quantity.Species.Compartment);
            int net = Graph.IsConstant(growth, 0) ? change : Graph.Subtract(change, Graph.Multiply(Value(quantity.Id), growth));
            return Graph.IsConstant(net, 0) ? net : Graph.Divide(net, Size(quantity));
        }

        return quantity.Determination switch
        {
            Determination.RateRule => Convert(quantity.Math!),
            Determination.Assigned => TotalDerivative(Value(quantity.Id)),
            Determination.Algebraic => RefuseRate(quantity),
            _ => Graph.Constant(0),
        };
    }

    private int ReactionSum(Quantity species)
    {
        int sum = Graph.Constant(0);
        foreach (var group in Network.Of(species.Id).GroupBy(p => p.Reaction.Id, StringComparer.Ordinal))
        {
            int net = Graph.Constant(0);
            foreach (var part in group)
            {
                int stoichiometry = Stoichiometry(part);
                net = part.Sign > 0 ? Graph.Add(net, stoichiometry) : Graph.Subtract(net, stoichiometry);
            }

            if (!Graph.IsConstant(net, 0) && !Network.IsFast(group.Key))
            {
                sum = Graph.Add(sum, Graph.Multiply(net, Value(group.Key)));
            }
        }

        return Network.ConversionFactor(species.Species) is { } factor && Network.Table.Contains(factor) ? Graph.Multiply(Value(factor), sum) : sum;
    }

    /// <summary>The reactions that are always at equilibrium, with what one extent of each makes of every state.</summary>
    public List<FastReaction> FastReactions()
    {
        var changes = Network.Model.Reactions.Where(r => Network.IsFast(r.Id)).ToDictionary(r => r.Id, _ => new List<(int, int)>(), StringComparer.Ordinal);
        foreach (var species in Network.Table.All.Where(q => q is { Kind: QuantityKind.Species, Determination: Determination.Reactions }))
        {
            foreach (var group in Network.Of(species.Id).GroupBy(p => p.Reaction.Id, StringComparer.Ordinal).Where(g => changes.ContainsKey(g.Key)))
            {
                int net = Graph.Constant(0);
                foreach (var part in group)
                {
                    int stoichiometry = Stoichiometry(part);
                    net = part.Sign > 0 ? Graph.Add(net, stoichiometry) : Graph.Subtract(net, stoichiometry);
                }

                if (Network.ConversionFactor(species.Species) is { } factor && Network.Table.Contains(factor))
                {
                    net = Graph.Multiply(Value(factor), net);
                }

                if (!Graph.IsConstant(net, 0))
                {
                    changes[group.Key].Add((species.StateSlot, net));
                }
            }
        }

        return [.. changes.Where(c => c.Value.Count > 0).Select(c => new FastReaction(Value(c.Key), c.Value))];
    }

    /// <summary>dx/dt along the solution: ∂x/∂t + Σ ∂x/∂y·dy/dt.</summary>
    private int TotalDerivative(int node)
    {
        _gradients ??= Gradients.ByStatesAndTime(Graph);
        if ((Graph.DependsOn(node) & Dependence.Delayed) != Dependence.None)
        {
            Diagnostics.Error("AN0516", default, "rateOf a quantity that an assignment with delay determines", "rateOf of a variable with a rate");
        }

        var gradient = _gradients.Of([node])[0];
        int sum = Graph.Constant(0);
        for (int i = 0; i < gradient.Leaves.Length; i++)
        {
            int leaf = gradient.Leaves[i];
            int rate = Graph.Kind(leaf) == NodeKind.Time ? Graph.Constant(1) : StateRate(Graph.A(leaf));
            sum = Graph.Add(sum, Graph.Multiply(gradient.Derivatives[i], rate));
        }

        return sum;
    }

    /// <summary>dy/dt of a state as it is stored.</summary>
    public int StateRate(int slot)
    {
        var quantity = Network.StateAt(slot);
        return quantity.Kind == QuantityKind.Species ? AmountRate(quantity) : Rate(quantity.Id);
    }

    private int RefuseRate(Quantity quantity)
    {
        Diagnostics.Error("AN0516", quantity.Element.Span, $"rateOf({quantity.Id}), which an algebraic rule determines", "rateOf of a variable with a rate");
        return Graph.Constant(double.NaN);
    }
}

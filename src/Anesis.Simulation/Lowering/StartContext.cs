using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Quantities at the start: values on elements or given by individual, initial assignments, and assignment rules of these. Or before the start
/// (<paramref name="before"/>), where the same holds with another time, and nothing has a rate of change.
/// </summary>
internal sealed class StartContext(Network network, ExpressionGraph graph, FunctionTable functions, DiagnosticBag diagnostics, RunContext run, bool before = false)
    : LoweringContext(network, graph, functions, diagnostics)
{
    /// <summary>Before the start everything was as at the start.</summary>
    public override int Delayed(Expression source, int delay, Func<int> convert, bool global) => convert();

    public override int Amount(Quantity species)
    {
        int own = species.InputSlot >= 0 ? Graph.Parameter(species.InputSlot)
            : species.Determination == Determination.Assigned || species.InitialMath is not null ? Value(species.Id)
            : -1;
        if (own >= 0)
        {
            bool concentration = species.InputSlot >= 0 ? IsConcentrationInput(species) : species.IsConcentration;
            return concentration ? Graph.Multiply(own, Size(species)) : own;
        }

        // The element's initial concentration stands for whatever size the compartment has at the start.
        return species.Species.InitialAmount is null && species.Species.InitialConcentration is { } initial
            ? Graph.Multiply(Graph.Constant(initial), Size(species))
            : Slot(species);
    }

    protected override List<Definition> Needs(Expression expression, Func<string, bool>? isLocal = null) =>
        References.Of(expression, withDelayed: true, isLocal);

    protected override IEnumerable<Definition> Needs(Quantity quantity, DefinitionKind kind)
    {
        var needs = new List<Definition>();
        if (kind == DefinitionKind.Rate)
        {
            // The rate is the run's, with the values at the start put in: those of all that can stand in it.
            return needs;
        }

        if (quantity.Kind == QuantityKind.Reaction)
        {
            return LawNeeds(quantity);
        }

        var math = StartMath(quantity);
        if (quantity.InputSlot < 0 && math is not null)
        {
            needs.AddRange(Needs(math));
        }
        else if (quantity is { Kind: QuantityKind.Species })
        {
            needs.Add(new(DefinitionKind.Value, quantity.Species.Compartment));
        }

        return needs;
    }

    protected override int BuildValue(Quantity quantity)
    {
        if (quantity.Kind == QuantityKind.Reaction)
        {
            return ConvertLaw(quantity);
        }

        if (quantity.Kind != QuantityKind.Species && quantity.InputSlot >= 0)
        {
            return Graph.Parameter(quantity.InputSlot);
        }

        if (quantity.InputSlot < 0 && StartMath(quantity) is { } math)
        {
            return Graph.FromCondition(Converter.Convert(math));
        }

        if (quantity.Kind == QuantityKind.Species)
        {
            if (quantity.InputSlot >= 0 && IsConcentrationInput(quantity) == quantity.IsConcentration)
            {
                return Graph.Parameter(quantity.InputSlot);
            }

            if (quantity is { InputSlot: < 0, IsConcentration: true } && quantity.Species is { InitialAmount: null, InitialConcentration: { } initial })
            {
                return Graph.Constant(initial);
            }

            int amount = Amount(quantity);
            return quantity.IsConcentration ? Graph.Divide(amount, Size(quantity)) : amount;
        }

        if (quantity is { Kind: QuantityKind.SpeciesReference, ParameterSlot: < 0, StateSlot: < 0 })
        {
            return Graph.Constant(quantity.Default ?? 1);
        }

        return Slot(quantity);
    }

    protected override int BuildRate(Quantity quantity)
    {
        if (before)
        {
            return Graph.Constant(0);
        }

        int rate = run.Rate(quantity.Id);
        bool[] needed = Reachability.Of(Graph, [rate], rate + 1);
        var replacements = new Dictionary<int, int>();
        foreach (var other in Network.Table.All)
        {
            int slot = other.StateSlot >= 0 ? Graph.State(other.StateSlot) : other.ParameterSlot >= 0 ? Graph.Parameter(other.ParameterSlot) : -1;
            if (slot >= 0 && slot < needed.Length && needed[slot])
            {
                replacements[slot] = other.Kind == QuantityKind.Species ? Amount(other) : Value(other.Id);
            }
        }

        return Substitution.Apply(Graph, [rate], replacements)[0];
    }

    private int Slot(Quantity quantity) =>
        quantity.StateSlot >= 0 ? Graph.State(quantity.StateSlot) : Graph.Parameter(quantity.ParameterSlot);

    private static Expression? StartMath(Quantity quantity) =>
        quantity.InitialMath ?? (quantity.Determination == Determination.Assigned ? quantity.Math : null);

    private static bool IsConcentrationInput(Quantity species) => species.InputMeaning switch
    {
        SpeciesMeaning.Own => species.IsConcentration,
        SpeciesMeaning.Concentration => true,
        _ => false,
    };
}

using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>Names and values before the start of all slots.</summary>
internal sealed record SlotAllocation(
    List<Quantity> States,
    List<double> StateDefaults,
    List<string> Parameters,
    List<double> ParameterDefaults,
    ValueList<int> InputSlots)
{
    public static SlotAllocation Allocate(Model model, QuantityTable table, IReadOnlyList<(QuantityName Name, Quantity Quantity)> inputs, DiagnosticBag diagnostics)
    {
        var result = new SlotAllocation([], [], [], [], []);
        QuantityKind[] stateOrder = [QuantityKind.Species, QuantityKind.Parameter, QuantityKind.Compartment, QuantityKind.SpeciesReference];
        foreach (var kind in stateOrder)
        {
            foreach (var quantity in table.All.Where(q => q.Kind == kind && q.IsState))
            {
                quantity.StateSlot = result.States.Count;
                result.States.Add(quantity);
                result.StateDefaults.Add(DefaultOf(quantity, table, diagnostics));
            }
        }

        var byQuantity = new Dictionary<Quantity, QuantityName>();
        foreach (var (name, quantity) in inputs)
        {
            byQuantity.TryAdd(quantity, name);
        }

        foreach (var quantity in table.All)
        {
            bool isInput = byQuantity.TryGetValue(quantity, out var name);
            bool direct = quantity.Kind != QuantityKind.Species || name.Meaning == SpeciesMeaning.Amount || (name.Meaning == SpeciesMeaning.Own && !quantity.IsConcentration);
            if (isInput && (quantity.IsState || !direct))
            {
                quantity.InputSlot = result.Parameters.Count;
                quantity.InputMeaning = name.Meaning;
                result.Parameters.Add(NameOf(name));
                result.ParameterDefaults.Add(InputDefault(quantity, name, table, diagnostics));
            }

            if (!HasParameter(quantity, isInput))
            {
                continue;
            }

            quantity.ParameterSlot = result.Parameters.Count;
            result.Parameters.Add(isInput && !direct ? $"amount({quantity.Id})" : isInput ? NameOf(name) : quantity.Id);
            result.ParameterDefaults.Add(DefaultOf(quantity, table, diagnostics));
            if (isInput && direct)
            {
                quantity.InputSlot = quantity.ParameterSlot;
                quantity.InputMeaning = name.Meaning;
            }
        }

        int[] inputSlots = new int[inputs.Count];
        for (int i = 0; i < inputSlots.Length; i++)
        {
            inputSlots[i] = inputs[i].Quantity.InputSlot;
        }

        return result with { InputSlots = [.. inputSlots] };
    }

    private static string NameOf(QuantityName name) => name.Meaning switch
    {
        SpeciesMeaning.Amount => $"amount({name.Id})",
        SpeciesMeaning.Concentration => $"[{name.Id}]",
        _ => name.Id,
    };

    /// <summary>A stoichiometry that nothing ever changes stays a number in the formulas.</summary>
    private static bool HasParameter(Quantity quantity, bool isInput) =>
        quantity.Determination == Determination.Free
        && (quantity.Kind != QuantityKind.SpeciesReference || isInput || quantity.HasEvents || quantity.InitialMath is not null);

    private static double InputDefault(Quantity quantity, QuantityName name, QuantityTable table, DiagnosticBag diagnostics)
    {
        double value = DefaultOf(quantity, table, diagnostics);
        bool concentration = quantity.Kind == QuantityKind.Species
            && (name.Meaning == SpeciesMeaning.Concentration || (name.Meaning == SpeciesMeaning.Own && quantity.IsConcentration));
        return concentration ? quantity.Species.InitialConcentration ?? (value / SizeOf(quantity, table)) : value;
    }

    private static double DefaultOf(Quantity quantity, QuantityTable table, DiagnosticBag diagnostics)
    {
        switch (quantity.Kind)
        {
            case QuantityKind.Compartment:
                return quantity.Default ?? 1;
            case QuantityKind.SpeciesReference:
                return quantity.Default ?? 1;
            case QuantityKind.Species:
                var species = quantity.Species;
                if (species.InitialAmount is { } amount)
                {
                    return amount;
                }

                if (species.InitialConcentration is { } concentration)
                {
                    return concentration * SizeOf(quantity, table);
                }

                if (quantity is { Determination: Determination.Reactions or Determination.RateRule, InitialMath: null, InputSlot: < 0 })
                {
                    diagnostics.Warning("AN0512", species.Span, $"species \"{species.Id}\" without an initial amount or concentration", "one; 0 is taken");
                    return 0;
                }

                return double.NaN;
            default:
                return quantity.Default ?? double.NaN;
        }
    }

    private static double SizeOf(Quantity species, QuantityTable table) =>
        species.IsConcentration || species.Species.InitialConcentration is not null ? table.Find(species.Species.Compartment)?.Default ?? 1 : 1;
}

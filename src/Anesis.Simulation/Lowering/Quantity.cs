using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

public enum QuantityKind
{
    Compartment,
    Species,
    Parameter,
    LocalParameter,
    SpeciesReference,
    Reaction,
}

/// <summary>What determines a quantity during the run.</summary>
public enum Determination
{
    /// <summary>Nothing, or events: it stays as it is between discontinuities.</summary>
    Free,

    /// <summary>An assignment rule; of a reaction its kinetic law.</summary>
    Assigned,

    /// <summary>A rate rule.</summary>
    RateRule,
    Reactions,

    /// <summary>An algebraic rule.</summary>
    Algebraic,
}

/// <summary>A named quantity of the model on its way to a slot.</summary>
internal sealed class Quantity(string id, QuantityKind kind, Element element)
{
    public string Id { get; } = id;

    public QuantityKind Kind { get; } = kind;

    public Element Element { get; } = element;

    public Determination Determination { get; set; }

    /// <summary>The assignment rule's or rate rule's mathematics, or the kinetic law.</summary>
    public Expression? Math { get; set; }

    public Expression? InitialMath { get; set; }

    /// <summary>The value that stands on the element; null when it has none.</summary>
    public double? Default { get; set; }

    public bool IsConstant { get; set; }

    /// <summary>Changed by an event.</summary>
    public bool HasEvents { get; set; }

    /// <summary>Given by individual.</summary>
    public bool IsInput { get; set; }

    /// <summary>The free parameter that holds the value given by individual, or −1.</summary>
    public int InputSlot { get; set; } = -1;

    /// <summary>What the input means, where the quantity is a species.</summary>
    public SpeciesMeaning InputMeaning { get; set; }

    /// <summary>Its free parameter (of a species the amount), or −1.</summary>
    public int ParameterSlot { get; set; } = -1;

    /// <summary>Its continuous state (of a species the amount), or −1.</summary>
    public int StateSlot { get; set; } = -1;

    public bool IsState => Determination is Determination.RateRule or Determination.Reactions or Determination.Algebraic;

    public Species Species => (Species)Element;

    /// <summary>A species whose id means a concentration.</summary>
    public bool IsConcentration { get; set; }
}

/// <summary>How a name refers to a species: "S" as the model has it, "[S]" or "amount(S)".</summary>
internal enum SpeciesMeaning
{
    Own,
    Concentration,
    Amount,
}

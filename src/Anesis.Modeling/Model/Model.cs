using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>
/// A model with SBML's meaning (Level 3 Version 2 core, packages comp and distrib). Immutable; a stage takes one and returns another.
/// Lower levels are carried over by their readers into this form.
/// </summary>
public sealed record Model : Element
{
    /// <summary>Ids of units (built in or defined here) for what the model does not say of an element; null when undeclared.</summary>
    public string? SubstanceUnits { get; init; }

    public string? TimeUnits { get; init; }

    public string? VolumeUnits { get; init; }

    public string? AreaUnits { get; init; }

    public string? LengthUnits { get; init; }

    public string? ExtentUnits { get; init; }

    /// <summary>Id of the parameter that turns extent of reaction into substance of a species, or null.</summary>
    public string? ConversionFactor { get; init; }

    public ValueList<UnitDefinition> UnitDefinitions { get; init; }

    public ValueList<FunctionDefinition> FunctionDefinitions { get; init; }

    public ValueList<Compartment> Compartments { get; init; }

    public ValueList<Species> Species { get; init; }

    public ValueList<Parameter> Parameters { get; init; }

    public ValueList<InitialAssignment> InitialAssignments { get; init; }

    /// <summary>Assignment, rate and algebraic rules in document order.</summary>
    public ValueList<Rule> Rules { get; init; }

    public ValueList<Constraint> Constraints { get; init; }

    public ValueList<Reaction> Reactions { get; init; }

    public ValueList<Event> Events { get; init; }

    public ValueList<Submodel> Submodels { get; init; }

    public ValueList<Port> Ports { get; init; }

    /// <summary>Markup of packages that are kept and not interpreted (layout, render, …).</summary>
    public ValueList<ForeignMarkup> Foreign { get; init; }
}

/// <summary>A model with the model definitions that its submodels refer to.</summary>
/// <param name="Main">The model that is simulated.</param>
/// <param name="Definitions">Models that submodels may refer to by id.</param>
/// <param name="Externals">Models in other files, by id.</param>
public sealed record ModelDocument(Model Main, ValueList<Model> Definitions, ValueList<ExternalModel> Externals)
{
    /// <summary>Where the text came from: a file name, or a name for it.</summary>
    public string Source { get; init; } = "";

    /// <summary>"antimony", or SBML with its level and version.</summary>
    public SbmlVersion? ReadFrom { get; init; }

    public static ModelDocument Of(Model model) => new(model, [], []);
}

public sealed record SbmlVersion(int Level, int Version);

/// <summary>A model in another file (comp externalModelDefinition).</summary>
public sealed record ExternalModel(string Id, string Source, string? ModelRef, string? Md5);

/// <summary>Uninterpreted package markup: its namespace, the XML text, and the id of the element that it belongs to (empty: the model).</summary>
public sealed record ForeignMarkup(string Namespace, string Xml, string Owner);

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

    /// <summary>Level 2 Versions 2 to 5: names of kinds of compartments and of species, kept.</summary>
    public ValueList<TypeDefinition> CompartmentTypes { get; init; }

    public ValueList<TypeDefinition> SpeciesTypes { get; init; }

    /// <summary>SBML fbc: objectives, gene products and flux bounds, or null.</summary>
    public FluxBalance? FluxBalance { get; init; }
}

/// <summary>A model with the model definitions that its submodels refer to.</summary>
/// <param name="Main">The model that is simulated.</param>
/// <param name="Definitions">Models that submodels may refer to by id.</param>
/// <param name="Externals">Models in other files, by id.</param>
public sealed record ModelDocument(Model Main, ValueList<Model> Definitions, ValueList<ExternalModel> Externals)
{
    /// <summary>Where the text came from: a file name, or a name for it.</summary>
    public string Source { get; init; } = "";

    /// <summary>SBML's level and version that it was read from; null when it came from another format.</summary>
    public SbmlVersion? ReadFrom { get; init; }

    /// <summary>SBML Level 3 packages that the file declares.</summary>
    public ValueList<SbmlPackage> Packages { get; init; }

    /// <summary>What the file's outermost element says of itself (notes, annotation, package markup), or null when it says nothing.</summary>
    public Envelope? Envelope { get; init; }

    public static ModelDocument Of(Model model) => new(model, [], []);
}

public sealed record SbmlVersion(int Level, int Version);

/// <summary>A package of SBML Level 3: the prefix and namespace that the file gives it, and whether it changes the meaning of the core.</summary>
public sealed record SbmlPackage(string Prefix, string Namespace, bool Required);

/// <summary>The outermost element of an SBML file.</summary>
public sealed record Envelope : Element;

/// <summary>A model in another file (comp externalModelDefinition).</summary>
public sealed record ExternalModel(string Source, string? ModelRef = null, string? Md5 = null) : Element
{
    public ExternalModel(string id, string source, string? modelRef, string? md5)
        : this(source, modelRef, md5) => Id = id;
}

/// <summary>Level 2 compartmentType or speciesType: a name without mathematical meaning.</summary>
public sealed record TypeDefinition : Element;

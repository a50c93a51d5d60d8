using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>What a name turned out to be. A name starts undefined, and each use may make it more definite.</summary>
internal enum VariableKind
{
    Undefined,
    Formula,
    Species,
    Compartment,
    Reaction,
    Gene,
    Operator,
    Dna,
    Interaction,
    Submodel,
    Event,
    Strand,
    Unit,
    Constraint,
    Stoichiometry,
    AlgebraicRule,
    Deleted,
}

internal enum FormulaKind
{
    Initial,
    Assignment,
    Rate,
}

/// <summary>A formula with the prefix ("A." or empty) under which its names are found in the model that holds it.</summary>
/// <param name="Math">The formula.</param>
/// <param name="Scope">The prefix.</param>
/// <param name="Unconverted">The submodel's formula of which this is the conversion into the holder's units, or null.</param>
internal sealed record Formula(Expression Math, string Scope = "", Formula? Unconverted = null);

internal sealed record Reactant(double? Stoichiometry, Variable? StoichiometryName, Variable Species, SourceSpan Span);

internal sealed record ReactionData(List<Reactant> Left, Arrow Arrow, List<Reactant> Right)
{
    public bool IsInteraction => Arrow is Arrow.Inhibits or Arrow.Activates or Arrow.Influences;
}

internal sealed record EventAssignmentData(Variable Target, Formula Value, SourceSpan Span);

internal sealed record EventData(Formula Trigger)
{
    public Formula? Delay { get; set; }

    public Formula? Priority { get; set; }

    public bool InitialValue { get; set; } = true;

    public bool Persistent { get; set; } = true;

    public bool FromTrigger { get; set; } = true;

    public List<EventAssignmentData> Assignments { get; init; } = [];
}

internal sealed record StrandData(List<Variable> Elements, bool OpenUpstream, bool OpenDownstream);

/// <summary>Which part of a submodel is deleted.</summary>
internal enum DeletedPart
{
    Element,
    InitialAssignment,
    AssignmentRule,
    RateRule,
    KineticLaw,
    Reactant,
    Product,
    Modifier,
    Delay,
    Priority,
    EventAssignment,
}

/// <param name="Target">The element, or the one that has the part.</param>
/// <param name="Part">What of it.</param>
/// <param name="Other">The species or variable of the part, for parts that are many.</param>
internal readonly record struct DeletionRecord(string Target, DeletedPart Part, string Other = "");

/// <summary>A submodel: the module that it instantiates and what its holder says of it.</summary>
internal sealed record SubmodelData(ModuleTable Definition)
{
    public Variable? TimeFactor { get; set; }

    public Variable? ExtentFactor { get; set; }

    public List<DeletionRecord> Deletions { get; } = [];
}

/// <summary>
/// A named thing of a module, or of one of its submodels (then the name has dots). What "is" joins has one representative, found by <see cref="Representative"/>;
/// the others only point to it.
/// </summary>
internal sealed class Variable(string name, ModuleTable module, SourceSpan span)
{
    public string Name { get; } = name;

    public ModuleTable Module { get; } = module;

    public SourceSpan Span { get; set; } = span;

    /// <summary>The name without those of the submodels that it is in.</summary>
    public string LastName => Name[(Name.LastIndexOf('.') + 1)..];

    public bool IsLocal => !Name.Contains('.', StringComparison.Ordinal);

    public Variable? Same { get; set; }

    public VariableKind Kind { get; set; }

    /// <summary>const, var, or undeclared.</summary>
    public bool? Constant { get; set; }

    public bool SubstanceOnly { get; set; }

    public FormulaKind FormulaKind { get; set; }

    /// <summary>Initial value or assignment rule; of a reaction, its rate; of a constraint or an algebraic rule, its formula.</summary>
    public Formula? Value { get; set; }

    public Formula? Rate { get; set; }

    public ReactionData? Reaction { get; set; }

    public EventData? Event { get; set; }

    public UnitValue? Unit { get; set; }

    /// <summary>The unit that the value has.</summary>
    public Variable? HasUnit { get; set; }

    public Variable? Compartment { get; set; }

    /// <summary>The compartment of the reaction or submodel that this is in, when it has none of its own.</summary>
    public Variable? SuperCompartment { get; set; }

    public bool SuperIsSubmodel { get; set; }

    public string? DisplayName { get; set; }

    public AnnotationData? Annotation { get; set; }

    public List<UncertaintyData> Uncertainties { get; set; } = [];

    public SubmodelData? Submodel { get; set; }

    public StrandData? Strand { get; set; }

    /// <summary>Of an element of a submodel: the element of the module that it is a copy of.</summary>
    public Variable? Origin { get; init; }

    /// <summary>Of an element of a submodel: whether the holder gives it another meaning, so that it must be replaced.</summary>
    public bool IsModified { get; set; }

    /// <summary>Whether its formula may be constant; set when the module is finished.</summary>
    public bool IsConstant { get; set; }

    public Variable Representative
    {
        get
        {
            var variable = this;
            while (variable.Same is not null)
            {
                variable = variable.Same;
            }

            return variable;
        }
    }

    public Variable? EffectiveCompartment => (Compartment ?? SuperCompartment)?.Representative;

    public bool IsReaction => Kind is VariableKind.Reaction or VariableKind.Gene;

    public AnnotationData Annotate() => Annotation ??= new();
}

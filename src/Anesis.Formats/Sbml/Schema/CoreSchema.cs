using static Anesis.Formats.Sbml.SbmlEdition;
using static Anesis.Formats.Sbml.Schema.AttributeKind;

namespace Anesis.Formats.Sbml.Schema;

/// <summary>The elements of SBML's core, for every level and version (SBML Level 1 Version 2 to Level 3 Version 2 Release 2).</summary>
internal static class CoreSchema
{
    private const SbmlEdition L2V1OrL1 = L1 | L2V1;

    private static readonly Dictionary<string, ElementSchema> ByName = Build();

    public static ElementSchema Of(string name) => ByName[name];

    /// <summary>True for the name of an element of some edition.</summary>
    public static bool Knows(string name) => ByName.ContainsKey(name);

    public static IEnumerable<string> Names => ByName.Keys;

    private static Dictionary<string, ElementSchema> Build()
    {
        ElementSchema[] all =
        [
            new("sbml")
            {
                AttributeRule = 20108,
                RepetitionRule = 20201,
                Attributes = [A("level", Integer, Any, Any) with { Rule = 20102 }, A("version", Integer, Any, Any) with { Rule = 20103 }],
                Children = [C("model", Any) with { RequiredIn = L1 | L2 | L3V1, Rule = 20201 }],
            },
            new("model")
            {
                AttributeRule = 20222, OrderRule = 20202, RepetitionRule = 20205, SboInL2V2 = true,
                Attributes =
                [
                    .. Named(L1, None, None),
                    A("substanceUnits", UnitRef, L3), A("timeUnits", UnitRef, L3), A("volumeUnits", UnitRef, L3), A("areaUnits", UnitRef, L3),
                    A("lengthUnits", UnitRef, L3), A("extentUnits", UnitRef, L3), A("conversionFactor", IdRef, L3),
                ],
                Children =
                [
                    C("listOfFunctionDefinitions", FromL2), C("listOfUnitDefinitions", Any), C("listOfCompartmentTypes", L2V2To5), C("listOfSpeciesTypes", L2V2To5),
                    C("listOfCompartments", Any) with { RequiredIn = L1 }, C("listOfSpecies", Any) with { RequiredIn = L1V1 }, C("listOfParameters", Any), C("listOfInitialAssignments", FromL2V2),
                    C("listOfRules", Any), C("listOfConstraints", FromL2V2), C("listOfReactions", Any) with { RequiredIn = L1V1 }, C("listOfEvents", FromL2),
                ],
            },
            List("listOfFunctionDefinitions", "functionDefinition", 20206, 20223),
            new("functionDefinition") { AttributeRule = 20307, RepetitionRule = 20306, SboInL2V2 = true, Attributes = [.. Named(None, FromL2, None)], Children = [Math(20306)] },
            List("listOfUnitDefinitions", "unitDefinition", 20207, 20224),
            new("unitDefinition")
            {
                AttributeRule = 20419, RepetitionRule = 20414,
                Attributes = [A("name", UnitId, L1, L1), A("id", UnitId, FromL2, FromL2), A("name", Text, FromL2)],
                Children = [C("listOfUnits", Any)],
            },
            List("listOfUnits", "unit", 20415, 20420) with { EmptyRules = [(L1 | L2, 20409), (L3V1, 20413)] },
            new("unit")
            {
                AttributeRule = 20421,
                Attributes =
                [
                    A("kind", UnitRef, Any, Any), A("exponent", Integer, L1 | L2), A("exponent", Real, L3, L3), A("scale", Integer, Any, L3),
                    A("multiplier", Real, FromL2, L3), A("offset", Real, L2V1) with { Rule = 20411 },
                ],
            },
            List("listOfCompartmentTypes", "compartmentType", 0, 0),
            new("compartmentType") { Attributes = [.. Named(None, L2, None)] },
            List("listOfSpeciesTypes", "speciesType", 0, 0),
            new("speciesType") { Attributes = [.. Named(None, L2, None)] },
            List("listOfCompartments", "compartment", 20208, 20225),
            new("compartment")
            {
                AttributeRule = 20517,
                Attributes =
                [
                    .. Named(L1, FromL2, L1), A("volume", Real, L1), A("spatialDimensions", Integer, L2), A("spatialDimensions", Real, L3), A("size", Real, FromL2),
                    A("units", UnitRef, Any), A("outside", IdRef, L1 | L2), A("constant", AttributeKind.Boolean, FromL2, L3), A("compartmentType", IdRef, L2V2To5),
                ],
            },
            List("listOfSpecies", "species", 20209, 20226) with { Items = [C("species", Any), C("specie", L1V1)] },
            Species("species"),
            Species("specie"),
            List("listOfParameters", "parameter", 20210, 20227),
            new("parameter")
            {
                AttributeRule = 20706, SboInL2V2 = true,
                Attributes = [.. Named(L1, FromL2, L1), A("value", Real, Any, L1V1), A("units", UnitRef, Any), A("constant", AttributeKind.Boolean, FromL2, L3)],
            },
            List("listOfInitialAssignments", "initialAssignment", 20211, 20228),
            new("initialAssignment") { AttributeRule = 20805, RepetitionRule = 20804, SboInL2V2 = true, Attributes = [A("symbol", IdRef, FromL2, FromL2)], Children = [Math(20804)] },
            List("listOfRules", "", 20212, 20229) with
            {
                Items =
                [
                    C("algebraicRule", Any), C("assignmentRule", FromL2), C("rateRule", FromL2), C("parameterRule", L1), C("compartmentVolumeRule", L1),
                    C("speciesConcentrationRule", L1V2), C("specieConcentrationRule", L1V1),
                ],
            },
            new("algebraicRule") { AttributeRule = 20910, RepetitionRule = 20907, SboInL2V2 = true, Attributes = [A("formula", Text, L1, L1)], Children = [Math(20907)] },
            new("assignmentRule") { AttributeRule = 20908, RepetitionRule = 20907, SboInL2V2 = true, Attributes = [A("variable", IdRef, FromL2, FromL2)], Children = [Math(20907)] },
            new("rateRule") { AttributeRule = 20909, RepetitionRule = 20907, SboInL2V2 = true, Attributes = [A("variable", IdRef, FromL2, FromL2)], Children = [Math(20907)] },
            new("parameterRule") { Attributes = [A("name", IdRef, L1, L1), A("formula", Text, L1, L1), A("units", UnitRef, L1), A("type", Text, L1)] },
            new("compartmentVolumeRule") { Attributes = [A("compartment", IdRef, L1, L1), A("formula", Text, L1, L1), A("type", Text, L1)] },
            new("speciesConcentrationRule") { Attributes = [A("species", IdRef, L1, L1), A("formula", Text, L1, L1), A("type", Text, L1)] },
            new("specieConcentrationRule") { Attributes = [A("specie", IdRef, L1, L1), A("formula", Text, L1, L1), A("type", Text, L1)] },
            List("listOfConstraints", "constraint", 20213, 20230),
            new("constraint") { AttributeRule = 21009, OrderRule = 21002, RepetitionRule = 21007, SboInL2V2 = true, Children = [Math(21007), C("message", FromL2) with { Rule = 21008 }] },
            List("listOfReactions", "reaction", 20214, 20231),
            new("reaction")
            {
                AttributeRule = 21110, OrderRule = 21102, RepetitionRule = 21106, SboInL2V2 = true,
                Attributes =
                [
                    .. Named(L1, FromL2, L1), A("reversible", AttributeKind.Boolean, Any, L3), A("fast", AttributeKind.Boolean, Any, L3V1), A("compartment", IdRef, L3),
                ],
                Children = [C("listOfReactants", Any), C("listOfProducts", Any), C("listOfModifiers", FromL2), C("kineticLaw", Any)],
            },
            References("listOfReactants"),
            References("listOfProducts"),
            List("listOfModifiers", "modifierSpeciesReference", 21105, 21151) with { EmptyRules = [(L2 | L3V1, 21103)] },
            SpeciesReference("speciesReference"),
            SpeciesReference("specieReference"),
            new("modifierSpeciesReference") { AttributeRule = 21117, SboInL2V2 = true, Attributes = [.. Optional(FromL2V2), A("species", IdRef, FromL2, FromL2)] },
            new("stoichiometryMath") { Children = [Math(0)] },
            new("kineticLaw")
            {
                AttributeRule = 21132, OrderRule = 21122, RepetitionRule = 21127, SboInL2V2 = true,
                Attributes = [A("formula", Text, L1, L1), A("substanceUnits", UnitRef, L2V1OrL1) with { Rule = 21125 }, A("timeUnits", UnitRef, L2V1OrL1) with { Rule = 21126 }],
                Children = [Math(21130) with { RequiredIn = L2 | L3V1 }, C("listOfParameters", L1 | L2), C("listOfLocalParameters", L3) with { Rule = 21127 }],
            },
            List("listOfLocalParameters", "localParameter", 21128, 21129) with { EmptyRules = [(L3V1, 21123)] },
            new("localParameter") { AttributeRule = 21172, SboInL2V2 = true, Attributes = [.. Named(None, FromL2, None), A("value", Real, L3), A("units", UnitRef, L3)] },
            List("listOfEvents", "event", 20215, 20232),
            new("event")
            {
                AttributeRule = 21225, OrderRule = 21205, RepetitionRule = 21222, SboInL2V2 = true,
                Attributes =
                [
                    .. Optional(FromL2), A("timeUnits", UnitRef, L2V1 | L2V2) with { Rule = 21204 },
                    A("useValuesFromTriggerTime", AttributeKind.Boolean, L2V4 | L2V5 | L3, L3),
                ],
                Children =
                [
                    C("trigger", FromL2) with { RequiredIn = L2 | L3V1, Rule = 21201 }, C("delay", FromL2) with { Rule = 21221 }, C("priority", L3) with { Rule = 21230 },
                    C("listOfEventAssignments", FromL2) with { RequiredIn = L2, Rule = 21222 },
                ],
            },
            new("trigger") { AttributeRule = 21226, RepetitionRule = 21209, Attributes = [A("initialValue", AttributeKind.Boolean, L3, L3) with { Rule = 21229 }, A("persistent", AttributeKind.Boolean, L3, L3) with { Rule = 21228 }], Children = [Math(21209)] },
            new("delay") { AttributeRule = 21227, RepetitionRule = 21210, Children = [Math(21210)] },
            new("priority") { AttributeRule = 21232, RepetitionRule = 21231, Children = [Math(21231)] },
            List("listOfEventAssignments", "eventAssignment", 21223, 21224) with { EmptyRules = [(L2 | L3V1, 21203)] },
            new("eventAssignment") { AttributeRule = 21214, RepetitionRule = 21213, SboInL2V2 = true, Attributes = [A("variable", IdRef, FromL2, FromL2)], Children = [Math(21213)] },
        ];
        return all.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    private static AttributeSchema A(string name, AttributeKind kind, SbmlEdition editions, SbmlEdition required = None) => new(name, kind, editions, required);

    private static ChildSchema C(string name, SbmlEdition editions) => new(name, editions);

    /// <summary>The mathematics of an element: required in Level 3 Version 1 only.</summary>
    private static ChildSchema Math(int rule) => new("math", FromL2) { RequiredIn = L3V1, Rule = rule };

    /// <summary>Identifier and name: Level 1's name is the identifier.</summary>
    private static AttributeSchema[] Named(SbmlEdition level1, SbmlEdition required, SbmlEdition requiredName) =>
        level1 == None
            ? [A("id", Id, FromL2, required), A("name", Text, FromL2)]
            : [A("name", Id, L1, requiredName), A("id", Id, FromL2, required), A("name", Text, FromL2)];

    private static AttributeSchema[] Optional(SbmlEdition editions) => [A("id", Id, editions), A("name", Text, editions)];

    private static ElementSchema List(string name, string item, int itemRule, int attributeRule) => new(name)
    {
        AttributeRule = attributeRule, ItemRule = itemRule, Items = [C(item, Any)], EmptyRules = [(L1 | L2 | L3V1, 20203)],
    };

    private static ElementSchema References(string name) => List(name, "speciesReference", 21104, 21150) with
    {
        Items = [C("speciesReference", Any), C("specieReference", L1V1)], EmptyRules = [(L1 | L2 | L3V1, 21103)],
    };

    private static ElementSchema Species(string name) => new(name)
    {
        AttributeRule = 20623,
        Attributes =
        [
            .. Named(L1, FromL2, L1), A("speciesType", IdRef, L2V2To5), A("compartment", IdRef, Any, Any) with { Rule = 20614 }, A("initialAmount", Real, Any, L1),
            A("initialConcentration", Real, FromL2), A("units", UnitRef, L1), A("substanceUnits", UnitRef, FromL2), A("spatialSizeUnits", UnitRef, L2V1 | L2V2) with { Rule = 20615 },
            A("hasOnlySubstanceUnits", AttributeKind.Boolean, FromL2, L3), A("boundaryCondition", AttributeKind.Boolean, Any, L3),
            A("charge", Integer, L1 | L2), A("constant", AttributeKind.Boolean, FromL2, L3), A("conversionFactor", IdRef, L3),
        ],
    };

    private static ElementSchema SpeciesReference(string name) => new(name)
    {
        AttributeRule = 21116, RepetitionRule = 21113, SboInL2V2 = true,
        Attributes =
        [
            .. Optional(FromL2V2), A("species", IdRef, Any, L1V2 | FromL2), A("specie", IdRef, L1V1), A("stoichiometry", Integer, L1), A("stoichiometry", Real, FromL2),
            A("denominator", Integer, L1), A("constant", AttributeKind.Boolean, L3, L3),
        ],
        Children = [C("stoichiometryMath", L2)],
    };
}

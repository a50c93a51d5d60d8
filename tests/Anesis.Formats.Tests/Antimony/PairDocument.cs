using System.Globalization;
using System.Xml.Linq;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Tests.Antimony;

/// <summary>
/// Reads the SBML Level 3 of the reference implementation's pairs, and no more than they contain, apart from the product's own reader:
/// a mistake would have to be made twice to stay unseen.
/// </summary>
internal static class PairDocument
{
    public static ModelDocument Read(XDocument document) =>
        new(ReadModel(Child(document.Root!, "model")!), List(document.Root!, "listOfModelDefinitions").Select(ReadModel).ToValueList(), []);

    private static string? Attribute(XElement e, string name) => e.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;

    private static string Needed(XElement e, string name) => Attribute(e, name) ?? throw new InvalidDataException($"{e.Name.LocalName} without {name}");

    private static bool Flag(XElement e, string name, bool otherwise) => Attribute(e, name) is { } value ? value == "true" : otherwise;

    private static double? Real(XElement e, string name) => Attribute(e, name) switch
    {
        null => null,
        "INF" => double.PositiveInfinity,
        var value => double.Parse(value, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<XElement> List(XElement e, string name) => e.Elements().Where(x => x.Name.LocalName == name).Elements();

    private static XElement? Child(XElement e, string name) => e.Elements().FirstOrDefault(x => x.Name.LocalName == name);

    private static Expression? Math(XElement e) => Child(e, "math") is { } math ? Formula(math.Elements().First()) : null;

    private static T Described<T>(XElement e, T element)
        where T : Element => element with
        {
            Id = Attribute(e, "id") ?? "",
            Name = Attribute(e, "name"),
            MetaId = Attribute(e, "metaid"),
            SboTerm = Attribute(e, "sboTerm"),
            Notes = Child(e, "notes") is { } notes ? string.Concat(notes.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))) : null,
            CvTerms = e.Elements().Where(x => x.Name.LocalName == "annotation").Descendants()
                .Where(x => x.Name.NamespaceName.EndsWith("-qualifiers/", StringComparison.Ordinal))
                .Select(q => new CvTerm(
                    (q.Name.NamespaceName.Contains("biology", StringComparison.Ordinal) ? "bqbiol:" : "bqmodel:") + q.Name.LocalName,
                    q.Descendants().Where(x => x.Name.LocalName == "li").Select(x => Needed(x, "resource")).ToValueList()))
                .ToValueList(),
            History = Child(e, "annotation") is { } annotation ? ReadHistory(annotation) : null,
            Uncertainties = List(e, "listOfUncertainties").Select(u => new Uncertainty { Parameters = u.Elements().Select(ReadUncertainty).ToValueList() }).ToValueList(),
            ReplacedElements = List(e, "listOfReplacedElements")
                .Select(r => new ReplacedElement { SubmodelRef = Needed(r, "submodelRef"), Target = Reference(r), ConversionFactor = Attribute(r, "conversionFactor") }).ToValueList(),
            ReplacedBy = Child(e, "replacedBy") is { } by ? new ReplacedBy { SubmodelRef = Needed(by, "submodelRef"), Target = Reference(by) } : null,
        };

    private static UncertaintyParameter ReadUncertainty(XElement p) => Described(p, new UncertaintyParameter
    {
        Kind = Needed(p, "type"), Value = Real(p, "value"), Variable = Attribute(p, "var"), Math = Math(p), DefinitionUrl = Attribute(p, "definitionURL"),
        Lower = Real(p, "valueLower"), Upper = Real(p, "valueUpper"), LowerVariable = Attribute(p, "varLower"), UpperVariable = Attribute(p, "varUpper"),
    });

    private static History? ReadHistory(XElement annotation)
    {
        string? Text(XElement e, string name) => e.Descendants().FirstOrDefault(x => x.Name.LocalName == name)?.Value.Trim();
        var creators = annotation.Descendants().Where(x => x.Name.LocalName == "li" && x.Elements().Any(y => y.Name.LocalName == "hasName"))
            .Select(x => new Creator(Text(x, "family-name"), Text(x, "given-name"), Text(x, "hasEmail"), Text(x, "organization-name"))).ToValueList();
        var modified = annotation.Descendants().Where(x => x.Name.LocalName == "modified").Select(x => x.Value.Trim()).ToValueList();
        string? created = Text(annotation, "created");
        return creators.IsEmpty && created is null && modified.IsEmpty ? null : new History(creators, created, modified);
    }

    private static ElementReference Reference(XElement r) => new()
    {
        PortRef = Attribute(r, "portRef"), IdRef = Attribute(r, "idRef"), UnitRef = Attribute(r, "unitRef"), MetaIdRef = Attribute(r, "metaIdRef"),
        Inner = Child(r, "sBaseRef") is { } inner ? Reference(inner) : null,
    };

    private static Model ReadModel(XElement m) => Described(m, new Model
    {
        SubstanceUnits = Attribute(m, "substanceUnits"), TimeUnits = Attribute(m, "timeUnits"), VolumeUnits = Attribute(m, "volumeUnits"),
        AreaUnits = Attribute(m, "areaUnits"), LengthUnits = Attribute(m, "lengthUnits"), ExtentUnits = Attribute(m, "extentUnits"),
        UnitDefinitions = List(m, "listOfUnitDefinitions").Select(u => Described(u, new UnitDefinition
        {
            Parts = List(u, "listOfUnits").Select(p => new UnitPart(Needed(p, "kind"), Real(p, "exponent")!.Value, (int)Real(p, "scale")!.Value, Real(p, "multiplier")!.Value)).ToValueList(),
        })).ToValueList(),
        FunctionDefinitions = List(m, "listOfFunctionDefinitions").Select(f => Described(f, new FunctionDefinition
        {
            Arguments = f.Descendants().Where(x => x.Name.LocalName == "bvar").Select(x => x.Value.Trim()).ToValueList(),
            Body = Formula(f.Descendants().First(x => x.Name.LocalName == "lambda").Elements().Last()),
        })).ToValueList(),
        Compartments = List(m, "listOfCompartments").Select(c => Described(c, new Compartment
        {
            SpatialDimensions = Real(c, "spatialDimensions"), Size = Real(c, "size"), Units = Attribute(c, "units"), Constant = Flag(c, "constant", true),
        })).ToValueList(),
        Species = List(m, "listOfSpecies").Select(s => Described(s, new Species
        {
            Compartment = Needed(s, "compartment"), InitialAmount = Real(s, "initialAmount"), InitialConcentration = Real(s, "initialConcentration"),
            SubstanceUnits = Attribute(s, "substanceUnits"), HasOnlySubstanceUnits = Flag(s, "hasOnlySubstanceUnits", false), BoundaryCondition = Flag(s, "boundaryCondition", false),
        })).ToValueList(),
        Parameters = List(m, "listOfParameters").Select(p => Described(p, new Parameter { Value = Real(p, "value"), Units = Attribute(p, "units"), Constant = Flag(p, "constant", true) })).ToValueList(),
        InitialAssignments = List(m, "listOfInitialAssignments").Select(i => Described(i, new InitialAssignment { Symbol = Needed(i, "symbol"), Math = Math(i) })).ToValueList(),
        Rules = List(m, "listOfRules").Select(r => Described(r, r.Name.LocalName switch
        {
            "assignmentRule" => new AssignmentRule { Variable = Needed(r, "variable"), Math = Math(r) },
            "rateRule" => (Rule)new RateRule { Variable = Needed(r, "variable"), Math = Math(r) },
            _ => new AlgebraicRule { Math = Math(r) },
        })).ToValueList(),
        Reactions = List(m, "listOfReactions").Select(ReadReaction).ToValueList(),
        Events = List(m, "listOfEvents").Select(ReadEvent).ToValueList(),
        Submodels = List(m, "listOfSubmodels").Select(s => Described(s, new Submodel
        {
            ModelRef = Needed(s, "modelRef"), Deletions = List(s, "listOfDeletions").Select(d => Described(d, new Deletion { Target = Reference(d) })).ToValueList(),
        })).ToValueList(),
        Ports = List(m, "listOfPorts").Select(p => Described(p, new Port { Target = Reference(p) })).ToValueList(),
    });

    private static Reaction ReadReaction(XElement r) => Described(r, new Reaction
    {
        Reversible = Flag(r, "reversible", true), Compartment = Attribute(r, "compartment"),
        Reactants = List(r, "listOfReactants").Select(Participant).ToValueList(), Products = List(r, "listOfProducts").Select(Participant).ToValueList(),
        Modifiers = List(r, "listOfModifiers").Select(x => Described(x, new ModifierReference { Species = Needed(x, "species") })).ToValueList(),
        KineticLaw = Child(r, "kineticLaw") is { } law ? Described(law, new KineticLaw { Math = Math(law) }) : null,
    });

    private static SpeciesReference Participant(XElement s) =>
        Described(s, new SpeciesReference { Species = Needed(s, "species"), Stoichiometry = Real(s, "stoichiometry"), Constant = Flag(s, "constant", true) });

    private static Event ReadEvent(XElement e)
    {
        var trigger = Child(e, "trigger")!;
        return Described(e, new Event
        {
            UseValuesFromTriggerTime = Flag(e, "useValuesFromTriggerTime", true),
            Trigger = new() { Math = Math(trigger), InitialValue = Flag(trigger, "initialValue", true), Persistent = Flag(trigger, "persistent", true) },
            Delay = Child(e, "delay") is { } delay ? Described(delay, new EventDelay { Math = Math(delay) }) : null,
            Priority = Child(e, "priority") is { } priority ? Described(priority, new EventPriority { Math = Math(priority) }) : null,
            Assignments = List(e, "listOfEventAssignments").Select(a => Described(a, new EventAssignment { Variable = Needed(a, "variable"), Math = Math(a) })).ToValueList(),
        });
    }

    private static Expression Formula(XElement e)
    {
        switch (e.Name.LocalName)
        {
            case "ci":
                return new Symbol(e.Value.Trim());
            case "cn":
                return new Number(double.Parse(e.Value.Trim(), CultureInfo.InvariantCulture));
            case "csymbol":
                return new NamedConstant(ConstantKind.Time);
            case "notanumber":
                return new NamedConstant(ConstantKind.NotANumber);
        }

        var arguments = e.Elements().Skip(1).Select(Formula).ToValueList();
        var head = e.Elements().First();
        return head.Name.LocalName switch
        {
            "ci" => new Call(head.Value.Trim(), arguments),
            "plus" => new Apply(Operator.Plus, arguments),
            "minus" => new Apply(Operator.Minus, arguments),
            "times" => new Apply(Operator.Times, arguments),
            "divide" => new Apply(Operator.Divide, arguments),
            "power" => new Apply(Operator.Power, arguments),
            "gt" => new Apply(Operator.Greater, arguments),
            "exp" => new Apply(Operator.Exp, arguments),
            "abs" => new Apply(Operator.Abs, arguments),
            var other => throw new InvalidDataException($"<{other}> is not in the pairs"),
        };
    }
}

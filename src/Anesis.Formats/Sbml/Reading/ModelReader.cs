using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Writing;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads a model element of any level, as it stands there; <see cref="LowerLevels"/> then carries the meaning of Levels 1 and 2 over.</summary>
internal sealed partial class ModelReader
{
    private readonly SbmlSource _source;
    private readonly List<Diagnostic> _diagnostics;
    private readonly SchemaCheck _check;
    private readonly ElementReader _elements;
    private readonly MathMlReader _math;
    private readonly FluxBalanceReader _fluxBalance;
    private readonly Action<Model>? _inspect;

    /// <param name="source">The document.</param>
    /// <param name="diagnostics">Takes what is wrong with it.</param>
    /// <param name="inspect">Is given each model as it is written, or null.</param>
    public ModelReader(SbmlSource source, List<Diagnostic> diagnostics, Action<Model>? inspect)
    {
        (_source, _diagnostics, _inspect) = (source, diagnostics, inspect);
        _check = new(source);
        _elements = new(source, _check);
        _math = new(source);
        _fluxBalance = new(source, _elements);
    }

    public ElementReader Elements => _elements;

    public SchemaCheck Check => _check;

    public Model Read(XmlNode node)
    {
        var model = Start(node, "model", new Model
        {
            SubstanceUnits = Text(node, "substanceUnits"),
            TimeUnits = Text(node, "timeUnits"),
            VolumeUnits = Text(node, "volumeUnits"),
            AreaUnits = Text(node, "areaUnits"),
            LengthUnits = Text(node, "lengthUnits"),
            ExtentUnits = Text(node, "extentUnits"),
            ConversionFactor = Text(node, "conversionFactor"),
        });
        var lists = new List<ListElement>();
        model = model with
        {
            FunctionDefinitions = List(node, "listOfFunctionDefinitions", lists, ReadFunction),
            UnitDefinitions = List(node, "listOfUnitDefinitions", lists, ReadUnitDefinition),
            CompartmentTypes = List(node, "listOfCompartmentTypes", lists, n => Start(n, "compartmentType", new TypeDefinition())),
            SpeciesTypes = List(node, "listOfSpeciesTypes", lists, n => Start(n, "speciesType", new TypeDefinition())),
            Compartments = List(node, "listOfCompartments", lists, ReadCompartment),
            Species = List(node, "listOfSpecies", lists, ReadSpecies),
            Parameters = List(node, "listOfParameters", lists, ReadParameter),
            InitialAssignments = List(node, "listOfInitialAssignments", lists, n => Start(n, "initialAssignment", new InitialAssignment { Symbol = Text(n, "symbol") ?? "", Math = ReadMath(n) })),
            Rules = List(node, "listOfRules", lists, ReadRule),
            Constraints = List(node, "listOfConstraints", lists, ReadConstraint),
            Reactions = List(node, "listOfReactions", lists, ReadReaction),
            Events = List(node, "listOfEvents", lists, ReadEvent),
            Submodels = _elements.Comp.ReadSubmodels(node),
            Ports = _elements.Comp.ReadPorts(node),
            FluxBalance = _source.Is(SbmlEdition.L3) ? _fluxBalance.Read(node) : null,
        };
        model = WithLists(model, lists);
        model = _source.Is(SbmlEdition.L1) ? WithRateLaws(node, model) : model;
        _inspect?.Invoke(model);
        return _source.Is(SbmlEdition.L3) ? model : LowerLevels.Carry(model, _source.Edition);
    }

    /// <summary>The predefined rate laws of Level 1 that the model uses become its function definitions.</summary>
    private Model WithRateLaws(XmlNode node, Model model)
    {
        Expression[] parts = [.. ModelExpressions.All(model).SelectMany(f => ModelExpressions.Parts(f.Math))];
        if (Array.Exists(parts, p => p is Call { Function: "massr" }))
        {
            _source.Error(node, "AN0215", "the predefined rate law \"massr\" in a rule, or with other arguments than its reaction's", "massr in the kinetic law of a reaction");
        }

        return model with { FunctionDefinitions = PredefinedRateLaws.CalledIn(parts) };
    }

    private static string? Text(XmlNode node, string name) => SbmlSource.Text(node, name);

    /// <summary>The element with its common parts, after its schema has been checked.</summary>
    private T Start<T>(XmlNode node, string schema, T element)
        where T : Element
    {
        _check.Check(node, CoreSchema.Of(schema));
        return _elements.Complete(node, element);
    }

    /// <summary>The element with what its own lists say of themselves, beside what its packages' lists do.</summary>
    private static T WithLists<T>(T element, IEnumerable<ListElement> lists)
        where T : Element => element with { Lists = lists.Concat(element.Lists).ToValueList() };

    /// <summary>The items of all the lists of that name (a repeated list is reported by the schema check).</summary>
    private ValueList<T> List<T>(XmlNode parent, string name, List<ListElement> lists, Func<XmlNode, T> read)
    {
        List<T>? result = null;
        foreach (var list in parent.Children)
        {
            if (!_source.IsCore(list, name))
            {
                continue;
            }

            var schema = CoreSchema.Of(name);
            _check.Check(list, schema);
            if (_elements.ReadList(list) is { } element)
            {
                lists.Add(element);
            }

            result ??= new(list.Children.Count);
            foreach (var item in list.Children)
            {
                if (_source.IsCore(item) && Array.Exists(schema.Items, i => string.Equals(i.Name, item.Name, StringComparison.Ordinal)))
                {
                    result.Add(read(item));
                }
            }
        }

        return result is null ? [] : result.ToValueList();
    }

    private XmlNode? MathNode(XmlNode node) => node.Children.Find(c => c.Is(SbmlNamespaces.MathMl, "math"));

    private Expression? ReadMath(XmlNode node) => MathNode(node) is { } math ? _math.Read(math) : null;

    /// <summary>Level 1's formula attribute, or the math element of the others.</summary>
    private Expression? ReadFormula(XmlNode node)
    {
        if (!_source.Is(SbmlEdition.L1))
        {
            return ReadMath(node);
        }

        foreach (var attribute in node.Attributes)
        {
            if (attribute is { Name: "formula", Prefix.Length: 0 })
            {
                var start = _source.At(attribute);
                return Level1Formula.Parse(attribute.Value, start with { Column = start.Column + "formula=\"".Length, Length = 1 }, _diagnostics);
            }
        }

        return null;
    }

    private FunctionDefinition ReadFunction(XmlNode node)
    {
        var lambda = MathNode(node) is { } math ? _math.ReadLambda(math) : null;
        return Start(node, "functionDefinition", new FunctionDefinition { Arguments = lambda?.Arguments ?? [], Body = lambda?.Body });
    }

    private UnitDefinition ReadUnitDefinition(XmlNode node)
    {
        var lists = new List<ListElement>();
        var parts = List(node, "listOfUnits", lists, ReadUnit);
        return WithLists(Start(node, "unitDefinition", new UnitDefinition { Parts = parts }), lists);
    }

    private UnitPart ReadUnit(XmlNode node)
    {
        string kind = Text(node, "kind") ?? "";
        if (UnitKinds.IsMisplaced(kind, _source.Edition))
        {
            _source.Report("AN0209", Severity.Error, _source.At(node), $"the unit kind \"{kind}\"", "a base unit of this level and version", Spelling.Nearest(kind, UnitKinds.Of(_source.Edition)),
                kind is "Celsius" or "celsius" && _source.Is(SbmlEdition.L2V2To5) ? 20412 : 0, 20410, _source.Is(SbmlEdition.L3) ? 0 : 10103);
        }

        return Start(node, "unit", new UnitPart(UnitKinds.Canonical(kind), SbmlSource.Real(node, "exponent") ?? 1, SbmlSource.Integer(node, "scale") ?? 0, SbmlSource.Real(node, "multiplier") ?? 1)
        {
            Offset = SbmlSource.Real(node, "offset") ?? 0,
        });
    }

    private Compartment ReadCompartment(XmlNode node)
    {
        bool level1 = _source.Is(SbmlEdition.L1), level3 = _source.Is(SbmlEdition.L3);
        return Start(node, "compartment", new Compartment
        {
            SpatialDimensions = SbmlSource.Real(node, "spatialDimensions") ?? (level3 ? null : 3),
            Size = level1 ? SbmlSource.Real(node, "volume") ?? 1 : SbmlSource.Real(node, "size"),
            Units = Text(node, "units"),
            Constant = SbmlSource.Boolean(node, "constant") ?? true,
            Outside = Text(node, "outside"),
            CompartmentType = Text(node, "compartmentType"),
        });
    }

    private Species ReadSpecies(XmlNode node)
    {
        int? charge = SbmlSource.Integer(node, "charge");
        if (_source.Is(SbmlEdition.L3))
        {
            charge = FluxBalanceReader.CoreAttribute(node, "charge") is { } text && XsdText.TryInteger(text, out int value) ? value : null;
        }

        return Start(node, node.Name, new Species
        {
            Compartment = Text(node, "compartment") ?? "",
            InitialAmount = SbmlSource.Real(node, "initialAmount"),
            InitialConcentration = SbmlSource.Real(node, "initialConcentration"),
            SubstanceUnits = Text(node, _source.Is(SbmlEdition.L1) ? "units" : "substanceUnits"),
            HasOnlySubstanceUnits = SbmlSource.Boolean(node, "hasOnlySubstanceUnits") ?? false,
            BoundaryCondition = SbmlSource.Boolean(node, "boundaryCondition") ?? false,
            Constant = SbmlSource.Boolean(node, "constant") ?? false,
            ConversionFactor = Text(node, "conversionFactor"),
            Charge = charge,
            ChemicalFormula = FluxBalanceReader.CoreAttribute(node, "chemicalFormula"),
            SpeciesType = Text(node, "speciesType"),
            SpatialSizeUnits = Text(node, "spatialSizeUnits"),
        });
    }

    private Parameter ReadParameter(XmlNode node) => Start(node, "parameter", new Parameter
    {
        Value = SbmlSource.Real(node, "value"),
        Units = Text(node, "units"),
        Constant = SbmlSource.Boolean(node, "constant") ?? true,
    });

    private Rule ReadRule(XmlNode node)
    {
        var math = ReadFormula(node);
        if (node.Name == "algebraicRule")
        {
            return Start(node, node.Name, new AlgebraicRule { Math = math });
        }

        string target = node.Name switch
        {
            "parameterRule" => "name",
            "compartmentVolumeRule" => "compartment",
            "speciesConcentrationRule" => "species",
            "specieConcentrationRule" => "specie",
            _ => "variable",
        };
        string variable = Text(node, target) ?? "";
        string type = Text(node, "type") ?? "scalar";
        if (_source.Is(SbmlEdition.L1) && type is not ("scalar" or "rate"))
        {
            _source.Error(node, "AN0209", $"\"{type}\" as the attribute \"type\"", "\"scalar\" or \"rate\"", 10103);
        }

        return node.Name == "rateRule" || (_source.Is(SbmlEdition.L1) && type == "rate")
            ? Start(node, node.Name, new RateRule { Variable = variable, Math = math })
            : Start(node, node.Name, new AssignmentRule { Variable = variable, Math = math });
    }

    private Modeling.Constraint ReadConstraint(XmlNode node)
    {
        string? message = null;
        if (_source.Child(node, "message") is { } child)
        {
            NotesReader.Check(_source, child, 21003, 21006);
            message = _source.Document.Inside(child);
        }

        return Start(node, "constraint", new Modeling.Constraint { Math = ReadMath(node), Message = message });
    }
}

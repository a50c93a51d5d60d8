using System.Text;
using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Writes one model.</summary>
internal sealed partial class ModelWriter
{
    private readonly WritingContext _context;
    private readonly Model _model;
    private readonly NameMap _names;
    private readonly FormulaText _formula;
    private readonly SubmodelPaths _paths;
    private readonly Dictionary<string, Expression> _initial = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Rule> _rules = new(StringComparer.Ordinal);

    /// <summary>Ids of stand-ins, which the text does not show.</summary>
    private readonly HashSet<string> _standIns = new(StringComparer.Ordinal);
    private StringBuilder _text = new();
    private string _indent = "";

    public ModelWriter(WritingContext context, Model model)
    {
        (_context, _model) = (context, model);
        _names = context.Names(model);
        _paths = new(context);
        _formula = new(_names.Name, id => context.FunctionNames.Name(model, id), _names.Unit);
        foreach (var assignment in model.InitialAssignments)
        {
            if (assignment.Math is not null)
            {
                _initial[assignment.Symbol] = assignment.Math;
            }
        }

        foreach (var rule in model.Rules)
        {
            if (rule is AssignmentRule { Math: not null } a)
            {
                _rules[a.Variable] = a;
            }
            else if (rule is RateRule { Math: not null } r)
            {
                _rules[r.Variable] = r;
            }
        }
    }

    public void Write(StringBuilder text)
    {
        _text = text;
        bool isMain = _model == _context.Document.Main;
        bool bare = isMain && _context.Name(_model) == ModuleTable.MainName && _model.Ports.IsEmpty && _model.Name is null && HasNoAnnotation();
        FindStandIns();
        foreach (var (id, name) in _names.Renamed.Where(n => !_standIns.Contains(n.Id)))
        {
            _context.Changed(id, $"the id {id}", $"the name {name}, since Antimony reserves the word or has it for something else");
            if (SbmlComments.CanRename(_model) && _names.Name(id) == name)
            {
                _context.Remember("id", _context.Name(_model), name, id);
            }
            else if (SbmlComments.CanRename(_model) && _model.UnitDefinitions.Any(u => u.Id == id) && _names.Unit(id) == name)
            {
                _context.Remember("unit", _context.Name(_model), name, id);
            }
        }

        if (!bare)
        {
            text.Append("model ").Append(isMain ? "*" : "").Append(_context.Name(_model)).Append('(').AppendJoin(", ", Ports()).Append(")\n");
            _indent = "  ";
            new AnnotationWriter(_context, text, _indent).Write("model", _model);
        }

        WriteSubmodels();
        WriteUnits();
        WriteCompartments();
        WriteSpecies();
        WriteParameters();
        WriteRules();
        WriteReactions();
        WriteEvents();
        WriteConstraints();
        WriteObjective();
        WriteDescriptions();
        ReportRest();
        if (!bare)
        {
            text.Append("end\n");
            if (_model.Name is not null)
            {
                text.Append(_context.Name(_model)).Append(" is ").Append(AnnotationWriter.Quote(_model.Name)).Append('\n');
            }

            text.Append('\n');
        }
    }

    private bool HasNoAnnotation() => _model.SboTerm is null && _model.Notes is null && _model.CvTerms.IsEmpty && _model.History is null;

    private void Line(string content) => _text.Append(_indent).Append(content).Append('\n');

    private string N(string id) => _names.Name(id);

    private string F(Expression e) => _formula.Of(e);

    private IEnumerable<string> Ports()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in _model.Ports)
        {
            string? name = port.Target switch
            {
                { IdRef: { } id, Inner: null } => N(id),
                { UnitRef: { } unit } => _names.Unit(unit),
                { MetaIdRef: { } meta } => SubmodelPaths.IdByMetaId(_model, meta) is { } id ? N(id) : null,
                _ => null,
            };
            if (name is null || name.Contains('.', StringComparison.Ordinal))
            {
                _context.Lost(port.Id, $"the port {port.Id}, which is no element of this model itself", "ports on the model's own elements");
                continue;
            }

            string expected = port.Target.UnitRef is null ? name : "unit_" + name;
            if (port.Id != expected)
            {
                _context.Changed(port.Id, $"the port {port.Id} on {name}", $"the name {name}: a port has the name of its element");
            }

            if (seen.Add(name))
            {
                yield return name;
            }
        }
    }

    private void WriteUnits()
    {
        foreach (var definition in _model.UnitDefinitions)
        {
            if (definition.Id.Length > 0 && definition.ReplacedBy is null)
            {
                string name = _names.Unit(definition.Id);
                Line(definition.Parts.IsEmpty ? $"unit {name};" : $"unit {name} = {UnitText.Of(definition.Parts)};");
            }
        }

        ModelUnit("substance", _model.SubstanceUnits);
        ModelUnit("volume", _model.VolumeUnits);
        ModelUnit("area", _model.AreaUnits);
        ModelUnit("length", _model.LengthUnits);
        ModelUnit("time_unit", _model.TimeUnits);
        ModelUnit("extent", _model.ExtentUnits);
    }

    private void ModelUnit(string name, string? id)
    {
        if (id is null || _names.Unit(id) == name)
        {
            return;
        }

        var definition = _model.UnitDefinitions.FirstOrDefault(u => u.Id == id);
        Line($"unit {name} = {(definition is null ? UnitNames.Normal(id) : UnitText.Of(definition.Parts))};");
        if (SbmlComments.CanRename(_model))
        {
            _context.Remember("units", _context.Name(_model), name, definition is null ? UnitNames.Normal(id) : id);
        }
    }

    private void WriteParameters()
    {
        var inAlgebra = _model.Rules.OfType<AlgebraicRule>().Where(r => r.Math is not null).SelectMany(r => Formulas.Names(r.Math!)).ToHashSet(StringComparer.Ordinal);
        foreach (var p in _model.Parameters.Where(p => !_standIns.Contains(p.Id)))
        {
            WriteValue(p, p.Id, p.Value is { } value ? FormulaText.Number(value) : null);
            WriteConstant(p, p.Id, p.Constant, p.Value is not null, inAlgebra.Contains(p.Id));
        }

        foreach (var c in _model.Compartments.Where(c => !_standIns.Contains(c.Id) && !IsImplicitDefault(c)))
        {
            WriteConstant(c, c.Id, c.Constant, true, inAlgebra.Contains(c.Id));
        }
    }

    /// <summary>Says var or const where the reader would not know.</summary>
    private void WriteConstant(Element element, string id, bool constant, bool isMentioned, bool inAlgebra)
    {
        bool hasRule = _rules.ContainsKey(id);
        bool hasFormula = _initial.ContainsKey(id);
        if (!constant && !hasRule)
        {
            Line($"var {N(id)};");
        }
        else if (constant && (hasFormula || inAlgebra || !element.ReplacedElements.IsEmpty || (!isMentioned && !hasRule)))
        {
            Line($"const {N(id)};");
        }
    }

    /// <summary>The initial value: an initial assignment, else the plain value. With an assignment rule there is none.</summary>
    private void WriteValue(Element element, string id, string? plain)
    {
        if (IsReplaced(element) && !_initial.ContainsKey(id) && !_rules.ContainsKey(id))
        {
            return;
        }

        if (ClearInherited(element, id, plain is not null) || _rules.GetValueOrDefault(id) is AssignmentRule)
        {
            return;
        }

        if (_initial.TryGetValue(id, out var math))
        {
            Line($"{N(id)} = {F(math)};");
        }
        else if (plain is not null)
        {
            Line($"{N(id)} = {plain};");
        }
    }

    private void WriteCompartments()
    {
        foreach (var c in _model.Compartments.Where(c => !_standIns.Contains(c.Id)))
        {
            if (IsImplicitDefault(c))
            {
                continue;
            }

            Line($"compartment {N(c.Id)}{(c.Outside is null ? "" : $" in {N(c.Outside)}")};");
            if (c.Outside is not null)
            {
                _context.Lost(c.Id, $"the outside {c.Outside} of {c.Id}", "SBML Level 3, where compartments do not stand in each other");
            }

            if (c.SpatialDimensions is not 3)
            {
                string dimensions = c.SpatialDimensions is { } d ? FormulaText.Number(d) : "";
                _context.Remember("dimensions", _context.Name(_model), N(c.Id), dimensions);
                _context.InComment(c.Id, $"{(dimensions.Length > 0 ? dimensions : "unknown")} dimensions of the compartment {c.Id}", "3");
            }

            WriteValue(c, c.Id, c.Size is { } size ? FormulaText.Number(size) : c.Id == ModuleTable.DefaultCompartment ? "" : null);
        }
    }

    private bool? _hasDefaultSpecies;

    /// <summary>The compartment that species without one stand in, as the reader makes it by itself.</summary>
    private bool IsImplicitDefault(Compartment c) => c is
    {
        Id: ModuleTable.DefaultCompartment, Size: 1, Constant: true, SpatialDimensions: 3, Units: null, Name: null, Notes: null, SboTerm: "SBO:0000410",
        CvTerms.IsEmpty: true, History: null, Uncertainties.IsEmpty: true, ReplacedBy: null,
    } && !_initial.ContainsKey(c.Id) && !_rules.ContainsKey(c.Id)
        && ((_hasDefaultSpecies ??= _model.Species.Any(s => s.Compartment == ModuleTable.DefaultCompartment)) || !c.ReplacedElements.IsEmpty);

    private void WriteSpecies()
    {
        var defaultCompartment = _model.Compartments.FirstOrDefault(c => c.Id == ModuleTable.DefaultCompartment);
        foreach (var s in _model.Species.Where(s => !_standIns.Contains(s.Id)))
        {
            bool inDefault = s.Compartment == ModuleTable.DefaultCompartment && (defaultCompartment is null || IsImplicitDefault(defaultCompartment));
            string constness = s.BoundaryCondition ? "$" : "";
            string var = !s.BoundaryCondition && !s.ReplacedElements.IsEmpty ? "var " : "";
            Line($"{var}{(s.HasOnlySubstanceUnits ? "substanceOnly " : "")}species {constness}{N(s.Id)}{(inDefault ? "" : $" in {N(s.Compartment)}")};");
            WriteSpeciesValue(s);
            if (s.Constant)
            {
                _context.Changed(s.Id, $"the constant species {s.Id}", s.BoundaryCondition ? "a boundary species that nothing changes" : "a species that nothing changes");
            }

            if (s.ConversionFactor is { } factor)
            {
                _context.Remember("conversionFactor", _context.Name(_model), N(s.Id), N(factor));
                _context.InComment(s.Id, $"the conversion factor of {s.Id}", "no conversion factor");
            }

            if (s.Charge is not null || s.ChemicalFormula is not null || s.SpeciesType is not null || s.SpatialSizeUnits is not null)
            {
                _context.Lost(s.Id, $"the charge, chemical formula, type or size unit of {s.Id}", "values and units only");
            }
        }
    }

    private void WriteSpeciesValue(Species s)
    {
        string compartment = N(s.Compartment);
        if (s.HasOnlySubstanceUnits && _rules.GetValueOrDefault(s.Id) is not AssignmentRule && _initial.TryGetValue(s.Id, out var math))
        {
            // The formula of such a species is an amount; a plain number, or a number over the compartment, would be read as something else.
            ClearInherited(s, s.Id, true);
            bool amountShape = math is Apply { Operator: Operator.Divide, Arguments: [_, Symbol symbol] } && symbol.Id == s.Compartment;
            Line(Formulas.Literal(math) is { } literal ? $"{N(s.Id)} = {FormulaText.Number(literal)}/{compartment};"
                : $"{N(s.Id)} = {(amountShape ? "1*" : "")}{F(math)};");
            return;
        }

        WriteValue(s, s.Id, s.InitialAmount is { } amount && double.IsFinite(amount) ? $"{FormulaText.Number(amount)}/{compartment}"
            : s.InitialConcentration is { } concentration ? FormulaText.Number(concentration) : null);
    }

    private void ReportRest()
    {
        if (_model.ConversionFactor is { } factor)
        {
            _context.Remember("conversionFactor", _context.Name(_model), N(factor));
            _context.InComment(_model.Id, $"the model's conversion factor {_model.ConversionFactor}", "no conversion factor");
        }

        IEnumerable<Element> described = Replaceable.Concat(_model.Submodels).Concat(_model.Constraints).Append(_model);
        foreach (var (element, markup) in described.SelectMany(e => e.Foreign.Select(f => (e, f))))
        {
            _context.Lost(element.Id, $"markup of {markup.Namespace}", "what Antimony describes");
        }

        foreach (var list in _model.Lists.Where(l => l.Notes is not null || l.ForeignAnnotation is not null || l.SboTerm is not null || !l.CvTerms.IsEmpty))
        {
            _context.Lost(_model.Id, $"what the {list.List} says of itself", "notes and annotations on elements");
        }
    }
}

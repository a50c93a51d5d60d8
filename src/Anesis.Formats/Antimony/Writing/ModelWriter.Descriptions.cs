using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Names, units of elements, annotations and uncertainties.</summary>
internal sealed partial class ModelWriter
{
    private void WriteDescriptions()
    {
        var compartments = _model.Compartments.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var c in _model.Compartments.Where(c => !IsImplicitDefault(c)))
        {
            HasUnit(c.Id, c.Units);
            if (c.Id == ModuleTable.DefaultCompartment && c.SboTerm == "SBO:0000410")
            {
                Describe(c with { SboTerm = null });
                continue;
            }

            Describe(c);
        }

        foreach (var s in _model.Species)
        {
            if (s.SubstanceUnits is { } substance && !_standIns.Contains(s.Id))
            {
                // Antimony gives the unit of the concentration; the reader multiplies it by the unit of the compartment again.
                string volume = compartments.TryGetValue(s.Compartment, out var c) && c.Units is { } units && s.Compartment != ModuleTable.DefaultCompartment ? _names.Unit(units)
                    : s.Compartment != ModuleTable.DefaultCompartment && _model.VolumeUnits is { } modelVolume ? _names.Unit(modelVolume)
                    : "litre";
                Line($"{N(s.Id)} has {_names.Unit(substance)}/{volume};");
            }

            Describe(s);
        }

        foreach (var p in _model.Parameters)
        {
            HasUnit(p.Id, p.Units);
            Describe(p);
        }

        foreach (var r in _model.Reactions)
        {
            Describe(r);
            foreach (var s in r.Reactants.Concat(r.Products).Where(s => s.Id.Length > 0))
            {
                Describe(s);
            }
        }

        foreach (var e in _model.Events)
        {
            Describe(e);
        }

        foreach (var rule in _model.Rules.OfType<AlgebraicRule>())
        {
            Describe(rule);
        }

        foreach (var submodel in _model.Submodels)
        {
            Describe(submodel);
        }

        foreach (var unit in _model.UnitDefinitions)
        {
            Describe(unit, _names.Unit(unit.Id));
        }
    }

    /// <summary>Spellings of the attribute, in case a submodel has an element called so.</summary>
    private static readonly string[] s_sboWords = ["sboTerm", "SBOTerm", "SBOterm", "SBOTERM", "sboterm"];

    private void HasUnit(string id, string? unit)
    {
        if (unit is not null && !_standIns.Contains(id))
        {
            Line($"{N(id)} has {_names.Unit(unit)};");
        }
    }

    private void Describe(Element element) => Describe(element, N(element.Id));

    private void Describe(Element element, string name)
    {
        if (_standIns.Contains(element.Id))
        {
            return;
        }

        if (element.Id.Length == 0)
        {
            new AnnotationWriter(_context, _text, _indent).Lose("an element without an id", element);
            return;
        }

        if (element.Name is not null)
        {
            Line($"{name} is {AnnotationWriter.Quote(element.Name)};");
            if (!AnnotationWriter.CanQuote(element.Name))
            {
                _context.Lost(element.Id, $"the backquotes in the name of {element.Id}", "a name that fits between quotes");
            }
        }

        string sbo = element is Submodel submodel && _context.Find(submodel.ModelRef) is { } definition
            ? s_sboWords.First(w => w == s_sboWords[^1] || !_context.Names(definition).IsTaken(w))
            : s_sboWords[0];
        new AnnotationWriter(_context, _text, _indent).Write(name, element, sbo);
        for (int i = 0; i < element.Uncertainties.Count; i++)
        {
            if (i > 0)
            {
                _context.Changed(element.Id, $"several uncertainties of {element.Id}", "one that has all their parameters");
            }

            new AnnotationWriter(_context, _text, _indent).Lose($"an uncertainty of {element.Id}", element.Uncertainties[i]);
            foreach (var parameter in element.Uncertainties[i].Parameters)
            {
                WriteUncertainty(element, name, parameter);
            }
        }
    }

    private void WriteUncertainty(Element element, string name, UncertaintyParameter p)
    {
        if (!p.Nested.IsEmpty)
        {
            _context.Lost(element.Id, $"the parameters inside the {p.Kind} of {element.Id}", "parameters without others inside");
        }

        string Value(double? value, string? variable) => variable is not null ? N(variable)
            : FormulaText.Number(value ?? double.NaN) + (p.Units is null || value is null ? "" : " " + _names.Unit(p.Units));
        bool isSpan = p.Lower is not null || p.LowerVariable is not null || p.Upper is not null || p.UpperVariable is not null;
        string? text = isSpan ? $"{{{Value(p.Lower, p.LowerVariable)}, {Value(p.Upper, p.UpperVariable)}}}"
            : p.Math is not null ? F(p.Math)
            : p.Value is not null || p.Variable is not null ? Value(p.Value, p.Variable)
            : null;
        if (!Interpreter.IsUncertainty(p.Kind) || (text is null && p.DefinitionUrl is null && p.Name is null))
        {
            _context.Lost(element.Id, $"the uncertainty {p.Kind} of {element.Id}", "one of Antimony's uncertainties, with a value");
            return;
        }

        if (text is not null)
        {
            Line($"{name}.{p.Kind} = {text};");
        }

        if ((p.DefinitionUrl ?? p.Name) is { } label)
        {
            Line($"{name}.{p.Kind} is {AnnotationWriter.Quote(label)};");
        }
    }
}

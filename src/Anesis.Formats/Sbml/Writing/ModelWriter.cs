using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes a model that has been fitted to the edition (<see cref="EditionFit"/>).</summary>
internal sealed partial class ModelWriter
{
    private readonly ElementWriter _elements;
    private readonly XmlOutput _output;
    private readonly SbmlEdition _edition;
    private readonly MathMlWriter _math;
    private readonly PackageWriter _packages;
    private readonly bool _level1;

    public ModelWriter(ElementWriter elements, PackageWriter packages)
    {
        (_elements, _packages) = (elements, packages);
        (_output, _edition) = (elements.Output, elements.Edition);
        _math = new(_output, SbmlNamespaces.Of(_edition));
        _level1 = _edition.IsIn(SbmlEdition.L1);
    }

    public void Write(Model model, string name = "model")
    {
        if (name == "model")
        {
            _elements.Begin("model", model);
        }
        else
        {
            _elements.BeginPackage(name[..name.IndexOf(':', StringComparison.Ordinal)], "modelDefinition", model, idsWithPrefix: false);
        }

        if (_edition.IsIn(SbmlEdition.L3))
        {
            _output.Attribute("substanceUnits", model.SubstanceUnits);
            _output.Attribute("timeUnits", model.TimeUnits);
            _output.Attribute("volumeUnits", model.VolumeUnits);
            _output.Attribute("areaUnits", model.AreaUnits);
            _output.Attribute("lengthUnits", model.LengthUnits);
            _output.Attribute("extentUnits", model.ExtentUnits);
            _output.Attribute("conversionFactor", model.ConversionFactor);
        }

        _packages.ModelAttributes(model);
        _elements.Content(model);
        _elements.List(model, "listOfFunctionDefinitions", model.FunctionDefinitions, Write);
        _elements.List(model, "listOfUnitDefinitions", model.UnitDefinitions, Write);
        if (_edition.IsIn(SbmlEdition.L2V2To5))
        {
            _elements.List(model, "listOfCompartmentTypes", model.CompartmentTypes, t => Leaf("compartmentType", t));
            _elements.List(model, "listOfSpeciesTypes", model.SpeciesTypes, t => Leaf("speciesType", t));
        }

        _elements.List(model, "listOfCompartments", model.Compartments, Write);
        _elements.List(model, "listOfSpecies", model.Species, Write);
        _elements.List(model, "listOfParameters", model.Parameters, p => WriteParameter(p, "parameter"));
        _elements.List(model, "listOfInitialAssignments", model.InitialAssignments, Write);
        _elements.List(model, "listOfRules", model.Rules, r => WriteRule(model, r));
        _elements.List(model, "listOfConstraints", model.Constraints, Write);
        _elements.List(model, "listOfReactions", model.Reactions, Write);
        _elements.List(model, "listOfEvents", model.Events, Write);
        _packages.ModelContent(model);
        _output.End();
    }

    private void Leaf(string name, Element element)
    {
        _elements.Begin(name, element);
        _elements.Content(element);
        _output.End();
    }

    /// <summary>The end of an element that has nothing but mathematics.</summary>
    private void EndWithMath(Element element, Expression? math)
    {
        _elements.Content(element);
        if (math is not null)
        {
            _math.Write(math);
        }

        _output.End();
    }

    private void Formula(Element element, Expression? math)
    {
        if (_level1)
        {
            _elements.Attribute("formula", math is null ? "" : Level1FormulaWriter.Write(math, element, _elements.Losses));
        }
    }

    private void Write(FunctionDefinition function)
    {
        _elements.Begin("functionDefinition", function);
        _elements.Content(function);
        if (function.Body is not null || !function.Arguments.IsEmpty)
        {
            _math.WriteLambda(function.Arguments, function.Body);
        }

        _output.End();
    }

    private void Write(UnitDefinition unit)
    {
        _elements.Begin("unitDefinition", unit);
        _elements.Content(unit);
        _elements.List(unit, "listOfUnits", unit.Parts, part =>
        {
            _elements.Begin("unit", part);
            _elements.Attribute("kind", part.Kind);
            _elements.Attribute("exponent", XsdText.Write(part.Exponent));
            _elements.Attribute("scale", part.Scale);
            if (part.Multiplier != 1 || _edition.IsIn(SbmlEdition.L3))
            {
                _elements.Attribute("multiplier", part.Multiplier);
            }

            if (part.Offset != 0)
            {
                _elements.Attribute("offset", part.Offset);
            }

            _elements.Content(part);
            _output.End();
        });
        _output.End();
    }

    private void Write(Compartment compartment)
    {
        _elements.Begin("compartment", compartment);
        if (!_level1)
        {
            _elements.Attribute("compartmentType", compartment.CompartmentType);
            _elements.Attribute("spatialDimensions", compartment.SpatialDimensions);
        }

        _elements.Attribute(_level1 ? "volume" : "size", compartment.Size);
        _elements.Attribute("units", compartment.Units);
        _elements.Attribute("outside", compartment.Outside);
        if (!_level1)
        {
            _elements.Attribute("constant", compartment.Constant);
        }

        _elements.Content(compartment);
        _output.End();
    }

    private void Write(Species species)
    {
        _elements.Begin(_edition == SbmlEdition.L1V1 ? "specie" : "species", species);
        if (!_level1)
        {
            _elements.Attribute("speciesType", species.SpeciesType);
        }

        _elements.Attribute("compartment", species.Compartment);
        _elements.Attribute("initialAmount", species.InitialAmount);
        _elements.Attribute("initialConcentration", species.InitialConcentration);
        _elements.Attribute(_level1 ? "units" : "substanceUnits", species.SubstanceUnits);
        _elements.Attribute("spatialSizeUnits", species.SpatialSizeUnits);
        if (!_level1)
        {
            _elements.Attribute("hasOnlySubstanceUnits", species.HasOnlySubstanceUnits);
        }

        _elements.Attribute("boundaryCondition", species.BoundaryCondition);
        if (!_edition.IsIn(SbmlEdition.L3))
        {
            _elements.Attribute("charge", species.Charge);
        }

        if (!_level1)
        {
            _elements.Attribute("constant", species.Constant);
        }

        _elements.Attribute("conversionFactor", species.ConversionFactor);
        _packages.SpeciesAttributes(species);
        _elements.Content(species);
        _output.End();
    }

    private void WriteParameter(Parameter parameter, string name)
    {
        _elements.Begin(name, parameter);
        _elements.Attribute("value", parameter.Value);
        _elements.Attribute("units", parameter.Units);
        if (name == "parameter" && !_level1)
        {
            _elements.Attribute("constant", parameter.Constant);
        }

        _elements.Content(parameter);
        _output.End();
    }

    private void Write(InitialAssignment assignment)
    {
        _elements.Begin("initialAssignment", assignment);
        _elements.Attribute("symbol", assignment.Symbol);
        EndWithMath(assignment, assignment.Math);
    }

    private void WriteRule(Model model, Rule rule)
    {
        (string name, string? variable) = rule switch
        {
            AssignmentRule a => ("assignmentRule", a.Variable),
            RateRule r => ("rateRule", r.Variable),
            _ => ("algebraicRule", null),
        };
        if (_level1 && variable is not null)
        {
            WriteLevel1Rule(model, rule, variable);
            return;
        }

        _elements.Begin(name, rule);
        _elements.Attribute("variable", variable);
        Formula(rule, rule.Math);
        EndWithMath(rule, _level1 ? null : rule.Math);
    }

    private void WriteLevel1Rule(Model model, Rule rule, string variable)
    {
        bool first = _edition == SbmlEdition.L1V1;
        (string name, string attribute) =
            model.Species.Any(s => s.Id == variable) ? (first ? ("specieConcentrationRule", "specie") : ("speciesConcentrationRule", "species"))
            : model.Compartments.Any(c => c.Id == variable) ? ("compartmentVolumeRule", "compartment")
            : ("parameterRule", "name");
        _elements.Begin(name, rule);
        _elements.Attribute(attribute, variable);
        Formula(rule, rule.Math);
        _elements.Attribute("type", rule is RateRule ? "rate" : "scalar");
        _elements.Content(rule);
        _output.End();
    }

    private void Write(Modeling.Constraint constraint)
    {
        _elements.Begin("constraint", constraint);
        _elements.Content(constraint);
        if (constraint.Math is not null)
        {
            _math.Write(constraint.Math);
        }

        if (constraint.Message is not null)
        {
            _output.Begin("message");
            _output.Markup(ElementWriter.Xhtml(constraint.Message));
            _output.End();
        }

        _output.End();
    }
}

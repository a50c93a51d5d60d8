using System.Globalization;
using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes the packages comp, distrib and fbc.</summary>
internal sealed class PackageWriter
{
    private readonly ElementWriter _elements;
    private readonly XmlOutput _output;
    private readonly MathMlWriter _math;
    private readonly string? _comp;
    private readonly string? _distrib;
    private readonly string? _fbc;

    public PackageWriter(ElementWriter elements, ValueList<SbmlPackage> packages)
    {
        _elements = elements;
        _output = elements.Output;
        _math = new(_output, SbmlNamespaces.Of(elements.Edition));
        bool level3 = elements.Edition.IsIn(SbmlEdition.L3);
        _comp = level3 ? elements.PrefixOf(SbmlNamespaces.Comp) : null;
        _distrib = level3 ? elements.PrefixOf(SbmlNamespaces.Distrib) : null;
        _fbc = level3 ? packages.FirstOrDefault(p => SbmlNamespaces.IsFbc(p.Namespace))?.Prefix : null;
        elements.PackageContent = ElementContent;
    }

    /// <summary>The prefix of comp, or null when the document does not use it.</summary>
    public string? Comp => _comp;

    public void ModelAttributes(Model model)
    {
        if (_fbc is not null && model.FluxBalance?.Strict is { } strict)
        {
            _output.Attribute($"{_fbc}:strict", strict ? "true" : "false");
        }
    }

    public void SpeciesAttributes(Species species)
    {
        if (_fbc is not null)
        {
            _output.Attribute($"{_fbc}:charge", species.Charge?.ToString(CultureInfo.InvariantCulture));
            _output.Attribute($"{_fbc}:chemicalFormula", species.ChemicalFormula);
        }
        else if (species.ChemicalFormula is not null || (species.Charge is not null && _elements.Edition.IsIn(SbmlEdition.L3)))
        {
            _elements.Losses.Lost(species, "the charge or the chemical formula (without the package fbc)");
        }
    }

    public void ReactionAttributes(Reaction reaction)
    {
        if (_fbc is not null)
        {
            _output.Attribute($"{_fbc}:lowerFluxBound", reaction.LowerFluxBound);
            _output.Attribute($"{_fbc}:upperFluxBound", reaction.UpperFluxBound);
        }
        else if (reaction.LowerFluxBound is not null || reaction.UpperFluxBound is not null)
        {
            _elements.Losses.Lost(reaction, "the bounds of the flux");
        }
    }

    public void ReactionContent(Reaction reaction)
    {
        if (reaction.GeneAssociation is not { } association)
        {
            return;
        }

        if (_fbc is null)
        {
            _elements.Losses.Lost(reaction, "the gene products");
            return;
        }

        _elements.BeginPackage(_fbc, "geneProductAssociation", association);
        _elements.Content(association);
        if (association.Rule is not null)
        {
            Write(association.Rule, _fbc);
        }

        _output.End();
    }

    public void ModelContent(Model model)
    {
        if (_comp is not null)
        {
            List(model, _comp, "listOfSubmodels", model.Submodels, s => Write(s, _comp));
            List(model, _comp, "listOfPorts", model.Ports, p =>
            {
                _elements.BeginPackage(_comp, "port", p);
                Reference(_comp, p.Target);
                EndReference(_comp, p, p.Target);
            });
        }

        if (model.FluxBalance is not { } balance)
        {
            return;
        }

        if (_fbc is null)
        {
            _elements.Losses.Lost(model, "objectives, gene products and flux bounds");
            return;
        }

        Write(model, balance, _fbc);
    }

    public void ExternalModels(Element owner, ValueList<ExternalModel> externals)
    {
        if (_comp is not null)
        {
            List(owner, _comp, "listOfExternalModelDefinitions", externals, e =>
            {
                _elements.BeginPackage(_comp, "externalModelDefinition", e);
                _output.Attribute($"{_comp}:source", e.Source);
                _output.Attribute($"{_comp}:modelRef", e.ModelRef);
                _output.Attribute($"{_comp}:md5", e.Md5);
                _elements.Content(e);
                _output.End();
            });
        }
    }

    /// <summary>What comp and distrib add to any element.</summary>
    private void ElementContent(Element element)
    {
        if (_comp is not null)
        {
            List(element, _comp, "listOfReplacedElements", element.ReplacedElements, r =>
            {
                _elements.BeginPackage(_comp, "replacedElement", r);
                _output.Attribute($"{_comp}:submodelRef", r.SubmodelRef);
                _output.Attribute($"{_comp}:deletion", r.DeletionRef);
                _output.Attribute($"{_comp}:conversionFactor", r.ConversionFactor);
                Reference(_comp, r.Target);
                EndReference(_comp, r, r.Target);
            });
            if (element.ReplacedBy is { } by)
            {
                _elements.BeginPackage(_comp, "replacedBy", by);
                _output.Attribute($"{_comp}:submodelRef", by.SubmodelRef);
                Reference(_comp, by.Target);
                EndReference(_comp, by, by.Target);
            }
        }

        if (_distrib is not null)
        {
            List(element, _distrib, "listOfUncertainties", element.Uncertainties, u =>
            {
                Begin(_distrib, "uncertainty", u);
                _elements.Content(u);
                foreach (var parameter in u.Parameters)
                {
                    Write(parameter, _distrib);
                }

                _output.End();
            });
        }
        else if (!element.Uncertainties.IsEmpty)
        {
            _elements.Losses.Lost(element, "the uncertainty");
        }
    }

    /// <summary>Level 3 Version 2 gives every element an id without prefix; distrib follows it.</summary>
    private void Begin(string prefix, string name, Element element) => _elements.BeginPackage(prefix, name, element, idsWithPrefix: _elements.Edition != SbmlEdition.L3V2);

    private void BeginList(string prefix, string name, ListElement? list)
    {
        if (list is null)
        {
            _output.Begin($"{prefix}:{name}");
        }
        else
        {
            Begin(prefix, name, list);
        }
    }

    private void ListContent(ListElement? list)
    {
        if (list is not null)
        {
            _elements.Content(list);
        }
    }

    /// <summary>A list of a package with what it says of itself; nothing without items.</summary>
    public void List<T>(Element owner, string prefix, string name, ValueList<T> items, Action<T> write)
    {
        if (items.IsEmpty)
        {
            return;
        }

        var list = ElementWriter.FindList(owner, name);
        BeginList(prefix, name, list);
        ListContent(list);
        foreach (var item in items)
        {
            write(item);
        }

        _output.End();
    }

    private void Write(Submodel submodel, string comp)
    {
        _elements.BeginPackage(comp, "submodel", submodel);
        _output.Attribute($"{comp}:modelRef", submodel.ModelRef);
        _output.Attribute($"{comp}:timeConversionFactor", submodel.TimeConversionFactor);
        _output.Attribute($"{comp}:extentConversionFactor", submodel.ExtentConversionFactor);
        _elements.Content(submodel);
        List(submodel, comp, "listOfDeletions", submodel.Deletions, d =>
        {
            _elements.BeginPackage(comp, "deletion", d);
            Reference(comp, d.Target);
            EndReference(comp, d, d.Target);
        });
        _output.End();
    }

    private void Reference(string comp, ElementReference? reference)
    {
        _output.Attribute($"{comp}:portRef", reference?.PortRef);
        _output.Attribute($"{comp}:idRef", reference?.IdRef);
        _output.Attribute($"{comp}:unitRef", reference?.UnitRef);
        _output.Attribute($"{comp}:metaIdRef", reference?.MetaIdRef);
    }

    private void EndReference(string comp, Element element, ElementReference? reference)
    {
        _elements.Content(element);
        Inner(comp, reference?.Inner);
        _output.End();
    }

    private void Inner(string comp, ElementReference? reference)
    {
        if (reference is null)
        {
            return;
        }

        _output.Begin($"{comp}:sBaseRef");
        Reference(comp, reference);
        Inner(comp, reference.Inner);
        _output.End();
    }

    private void Write(UncertaintyParameter parameter, string distrib)
    {
        Begin(distrib, parameter.IsSpan ? "uncertSpan" : "uncertParameter", parameter);
        _output.Attribute($"{distrib}:type", parameter.Kind);
        Real("value", parameter.Value);
        _output.Attribute($"{distrib}:var", parameter.Variable);
        _output.Attribute($"{distrib}:units", parameter.Units);
        _output.Attribute($"{distrib}:definitionURL", parameter.DefinitionUrl);
        Real("valueLower", parameter.Lower);
        _output.Attribute($"{distrib}:varLower", parameter.LowerVariable);
        Real("valueUpper", parameter.Upper);
        _output.Attribute($"{distrib}:varUpper", parameter.UpperVariable);
        _elements.Content(parameter);
        if (parameter.Math is not null)
        {
            _math.Write(parameter.Math);
        }

        List(parameter, distrib, "listOfUncertParameters", parameter.Nested, p => Write(p, distrib));
        _output.End();

        void Real(string name, double? value) => _output.Attribute($"{distrib}:{name}", value is null ? null : XsdText.Write(value.Value));
    }

    private void Write(Model model, FluxBalance balance, string fbc)
    {
        List(model, fbc, "listOfFluxBounds", balance.FluxBounds, b =>
        {
            _elements.BeginPackage(fbc, "fluxBound", b);
            _output.Attribute($"{fbc}:reaction", b.Reaction);
            _output.Attribute($"{fbc}:operation", b.Operation);
            _output.Attribute($"{fbc}:value", XsdText.Write(b.Value));
            _elements.Content(b);
            _output.End();
        });
        var list = ElementWriter.FindList(model, "listOfObjectives");
        if (!balance.Objectives.IsEmpty || balance.ActiveObjective is not null)
        {
            BeginList(fbc, "listOfObjectives", list);
            _output.Attribute($"{fbc}:activeObjective", balance.ActiveObjective);
            ListContent(list);
            foreach (var objective in balance.Objectives)
            {
                Write(objective, fbc);
            }

            _output.End();
        }

        List(model, fbc, "listOfGeneProducts", balance.GeneProducts, g =>
        {
            _elements.BeginPackage(fbc, "geneProduct", g);
            _output.Attribute($"{fbc}:label", g.Label);
            _output.Attribute($"{fbc}:associatedSpecies", g.AssociatedSpecies);
            _elements.Content(g);
            _output.End();
        });
    }

    private void Write(Objective objective, string fbc)
    {
        _elements.BeginPackage(fbc, "objective", objective);
        _output.Attribute($"{fbc}:type", objective.Maximize ? "maximize" : "minimize");
        _elements.Content(objective);
        List(objective, fbc, "listOfFluxObjectives", objective.Fluxes, f =>
        {
            _elements.BeginPackage(fbc, "fluxObjective", f);
            _output.Attribute($"{fbc}:reaction", f.Reaction);
            _output.Attribute($"{fbc}:coefficient", XsdText.Write(f.Coefficient));
            _output.Attribute($"{fbc}:variableType", f.VariableType);
            _elements.Content(f);
            _output.End();
        });
        _output.End();
    }

    private void Write(GeneRule rule, string fbc)
    {
        _elements.BeginPackage(fbc, rule.Kind switch { GeneRuleKind.Product => "geneProductRef", GeneRuleKind.All => "and", _ => "or" }, rule);
        _output.Attribute($"{fbc}:geneProduct", rule.GeneProduct);
        _elements.Content(rule);
        foreach (var operand in rule.Operands)
        {
            Write(operand, fbc);
        }

        _output.End();
    }
}

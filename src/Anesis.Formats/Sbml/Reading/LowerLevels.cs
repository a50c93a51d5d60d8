using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Formats.Sbml.Schema;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>
/// Carries a model of Level 1 or 2 over into the form of Level 3: built-in units, constancy that Level 1 implies, amounts in compartments without size, modifiers that Level 1 does not list.
/// </summary>
internal static class LowerLevels
{
    /// <summary>Level 1 and 2 name five units that every model has, and may redefine.</summary>
    private static readonly (string Name, string Default)[] BuiltIn = [("substance", "mole"), ("volume", "litre"), ("area", "area"), ("length", "metre"), ("time", "second")];

    public static Model Carry(Model model, SbmlEdition edition)
    {
        model = WithUnits(model);
        model = WithAmountsWithoutSize(model);
        return edition.IsIn(SbmlEdition.L1) ? WithModifiers(WithConstancy(model)) : model;
    }

    private static Model WithUnits(Model model)
    {
        var defined = model.UnitDefinitions.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        if (!defined.Contains("area"))
        {
            model = model with { UnitDefinitions = model.UnitDefinitions.Add(new UnitDefinition { Id = "area", Parts = [new UnitPart("metre", 2)], Span = model.Span }) };
        }

        string substance = Named("substance"), time = Named("time");
        return model with
        {
            SubstanceUnits = substance,
            ExtentUnits = substance,
            TimeUnits = time,
            VolumeUnits = Named("volume"),
            AreaUnits = Named("area"),
            LengthUnits = Named("length"),
            Compartments = model.Compartments.Select(c => c with { Units = Translate(c.Units) }).ToValueList(),
            Species = model.Species.Select(s => s with { SubstanceUnits = Translate(s.SubstanceUnits), SpatialSizeUnits = Translate(s.SpatialSizeUnits) }).ToValueList(),
            Parameters = model.Parameters.Select(p => p with { Units = Translate(p.Units) }).ToValueList(),
            Reactions = model.Reactions.Select(r => r.KineticLaw is null ? r : r with { KineticLaw = Translated(r.KineticLaw) }).ToValueList(),
            Events = model.Events.Select(e => e.TimeUnits is null ? e : e with { TimeUnits = Translate(e.TimeUnits) }).ToValueList(),
        };

        string Named(string builtIn) => defined.Contains(builtIn) ? builtIn : Array.Find(BuiltIn, b => b.Name == builtIn).Default;

        string? Translate(string? units) => units switch
        {
            null => null,
            "substance" or "volume" or "area" or "length" or "time" => Named(units),
            _ => defined.Contains(units) ? units : UnitKinds.Canonical(units),
        };

        KineticLaw Translated(KineticLaw law) => law with
        {
            SubstanceUnits = Translate(law.SubstanceUnits),
            TimeUnits = Translate(law.TimeUnits),
            LocalParameters = law.LocalParameters.Select(p => p with { Units = Translate(p.Units) }).ToValueList(),
        };
    }

    /// <summary>In a compartment without dimensions a species has no concentration: its id means its amount (Level 2 Version 4, section 4.8.5).</summary>
    private static Model WithAmountsWithoutSize(Model model)
    {
        var points = model.Compartments.Where(c => c.SpatialDimensions == 0).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return points.Count == 0 ? model : model with
        {
            Species = model.Species.Select(s => points.Contains(s.Compartment) ? s with { HasOnlySubstanceUnits = true } : s).ToValueList(),
        };
    }

    /// <summary>Level 1 has no attribute "constant": what a rule sets varies, all other compartments and parameters stay.</summary>
    private static Model WithConstancy(Model model)
    {
        var varying = model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule a => a.Variable, _ => null }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var rule in model.Rules.OfType<AlgebraicRule>())
        {
            CollectSymbols(rule.Math, varying);
        }

        return model with
        {
            Compartments = model.Compartments.Select(c => varying.Contains(c.Id) ? c with { Constant = false } : c).ToValueList(),
            Parameters = model.Parameters.Select(p => varying.Contains(p.Id) ? p with { Constant = false } : p).ToValueList(),
        };
    }

    /// <summary>Level 1 does not list modifiers: species in a rate law that are neither reactant nor product.</summary>
    private static Model WithModifiers(Model model)
    {
        var species = model.Species.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return model with { Reactions = model.Reactions.Select(WithModifiers).ToValueList() };

        Reaction WithModifiers(Reaction reaction)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var order = new List<string>();
            CollectSymbols(reaction.KineticLaw?.Math, names, order);
            names.ExceptWith(reaction.Reactants.Concat(reaction.Products).Select(r => r.Species));
            names.ExceptWith(reaction.KineticLaw?.LocalParameters.Select(p => p.Id) ?? []);
            names.IntersectWith(species);
            return names.Count == 0 ? reaction : reaction with
            {
                Modifiers = order.Where(names.Contains).Select(name => new ModifierReference { Species = name, Span = reaction.Span }).ToValueList(),
            };
        }
    }

    private static void CollectSymbols(Expression? expression, HashSet<string> names, List<string>? order = null)
    {
        switch (expression)
        {
            case Symbol symbol:
                if (names.Add(symbol.Id))
                {
                    order?.Add(symbol.Id);
                }

                break;
            case Apply { Arguments: var arguments }:
                CollectSymbols(arguments, names, order);
                break;
            case Call { Arguments: var arguments }:
                CollectSymbols(arguments, names, order);
                break;
        }
    }

    private static void CollectSymbols(ValueList<Expression> arguments, HashSet<string> names, List<string>? order)
    {
        foreach (var argument in arguments)
        {
            CollectSymbols(argument, names, order);
        }
    }
}

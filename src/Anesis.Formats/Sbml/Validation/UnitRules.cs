using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about the names of units: definitions (20401 to 20408), references (10313, 20217 to 20233, 20507 to 20509, 20608, 20701, 21204).</summary>
internal sealed class UnitRules(Names names, Findings findings)
{
    private static readonly string[] BuiltInLevel1 = ["substance", "volume", "time"];
    private static readonly string[] BuiltInLevel2 = ["substance", "volume", "area", "length", "time"];

    private readonly HashSet<string> _kinds = UnitKinds.Of(findings.Edition).ToHashSet(StringComparer.Ordinal);
    private readonly string[] _builtIn = findings.Is(SbmlEdition.L1) ? BuiltInLevel1 : findings.Is(SbmlEdition.L2) ? BuiltInLevel2 : [];
    private readonly bool _old = findings.Is(SbmlEdition.L1 | SbmlEdition.L2V1);
    private readonly bool _level3 = findings.Is(SbmlEdition.L3);

    public void Check()
    {
        foreach (var definition in names.Model.UnitDefinitions)
        {
            CheckDefinition(definition);
        }

        CheckModel(names.Model);
        foreach (var compartment in names.Model.Compartments)
        {
            CheckCompartment(compartment);
        }

        foreach (var species in names.Model.Species)
        {
            Refer(species.SubstanceUnits, species, "the substance unit");
            if (species.SubstanceUnits is { } units && !IsSubstance(units))
            {
                findings.Report(20608, species, $"the unit \"{units}\" for the amount of {species.Id}", SubstanceWords);
            }

            if (species.SpatialSizeUnits is { } size && names.Compartments.TryGetValue(species.Compartment, out var compartment))
            {
                CheckSpatialSize(species, size, compartment.SpatialDimensions);
            }
        }

        foreach (var parameter in names.Model.Parameters.Concat(names.Model.Reactions.SelectMany(r => r.KineticLaw?.LocalParameters ?? [])))
        {
            Refer(parameter.Units, parameter, "the unit");
            if (parameter.Units is { } units && !Exists(units))
            {
                findings.Report(20701, parameter, $"the unit \"{units}\" of {parameter.Id}", "a base unit or a unit definition of the model", Nearest(units));
            }
        }

        foreach (var happening in names.Model.Events.Where(e => e.TimeUnits is not null))
        {
            if (!Fits(happening.TimeUnits!, UnitShape.Time, "time", "second"))
            {
                findings.Report(21204, happening, $"the time unit \"{happening.TimeUnits}\"", "\"time\", \"second\", or a unit defined as a multiple of second");
            }
        }
    }

    public bool Exists(string unit) => _kinds.Contains(unit) || names.Units.ContainsKey(unit) || Array.IndexOf(_builtIn, unit) >= 0;

    public string? Nearest(string unit) => Spelling.Nearest(unit, names.Units.Keys.Concat(_builtIn).Concat(_kinds));

    private string SubstanceWords => _old ? "\"substance\", \"mole\", \"item\", or a unit defined as a multiple of these"
        : (_level3 ? "" : "\"substance\", ") + "\"mole\", \"item\", \"gram\", \"kilogram\", \"dimensionless\", or a unit defined as a multiple of these";

    private void CheckDefinition(UnitDefinition definition)
    {
        if (_kinds.Contains(definition.Id))
        {
            findings.Report(20401, definition, $"a definition of \"{definition.Id}\"", "a name that is no base unit's");
        }

        var shape = UnitShape.Of(definition);
        bool dimensionless = !_old && definition.Parts is [{ Kind: "dimensionless" }];
        switch (definition.Id)
        {
            case "substance" when !dimensionless && !shape.IsSubstance(masses: !_old):
                findings.Report(20402, definition, $"\"substance\" as {shape}", "a multiple of mole or item" + (_old ? "" : ", gram, kilogram or dimensionless"));
                break;
            case "length" when !dimensionless && !shape.Is(UnitShape.Length):
                findings.Report(20403, definition, $"\"length\" as {shape}", "a multiple of metre");
                break;
            case "area" when !dimensionless && !shape.Is(UnitShape.Area):
                findings.Report(20404, definition, $"\"area\" as {shape}", "a multiple of metre^2");
                break;
            case "time" when !dimensionless && !shape.Is(UnitShape.Time):
                findings.Report(20405, definition, $"\"time\" as {shape}", "a multiple of second");
                break;
            case "volume" when !dimensionless:
                CheckVolume(definition, shape);
                break;
        }
    }

    /// <summary>Up to Level 2 Version 3 kind and exponent are two rules, later one.</summary>
    private void CheckVolume(UnitDefinition definition, UnitShape shape)
    {
        bool litres = shape.Is(UnitShape.Litre), cubic = shape.Is(UnitShape.Volume) && !findings.Is(SbmlEdition.L1);
        if (litres || cubic)
        {
            return;
        }

        string found = $"\"volume\" as {shape}";
        if (shape.IsPowerOf("litre") && findings.Is(SbmlEdition.L1 | SbmlEdition.L2V1 | SbmlEdition.L2V2 | SbmlEdition.L2V3))
        {
            findings.Report(20407, definition, found, "litre with exponent 1");
        }
        else if (shape.IsPowerOf("metre") && findings.Is(SbmlEdition.L2V1 | SbmlEdition.L2V2 | SbmlEdition.L2V3))
        {
            findings.Report(20408, definition, found, "metre with exponent 3");
        }
        else
        {
            findings.Report(20406, definition, found, findings.Is(SbmlEdition.L1) ? "a multiple of litre" : "a multiple of litre or of metre^3");
        }
    }

    private void CheckModel(Model model)
    {
        (string? Unit, string What, int Rule, Func<string, bool> Good, string Words)[] all =
        [
            (model.SubstanceUnits, "substanceUnits", 20233, IsSubstance, SubstanceWords),
            (model.TimeUnits, "timeUnits", 20217, u => Fits(u, UnitShape.Time, "second"), "\"second\", \"dimensionless\", or a unit defined as a multiple of these"),
            (model.VolumeUnits, "volumeUnits", 20218, u => Fits(u, UnitShape.Volume, "litre"), "\"litre\", \"dimensionless\", or a unit defined as a multiple of litre or metre^3"),
            (model.AreaUnits, "areaUnits", 20219, u => Fits(u, UnitShape.Area), "\"dimensionless\", or a unit defined as a multiple of metre^2"),
            (model.LengthUnits, "lengthUnits", 20220, u => Fits(u, UnitShape.Length, "metre"), "\"metre\", \"dimensionless\", or a unit defined as a multiple of these"),
            (model.ExtentUnits, "extentUnits", 20221, IsSubstance, SubstanceWords),
        ];
        foreach (var (unit, what, rule, good, words) in all)
        {
            Refer(unit, model, what);
            if (unit is not null && Exists(unit) && !good(unit))
            {
                findings.Report(rule, model, $"{what}=\"{unit}\"", words);
            }
        }
    }

    private void CheckCompartment(Compartment compartment)
    {
        Refer(compartment.Units, compartment, "the unit");
        if (compartment.Units is not { } units)
        {
            return;
        }

        (int rule, bool good, string words) = compartment.SpatialDimensions switch
        {
            1 => (20507, Fits(units, UnitShape.Length, "length", "metre"), "a unit of length"),
            2 => (20508, Fits(units, UnitShape.Area, "area"), "a unit of area"),
            3 => (20509, Fits(units, UnitShape.Volume, "volume", "litre", "liter"), "a unit of volume"),
            _ => (0, true, ""),
        };
        if (!good)
        {
            findings.Report(rule, compartment, $"the unit \"{units}\" for the size of {compartment.Id}, which has {Findings.Text(compartment.SpatialDimensions!.Value)} dimensions", words);
        }
    }

    private void CheckSpatialSize(Species species, string units, double? dimensions)
    {
        (int rule, bool good) = dimensions switch
        {
            1 => (20605, Fits(units, UnitShape.Length, "length", "metre")),
            2 => (20606, Fits(units, UnitShape.Area, "area")),
            3 => (20607, Fits(units, UnitShape.Volume, "volume", "litre")),
            _ => (0, true),
        };
        if (!good)
        {
            findings.Report(rule, species, $"spatialSizeUnits=\"{units}\"", "a unit of the size of its compartment");
        }
    }

    private void Refer(string? unit, Element at, string what)
    {
        if (unit is not null && !Exists(unit))
        {
            findings.Report(10313, at, $"{what} \"{unit}\"", "a base unit or a unit definition of the model", Nearest(unit));
        }
    }

    private bool IsSubstance(string unit) =>
        unit is "mole" or "item" || (unit == "substance" && !_level3)
        || (!_old && unit is "dimensionless" or "gram" or "kilogram") || (_level3 && unit == "avogadro")
        || (names.Units.TryGetValue(unit, out var definition) && UnitShape.Of(definition) is var shape && (shape.IsSubstance(masses: !_old, avogadro: _level3) || (!_old && shape.IsDimensionless)));

    /// <summary>Whether a unit is one of the words, or defined with that shape; from Level 2 Version 2 also without dimensions.</summary>
    private bool Fits(string unit, UnitShape.Powers shape, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (unit == word && (_kinds.Contains(word) || Array.IndexOf(_builtIn, word) >= 0))
            {
                return true;
            }
        }

        if (!_old && unit == "dimensionless")
        {
            return true;
        }

        return names.Units.TryGetValue(unit, out var definition) && UnitShape.Of(definition) is var defined
            && (defined.Is(shape) || (shape == UnitShape.Volume && defined.Is(UnitShape.Litre)) || (!_old && defined.IsDimensionless));
    }
}

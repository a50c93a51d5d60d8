using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about compartments (205xx) and the species in them (206xx).</summary>
internal static class PlaceRules
{
    public static void Check(Names names, Findings findings)
    {
        var model = names.Model;
        if (model.Species.Count > 0 && model.Compartments.Count == 0)
        {
            findings.Report(20204, model.Species[0], "species in a model without compartments", "at least one compartment");
        }

        foreach (var compartment in model.Compartments)
        {
            CheckCompartment(compartment, names, findings);
        }

        CheckNesting(names, findings);
        var kinds = new Dictionary<(string Type, string Compartment), Species>();
        foreach (var species in model.Species)
        {
            CheckSpecies(species, names, findings);
            if (species.SpeciesType is { } type && !kinds.TryAdd((type, species.Compartment), species))
            {
                findings.Report(20613, species, $"another species of the type \"{type}\" in {species.Compartment}", $"one of a type in a compartment ({kinds[(type, species.Compartment)].Id} is there)");
            }
        }
    }

    private static void CheckCompartment(Compartment compartment, Names names, Findings findings)
    {
        if (compartment.SpatialDimensions == 0)
        {
            if (compartment.Size is not null)
            {
                findings.Report(20501, compartment, $"a size of {compartment.Id}, which has no dimensions", "no size");
            }

            if (compartment.Units is not null)
            {
                findings.Report(20502, compartment, $"a unit of {compartment.Id}, which has no dimensions", "no unit");
            }

            if (!compartment.Constant)
            {
                findings.Report(20503, compartment, $"constant=\"false\" on {compartment.Id}, which has no dimensions", "constant=\"true\"");
            }
        }

        if (compartment.Outside is { } outside)
        {
            if (!names.Compartments.TryGetValue(outside, out var around))
            {
                findings.Report(20504, compartment, $"outside=\"{outside}\"", "a compartment of the model", Spelling.Nearest(outside, names.Compartments.Keys));
            }
            else if (compartment.SpatialDimensions == 0 && around.SpatialDimensions != 0)
            {
                findings.Report(20506, compartment, $"{compartment.Id} without dimensions inside {outside}, which has some", "a compartment without dimensions around it");
            }
        }

        if (compartment.CompartmentType is { } type && !names.CompartmentTypes.ContainsKey(type))
        {
            findings.Report(20510, compartment, $"compartmentType=\"{type}\"", "a compartment type of the model", Spelling.Nearest(type, names.CompartmentTypes.Keys));
        }
    }

    private static void CheckNesting(Names names, Findings findings)
    {
        var edges = names.Compartments.Values.Where(c => c.Outside is not null).ToDictionary(c => c.Id, c => (IReadOnlyList<string>)[c.Outside!], StringComparer.Ordinal);
        foreach (var circle in Circles.In(edges))
        {
            findings.Report(20505, names.Compartments[circle[0]], $"compartments that contain each other ({string.Join(" in ", circle.Append(circle[0]))})", "nesting that ends");
        }
    }

    private static void CheckSpecies(Species species, Names names, Findings findings)
    {
        if (species.Compartment.Length > 0 && !names.Compartments.ContainsKey(species.Compartment))
        {
            findings.Report(20601, species, $"{species.Id} in the compartment \"{species.Compartment}\"", "a compartment of the model", Spelling.Nearest(species.Compartment, names.Compartments.Keys));
        }

        if (species.SpatialSizeUnits is not null && species.HasOnlySubstanceUnits)
        {
            findings.Report(20602, species, "spatialSizeUnits with hasOnlySubstanceUnits=\"true\"", "one of them");
        }

        if (names.Compartments.TryGetValue(species.Compartment, out var compartment) && compartment.SpatialDimensions == 0)
        {
            if (species.SpatialSizeUnits is not null)
            {
                findings.Report(20603, species, $"spatialSizeUnits in {compartment.Id}, which has no dimensions", "no such unit");
            }

            if (species.InitialConcentration is not null)
            {
                findings.Report(20604, species, $"an initial concentration in {compartment.Id}, which has no dimensions", "an initial amount");
            }
        }

        if (species is { InitialAmount: not null, InitialConcentration: not null })
        {
            findings.Report(20609, species, $"an initial amount and an initial concentration of {species.Id}", "one of them");
        }

        if (species.SpeciesType is { } type && !names.SpeciesTypes.ContainsKey(type))
        {
            findings.Report(20612, species, $"speciesType=\"{type}\"", "a species type of the model", Spelling.Nearest(type, names.SpeciesTypes.Keys));
        }

        CheckConversion(species, species.ConversionFactor, 20617, names, findings);
    }

    /// <summary>A conversion factor of a species or a model: a constant parameter.</summary>
    public static void CheckConversion(Element at, string? factor, int rule, Names names, Findings findings)
    {
        if (factor is null)
        {
            return;
        }

        if (!names.Parameters.TryGetValue(factor, out var parameter))
        {
            findings.Report(rule, at, $"the conversion factor \"{factor}\"", "a parameter of the model", Spelling.Nearest(factor, names.Parameters.Keys));
        }
        else if (!parameter.Constant)
        {
            findings.Report(20705, at, $"the conversion factor \"{factor}\", which varies", "a constant parameter");
        }
    }
}

using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>
/// Levels 1 and 2 have no units on the model: its units of substance, time and size are said by redefining the built-in ones.
/// </summary>
internal sealed class BuiltInUnits(SbmlEdition edition, Losses losses)
{
    public Model Redefine(Model model)
    {
        if (model.ExtentUnits is not null && model.ExtentUnits != model.SubstanceUnits)
        {
            losses.Lost(model, "a unit of extent of its own");
        }

        model = One(model, "substance", model.SubstanceUnits, "mole");
        model = One(model, "time", model.TimeUnits, "second");
        model = One(model, "volume", model.VolumeUnits, "litre");
        if (edition.IsIn(SbmlEdition.L2))
        {
            // Level 2 has the square metre as "area"; reading it made that explicit.
            model = model with { UnitDefinitions = model.UnitDefinitions.Where(u => u != new UnitDefinition { Id = "area", Parts = [new UnitPart("metre", 2)], Span = u.Span }).ToValueList() };
            model = One(model, "area", model.AreaUnits, "area");
            return One(model, "length", model.LengthUnits, "metre");
        }

        return model;
    }

    private Model One(Model model, string builtIn, string? units, string usual)
    {
        var existing = model.UnitDefinitions.FirstOrDefault(u => u.Id == builtIn);
        if (units is null || units == builtIn || (units == usual && existing is null))
        {
            return model;
        }

        if (existing is not null)
        {
            losses.Lost(model, $"the unit \"{units}\" of {builtIn} beside a unit called \"{builtIn}\"");
            return model;
        }

        var parts = model.UnitDefinitions.FirstOrDefault(u => u.Id == units)?.Parts ?? [new UnitPart(units)];
        return model with { UnitDefinitions = model.UnitDefinitions.Add(new UnitDefinition { Id = builtIn, Parts = parts, Span = model.Span }) };
    }
}

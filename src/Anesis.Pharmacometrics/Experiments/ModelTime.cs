using Anesis.Modeling;
using Anesis.Modeling.Units;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Finds a model's unit of time.</summary>
public static class ModelTime
{
    private const double SecondsPerHour = 3600;

    public static TimeUnit UnitOf(Model model)
    {
        string? id = model.TimeUnits;
        var definition = model.UnitDefinitions.FirstOrDefault(u => u.Id == (id ?? "time"));
        if (definition is null)
        {
            return id == "second" ? new(1 / SecondsPerHour, "s") : TimeUnit.Undeclared;
        }

        double seconds = 1;
        double power = 0;
        foreach (var part in definition.Parts)
        {
            if (part.Kind is not ("second" or "dimensionless"))
            {
                return TimeUnit.Undeclared;
            }

            double one = part.Multiplier * PowersOfTen.Of(part.Scale);
            seconds *= part.Exponent == 1 ? one : Mathematics.Elementary.Pow(one, part.Exponent);
            power += part.Kind == "second" ? part.Exponent : 0;
        }

        if (power != 1)
        {
            return TimeUnit.Undeclared;
        }

        string symbol = Near(seconds, 1) ? "s" : Near(seconds, 60) ? "min" : Near(seconds, 3600) ? "h" : Near(seconds, 86400) ? "d" : Near(seconds, 604800) ? "wk" : Near(seconds, 1e-3) ? "ms" : definition.Name ?? definition.Id;
        return new(seconds / SecondsPerHour, symbol);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * b;
}

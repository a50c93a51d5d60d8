using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Compilation;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Where a person's weight (kg) and body surface (m²) stand, for doses per kg or m².</summary>
internal sealed record BodySize(int WeightInput, double Weight, int SurfaceInput, double Surface)
{
    private static readonly string[] WeightIds = ["weight", "body_weight", "WT", "WEIGHT", "BW", "wt"];
    private static readonly string[] SurfaceIds = ["body_surface", "BSA", "bsa"];

    public double WeightOf(ReadOnlySpan<double> inputs) => WeightInput >= 0 ? inputs[WeightInput] : Weight;

    public double SurfaceOf(ReadOnlySpan<double> inputs) => SurfaceInput >= 0 ? inputs[SurfaceInput] : Surface;

    public static BodySize Find(CompiledModel compiled, ValueList<RoutedDose> doses, Dictionary<string, double> fixedValues, Model model, List<Diagnostic> errors)
    {
        var (weightInput, weight) = Locate(WeightIds, compiled, fixedValues, model);
        var (surfaceInput, surface) = Locate(SurfaceIds, compiled, fixedValues, model);
        Need(AmountBasis.PerKilogram, weightInput >= 0 || weight > 0, "per kg", WeightIds);
        Need(AmountBasis.PerSquareMetre, surfaceInput >= 0 || surface > 0, "per m2", SurfaceIds);
        return new(weightInput, weight, surfaceInput, surface);

        void Need(AmountBasis basis, bool known, string what, string[] ids)
        {
            if (!known && doses.FirstOrDefault(d => d.Dose.Basis == basis) is { } dose)
            {
                errors.Add(new("AN0724", Severity.Error, dose.Dose.Span, $"a dose {what} for a model that does not know it", $"a parameter of the model named {string.Join(", ", ids)}"));
            }
        }
    }

    private static (int Input, double Value) Locate(string[] ids, CompiledModel compiled, Dictionary<string, double> fixedValues, Model model)
    {
        foreach (string id in ids)
        {
            int input = compiled.InputSlots.ToList().FindIndex(slot => compiled.Parameters[slot] == id);
            if (input >= 0)
            {
                return (input, double.NaN);
            }

            if (fixedValues.TryGetValue(id, out double value) || (model.Parameters.FirstOrDefault(p => p.Id == id)?.Value is { } own && !double.IsNaN(value = own)))
            {
                return (-1, value);
            }
        }

        return (-1, double.NaN);
    }
}

using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Compilation;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// Where a person's weight (kg) and body surface (m²) stand, for doses per kg or m². A model that has no surface but weight and height (cm) has Mosteller's:
/// √(weight·height/3600) (N Engl J Med 1987, 317:1098).
/// </summary>
internal sealed record BodySize((int Input, double Value) Weight, (int Input, double Value) Surface, (int Input, double Value) Height)
{
    private static readonly string[] WeightIds = ["weight", "body_weight", "WT", "WEIGHT", "BW", "wt"];
    private static readonly string[] SurfaceIds = ["body_surface", "BSA", "bsa"];
    private static readonly string[] HeightIds = ["height", "body_height", "HT", "HGT", "HEIGHT", "ht"];

    public double WeightOf(ReadOnlySpan<double> inputs) => Of(Weight, inputs);

    public double SurfaceOf(ReadOnlySpan<double> inputs) => Known(Surface) ? Of(Surface, inputs) : Math.Sqrt(WeightOf(inputs) * Of(Height, inputs) / 3600);

    private static double Of((int Input, double Value) place, ReadOnlySpan<double> inputs) => place.Input >= 0 ? inputs[place.Input] : place.Value;

    private static bool Known((int Input, double Value) place) => place.Input >= 0 || place.Value > 0;

    public static BodySize Find(CompiledModel compiled, ValueList<RoutedDose> doses, Dictionary<string, double> fixedValues, Model model, List<Diagnostic> errors)
    {
        var size = new BodySize(Locate(WeightIds, compiled, fixedValues, model), Locate(SurfaceIds, compiled, fixedValues, model), Locate(HeightIds, compiled, fixedValues, model));
        Need(AmountBasis.PerKilogram, Known(size.Weight), "per kg", WeightIds);
        Need(AmountBasis.PerSquareMetre, Known(size.Surface) || (Known(size.Weight) && Known(size.Height)), "per m2", [.. SurfaceIds, "or weight and height (cm)"]);
        return size;

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

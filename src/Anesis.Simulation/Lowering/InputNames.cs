using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>The quantities that a request gives by individual; their initial assignments and assignment rules give way.</summary>
internal static class InputNames
{
    public static List<(QuantityName Name, Quantity Quantity)> Resolve(ValueList<string> inputs, QuantityTable table, DiagnosticBag diagnostics)
    {
        var result = new List<(QuantityName, Quantity)>();
        foreach (string input in inputs)
        {
            var name = QuantityName.Parse(input);
            var quantity = Settable(name, table, "an input", diagnostics);
            if (quantity is null)
            {
                continue;
            }

            if (result.Exists(r => r.Item2 == quantity))
            {
                diagnostics.Error("AN0506", default, $"a second input \"{input}\"", "each input once");
                continue;
            }

            quantity.IsInput = true;
            quantity.InitialMath = null;
            if (quantity.Determination == Determination.Assigned)
            {
                quantity.Determination = Determination.Free;
                quantity.Math = null;
            }

            result.Add((name, quantity));
        }

        return result;
    }

    private static Quantity? Settable(QuantityName name, QuantityTable table, string what, DiagnosticBag diagnostics)
    {
        var quantity = table.Find(name.Id);
        if (quantity is null || quantity.Kind == QuantityKind.Reaction)
        {
            diagnostics.Error("AN0506", default, $"{what} \"{name.Id}\"", "a compartment, species, parameter or species reference of the model",
                Spelling.Nearest(name.Id, table.All.Where(q => q.Kind != QuantityKind.Reaction).Select(q => q.Id)));
            return null;
        }

        if (name.Meaning != SpeciesMeaning.Own && quantity.Kind != QuantityKind.Species)
        {
            diagnostics.Error("AN0506", default, $"amount or concentration of \"{name.Id}\"", "a species");
            return null;
        }

        return quantity;
    }
}

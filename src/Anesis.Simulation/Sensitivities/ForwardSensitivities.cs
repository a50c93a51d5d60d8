using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Sensitivities;

/// <summary>
/// Forward sensitivities: a model together with what its states' derivatives by some of its parameters obey. It is run as any model is, by each method, with doses and events,
/// and every derivative is under the control of the error: as it stands times the parameter's own value in the model (times 1 where that is 0), so that absolute tolerances mean
/// for each parameter what they mean for the states.
/// </summary>
public static class ForwardSensitivities
{
    /// <summary>
    /// Compiles the model with its derivatives. The outputs are those of the request, and after them for each parameter the derivative of each output (<see cref="Column"/>),
    /// in the output's unit over the parameter's. Individuals are given as without derivatives; a parameter may be one of the request's inputs.
    /// </summary>
    /// <param name="flatModel">A model without submodels.</param>
    /// <param name="request">What is given, observed and fixed.</param>
    /// <param name="parameters">Ids of quantities that stay as they are between events: constants, or what is given by individual.</param>
    /// <returns>
    /// The machine code, or what is wrong: a parameter that the model doesn't have or that it computes itself; delays; dose amounts, lags, rates or durations that depend on
    /// a parameter; an event whose delay, or delayed trigger, does.
    /// </returns>
    public static Checked<CompiledModel> Compile(Model flatModel, CompileRequest request, ValueList<string> parameters) =>
        Compiler.Compile(request, () => Lower(flatModel, request, parameters));

    /// <summary>The model's slots and nodes with those of its derivatives.</summary>
    public static Checked<LoweredModel> Lower(Model flatModel, CompileRequest request, ValueList<string> parameters) =>
        Lowerer.Lower(flatModel, request).Then(lowered =>
        {
            var diagnostics = new DiagnosticBag();
            int[] seeds = [.. parameters.Select(id => Seed(lowered, id, diagnostics))];
            if (diagnostics.HasErrors)
            {
                return new Checked<LoweredModel>(null, diagnostics.Items);
            }

            lock (lowered.Graph)
            {
                var augmented = new TangentSystem(lowered, seeds, diagnostics).Build();
                return diagnostics.HasErrors ? new(null, diagnostics.Items) : Checked.Ok(augmented);
            }
        });

    /// <summary>The name of an output's derivative.</summary>
    public static string NameOf(string output, string parameter) => $"d({output})/d({parameter})";

    /// <summary>Where among the outputs the derivative of one of <paramref name="outputs"/> outputs stands.</summary>
    public static int Column(int outputs, int output, int parameter) => (outputs * (parameter + 1)) + output;

    private static int Seed(LoweredModel model, string id, DiagnosticBag diagnostics)
    {
        int slot = model.Parameters.ToList().IndexOf(id);
        if (slot < 0)
        {
            diagnostics.Error("AN0525", SourceSpan.None, $"\"{id}\" to differentiate by", "a parameter or a size that is constant between events", Spelling.Nearest(id, model.Parameters));
        }
        else if (model.Start.Any(s => s.Slot == new Slot(SlotSpace.Parameter, slot)))
        {
            diagnostics.Error("AN0525", SourceSpan.None, $"\"{id}\" to differentiate by, which an initial assignment computes", "a value of its own: given by individual, or as a number");
        }

        return slot;
    }
}

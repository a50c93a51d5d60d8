using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.FluxBalance;

/// <summary>Values of a model's quantities at its start: attributes, initial assignments and rules, as the simulator has them.</summary>
internal sealed class StartValues
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    public static Checked<StartValues> Of(Model model, IEnumerable<string> ids)
    {
        var known = model.Parameters.Select(p => p.Id).Concat(model.Compartments.Select(c => c.Id)).Concat(model.Species.Select(s => s.Id))
            .Concat(model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Id)).ToHashSet(StringComparer.Ordinal);
        var wanted = ids.Where(known.Contains).ToValueList();
        var result = new StartValues();
        if (wanted.IsEmpty)
        {
            return Checked.Ok(result);
        }

        // The course of the reactions plays no part in their balance.
        var still = model with { Reactions = model.Reactions.Select(r => r with { KineticLaw = null }).ToValueList(), Events = [] };
        return Compiler.Compile(still, new CompileRequest { Outputs = wanted, Lanes = 1 }).Then(compiled =>
        {
            var values = Ensemble.RunOne(compiled, new IndividualPlan { OutputTimes = [0] }, [], new EnsembleOptions { Threads = 1 }).Values;
            for (int i = 0; i < wanted.Count; i++)
            {
                result._values[wanted[i]] = values.Length > i ? values[i] : double.NaN;
            }

            return Checked.Ok(result);
        });
    }

    /// <summary>The value of an id of the model that was asked for, else null.</summary>
    public double? Find(string id) => _values.TryGetValue(id, out double value) ? value : null;
}

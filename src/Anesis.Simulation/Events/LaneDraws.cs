using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Events;

/// <summary>Uniform draws of the model's distributions, and choices among events of equal priority: keyed by seed, individual, stream and counter.</summary>
internal sealed unsafe class LaneDraws(CompiledModel model, ulong seed)
{
    private const uint ModelStream = 1;
    private const uint TieStream = 2;

    /// <summary>Draws anew every uniform in (0, 1) of one lane.</summary>
    public void Fill(Lane lane, double* parameters)
    {
        ParameterLayout layout = model.Layout;
        for (int d = 0; d < layout.Draws; d++)
        {
            parameters[((layout.DrawsStart + d) * model.Lanes) + lane.Index] = Philox.Uniform(seed, (ulong)lane.Individual, ModelStream, lane.DrawCounter++);
        }
    }

    /// <summary>A draw in (0, 1) for a choice among equals.</summary>
    public double Tie(Lane lane) => Philox.Uniform(seed, (ulong)lane.Individual, TieStream, lane.TieCounter++);
}

using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Events;

/// <summary>Uniform draws of the model's distributions, and choices among events of equal priority: keyed by seed, individual, stream and counter.</summary>
internal sealed unsafe class LaneDraws(CompiledModel model, ulong seed)
{
    /// <summary>The stream of the draws that a model's distributions make.</summary>
    public const ulong ModelStream = 1;

    /// <summary>The stream of choices among events of equal priority.</summary>
    public const ulong TieStream = 2;

    /// <summary>Draws anew every uniform in (0, 1) of one lane.</summary>
    public void Fill(Lane lane, double* parameters)
    {
        ParameterLayout layout = model.Layout;
        var key = new DrawKey(seed, (ulong)lane.Individual, ModelStream);
        for (int d = 0; d < layout.Draws; d++)
        {
            parameters[((layout.DrawsStart + d) * model.Lanes) + lane.Index] = key.Uniform(lane.DrawCounter++);
        }
    }

    /// <summary>A draw in (0, 1) for a choice among equals.</summary>
    public double Tie(Lane lane) => new DrawKey(seed, (ulong)lane.Individual, TieStream).Uniform(lane.TieCounter++);
}

using Anesis.Cli.Commands;
using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>A finished simulation with all its arms, for those who tell of it.</summary>
internal sealed record FinishedRun(Subject Subject, IReadOnlyList<FinishedArm> Arms, EnsembleOptions Solver, string Command, TimeSpan Wall)
{
    public FinishedArm Main => Arms[0];

    public string Title => Subject.Scenario?.Title ?? Subject.Model.Name ?? (Subject.Model.Id.Length > 0 ? Subject.Model.Id : Path.GetFileName(Subject.Name));

    public ValueList<OutputColumn> Columns { get; } = OutputUnits.Columns(Subject.Model, Arms[0].Arm.Experiment.Model.Outputs);

    /// <summary>Unit of time; null when the model declares none.</summary>
    public string? TimeUnit => Main.Arm.Experiment.TimeUnit is { IsDeclared: true } unit ? unit.Symbol : null;

    public bool HasFailures => Arms.Any(a => a.Run.Failed.Count > 0);
}

using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Events;
using Anesis.Simulation.History;

namespace Anesis.Simulation.Ensembles;

/// <summary>Which part of a moment's happenings comes next for a lane (see <see cref="Agenda"/>).</summary>
internal enum Phase
{
    /// <summary>Between moments: the lane steps.</summary>
    Stepping,

    /// <summary>The lane steps towards the steady state of the record at its cursor.</summary>
    Steady,
    Arrival,
    Records,
    Outputs,
    Departure,
}

/// <summary>One lane's individual: what has happened to it and what is to come.</summary>
internal sealed class Lane(int index, CompiledModel model)
{
    public int Index { get; } = index;

    public IndividualPlan Plan { get; set; } = null!;

    public BlockBuilder? Block { get; set; }

    public int Individual { get; set; }

    /// <summary>The individual's place in its block.</summary>
    public int Place { get; set; }

    /// <summary>Rows that observation records ask for; they come before those of the output times.</summary>
    public int RecordRows { get; set; }

    public int RecordRowsDone { get; set; }

    /// <summary>The next record.</summary>
    public int Record { get; set; }

    /// <summary>The next record that is more than an observation at which nothing changes; those before it are served inside steps.</summary>
    public int ActiveRecord { get; set; }

    public Phase Phase { get; set; }

    /// <summary>True until the stepper has been told that the lane belongs to another individual.</summary>
    public bool Fresh { get; set; }

    /// <summary>The present moment, without regard to the side of a discontinuity.</summary>
    public double Now { get; set; }

    /// <summary>The moment that the lane steps to, or +∞.</summary>
    public double Target { get; set; }

    /// <summary>Work before the stepper's last fresh start.</summary>
    public RunCounters Work { get; set; }

    public Outcome? Failure { get; set; }

    public ulong DrawCounter { get; set; }

    public ulong TieCounter { get; set; }

    public DoseQueue Doses { get; } = new();

    public Covariates Covariates { get; } = new();

    public EventQueue Events { get; } = new(model);

    /// <summary>Triggers that turned true at one look.</summary>
    public int[] Fired { get; } = new int[model.Events.Count];

    /// <summary>Values that an event assigns.</summary>
    public double[] NewValues { get; } = new double[model.Events.Select(e => e.Targets.Count).DefaultIfEmpty(0).Max()];

    /// <summary>Made when the individual first needs one.</summary>
    public SteadyState? Steady { get; set; }

    public LaneHistory? History { get; } = model.Layout.Delayed > 0 ? new LaneHistory(model.Layout.Delayed) : null;
}

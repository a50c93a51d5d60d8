using Anesis.Simulation.Compilation;
using Anesis.Simulation.Stochastic;

namespace Anesis.Simulation.Ensembles;

/// <summary>One thread of an ensemble run: claims blocks, keeps its lanes filled with their individuals, hands finished blocks on.</summary>
internal sealed class Worker : IDisposable
{
    private readonly CompiledModel model;
    private readonly IIndividuals individuals;
    private readonly EnsembleOptions options;
    private readonly StepperFactory factory;
    private readonly BlockLine line;
    private readonly IndividualGroup group;
    private readonly List<BlockBuilder> open = [];
    private readonly double[] inputs;
    private LaneGroup? special;
    private BlockBuilder? source;
    private bool exhausted;

    private Worker(CompiledModel model, IIndividuals individuals, EnsembleOptions options, StepperFactory factory, BlockLine line)
    {
        this.model = model;
        this.individuals = individuals;
        this.options = options;
        this.factory = factory;
        this.line = line;
        group = ReplicateGroups.Suit(model, individuals, options) ? ReplicateGroups.Create(model, options) : new LaneGroup(model, options, factory, special: false);
        inputs = new double[model.InputSlots.Count];
    }

    /// <summary>Works until no block is left, the run is cancelled or something has thrown.</summary>
    public static void Run(CompiledModel model, IIndividuals individuals, EnsembleOptions options, StepperFactory factory, BlockLine line, CancellationToken cancellation)
    {
        try
        {
            using var worker = new Worker(model, individuals, options, factory, line);
            worker.Work(cancellation);
        }
        catch (Exception e)
        {
            line.Abandon(e);
        }
    }

    public void Dispose()
    {
        group.Dispose();
        special?.Dispose();
    }

    private void Work(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && line.Fault is null)
        {
            Refill(cancellation);
            if (!group.IsIdle)
            {
                while (group.Advance() == 0)
                {
                    if (cancellation.IsCancellationRequested)
                    {
                        return;
                    }
                }
            }
            else if (exhausted && source is null)
            {
                HandOn();
                return;
            }
            else if (source is null)
            {
                line.Wait();
            }

            HandOn();
        }
    }

    private void Refill(CancellationToken cancellation)
    {
        while (group.HasIdleLane && NextSource() && !cancellation.IsCancellationRequested)
        {
            int index = source!.NextIndividual;
            IndividualPlan plan = individuals.Describe(index, inputs);
            if (LaneGroup.IsSpecial(plan) || (group is not LaneGroup && plan.Records.Length > 0))
            {
                RunAlone(index, plan, cancellation);
            }
            else
            {
                group.Begin(source, individuals.NumberOf(index), plan, inputs);
            }

            source = source.IsExhausted ? null : source;
        }
    }

    private bool NextSource()
    {
        if (source is not null)
        {
            return true;
        }

        if (exhausted)
        {
            return false;
        }

        switch (line.TryClaim(out source))
        {
            case BlockLine.Claim.Granted:
                open.Add(source!);
                return true;
            case BlockLine.Claim.Never:
                exhausted = true;
                return false;
            default:
                return false;
        }
    }

    private void RunAlone(int index, IndividualPlan plan, CancellationToken cancellation)
    {
        special ??= new LaneGroup(model, options, factory, special: true);
        special.Begin(source!, individuals.NumberOf(index), plan, inputs);
        while (!special.IsIdle && !cancellation.IsCancellationRequested)
        {
            special.Advance();
        }
    }

    private void HandOn()
    {
        for (int i = 0; i < open.Count; i++)
        {
            if (open[i].IsComplete)
            {
                BlockBuilder done = open[i];
                open.RemoveAt(i--);
                line.Complete(done);
            }
        }
    }
}

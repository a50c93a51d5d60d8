using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;
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
    private readonly List<BlockBuilder> open = [];
    private readonly double[] inputs;
    private readonly LinearCourses? courses;
    private readonly Queue<Refused> refused = [];
    private IndividualGroup? group;
    private LaneGroup? special;
    private IndividualPlan? waitingPlan;
    private Timetable? waitingTable;
    private BlockBuilder? source;
    private bool exhausted;

    private Worker(CompiledModel model, IIndividuals individuals, EnsembleOptions options, StepperFactory? factory, BlockLine line)
    {
        this.model = model;
        this.individuals = individuals;
        this.options = options;
        this.factory = factory ?? LaneSteppers.Create;
        this.line = line;
        if (ReplicateGroups.Suit(model, individuals, options))
        {
            group = ReplicateGroups.Create(model, options);
        }
        else if (factory is null)
        {
            // Who brings steppers of their own wants them used.
            courses = LinearCourses.For(model, options);
        }

        inputs = new double[model.InputSlots.Count];
    }

    /// <summary>Made when first needed: to make the steppers takes longer than many a linear model's courses.</summary>
    private IndividualGroup Group => group ??= new LaneGroup(model, options, factory, special: false);

    private bool IsIdle => group is null || group.IsIdle;

    private bool HasIdleLane => group is null || group.HasIdleLane;

    /// <summary>Works until no block is left, the run is cancelled or something has thrown.</summary>
    public static void Run(CompiledModel model, IIndividuals individuals, EnsembleOptions options, StepperFactory? factory, BlockLine line, CancellationToken cancellation)
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
        group?.Dispose();
        special?.Dispose();
        courses?.Dispose();
    }

    private void Work(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && line.Fault is null)
        {
            Refill(cancellation);
            HandOn();
            if (!IsIdle)
            {
                while (group!.Advance() == 0)
                {
                    if (cancellation.IsCancellationRequested)
                    {
                        return;
                    }
                }
            }
            else if (refused.Count > 0)
            {
                continue;
            }
            else if (exhausted && source is null)
            {
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
        while (HasIdleLane && refused.TryDequeue(out Refused? one))
        {
            ((LaneGroup)Group).Begin(one.Block, one.Place, one.Individual, one.Plan, one.Inputs);
        }

        while (HasIdleLane && NextSource() && !cancellation.IsCancellationRequested)
        {
            int waiting = courses?.Count ?? 0;
            int index = source!.NextIndividual + waiting;
            IndividualPlan plan = individuals.Describe(index, inputs);
            if (waiting > 0 && !ReferenceEquals(plan, waitingPlan))
            {
                RunWaiting();
            }

            if (courses?.TableOf(plan) is { } table)
            {
                Wait(plan, table, source.First + source.Count - index == 1);
            }
            else if (LaneGroup.IsSpecial(plan) || (group is not (null or LaneGroup) && plan.Records.Length > 0))
            {
                RunAlone(index, plan, cancellation);
            }
            else
            {
                Group.Begin(source, individuals.NumberOf(index), plan, inputs);
            }

            source = source.IsExhausted ? null : source;
        }
    }

    /// <summary>Lets the individual wait until there is one for each lane, or none is to come in its block.</summary>
    private void Wait(IndividualPlan plan, Timetable table, bool isLast)
    {
        courses!.Add(inputs);
        waitingPlan = plan;
        waitingTable = table;
        if (courses.IsFull || isLast)
        {
            RunWaiting();
        }
    }

    private void RunWaiting()
    {
        BlockBuilder block = source!;
        IndividualPlan plan = waitingPlan!;
        Timetable table = waitingTable!;
        int count = courses!.Count;
        int first = block.NextIndividual;
        int records = table.RecordTimes.Length;
        int outputs = table.OutputTimes.Length;
        int place = block.Open(table);
        for (int i = 1; i < count; i++)
        {
            block.Open(table);
        }

        int row = block.RowStart(place);
        uint computed = courses.Run(table, plan.Start);
        if (computed != 0)
        {
            courses.Write(count, block.Values, row * model.Outputs.Count, table.Rows.Length * model.Outputs.Count);
        }

        var work = new RunCounters(table.Moments.Length, 0, 1, 0);
        for (int i = 0; i < count; i++, row += table.Rows.Length)
        {
            if ((computed >> i & 1) == 0)
            {
                refused.Enqueue(new(block, place + i, individuals.NumberOf(first + i), plan, courses.Inputs(i).ToArray()));
                continue;
            }

            if (!block.SharesTimes)
            {
                table.WriteTimes(block.Times.AsSpan(row, table.Rows.Length));
            }

            block.Close(place + i, records, records, outputs, Outcome.Completed, work);
        }

        (group as LaneGroup)?.Attach(block);
        if (block.IsComplete)
        {
            HandOn();
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

    /// <summary>One whose place was opened, and that the lanes must step.</summary>
    private sealed record Refused(BlockBuilder Block, int Place, int Individual, IndividualPlan Plan, double[] Inputs);
}

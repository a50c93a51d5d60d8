using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Ketamine.Claims;

/// <summary>The executable review: claims made ready to run, then run and judged.</summary>
public sealed class ClaimRun
{
    private readonly List<ArmBatch> _batches;
    private readonly List<Case> _cases;

    private ClaimRun(List<ArmBatch> batches, List<Case> cases)
    {
        _batches = batches;
        _cases = cases;
    }

    /// <summary>Relative tolerance of a step; no expectation has more than four digits.</summary>
    public double RelativeTolerance { get; init; } = 1e-6;

    /// <summary>Different experiments: an arm that several claims share is run once.</summary>
    public int Experiments => _batches.Sum(b => b.Count);

    /// <summary>Compiles the models and plans every experiment. Errors name what a claim asks for that its model does not have; nothing has run.</summary>
    /// <param name="files">With the claims to run.</param>
    /// <param name="mutate">Run each claim a second time without its mechanism.</param>
    public static Checked<ClaimRun> Prepare(IEnumerable<ClaimFile> files, bool mutate)
    {
        var errors = new List<Diagnostic>();
        var batches = new Dictionary<string, ArmBatch?>(StringComparer.Ordinal);
        var cases = new List<Case>();
        foreach (var file in files)
        {
            if (!batches.TryGetValue(file.Model, out var batch))
            {
                batch = ArmBatch.Create(file, errors);
                batches.Add(file.Model, batch);
            }

            if (batch is not null)
            {
                cases.AddRange(file.Claims.Select(claim => new Case(file, claim, batch, Plan(batch, file, claim, []), mutate && !claim.Mechanism.IsEmpty ? Plan(batch, file, claim, claim.Mechanism) : [])));
            }
        }

        foreach (var batch in batches.Values.OfType<ArmBatch>().Where(_ => errors.Count == 0))
        {
            batch.Compile();
        }

        return errors.Count > 0 ? Checked.Refused<ClaimRun>(errors) : Checked.Ok(new ClaimRun([.. batches.Values.OfType<ArmBatch>()], cases));
    }

    /// <summary>Runs every experiment and judges the claims, in their order. The same whatever the number of threads.</summary>
    /// <param name="threads">0: all cores.</param>
    /// <param name="progress">Told after each block of experiments, or null.</param>
    /// <param name="cancel">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<ClaimVerdict> Run(int threads = 0, IProgress<EnsembleProgress>? progress = null, CancellationToken cancel = default)
    {
        var options = new EnsembleOptions { RelativeTolerance = RelativeTolerance, Threads = threads };
        var courses = _batches.ToDictionary(b => b, b => b.Simulate(options, progress, cancel));
        return
        [
            .. _cases.Select(c => new ClaimVerdict(c.File, c.Claim, Judge(c.Conditions, courses[c.Batch]))
            {
                Without = Judge(c.Without, courses[c.Batch]),
                Failures = c.Conditions.SelectMany(p => new[] { p.Left.Run, p.Right.Run }).Where(r => r >= 0).Select(r => courses[c.Batch][r].Failure).OfType<string>().Distinct(StringComparer.Ordinal).ToValueList(),
            }),
        ];
    }

    private static ValueList<Finding> Judge(ValueList<Condition> conditions, ArmResult[] results) => conditions.Select(c => new Finding(
        c.Expected,
        results[c.Left.Run].Of(c.Expected.Left, c.Left.Output, c.Left.Marker),
        c.Expected.Than is { } than ? results[c.Right.Run].Of(than, c.Right.Output, c.Right.Marker) : c.Expected.Value ?? double.NaN)).ToValueList();

    private static ValueList<Condition> Plan(ArmBatch batch, ClaimFile file, Claim claim, ValueList<Setting> mutation)
    {
        Number Of(Side? side)
        {
            if (side is null)
            {
                return new(-1, -1, -1);
            }

            int run = batch.Run(file.Arm(side.Arm), mutation);
            return new(run, batch.Output(run, side.Output, side.Span), side.Over?.Among is { Marker: var marker } ? batch.Output(run, marker.Output, marker.Span) : -1);
        }

        return claim.Expectations.Select(e => new Condition(e, Of(e.Left), Of(e.Than))).ToValueList();
    }

    /// <summary>Where a side's number comes from: a run of the batch, the column of its output and of the marker that people are chosen by.</summary>
    private sealed record Number(int Run, int Output, int Marker);

    private sealed record Condition(Expectation Expected, Number Left, Number Right);

    private sealed record Case(ClaimFile File, Claim Claim, ArmBatch Batch, ValueList<Condition> Conditions, ValueList<Condition> Without);
}

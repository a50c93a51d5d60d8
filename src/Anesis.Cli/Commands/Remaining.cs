using Anesis.Modeling.Values;
using Anesis.Results.Studies;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>What of a run is still to be computed: all people, or those whose parts a study that is resumed does not hold yet.</summary>
internal sealed class Remaining
{
    private readonly StudyWriter? _study;
    private readonly int _individuals;
    private readonly List<IndividualRange> _ranges = [];

    /// <param name="individuals">All.</param>
    /// <param name="study">Where the results go, or null.</param>
    /// <param name="needsAll">Whether something else than the study takes the results of everybody.</param>
    public Remaining(int individuals, StudyWriter? study, bool needsAll)
    {
        _study = study;
        _individuals = individuals;
        int missing = study?.Missing.Sum(r => r.Count) ?? individuals;
        Already = individuals - missing;
        IsPart = Already > 0 && !needsAll;
        foreach (var range in IsPart ? study!.Missing : [new(0, individuals)])
        {
            if (_ranges.Count > 0 && _ranges[^1].End == range.First)
            {
                _ranges[^1] = _ranges[^1] with { Count = _ranges[^1].Count + range.Count };
            }
            else
            {
                _ranges.Add(range);
            }
        }
    }

    /// <summary>How many the study held before.</summary>
    public int Already { get; }

    /// <summary>True when only some are computed now.</summary>
    public bool IsPart { get; }

    /// <summary>Takes everybody's results and gives the study those that it lacks.</summary>
    public IResultSink? StudySink => _study is null || Already == 0 || IsPart ? _study : new MissingOnly(_study, _study.Missing);

    public EnsembleSummary Run(CompiledModel model, IIndividuals people, EnsembleOptions options, IResultSink sink, IProgress<EnsembleProgress> progress, CancellationToken cancel)
    {
        EnsembleSummary? sum = null;
        foreach (var range in _ranges)
        {
            int before = sum?.Individuals - sum?.Cancelled ?? 0, failed = sum?.Failed.Count ?? 0;
            var run = Ensemble.Run(
                model, new IndividualSlice(people, range.First, range.Count), options, IndividualSlice.Shifted(sink, range.First), new Further(progress, Already * (IsPart ? 1 : 0) + before, failed, _individuals), cancel);
            run = run with { Failed = run.Failed.Select(f => f with { Index = f.Index + range.First }).ToValueList() };
            sum = sum is null ? run : sum with
            {
                Individuals = sum.Individuals + run.Individuals,
                Completed = sum.Completed + run.Completed,
                Cancelled = sum.Cancelled + run.Cancelled,
                Failed = [.. sum.Failed, .. run.Failed],
                Counters = sum.Counters + run.Counters,
                Wall = sum.Wall + run.Wall,
                User = sum.User + run.User,
            };
        }

        return sum ?? new() { Individuals = 0, Completed = 0, Cancelled = 0, Failed = [], Counters = default, Wall = TimeSpan.Zero, User = TimeSpan.Zero };
    }

    /// <summary>Closes the study, unless it was complete before.</summary>
    public void CompleteStudy()
    {
        if (_study is { Manifest.Complete: false })
        {
            _study.Complete();
        }
    }

    private sealed class Further(IProgress<EnsembleProgress> progress, int before, int failed, int all) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value) => progress.Report(new(all, before + value.Finished, failed + value.Failed));
    }

    private sealed class MissingOnly(StudyWriter study, ValueList<IndividualRange> missing) : IResultSink
    {
        public bool KeepsBlocks => study.KeepsBlocks;

        public void Accept(ResultBlock block)
        {
            foreach (var range in missing)
            {
                int first = Math.Max(range.First, block.First), end = Math.Min(range.End, block.First + block.Count);
                if (first < end)
                {
                    int k = first - block.First, count = end - first;
                    study.Accept(block with { First = first, Count = count, RowStarts = block.RowStarts[k..(k + count + 1)], Outcomes = block.Outcomes[k..(k + count)], Counters = count == block.Count ? block.Counters : default });
                }
            }
        }
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Results.Parquet;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Studies;

/// <summary>What to do with a folder that already holds a study.</summary>
public enum ExistingStudy
{
    Refuse,

    /// <summary>Keep the parts whose hash is right, if it is the same study; compute the rest.</summary>
    Resume,
}

/// <summary>
/// Writes a study while it runs: parts of whole individuals, each absent or whole, and a manifest that says which there are.
/// Feed it the individuals of <see cref="Missing"/> in order, then call <see cref="Complete"/>; disposing without it leaves a partial study.
/// </summary>
public sealed class StudyWriter : IResultSink, IDisposable
{
    // Enough for two parts to be written while a third is gathered, so that all cores have work whether computing or writing is the slower.
    private const int Buffers = 5;
    private const int PartsBeingSealed = 2;

    private readonly StudyFolder _folder;
    private readonly StudyDescription _description;
    private readonly IndividualTable _table;
    private readonly TimeProvider _clock;
    private readonly FileStream _lock;
    private readonly List<FailedIndividual> _failedInPart = [];
    private readonly RowGathering _rows;
    private readonly Queue<UnfinishedPart> _sealing = [];
    private readonly Lock _manifestLock = new();
    private StudyManifest _manifest;
    private UnfinishedPart? _part;
    private RunCounters _counters;
    private int _range;
    private int _next;

    private StudyWriter(StudyFolder folder, StudyDescription description, IndividualTable table, TimeProvider clock, StudyManifest manifest, FileStream held)
    {
        (_folder, _description, _table, _clock, _manifest, _lock) = (folder, description, table, clock, manifest, held);
        _rows = new RowGathering(description.Outputs.Count, manifest.Layout.RowGroupRows, Buffers);
        Missing = MissingRanges(manifest);
        _next = Missing.IsEmpty ? description.Individuals : Missing[0].First;
    }

    /// <summary>The individuals to compute, in whole parts and ascending: all of them for a new study.</summary>
    public ValueList<IndividualRange> Missing { get; }

    public StudyManifest Manifest => _manifest;

    /// <summary>Starts a study in a new or empty folder, or goes on with one that was cut off.</summary>
    public static Checked<StudyWriter> Create(
        string folder, StudyDescription description, IndividualTable? table = null, TimeProvider? clock = null, ExistingStudy existing = ExistingStudy.Refuse) =>
        Create(new StudyFolder(folder), description, table ?? IndividualTable.None, clock ?? TimeProvider.System, existing);

    public bool KeepsBlocks => false;

    /// <summary>Takes the next individuals. Written parts are cut at fixed individuals, whatever the blocks.</summary>
    /// <exception cref="ResultWriteException">The disk is full or the folder cannot be written.</exception>
    public void Accept(ResultBlock block)
    {
        Guard(() =>
        {
            for (int k = 0; k < block.Count; k++)
            {
                Add(block, k);
            }
        });
        _counters += block.Counters;
    }

    /// <summary>Writes the table of individuals and the final manifest.</summary>
    /// <exception cref="ResultWriteException">The disk is full or the folder cannot be written.</exception>
    public StudyManifest Complete()
    {
        if (_range < Missing.Count)
        {
            throw new InvalidOperationException($"individual {_next} has not arrived");
        }

        Guard(() =>
        {
            FinishSealing(left: 0);
            var individuals = IndividualsFile.Write(_folder, _description, _table, _manifest.Failed);
            var work = _manifest.Work;
            _manifest = _manifest with
            {
                Complete = true,
                Ended = _clock.GetUtcNow(),
                IndividualsFile = individuals,
                Work = new(work.Steps + _counters.Steps, work.Rejected + _counters.Rejected,
                    work.RightHandSides + _counters.RightHandSides, work.Factorizations + _counters.Factorizations),
            };
            _counters = default;
            _folder.WriteManifest(_manifest);
        });
        return _manifest;
    }

    /// <summary>A part that is whole is kept, one that is not goes.</summary>
    public void Dispose()
    {
        GiveUp();
        _rows.Dispose();
        _lock.Dispose();
    }

    internal static Checked<StudyWriter> Create(
        StudyFolder folder, StudyDescription description, IndividualTable table, TimeProvider clock, ExistingStudy existing)
    {
        var errors = ColumnNames.Check(description.Outputs, table.Columns);
        if (errors.Count > 0)
        {
            return Checked.Refused<StudyWriter>(errors);
        }

        var manifest = ManifestStart.Of(description, table, clock);
        if (!folder.IsAbsentOrEmpty())
        {
            if (existing == ExistingStudy.Refuse)
            {
                return Checked.Refused<StudyWriter>(ResultDiagnostics.NotEmpty(folder.Path));
            }

            var previous = ManifestStart.Resumable(folder, manifest);
            if (!previous.IsOk)
            {
                return Checked.Refused<StudyWriter>(previous.Diagnostics);
            }

            manifest = previous.Value;
        }

        try
        {
            Directory.CreateDirectory(folder.Path);
            FileStream held;
            try
            {
                held = folder.Lock();
            }
            catch (IOException) when (Directory.Exists(folder.Path) && File.Exists(folder.Locate(StudyFolder.LockName)))
            {
                return Checked.Refused<StudyWriter>(ResultDiagnostics.InUse(folder.Path));
            }

            var writer = new StudyWriter(folder, description, table, clock, manifest, held);
            if (!manifest.Complete)
            {
                folder.WriteManifest(manifest);
            }

            return Checked.Ok(writer);
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            return Checked.Refused<StudyWriter>(ResultDiagnostics.Writing(folder.Path, cause));
        }
    }

    private static ValueList<IndividualRange> MissingRanges(StudyManifest manifest)
    {
        var present = manifest.Parts.Select(p => p.Part).ToHashSet();
        return Enumerable.Range(0, manifest.Layout.Parts(manifest.Individuals))
            .Where(part => !present.Contains(part))
            .Select(part => manifest.Layout.Part(part, manifest.Individuals))
            .ToValueList();
    }

    private void Add(ResultBlock block, int k)
    {
        int individual = block.First + k;
        if (_range == Missing.Count || individual != _next)
        {
            throw new InvalidOperationException($"individual {individual} arrived, {_next} was due");
        }

        var range = Missing[_range];
        _part ??= new(new ParquetRows(_folder.Open(StudyFolder.PartName(PartOf(range))), _description.Outputs, _description.Ids), new WriteOrder());
        _rows.Add(block, k, _part.Order, _part.Rows.WriteGroup);
        var outcome = block.Outcomes[k];
        if (!outcome.IsCompleted)
        {
            _failedInPart.Add(new(individual, _description.Ids.Text(individual), outcome.Kind.ToString(),
                double.IsFinite(outcome.Time) ? outcome.Time : null, outcome.Quantity, outcome.Sentence));
        }

        _next++;
        if (_next == range.End)
        {
            SealPart(range);
            _range++;
            _next = _range < Missing.Count ? Missing[_range].First : -1;
        }
    }

    private int PartOf(IndividualRange range) => range.First / _manifest.Layout.IndividualsPerPart;

    /// <summary>The part goes to the disk, which is slow to confirm, while the next ones are gathered and written.</summary>
    private void SealPart(IndividualRange range)
    {
        var part = _part!;
        FailedIndividual[] failed = [.. _failedInPart];
        _failedInPart.Clear();
        _rows.Flush(part.Order, part.Rows.WriteGroup);
        part.Order.Then(() => Seal(part.Rows, range, failed));
        _part = null;
        _sealing.Enqueue(part);
        FinishSealing(PartsBeingSealed);
    }

    /// <summary>Waits until no more than <paramref name="left"/> parts are on their way to the disk.</summary>
    private void FinishSealing(int left)
    {
        while (_sealing.Count > left)
        {
            var oldest = _sealing.Peek();
            oldest.Order.Wait();
            oldest.Rows.Dispose();
            _sealing.Dequeue();
        }
    }

    /// <summary>On a writing thread: the part appears under its name and in the manifest.</summary>
    private void Seal(ParquetRows rows, IndividualRange range, FailedIndividual[] failed)
    {
        rows.Finish();
        var (sha256, bytes) = rows.Seal();
        int part = PartOf(range);
        var entry = new StudyPart(part, range.First, range.Count, rows.Rows, StudyFolder.PartName(part), sha256, bytes);
        lock (_manifestLock)
        {
            _manifest = _manifest with
            {
                Parts = _manifest.Parts.Append(entry).OrderBy(p => p.Part).ToValueList(),
                Failed = _manifest.Failed.Concat(failed).OrderBy(f => f.Index).ToValueList(),
            };
            _folder.WriteManifest(_manifest);
        }
    }

    /// <summary>Waits until what is being written is there, or is not; the unfinished parts go.</summary>
    private Exception? GiveUp()
    {
        UnfinishedPart[] parts = _part is null ? [.. _sealing] : [.. _sealing, _part];
        _rows.Abandon();
        _sealing.Clear();
        _part = null;
        foreach (var part in parts)
        {
            part.Order.Settle();
        }

        var first = parts.Select(part => part.Rows.Failure).FirstOrDefault(failure => failure is not null);
        foreach (var part in parts)
        {
            part.Rows.Dispose();
        }

        return first;
    }

    /// <summary>Turns what the file system or Parquet says into a diagnostic; the unfinished part goes.</summary>
    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause) || cause is ParquetSharp.ParquetException)
        {
            throw new ResultWriteException(ResultDiagnostics.Writing(_folder.Path, GiveUp() ?? cause), cause);
        }
    }

    /// <summary>A part whose rows still arrive or are on their way to the disk.</summary>
    private sealed record UnfinishedPart(ParquetRows Rows, WriteOrder Order);
}

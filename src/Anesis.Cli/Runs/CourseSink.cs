using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>Keeps the courses of a data set's first individuals, each with what was observed, for a picture.</summary>
internal sealed class CourseSink(DataSet data, ValueList<string> outputs) : IResultSink
{
    /// <summary>More lines than this no eye tells apart.</summary>
    public const int Most = 60;

    private readonly List<IndividualCourse> _courses = [];

    public ValueList<IndividualCourse> Courses => _courses.ToValueList();

    /// <summary>True when the data observe something that none of the outputs is known to be.</summary>
    public bool LeavesOutObserved => outputs.Count > 1 && data.Individuals.Any(i => i.Records.Any(r => IsObserved(r) && Column(r) < 0));

    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count && _courses.Count < Most; k++)
        {
            int start = block.RowStarts[k], rows = block.RowStarts[k + 1] - start;
            var observations = data.Individuals[block.First + k].Records.Where(r => r.Evid == 0).ToList();
            _courses.Add(new(
                block.Times[start..(start + rows)].ToValueList(),
                outputs.Select((_, o) => Enumerable.Range(0, rows).Select(row => block.Values[((start + row) * block.OutputCount) + o]).ToValueList()).ToValueList(),
                outputs.Select((_, o) => Enumerable.Range(0, rows).Select(row => row < observations.Count && IsObserved(observations[row]) && Column(observations[row]) == o ? observations[row].Observed : double.NaN).ToValueList()).ToValueList()));
        }
    }

    private static bool IsObserved(DataRecord record) => record.Evid == 0 && !record.MissingDependentVariable && double.IsFinite(record.Observed);

    /// <summary>Which output a record's DV is: the only one, the one that DVID or CMT names, else none (−1).</summary>
    private int Column(DataRecord record)
    {
        if (outputs.Count == 1)
        {
            return 0;
        }

        for (int i = 0; i < outputs.Count; i++)
        {
            if (Names(record.ObservedKind, outputs[i]) || (record.ObservedKind is null && Names(record.Compartment, outputs[i])))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Names(string? name, string output) => string.Equals(name, output, StringComparison.OrdinalIgnoreCase) || string.Equals($"[{name}]", output, StringComparison.OrdinalIgnoreCase);
}

using Anesis.Modeling.Values;
using Anesis.Results.Parquet;
using ParquetSharp;
using ParquetSharp.IO;

namespace Anesis.Results.Studies;

/// <summary><c>individuals.parquet</c>: id, covariates, drawn parameters, outcome ("completed", or the sentence that says why not).</summary>
internal static class IndividualsFile
{
    public const string FileName = "individuals.parquet";
    private const int GroupRows = 131_072;

    public static StudyFile Write(StudyFolder folder, StudyDescription description, IndividualTable table, ValueList<FailedIndividual> failed)
    {
        using var file = folder.Open(FileName);
        using var stream = new ManagedOutputStream(file, leaveOpen: true);
        using var properties = ParquetSettings.Build("id", "outcome");
        bool text = description.Ids.AreText;
        using var writer = new ParquetFileWriter(
            stream,
            [text ? new Column<string>("id") : new Column<long>("id"), .. table.Columns.Select(c => new Column<double>(c.Name)), new Column<string>("outcome")],
            properties);
        var sentences = failed.ToDictionary(f => f.Index, f => f.Sentence);
        int rows = Math.Clamp(description.Individuals, 1, Math.Max(1024, GroupRows / (table.Columns.Count + 1)));
        double[][] columns = [.. table.Columns.Select(_ => new double[rows])];
        double[] values = new double[table.Columns.Count];
        for (int first = 0; first < description.Individuals; first += rows)
        {
            int count = Math.Min(rows, description.Individuals - first);
            for (int i = 0; i < count; i++)
            {
                table.Fill(first + i, values);
                for (int c = 0; c < columns.Length; c++)
                {
                    columns[c][i] = values[c];
                }
            }

            int start = first;
            using var group = writer.AppendRowGroup();
            if (text)
            {
                WriteColumn(group, Enumerable.Range(start, count).Select(description.Ids.Text).ToArray());
            }
            else
            {
                WriteColumn(group, Enumerable.Range(start, count).Select(description.Ids.Number).ToArray());
            }

            foreach (double[] column in columns)
            {
                WriteColumn(group, column[..count]);
            }

            WriteColumn(group, Enumerable.Range(start, count).Select(i => sentences.GetValueOrDefault(i, "completed")).ToArray());
        }

        writer.Close();
        file.Seal();
        var (sha256, bytes) = (file.Hash, file.Length);
        return new(FileName, sha256, bytes);
    }

    private static void WriteColumn<T>(RowGroupWriter group, T[] values)
    {
        using var column = group.NextColumn().LogicalWriter<T>();
        column.WriteBatch(values);
    }
}

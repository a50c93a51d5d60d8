using System.Globalization;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Results.Parquet;
using Anesis.Results.Tables;

namespace Anesis.Results.Summaries;

public static class SummaryCsv
{
    /// <summary>Writes the summary to a file, which appears when it is whole; the error, or null.</summary>
    public static Diagnostic? WriteFile(string path, SummarySink summary)
    {
        try
        {
            using var file = new SealedFile(Path.GetFullPath(path));
            summary.WriteCsv(file);
            file.Seal();
            return null;
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            return ResultDiagnostics.Writing(path, cause);
        }
    }

    internal static void Write(Stream stream, ValueList<OutputColumn> outputs, string? timeUnit, IEnumerable<SummaryRow> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        string time = CsvField.Of(timeUnit is null ? "time" : $"time [{timeUnit}]");
        writer.WriteLine($"{time},output,unit,n,mean,sd,median,q2.5,q5,q25,q75,q95,q97.5");
        foreach (var row in rows)
        {
            var output = outputs[row.Output];
            writer.Write(Text(row.Time));
            writer.Write($",{CsvField.Of(output.Name)},{CsvField.Of(output.Unit ?? "")},{row.Count}");
            ReadOnlySpan<double> values = [row.Mean, row.StandardDeviation, row.Median, row.Q025, row.Q05, row.Q25, row.Q75, row.Q95, row.Q975];
            foreach (double value in values)
            {
                writer.Write(',');
                writer.Write(double.IsNaN(value) ? "" : Text(value));
            }

            writer.WriteLine();
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

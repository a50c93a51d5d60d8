using System.Globalization;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>Results as long CSV: id,parameter,value,unit. Values read back to the same bits; what does not exist has no row.</summary>
public static class NcaCsv
{
    private const int Together = 512;

    public static void Write(TextWriter writer, IEnumerable<NcaResult> results, NcaUnits units)
    {
        writer.Write("id,parameter,value,unit\n");
        foreach (string text in results.Chunk(Together).AsParallel().AsOrdered().Select(chunk => Rows(chunk, units)))
        {
            writer.Write(text);
        }
    }

    private static string Rows(NcaResult[] results, NcaUnits units)
    {
        var rows = new StringBuilder();
        var ends = new Dictionary<IReadOnlyList<NcaParameter>, string[]>(ReferenceEqualityComparer.Instance);
        foreach (var result in results)
        {
            var parameters = NcaParameter.Of(result);
            if (!ends.TryGetValue(parameters, out string[]? end))
            {
                ends[parameters] = end = [.. parameters.Select(p => $",{CsvField.Of(p.Unit(units) ?? "")}\n")];
            }

            string id = CsvField.Of(result.Id);
            for (int i = 0; i < parameters.Count; i++)
            {
                double value = parameters[i].Value(result);
                if (double.IsFinite(value) && !(parameters[i].Code == "LAMZNPT" && value == 0))
                {
                    rows.Append(id).Append(',').Append(parameters[i].Code).Append(',').Append(CultureInfo.InvariantCulture, $"{value:R}").Append(end[i]);
                }
            }
        }

        return rows.ToString();
    }

    /// <summary>More rows: area of the mean profile of sparse samples (linear), its standard error and degrees of freedom.</summary>
    public static void WriteSparse(TextWriter writer, SparseArea area, NcaUnits units)
    {
        string? unit = units.Time is null || units.Concentration is null ? null : $"{units.Time}*{units.Concentration}";
        Row(writer, "mean", "AUCLSTSPARSE", area.AucLast, unit);
        Row(writer, "mean", "AUCLSTSE", area.StandardError, unit);
        Row(writer, "mean", "AUCLSTDF", area.DegreesOfFreedom, "1");
    }

    /// <summary>More rows: excretion in urine.</summary>
    public static void WriteUrine(TextWriter writer, IEnumerable<UrineResult> results, NcaUnits units)
    {
        string? rate = units.Amount is null || units.Time is null ? null : $"{units.Amount}/{units.Time}";
        foreach (var result in results)
        {
            Row(writer, result.Id, "RCAMINT", result.Amount, units.Amount);
            Row(writer, result.Id, "RCPCINT", result.Percent, "%");
            Row(writer, result.Id, "RENALCL", result.RenalClearance, NcaParameter.Clearance(units));
            Row(writer, result.Id, "ERMAX", result.HighestRate, rate);
            Row(writer, result.Id, "ERTMAX", result.TimeOfHighestRate, units.Time);
            Row(writer, result.Id, "ERLST", result.LastRate, rate);
            Row(writer, result.Id, "URLAMZHL", result.Terminal.Exists ? result.Terminal.HalfLife : double.NaN, units.Time);
        }
    }

    private static void Row(TextWriter writer, string id, string code, double value, string? unit)
    {
        if (double.IsFinite(value))
        {
            writer.Write($"{CsvField.Of(id)},{code},{CsvField.Of(value)},{CsvField.Of(unit ?? "")}\n");
        }
    }
}

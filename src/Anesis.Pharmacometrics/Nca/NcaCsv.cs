using System.Globalization;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>Results as long CSV: id,parameter,value,unit. Values read back to the same bits; what does not exist has no row.</summary>
public static class NcaCsv
{
    public static void Write(TextWriter writer, IEnumerable<NcaResult> results, NcaUnits units)
    {
        writer.Write("id,parameter,value,unit\n");
        var row = new StringBuilder();
        foreach (var result in results)
        {
            foreach (var parameter in NcaParameter.Of(result))
            {
                double value = parameter.Value(result);
                if (double.IsNaN(value) || double.IsInfinity(value) || (parameter.Code == "LAMZNPT" && value == 0))
                {
                    continue;
                }

                row.Clear().Append(CsvField.Of(result.Id)).Append(',').Append(parameter.Code).Append(',')
                    .Append(value.ToString("R", CultureInfo.InvariantCulture)).Append(',').Append(CsvField.Of(parameter.Unit(units) ?? "")).Append('\n');
                writer.Write(row);
            }
        }
    }
}

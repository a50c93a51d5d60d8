using System.Globalization;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>Reads the data that an experiment describes: CSV with a header, or NuML.</summary>
public static class SedDataReader
{
    /// <summary>The values of each source of a description by its id, or why they cannot be read (code AN0234).</summary>
    public static Checked<Dictionary<string, double[]>> Read(SedData data, ReadOnlyMemory<byte> content, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(content.Span, fileName, XmlLimits.Default, diagnostics);
        if (text is null)
        {
            return Checked.Refused<Dictionary<string, double[]>>(diagnostics);
        }

        var rows = data.Format.Contains("csv", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            ? Csv(text) : NuMl(text, fileName, diagnostics);
        var found = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var source in data.Sources)
        {
            double[] values = source.IndexSet is not null
                ? [.. rows.Select(r => r.Indices.GetValueOrDefault(source.IndexSet)).OfType<string>().Distinct(StringComparer.Ordinal).Select(Number)]
                : [.. rows.Where(r => source.Slices.All(s => r.Indices.GetValueOrDefault(s.Reference) == s.Value || r.Indices.Values.Contains(s.Value))).Select(r => r.Value)];
            if (values.Length == 0 && diagnostics.Count == 0)
            {
                diagnostics.Add(new("AN0234", Severity.Error, source.Span, $"the data source \"{source.Id}\" without values in {fileName}", "a column or index of the file"));
            }

            found[source.Id] = values;
        }

        return diagnostics.Exists(d => d.Severity == Severity.Error) ? Checked.Refused<Dictionary<string, double[]>>(diagnostics) : Checked.Ok(found);
    }

    private sealed record DataValue(Dictionary<string, string> Indices, double Value);

    /// <summary>Each cell with the name of its column; lines of '#' are remarks.</summary>
    private static List<DataValue> Csv(string text)
    {
        var rows = new List<DataValue>();
        string[]? header = null;
        int index = 0;
        foreach (string line in text.Split('\n').Where(l => l.Trim().Length > 0 && !l.TrimStart().StartsWith('#')))
        {
            string[] cells = [.. line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',').Select(c => c.Trim().Trim('"'))];
            if (header is null)
            {
                header = cells;
                continue;
            }

            for (int i = 0; i < Math.Min(cells.Length, header.Length); i++)
            {
                rows.Add(new(new(StringComparer.Ordinal) { ["ColumnIds"] = header[i], ["Index"] = index.ToString(CultureInfo.InvariantCulture) }, Number(cells[i])));
            }

            index++;
        }

        return rows;
    }

    private static List<DataValue> NuMl(string text, string fileName, List<Diagnostic> diagnostics)
    {
        var rows = new List<DataValue>();
        var document = BoundedXml.Parse(text, fileName, XmlLimits.Default, diagnostics);
        var component = document?.Root.Children.SelectMany(c => c.Name == "resultComponent" ? [c] : c.Children).FirstOrDefault(c => c.Name == "resultComponent");
        if (component is null)
        {
            return rows;
        }

        var names = new List<string>();
        var level = component.Children.Find(c => c.Name == "dimensionDescription");
        while (level?.Children.Find(c => c.Name is "compositeDescription") is { } inner)
        {
            names.Add(inner.Attribute("id") ?? inner.Attribute("name") ?? "");
            level = inner;
        }

        foreach (var dimension in component.Children.Where(c => c.Name == "dimension"))
        {
            Walk(dimension, new(StringComparer.Ordinal), 0);
        }

        return rows;

        void Walk(XmlNode node, Dictionary<string, string> indices, int depth)
        {
            foreach (var child in node.Children)
            {
                if (child.Name == "compositeValue")
                {
                    Walk(child, new(indices, StringComparer.Ordinal) { [depth < names.Count ? names[depth] : depth.ToString(CultureInfo.InvariantCulture)] = child.Attribute("indexValue") ?? "" }, depth + 1);
                }
                else if (child.Name == "atomicValue")
                {
                    rows.Add(new(indices, Number(child.Text)));
                }
            }
        }
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}

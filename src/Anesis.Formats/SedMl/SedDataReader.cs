using System.Globalization;
using System.Text;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>Reads the data that an experiment describes: CSV with a header, or NuML.</summary>
public static class SedDataReader
{
    private static readonly string[][] TableDimensions = [["Index"], ["ColumnIds"]];

    /// <summary>The values of each source of a description by its id, or why they cannot be read (code AN0234).</summary>
    public static Checked<Dictionary<string, double[]>> Read(SedData data, ReadOnlyMemory<byte> content, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(content.Span, fileName, XmlLimits.Default, diagnostics);
        if (text is null)
        {
            return Checked.Refused<Dictionary<string, double[]>>(diagnostics);
        }

        bool isTable = data.Format.Contains("csv", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        var cube = isTable ? Csv(text, Described(data.Dimensions)) : NuMl(text, fileName, diagnostics);
        var found = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var source in diagnostics.Count > 0 ? [] : data.Sources)
        {
            double[] values = source.IndexSet is { } set ? Indices(cube, set) : Sliced(cube, source, isTable, diagnostics);
            if (values.Length == 0 && diagnostics.Count == 0)
            {
                diagnostics.Add(new("AN0234", Severity.Error, source.Span, $"the data source \"{source.Id}\" without values in {fileName}", "a column or index of the file"));
            }

            found[source.Id] = values;
        }

        return diagnostics.Exists(d => d.Severity == Severity.Error) ? Checked.Refused<Dictionary<string, double[]>>(diagnostics) : Checked.Ok(found);
    }

    /// <summary>Numbers with an index in each of some dimensions; a dimension may have several names.</summary>
    private sealed record DataCube(IReadOnlyList<string[]> Dimensions, List<(string[] Indices, double Value)> Cells)
    {
        public int Find(string name) => Dimensions.Select((names, i) => (names, i)).Where(d => d.names.Contains(name, StringComparer.Ordinal)).Select(d => d.i).FirstOrDefault(-1);
    }

    private static double[] Indices(DataCube cube, string set)
    {
        int at = cube.Find(set);
        return at >= 0
            ? [.. cube.Cells.Select(c => c.Indices[at]).Distinct(StringComparer.Ordinal).Select(Number)]
            : [.. cube.Cells.Where(c => c.Indices[^1] == set).Select(c => c.Value)];
    }

    private static double[] Sliced(DataCube cube, SedDataSource source, bool isTable, List<Diagnostic> diagnostics)
    {
        IEnumerable<(string[] Indices, double Value)> cells = cube.Cells;
        foreach (var slice in source.Slices)
        {
            // A table has a dimension of columns, whatever it is called.
            int at = cube.Find(slice.Reference) is >= 0 and var known ? known : isTable ? 1 : -1;
            if (at < 0)
            {
                string[] names = [.. cube.Dimensions.Select(d => d[0])];
                diagnostics.Add(new("AN0234", Severity.Error, source.Span, $"a slice of the dimension \"{slice.Reference}\"", $"one of the data: {string.Join(", ", names)}", Spelling.Nearest(slice.Reference, names)));
                return [];
            }

            var places = cube.Cells.Select(c => c.Indices[at]).Distinct(StringComparer.Ordinal).Select((index, place) => (index, place)).ToDictionary(p => p.index, p => p.place, StringComparer.Ordinal);
            cells = cells.Where(c => (slice.Value is null || Same(c.Indices[at], slice.Value)) && places[c.Indices[at]] >= slice.First && places[c.Indices[at]] <= slice.Last);
        }

        return [.. cells.Select(c => c.Value)];
    }

    private static bool Same(string index, string wanted) => index == wanted
        || (double.TryParse(index, NumberStyles.Float, CultureInfo.InvariantCulture, out double a) && double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out double b) && a == b);

    /// <summary>Ids and names of the dimensions that an experiment describes, from the outermost in.</summary>
    private static List<string[]> Described(string? markup)
    {
        var unread = new List<Diagnostic>();
        var root = markup is null ? null : BoundedXml.Parse($"<dimensionDescription>{markup}</dimensionDescription>", "", XmlLimits.Default, unread)?.Root;
        return root is null ? [] : Dimensions(root);
    }

    private static List<string[]> Dimensions(XmlNode description)
    {
        var names = new List<string[]>();
        for (var level = description.Children.Find(c => c.Name == "compositeDescription"); level is not null; level = level.Children.Find(c => c.Name is "compositeDescription" or "tupleDescription"))
        {
            names.Add([.. new[] { level.Attribute("id"), level.Attribute("name") }.OfType<string>().DefaultIfEmpty("")]);
        }

        return names;
    }

    /// <summary>Each cell with its row, counted from 0, and the name of its column; lines of '#' are remarks.</summary>
    private static DataCube Csv(string text, List<string[]> described)
    {
        var cells = new List<(string[], double)>();
        string[]? header = null;
        int index = 0;
        foreach (string line in text.Split('\n').Where(l => l.Trim().Length > 0 && !l.TrimStart().StartsWith('#')))
        {
            string[] row = Fields(line.TrimEnd('\r'), line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',');
            if (header is null)
            {
                header = row;
                continue;
            }

            for (int i = 0; i < Math.Min(row.Length, header.Length); i++)
            {
                cells.Add(([index.ToString(CultureInfo.InvariantCulture), header[i]], Number(row[i])));
            }

            index++;
        }

        return new(described.Count == 2 ? [[.. TableDimensions[0], .. described[0]], [.. TableDimensions[1], .. described[1]]] : TableDimensions, cells);
    }

    private static string[] Fields(string line, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == separator && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return [.. fields];
    }

    private static DataCube NuMl(string text, string fileName, List<Diagnostic> diagnostics)
    {
        var cells = new List<(string[], double)>();
        var document = BoundedXml.Parse(text, fileName, XmlLimits.Default, diagnostics);
        var component = document?.Root.Children.SelectMany(c => c.Name == "resultComponent" ? [c] : c.Children).FirstOrDefault(c => c.Name == "resultComponent");
        if (component?.Children.Find(c => c.Name == "dimensionDescription") is not { } description)
        {
            if (document is not null)
            {
                diagnostics.Add(new("AN0234", Severity.Error, new(fileName), $"<{document.Root.QualifiedName}> without a <resultComponent> that has a <dimensionDescription>", "data in NuML"));
            }

            return new([], []);
        }

        var names = Dimensions(description);
        string[] parts = [.. Tuple(description)];
        foreach (var dimension in component.Children.Where(c => c.Name == "dimension"))
        {
            Walk(dimension, []);
        }

        return new(names, [.. cells.Where(c => c.Item1.Length == names.Count)]);

        void Walk(XmlNode node, string[] indices)
        {
            int part = 0;
            foreach (var child in node.Children)
            {
                if (child.Name == "compositeValue")
                {
                    Walk(child, [.. indices, child.Attribute("indexValue") ?? ""]);
                }
                else if (child.Name == "tuple")
                {
                    Walk(child, indices);
                }
                else if (child.Name == "atomicValue")
                {
                    cells.Add((node.Name == "tuple" ? [.. indices, part < parts.Length ? parts[part] : ""] : indices, Number(child.Text)));
                    part++;
                }
            }
        }
    }

    /// <summary>Names of the values that stand together in a tuple.</summary>
    private static IEnumerable<string> Tuple(XmlNode description)
    {
        var level = description;
        while (level.Children.Find(c => c.Name == "compositeDescription") is { } inner)
        {
            level = inner;
        }

        return level.Children.Find(c => c.Name == "tupleDescription")?.Children.Select(c => c.Attribute("id") ?? c.Attribute("name") ?? "") ?? [];
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}

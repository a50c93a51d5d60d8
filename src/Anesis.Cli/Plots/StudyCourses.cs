using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Results.Columns;
using Anesis.Results.Queries;
using Anesis.Results.Studies;

namespace Anesis.Cli.Plots;

/// <summary>One person's course: times, and values [output][time].</summary>
internal sealed record PersonCourse(string Id, double[] Times, double[][] Values);

/// <summary>A study's people, one after another, and what is known of each.</summary>
internal sealed class StudyCourses : IDisposable
{
    private readonly StudyQuery _query;

    private StudyCourses(string name, Study study, StudyQuery query) => (Name, Study, _query) = (name, study, query);

    public string Name { get; }

    public Study Study { get; }

    public static Checked<StudyCourses> Open(string folder) =>
        Study.Open(folder).Then(study => study.Query().Then(query => Checked.Ok(new StudyCourses(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), study, query))));

    public OutputColumn? Output(string name) => Study.Manifest.Outputs.FirstOrDefault(o => o.Name == name);

    public IEnumerable<PersonCourse> Read(IReadOnlyList<string> outputs)
    {
        var rows = _query.Select($"select id, time, {string.Join(", ", outputs.Select(Quoted))} from results order by id, time");
        if (!rows.IsOk)
        {
            throw new UserError(rows.Diagnostics[0]);
        }

        using var read = rows.Value;
        string? id = null;
        var times = new List<double>();
        var values = outputs.Select(_ => new List<double>()).ToArray();
        foreach (object?[] row in read.Read())
        {
            string own = Convert.ToString(row[0], CultureInfo.InvariantCulture)!;
            if (own != id && id is not null)
            {
                yield return Taken(id, times, values);
            }

            id = own;
            times.Add(Number(row[1]));
            for (int i = 0; i < values.Length; i++)
            {
                values[i].Add(Number(row[i + 2]));
            }
        }

        if (id is not null)
        {
            yield return Taken(id, times, values);
        }
    }

    /// <summary>Numeric columns of the individuals, and their values by id.</summary>
    public (string[] Columns, Dictionary<string, double[]> Values) Individuals()
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        if (Study.IndividualsPath is null)
        {
            return ([], values);
        }

        var rows = _query.Select("select * from individuals");
        if (!rows.IsOk)
        {
            throw new UserError(rows.Diagnostics[0]);
        }

        using var read = rows.Value;
        int[] at = [.. Enumerable.Range(0, read.Columns.Count).Where(i => read.Columns[i] is not ("id" or "outcome"))];
        foreach (object?[] row in read.Read())
        {
            values[Convert.ToString(row[0], CultureInfo.InvariantCulture)!] = [.. at.Select(i => Number(row[i]))];
        }

        return ([.. at.Select(i => read.Columns[i])], values);
    }

    public void Dispose() => _query.Dispose();

    private static PersonCourse Taken(string id, List<double> times, List<double>[] values)
    {
        var course = new PersonCourse(id, [.. times], [.. values.Select(v => v.ToArray())]);
        times.Clear();
        Array.ForEach(values, v => v.Clear());
        return course;
    }

    private static double Number(object? value) => value switch
    {
        null => double.NaN,
        double d => d,
        IConvertible c when value is not string => c.ToDouble(CultureInfo.InvariantCulture),
        _ => double.NaN,
    };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using System.Globalization;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Sensitivities;

namespace Anesis.Cli.Bench;

/// <summary>Compares results with the reference answers, where these lie beside the program.</summary>
internal static class BenchReference
{
    /// <summary>The folder bench/reference of the reference material, looked for in "shared" beside each folder upwards; null where it is absent.</summary>
    public static string? Folder()
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                string candidate = Path.Combine(at.FullName, "shared", "bench", "reference");
                if (Directory.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>Errors of the subjects whose trajectories the reference gives: rows id,time,outputs….</summary>
    public static ErrorMeasures? Errors(Workload workload, string folder, IReadOnlyList<ResultBlock> blocks)
    {
        var errors = new List<double>();
        switch (workload.Name)
        {
            case "W1" or "W1cf" or "W2":
                Subjects(Path.Combine(folder, workload.Name[..2].ToLowerInvariant() + "_subjects.csv"), workload, blocks, errors);
                break;
            case "W6":
                Subjects(Path.Combine(folder, "w6.csv"), workload, blocks, errors);
                break;
            case "W3a" or "W3b":
                string stem = workload.Name.ToLowerInvariant();
                Subjects(Path.Combine(folder, stem + "_first.csv"), workload, blocks, errors);
                Finals(Path.Combine(folder, stem + "_final.csv"), workload, blocks, errors);
                break;
            case "W4a" or "W4b":
                Grid(Path.Combine(folder, workload.Name.ToLowerInvariant() + ".csv"), workload, blocks, errors);
                break;
        }

        return ErrorMeasures.Of(errors);
    }

    private static IEnumerable<double[]> Rows(string path, out string[] header)
    {
        string[] lines = File.ReadAllLines(path);
        header = lines[0].Split(',');
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()).ToArray();
    }

    private static void Subjects(string path, Workload workload, IReadOnlyList<ResultBlock> blocks, List<double> errors)
    {
        var rows = Rows(path, out string[] header);
        int[] outputs = [.. header.Skip(2).Select(h => Output(workload, h))];
        foreach (var subject in rows.GroupBy(r => (int)r[0]))
        {
            for (int k = 0; k < outputs.Length; k++)
            {
                double scale = subject.Max(r => Math.Abs(r[k + 2]));
                foreach (double[] row in subject)
                {
                    Add(errors, Value(blocks, subject.Key, row[1], outputs[k]), row[k + 2], scale);
                }
            }
        }
    }

    /// <summary>An output by its name, a sensitivity by one such as dCK_dV1.</summary>
    private static int Output(Workload workload, string name)
    {
        var outputs = workload.Outputs.ToList();
        if (workload.Sensitivities.IsEmpty)
        {
            return outputs.IndexOf(name);
        }

        string[] parts = name[1..].Split("_d");
        return ForwardSensitivities.Column(outputs.Count, outputs.IndexOf(parts[0]), workload.Sensitivities.ToList().IndexOf(parts[1]));
    }

    private static void Finals(string path, Workload workload, IReadOnlyList<ResultBlock> blocks, List<double> errors)
    {
        foreach (double[] row in Rows(path, out string[] header))
        {
            for (int k = 1; k < header.Length; k++)
            {
                int output = workload.Outputs.ToList().IndexOf(header[k]);
                var times = Series(blocks, (int)row[0], output).ToArray();
                Add(errors, times[^1].Value, row[k], times.Max(t => Math.Abs(t.Value)));
            }
        }
    }

    /// <summary>W4: rows by grid point, columns such as u_t1 and v_t11p5.</summary>
    private static void Grid(string path, Workload workload, IReadOnlyList<ResultBlock> blocks, List<double> errors)
    {
        bool plane = workload.Name == "W4b";
        foreach (double[] row in Rows(path, out string[] header))
        {
            string place = plane ? $"{row[0]:F0}_{row[1]:F0}" : $"{row[0]:F0}";
            for (int k = plane ? 2 : 1; k < header.Length; k++)
            {
                double time = double.Parse(header[k].Split("_t")[1].Replace('p', '.'), CultureInfo.InvariantCulture);
                int output = workload.Outputs.ToList().IndexOf($"{header[k][0]}_{place}");
                Add(errors, Value(blocks, 0, time, output), row[k], Math.Abs(row[k]));
            }
        }
    }

    private static void Add(List<double> errors, double found, double reference, double scale) =>
        errors.Add(Math.Abs(found - reference) / (Math.Abs(reference) + (1e-3 * scale) + double.Epsilon));

    private static double Value(IReadOnlyList<ResultBlock> blocks, int subject, double time, int output) =>
        Series(blocks, subject, output).MinBy(p => Math.Abs(p.Time - time)).Value;

    private static IEnumerable<(double Time, double Value)> Series(IReadOnlyList<ResultBlock> blocks, int subject, int output)
    {
        var block = blocks.Last(b => b.First <= subject);
        int k = subject - block.First;
        for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
        {
            yield return (block.Times[row], block.Values[(row * block.OutputCount) + output]);
        }
    }

    /// <summary>The largest |Z| of mean and variance over the grid (W5), against the chemical master equation.</summary>
    public static double? WorstScore(Workload workload, string folder, IReadOnlyList<ResultBlock> blocks)
    {
        double worst = 0;
        var rows = Rows(Path.Combine(folder, workload.Name.Replace("W5-", "w5_", StringComparison.Ordinal) + ".csv"), out string[] header);
        double[][] table = [.. rows];
        for (int k = 0; k < workload.Outputs.Count; k++)
        {
            int mean = Array.IndexOf(header, "mean_" + workload.Outputs[k]);
            for (int row = 0; row < table.Length; row++)
            {
                double sum = 0;
                long n = 0;
                foreach (var block in blocks)
                {
                    for (int i = 0; i < block.Count; i++)
                    {
                        sum += block.Values[((block.RowStarts[i] + row) * block.OutputCount) + k];
                        n++;
                    }
                }

                double variance = table[row][mean + 1];
                if (variance > 0)
                {
                    worst = Math.Max(worst, Math.Abs((sum / n) - table[row][mean]) * Math.Sqrt(n / variance));
                }
            }
        }

        return worst;
    }
}

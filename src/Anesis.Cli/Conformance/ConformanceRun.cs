using System.Collections.Concurrent;
using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Conformance;

/// <summary>Runs a folder laid out as the conformance set is: semantic/, semantic-l2v4/, stochastic/, syntactic/, or some of them.</summary>
internal static class ConformanceRun
{
    private static readonly string[] TimeCourseKinds = ["semantic", "semantic-l2v4", "stochastic"];

    public static IReadOnlyList<string> KindsIn(string folder) => [.. Places(folder).Select(p => p.Kind)];

    /// <summary>The kinds of cases and where they are: folders in the folder, or the folder itself when it is called like a kind.</summary>
    private static IEnumerable<(string Kind, string Place)> Places(string folder)
    {
        string[] kinds = [.. TimeCourseKinds, "syntactic"];
        var inside = kinds.Select(k => (k, Path.Combine(folder, k))).Where(p => Directory.Exists(p.Item2)).ToList();
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return inside.Count == 0 && kinds.Contains(name, StringComparer.Ordinal) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() ? [(name, folder)] : inside;
    }

    /// <summary>All verdicts, by kind in the order of <see cref="KindsIn"/> and by case. Cases run on as many threads as asked for.</summary>
    public static IReadOnlyList<CaseVerdict> Run(string folder, EnsembleOptions options, Action<int, int> progress, CancellationToken cancel)
    {
        var verdicts = new List<CaseVerdict>();
        foreach (var (kind, place) in Places(folder))
        {
            if (kind == "syntactic")
            {
                verdicts.AddRange(SyntacticSuite.Run(place, cancel));
                continue;
            }

            string[] cases = [.. Directory.GetDirectories(place).Order(StringComparer.Ordinal)];
            var found = new ConcurrentBag<CaseVerdict>();
            int done = 0;
            bool parallelInside = kind == "stochastic";
            var parallel = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = parallelInside ? 1 : options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
            Parallel.ForEach(cases, parallel, c =>
            {
                found.Add(TimeCourseCase.Run(kind, c, options, cancel));
                progress(Interlocked.Increment(ref done), cases.Length);
            });
            verdicts.AddRange(found.OrderBy(v => v.Case, StringComparer.Ordinal));
        }

        return verdicts;
    }

    public static void WriteCsv(IEnumerable<CaseVerdict> verdicts, TextWriter writer)
    {
        writer.WriteLine("kind,case,verdict,reason");
        foreach (var v in verdicts)
        {
            writer.WriteLine(string.Join(',', v.Kind, v.Case, v.Passed ? "passed" : "failed", CsvField.Of(v.Reason.ReplaceLineEndings(" "))));
        }
    }

    public static IEnumerable<string> Summary(IReadOnlyList<CaseVerdict> verdicts)
    {
        foreach (var kind in verdicts.GroupBy(v => v.Kind, StringComparer.Ordinal))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{kind.Key}: passed {kind.Count(v => v.Passed)} of {kind.Count()}");
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"passed {verdicts.Count(v => v.Passed)} of {verdicts.Count}");
    }
}

using Anesis.Mathematics;
using Anesis.Modeling.Values;
using Anesis.Results.Studies;

namespace Anesis.Cli.Plots;

/// <summary>How one output of two studies differs, person by person at the times that both have.</summary>
/// <param name="Output">Its name.</param>
/// <param name="Rows">Rows that both have.</param>
/// <param name="Same">Rows that are equal to the bit.</param>
/// <param name="Largest">Largest absolute difference (second less first), with its sign.</param>
/// <param name="Id">Where it is.</param>
/// <param name="Time">When it is.</param>
/// <param name="Relative">Largest difference in units of the largest value of the person's course.</param>
/// <param name="Mean">Mean difference over rows.</param>
/// <param name="Ratio">Geometric mean over people of the ratio of areas, second over first; NaN where an area is not above 0.</param>
/// <param name="Low">Lower end of its 90 % interval.</param>
/// <param name="High">Upper end.</param>
internal sealed record OutputDifference(string Output, long Rows, long Same, double Largest, string Id, double Time, double Relative, double Mean, double Ratio, double Low, double High);

/// <summary>Two studies side by side.</summary>
internal sealed record StudyComparison(ValueList<string> Requests, ValueList<string> OnlyFirst, ValueList<string> OnlySecond, int SharedPeople, ValueList<OutputDifference> Outputs)
{
    public static StudyComparison Of(StudyCourses first, StudyCourses second, IReadOnlyList<string> outputs)
    {
        string[] known = [.. first.Study.Manifest.Outputs.Select(o => o.Name)], others = [.. second.Study.Manifest.Outputs.Select(o => o.Name)];
        string[] shared = [.. (outputs.Count > 0 ? outputs : known).Where(o => known.Contains(o) && others.Contains(o))];
        var tallies = shared.Select(o => new Tally(o)).ToArray();
        int people = 0;
        if (shared.Length > 0)
        {
            // One study's people stay in memory; the other's stream by.
            var of = first.Read(shared).ToDictionary(p => p.Id, StringComparer.Ordinal);
            foreach (var person in second.Read(shared))
            {
                if (of.TryGetValue(person.Id, out var own))
                {
                    people++;
                    Array.ForEach(tallies, t => t.Add(Array.IndexOf(shared, t.Output), own, person));
                }
            }
        }

        return new(RequestsOf(first.Study.Manifest, second.Study.Manifest).ToValueList(), known.Except(others).ToValueList(), others.Except(known).ToValueList(), people, tallies.Select(t => t.Result()).ToValueList());
    }

    /// <summary>What the two were made from that is not the same.</summary>
    private static IEnumerable<string> RequestsOf(StudyManifest a, StudyManifest b)
    {
        if (a.Identity == b.Identity)
        {
            yield break;
        }

        if (a.ModelSha256 != b.ModelSha256)
        {
            yield return "another model (by its SHA-256)";
        }

        if (a.Seed != b.Seed)
        {
            yield return FormattableString.Invariant($"seed {a.Seed} and {b.Seed}");
        }

        if (a.Options != b.Options)
        {
            yield return FormattableString.Invariant($"method {a.Options.Method} at {a.Options.RelativeTolerance:R} and {b.Options.Method} at {b.Options.RelativeTolerance:R}");
        }

        if (a.Individuals != b.Individuals)
        {
            yield return FormattableString.Invariant($"{a.Individuals} and {b.Individuals} people");
        }

        foreach (string kind in a.Inputs.Concat(b.Inputs).Select(i => i.Kind).Where(k => k is not ("model" or "arguments")).Distinct())
        {
            string[] one = [.. a.Inputs.Where(i => i.Kind == kind).Select(i => i.Sha256)], other = [.. b.Inputs.Where(i => i.Kind == kind).Select(i => i.Sha256)];
            if (!one.SequenceEqual(other))
            {
                string Text(StudyManifest m) => string.Join(" and ", m.Inputs.Where(i => i.Kind == kind).Select(i => i.Text.Length <= 80 && !i.Text.Contains('\n', StringComparison.Ordinal) ? $"\"{i.Text}\"" : i.Name).DefaultIfEmpty("none"));
                yield return $"{kind}: {Text(a)}; {Text(b)}";
            }
        }

        var settings = a.Settings.Select(s => s.ToString()).ToHashSet(StringComparer.Ordinal);
        if (!settings.SetEquals(b.Settings.Select(s => s.ToString())))
        {
            yield return "settings by hand";
        }
    }

    private sealed class Tally(string output)
    {
        private readonly List<double> _ratios = [];
        private long _rows;
        private long _same;
        private double _largest;
        private double _relative;
        private double _sum;
        private string _id = "";
        private double _time = double.NaN;

        public string Output => output;

        public void Add(int at, PersonCourse first, PersonCourse second)
        {
            double size = first.Values[at].Concat(second.Values[at]).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            int j = 0;
            for (int i = 0; i < first.Times.Length; i++)
            {
                while (j < second.Times.Length && second.Times[j] < first.Times[i])
                {
                    j++;
                }

                if (j == second.Times.Length || second.Times[j] != first.Times[i])
                {
                    continue;
                }

                double a = first.Values[at][i], b = second.Values[at][j], difference = b - a;
                _rows++;
                _same += BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) ? 1 : 0;
                if (double.IsFinite(difference))
                {
                    _sum += difference;
                    if (Math.Abs(difference) > Math.Abs(_largest))
                    {
                        (_largest, _id, _time) = (difference, first.Id, first.Times[i]);
                    }

                    _relative = Math.Max(_relative, size > 0 ? Math.Abs(difference) / size : 0);
                }
            }

            double areaA = first.Times.Length > 1 ? Metric.Area(first.Times, first.Values[at]) : double.NaN, areaB = second.Times.Length > 1 ? Metric.Area(second.Times, second.Values[at]) : double.NaN;
            if (areaA > 0 && areaB > 0)
            {
                _ratios.Add(Elementary.Log(areaB / areaA));
            }
        }

        public OutputDifference Result()
        {
            double mean = _ratios.Count > 0 ? _ratios.Average() : double.NaN;
            double reach = _ratios.Count > 1 ? 1.6448536269514722 * Math.Sqrt(_ratios.Sum(r => (r - mean) * (r - mean)) / (_ratios.Count - 1.0) / _ratios.Count) : double.NaN;
            return new(output, _rows, _same, _largest, _id, _time, _relative, _rows > 0 ? _sum / _rows : double.NaN, Elementary.Exp(mean), Elementary.Exp(mean - reach), Elementary.Exp(mean + reach));
        }
    }
}

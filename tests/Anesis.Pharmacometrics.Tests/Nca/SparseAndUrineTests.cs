using Anesis.Pharmacometrics.Nca;
using static Anesis.Pharmacometrics.Tests.Nca.NcaReference;

namespace Anesis.Pharmacometrics.Tests.Nca;

public sealed class SparseAndUrineTests
{
    [Theory]
    [InlineData("sim_sparse")]
    [InlineData("sim_serial")]
    public void Sparse_profiles_agree(string set)
    {
        var sparse = SparseArea.Of(Samples(set));
        var profile = sparse.MeanProfile(Profiles(set)[0].Doses);
        var misses = new List<string>();
        foreach (var expected in ExpectedOf(set).Where(e => !double.IsNaN(e.Value)))
        {
            bool pknca = expected.Tool.StartsWith("PKNCA", StringComparison.Ordinal);
            var options = pknca ? MethodText.Pknca(expected.Method) : MethodText.NonCompart(expected.Method);
            double found = expected.Parameter switch
            {
                "sparse_auclast" => sparse.AucLast,
                "sparse_auc_se" => sparse.StandardError,
                "sparse_auc_df" => sparse.DegreesOfFreedom,
                _ => ParameterNames.Of(new NcaAnalysis(options).Analyse(profile), expected.Parameter),
            };
            if (Math.Abs(found - expected.Value) > 2e-9 * Math.Abs(expected.Value))
            {
                misses.Add($"{expected.Parameter} {expected.Method}: {found:G10}, expected {expected.Value:G10}");
            }
        }

        string.Join('\n', misses).Should().BeEmpty();
    }

    [Fact]
    public void Urine_agrees()
    {
        var urine = Rows("realworld/nca/data/sim_urine_collections.csv").GroupBy(r => r["id"]).ToDictionary(g => g.Key, g => g.Select(r =>
            new UrineCollection(Number(r["start"]), Number(r["end"]), Number(r["volume"]), r["conc"] == "BLQ" ? 0 : Number(r["conc"]))).ToList());
        var plasma = Profiles("sim_urine_plasma").ToDictionary(p => p.Id);
        var misses = new List<string>();
        int compared = 0;
        foreach (var row in File.ReadLines(Anesis.Tests.SharedFiles.Find("realworld/nca/expected/sim_urine.csv")).Skip(1).Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(',')))
        {
            (string id, string parameter, string method) = (row[0], row[1], row[2]);
            int at = Array.FindIndex(row, 3, f => double.TryParse(f, out _));
            if (at < 0)
            {
                continue;
            }

            double expected = Number(row[at]);
            double to = method.Contains("36", StringComparison.Ordinal) ? 36 : 12;

            // The tool counts a collection that starts at the end of the interval too.
            double amount = UrineCollections.Amount(urine[id], 0, Math.BitIncrement(to));
            NcaResult Plasma(NcaOptions options) => new NcaAnalysis(options).Analyse(plasma[id]);
            var linlog = new NcaOptions { Auc = AucMethod.LinearUpLogDown };
            double found = parameter switch
            {
                "ae" => amount,
                "fe" => UrineCollections.Fraction(urine[id], 0, Math.BitIncrement(to), plasma[id].Doses[0].Amount),
                "clr.int" => UrineCollections.RenalClearance(amount, Plasma(linlog with { Interval = (0, to) }).AucInterval),
                "clr.last" => UrineCollections.RenalClearance(amount, Plasma(linlog).AucLast),
                "clr.obs" => UrineCollections.RenalClearance(amount, Plasma(linlog).AucInfObserved),
                _ when parameter.StartsWith("rate.", StringComparison.Ordinal) => Rate(parameter["rate.".Length..], id),
                _ => double.NaN,
            };
            compared++;
            if (Math.Abs(found - expected) > 2e-9 * Math.Abs(expected))
            {
                misses.Add($"{id} {parameter} {method}: {found:G10}, expected {expected:G10}");
            }
        }

        string.Join('\n', misses).Should().BeEmpty($"{compared} values were compared");
        compared.Should().BeGreaterThan(100);

        double Rate(string name, string id)
        {
            var rates = UrineCollections.Rates(id, urine[id]);
            var options = char.IsUpper(name[0]) ? MethodText.NonCompart("down=Linear lz=best") : MethodText.Pknca("linear lz=best");
            return ParameterNames.Of(new NcaAnalysis(options).Analyse(rates), name);
        }
    }
}

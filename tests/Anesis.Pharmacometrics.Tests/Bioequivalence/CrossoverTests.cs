using Anesis.Pharmacometrics.Bioequivalence;
using Anesis.Pharmacometrics.Tests.Nca;

namespace Anesis.Pharmacometrics.Tests.Bioequivalence;

public sealed class CrossoverTests
{
    [Theory]
    [InlineData("be2x2")]
    [InlineData("be2x2_incomplete")]
    public void Two_by_two_crossovers_agree_with_lm_and_lme(string set)
    {
        var misses = new List<string>();
        foreach (var group in NcaReference.ExpectedOf(set).GroupBy(e => e.Method))
        {
            string metric = group.Key.Split(' ')[0];
            var data = Data(set, metric);
            data = group.Key.Contains("complete pairs", StringComparison.Ordinal) ? data.CompletePairs() : data;
            var fixedEffects = CrossoverAnalysis.FixedEffects(data)!;
            var random = CrossoverAnalysis.RandomSubject(data)!;
            bool mixed = group.Key.Contains("REML", StringComparison.Ordinal);
            var equivalence = mixed ? random.Equivalence : fixedEffects.Equivalence;
            foreach (var expected in group)
            {
                double found = expected.Parameter switch
                {
                    "GMR" => equivalence.Ratio,
                    "CI90.lower" => equivalence.Lower,
                    "CI90.upper" => equivalence.Upper,
                    "df" => equivalence.DegreesOfFreedom,
                    "SE.diff" => equivalence.StandardError,
                    "MSE" => fixedEffects.MeanSquareError,
                    "CV.within" => fixedEffects.WithinSubjectVariation,
                    "n.rows" => fixedEffects.Rows,
                    "F.treatment.last" => fixedEffects.TreatmentF,
                    "p.treatment.last" => fixedEffects.TreatmentP,
                    "F.period.last" => fixedEffects.PeriodF,
                    "SS.residual" => fixedEffects.ResidualSumOfSquares,
                    "F.sequence.vs.subject" => fixedEffects.SequenceF,
                    "p.sequence.vs.subject" => fixedEffects.SequenceP,
                    "var.between" => random.BetweenSubjectVariance,
                    "var.within" => random.WithinSubjectVariance,
                    _ => double.NaN,
                };

                // lme stops at a relative change of about 1e-6.
                double tolerance = mixed ? 5e-6 : 1e-8;
                if (!(Math.Abs(found - expected.Value) <= tolerance * Math.Abs(expected.Value)))
                {
                    misses.Add($"{expected.Parameter} {expected.Method}: {found:G10}, expected {expected.Value:G10}");
                }
            }
        }

        string.Join('\n', misses).Should().BeEmpty();
    }

    [Fact]
    public void The_replicate_design_of_the_european_agency_agrees()
    {
        var data = Data("be_ema1", "PK");
        var a = CrossoverAnalysis.FixedEffects(data)!;
        a.Equivalence.Ratio.Should().BeApproximately(1.156587278, 1e-8);
        a.Equivalence.Lower.Should().BeApproximately(1.071056653, 1e-8);
        a.Equivalence.Upper.Should().BeApproximately(1.248948062, 1e-8);
        a.MeanSquareError.Should().BeApproximately(0.1599951787, 1e-9);
        a.Equivalence.DegreesOfFreedom.Should().Be(217);
        var b = CrossoverAnalysis.RandomSubject(data)!;
        b.Equivalence.Ratio.Should().BeApproximately(1.15729823, 2e-6);
        b.Equivalence.Lower.Should().BeApproximately(1.07170739, 2e-6);
        b.Equivalence.Upper.Should().BeApproximately(1.249724698, 2e-6);
        b.Equivalence.DegreesOfFreedom.Should().Be(217);
        var r = CrossoverAnalysis.Reference(data)!;
        r.StandardDeviation.Should().BeApproximately(0.4464454621, 1e-9);
        r.Variation.Should().BeApproximately(0.4696430716, 1e-9);
        r.Limits.Lower.Should().BeApproximately(0.7122697684, 1e-9);
        r.Limits.Upper.Should().BeApproximately(1.403962437, 1e-8);
        a.Equivalence.IsWithin().Should().BeTrue();
    }

    [Fact]
    public void A_design_that_leaves_no_error_is_refused()
    {
        CrossoverAnalysis.FixedEffects(new CrossoverData([new("1", "TR", "1", "T", 1), new("1", "TR", "2", "R", 2)])).Should().BeNull();
        CrossoverAnalysis.RandomSubject(new CrossoverData([new("1", "TR", "1", "T", 1), new("1", "TR", "2", "R", 2)])).Should().BeNull();
    }

    private static CrossoverData Data(string set, string metric) => new(NcaReference.Rows($"realworld/nca/data/{set}.csv")
        .Select(r => new CrossoverRow(r["subject"], r["sequence"], r["period"], r["treatment"], NcaReference.Number(r[metric]))));
}

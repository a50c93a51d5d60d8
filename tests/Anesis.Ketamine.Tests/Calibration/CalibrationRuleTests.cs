using Anesis.Ketamine.Calibration;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests.Calibration;

/// <summary>The person beside what was measured in people. The numbers are the publications' (docs/model/observed.toml).</summary>
public sealed class CalibrationRuleTests
{
    private static readonly Lazy<IReadOnlyList<CalibrationRow>> Rows = new(() => new CalibrationRun(100, seed: 1).Rows(ObservedStudies.Concentrations().Value!.Studies, TestContext.Current.CancellationToken));

    [Fact]
    public void Every_peak_and_area_that_is_not_suspect_is_within_one_and_a_half_fold() =>
        Rows.Value.Where(r => CalibrationVerdict.Counts(r) && !r.Within(CalibrationVerdict.WidestFold)).Select(Line).Should().BeEmpty();

    [Fact]
    public void Two_thirds_of_the_peaks_and_areas_are_within_one_and_a_quarter_fold()
    {
        var verdict = CalibrationVerdict.Of(Rows.Value);
        ((double)verdict.Close / verdict.Count).Should().BeGreaterThanOrEqualTo(CalibrationVerdict.CloseShare);
        verdict.Holds.Should().BeTrue();
    }

    [Fact]
    public void The_studies_that_nothing_was_fitted_to_keep_the_rule_by_themselves() =>
        CalibrationVerdict.Of(Rows.Value.Where(r => r.Study.Fitted.Length == 0)).Holds.Should().BeTrue();

    [Fact]
    public void Every_set_of_the_evidence_is_there() =>
        ObservedStudies.Concentrations().Value!.Studies.Select(s => s.Set).Distinct().Should().BeEquivalentTo("O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O10", "O11", "O12", "O13", "K2.2");

    [Fact]
    public void A_model_that_clears_half_as_much_breaks_the_rule()
    {
        var slow = new CalibrationRun(20, seed: 1, new Dictionary<string, double>(StringComparer.Ordinal) { ["liver_function"] = 0.3 });
        CalibrationVerdict.Of(slow.Rows(ObservedStudies.Concentrations().Value!.Studies.Where(s => s.Set is "O1" or "O4"), TestContext.Current.CancellationToken)).Holds.Should().BeFalse();
    }

    private static string Line(CalibrationRow row) => FormattableString.Invariant($"{row.Study.Id} {row.Observed.Id}: observed {row.Observed.Value}, simulated {row.GeometricMean:G4}, ratio {row.Ratio:F2}");
}

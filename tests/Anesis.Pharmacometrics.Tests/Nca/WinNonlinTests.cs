using System.Globalization;
using Anesis.Pharmacometrics.Nca;

namespace Anesis.Pharmacometrics.Tests.Nca;

public sealed class WinNonlinTests
{
    [Fact]
    public void Theophylline_and_indomethacin_agree_to_the_digits_stored()
    {
        var misses = new List<string>();
        int compared = 0;
        foreach (var group in NcaReference.ExpectedOf("ext_winnonlin_theoph_indometh").GroupBy(e => e.Method))
        {
            string[] words = group.Key.Split(' ');
            double dose = Number(words[2]);
            var route = words[3] switch { "route=bolus" => DoseRoute.Bolus, "route=infusion" => DoseRoute.Infusion, _ => DoseRoute.Extravascular };
            double duration = route == DoseRoute.Infusion ? Number(words[4]) : 0;
            var options = MethodText.NonCompart(group.Key);
            var analysis = new NcaAnalysis(options);
            var results = NcaReference.Samples(dose == 320 ? "theoph" : "indometh")
                .ToDictionary(p => p.Id, p => analysis.Analyse(p with { Doses = [new NcaDose(0, dose, route, duration)] }));
            foreach (var expected in group.Where(e => !double.IsNaN(e.Value)))
            {
                compared++;
                double found = Of(results[expected.Id.Split(':')[^1]], expected.Parameter);
                if (Math.Abs(found - expected.Value) > 2e-7 * Math.Abs(expected.Value))
                {
                    misses.Add($"{expected.Id} {expected.Parameter} {expected.Method}: {found:G10}, expected {expected.Value:G10}");
                }
            }
        }

        string.Join('\n', misses.Take(60)).Should().BeEmpty($"{compared} values were compared, {misses.Count} missed");
        compared.Should().BeGreaterThan(1900);
    }

    [Fact]
    public void Tablets_agree_at_first_dose_and_at_steady_state()
    {
        var misses = new List<string>();
        int compared = 0;
        foreach (var group in NcaReference.ExpectedOf("ext_winnonlin8_pk2").GroupBy(e => e.Method))
        {
            bool late = group.Key.Contains("t=0.25", StringComparison.Ordinal);
            double tau = group.Key.Contains("tau=9", StringComparison.Ordinal) ? 9 : group.Key.Contains("tau=12", StringComparison.Ordinal) ? 12 : double.NaN;
            var options = new NcaOptions
            {
                Auc = group.Key.StartsWith("linlog", StringComparison.Ordinal) ? AucMethod.LinearUpLogDown
                    : group.Key.StartsWith("linear to Tmax", StringComparison.Ordinal) ? AucMethod.LogAfterTmax : AucMethod.Linear,
                Tau = tau,
                Start = double.IsNaN(tau) ? StartRule.ZeroIfMissing : StartRule.LowestOfInterval,
                Lag = LagRule.BeforeFirstRise,
            };
            var analysis = new NcaAnalysis(options);
            double dose = group.Key.Contains("dose=120", StringComparison.Ordinal) ? 120 : 100;
            var results = NcaReference.Samples("pk2").ToDictionary(p => p.Id, p => analysis.Analyse(p with { Doses = [new NcaDose(late ? 0.25 : 0, dose)] }));
            foreach (var expected in group.Where(e => !double.IsNaN(e.Value) && e.Parameter != "Cdose"))
            {
                compared++;
                var r = results[expected.Id];
                double shift = late ? 0.25 : 0;
                double found = expected.Parameter switch
                {
                    "Tmax" => r.Tmax + shift,
                    "LZint" => r.Terminal.Intercept + (r.Terminal.LambdaZ * shift),
                    _ => Of(r, expected.Parameter),
                };
                if (Math.Abs(found - expected.Value) > 2e-6 * Math.Abs(expected.Value))
                {
                    misses.Add($"{expected.Id} {expected.Parameter} {expected.Method}: {found:G10}, expected {expected.Value:G10}");
                }
            }
        }

        string.Join('\n', misses.Take(60)).Should().BeEmpty($"{compared} values were compared, {misses.Count} missed");
        compared.Should().BeGreaterThan(600);
    }

    private static double Number(string word) => double.Parse(word.Split('=')[1], CultureInfo.InvariantCulture);

    private static double Of(NcaResult r, string name) => name switch
    {
        "Rsq" => r.Terminal.R2,
        "Rsq_adjusted" or "ARsq" => r.Terminal.AdjustedR2,
        "Corr_XY" => r.Terminal.Correlation,
        "No_points_lambda_z" or "NpLZ" => r.Terminal.Points,
        "Lambda_z" or "Kel" => r.Terminal.LambdaZ,
        "Lambda_z_lower" => r.Terminal.First,
        "Lambda_z_upper" => r.Terminal.Last,
        "HL_Lambda_z" or "HL" => r.Terminal.HalfLife,
        "Tlag" => r.Tlag,
        "Tmax" => r.Tmax,
        "Cmax" => r.Cmax,
        "Cmax_D" => r.Cmax / r.Dose,
        "C0" => r.C0,
        "Tlast" => r.Tlast,
        "Clast" => r.Clast,
        "Clast_pred" => r.ClastPredicted,
        "AUClast" => r.AucLast,
        "AUCall" => r.AucAll,
        "AUCINF_obs" or "AUCinf" => r.AucInfObserved,
        "AUCINF_D_obs" => r.AucInfObserved / r.Dose,
        "AUC_%Extrap_obs" or "AUCpct" => r.ExtrapolatedPercentObserved,
        "AUC_%Back_Ext_obs" => 100 * r.AucBack / r.AucInfObserved,
        "AUC_%Back_Ext_pred" => 100 * r.AucBack / r.AucInfPredicted,
        "Vz_F_obs" or "Vz_obs" or "Vzinf" => r.Dose / r.AucInfObserved / r.Terminal.LambdaZ,
        "Cl_F_obs" or "Cl_obs" or "Clinf" => r.Dose / r.AucInfObserved,
        "AUCINF_pred" or "AUCinf_pred" => r.AucInfPredicted,
        "AUCINF_D_pred" => r.AucInfPredicted / r.Dose,
        "AUC_%Extrap_pred" => r.ExtrapolatedPercentPredicted,
        "Vz_F_pred" or "Vz_pred" => r.Dose / r.AucInfPredicted / r.Terminal.LambdaZ,
        "Cl_F_pred" or "Cl_pred" => r.Dose / r.AucInfPredicted,
        "AUMClast" => r.AumcLast,
        "AUMCINF_obs" or "AUMCinf" => r.AumcInfObserved,
        "AUMCINF_pred" or "AUMCinf_pred" => r.AumcInfPredicted,
        "AUMC_%Extrap_obs" => r.MomentExtrapolatedPercentObserved,
        "AUMC_%Extrap_pred" => r.MomentExtrapolatedPercentPredicted,
        "MRTlast" => r.MrtLast,
        "MRTINF_obs" or "MRTinf" => double.IsNaN(r.Tau) ? r.MrtObserved : (r.AumcInfObserved / r.AucInfObserved),
        "MRTINF_pred" or "MRTinf_pred" => r.MrtPredicted,
        "MRTtauinf" => r.MrtSteadyState,
        "Vss_obs" => r.VssObserved,
        "Vss_pred" => r.VssPredicted,
        "AUCtau" => r.AucTau,
        "AUMCtau" => r.AumcTau,
        "Cltau" => r.Dose / r.AucTau,
        "Vztau" => r.Dose / r.AucTau / r.Terminal.LambdaZ,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "a name that WinNonlin's tables do not have"),
    };
}

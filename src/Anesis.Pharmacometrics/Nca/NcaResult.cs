namespace Anesis.Pharmacometrics.Nca;

/// <summary>
/// What non-compartmental analysis finds in one profile. Times count from the dose (or the start of the interval). NaN: does not exist.
/// "Observed" extrapolates from the last measured concentration, "predicted" from the terminal line's.
/// </summary>
public sealed record NcaResult
{
    public required string Id { get; init; }

    public required DoseRoute Route { get; init; }

    public double Dose { get; init; } = double.NaN;

    public double InfusionDuration { get; init; }

    public double Cmax { get; init; } = double.NaN;

    public double Tmax { get; init; } = double.NaN;

    public double Cmin { get; init; } = double.NaN;

    public double Tlag { get; init; } = double.NaN;

    public double Clast { get; init; } = double.NaN;

    public double Tlast { get; init; } = double.NaN;

    public double C0 { get; init; } = double.NaN;

    public TerminalLine Terminal { get; init; } = TerminalLine.None;

    public double AucLast { get; init; } = double.NaN;

    public double AucAll { get; init; } = double.NaN;

    public double AumcLast { get; init; } = double.NaN;

    public double AumcAll { get; init; } = double.NaN;

    /// <summary>Area of the part before the first sample after a bolus.</summary>
    public double AucBack { get; init; } = double.NaN;

    /// <summary>Areas over <see cref="NcaOptions.Interval"/>: zero after the last sample; with the triangle; with λz from observed; from predicted.</summary>
    public double AucInterval { get; init; } = double.NaN;

    public double AucIntervalAll { get; init; } = double.NaN;

    public double AucIntervalObserved { get; init; } = double.NaN;

    public double AucIntervalPredicted { get; init; } = double.NaN;

    public double IntervalLength { get; init; } = double.NaN;

    /// <summary>Area and first moment over the dosing interval at steady state.</summary>
    public double AucTau { get; init; } = double.NaN;

    public double AumcTau { get; init; } = double.NaN;

    public double CStart { get; init; } = double.NaN;

    public double CTrough { get; init; } = double.NaN;

    /// <summary>Dosing interval when the profile is one of steady state, else NaN.</summary>
    public double Tau { get; init; } = double.NaN;

    public double ClastPredicted => Terminal.Exists ? Terminal.At(Tlast) : double.NaN;

    /// <summary>To infinity; of a profile without a quantifiable sample what <see cref="AucLast"/> is.</summary>
    public double AucInfObserved => double.IsNaN(Clast) ? AucLast : AucLast + (Clast / Terminal.LambdaZ);

    public double AucInfPredicted => double.IsNaN(Clast) ? AucLast : AucLast + (ClastPredicted / Terminal.LambdaZ);

    public double AumcInfObserved => AumcInf(Clast);

    public double AumcInfPredicted => AumcInf(ClastPredicted);

    /// <summary>Dose over area: the area of the dosing interval at steady state, else to infinity.</summary>
    public double ClearanceObserved => Dose / (double.IsNaN(Tau) ? AucInfObserved : AucTau);

    public double ClearancePredicted => Dose / (double.IsNaN(Tau) ? AucInfPredicted : AucTau);

    public double VzObserved => ClearanceObserved / Terminal.LambdaZ;

    public double VzPredicted => ClearancePredicted / Terminal.LambdaZ;

    /// <summary>Mean residence time; half the infusion is taken off.</summary>
    public double MrtLast => (AumcLast / AucLast) - (InfusionDuration / 2);

    public double MrtObserved => double.IsNaN(Tau) ? (AumcInfObserved / AucInfObserved) - (InfusionDuration / 2) : MrtSteadyState;

    public double MrtPredicted => (AumcInfPredicted / AucInfPredicted) - (InfusionDuration / 2);

    /// <summary>(AUMCτ + τ (AUC∞ − AUCτ)) / AUCτ, less half the infusion (Gibaldi and Perrier, Pharmacokinetics, 2nd ed., app. D).</summary>
    public double MrtSteadyState => ((AumcTau + (Tau * (AucInfObserved - AucTau))) / AucTau) - (InfusionDuration / 2);

    public double VssObserved => ClearanceObserved * MrtObserved;

    public double VssPredicted => ClearancePredicted * MrtPredicted;

    public double ExtrapolatedPercentObserved => 100 * (AucInfObserved - AucLast) / AucInfObserved;

    public double ExtrapolatedPercentPredicted => 100 * (AucInfPredicted - AucLast) / AucInfPredicted;

    public double MomentExtrapolatedPercentObserved => 100 * (AumcInfObserved - AumcLast) / AumcInfObserved;

    public double MomentExtrapolatedPercentPredicted => 100 * (AumcInfPredicted - AumcLast) / AumcInfPredicted;

    /// <summary>Mean concentration over the interval, from the area of its samples.</summary>
    public double CAverage => AucInterval / IntervalLength;

    /// <summary>100 (Cmax − Cmin) / Cavg.</summary>
    public double FluctuationPercent => 100 * (Cmax - Cmin) / CAverage;

    /// <summary>100 (Cmax − Cmin) / Cmin.</summary>
    public double SwingPercent => 100 * (Cmax - Cmin) / Cmin;

    private double AumcInf(double clast) => double.IsNaN(Clast) ? AumcLast : AumcLast + (clast * Tlast / Terminal.LambdaZ) + (clast / (Terminal.LambdaZ * Terminal.LambdaZ));
}

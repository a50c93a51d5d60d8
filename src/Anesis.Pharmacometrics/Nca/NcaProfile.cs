namespace Anesis.Pharmacometrics.Nca;

public enum DoseRoute
{
    Extravascular,
    Bolus,
    Infusion,
}

/// <summary>A dose: when, how much, how; an infusion's duration in the unit of time.</summary>
public readonly record struct NcaDose(double Time, double Amount, DoseRoute Route = DoseRoute.Extravascular, double Duration = 0);

/// <summary>
/// One person's samples, ascending in time. A concentration of 0 is below the limit of quantification; NaN is missing;
/// a negative one, which some assays report, is taken as it is but never enters a logarithm.
/// Doses at one time count as one.
/// </summary>
public sealed record NcaProfile(string Id, double[] Times, double[] Concentrations, NcaDose[] Doses);

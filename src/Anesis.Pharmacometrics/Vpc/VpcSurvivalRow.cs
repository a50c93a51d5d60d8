namespace Anesis.Pharmacometrics.Vpc;

/// <summary>The share without the event at one time in one stratum: as observed, and as the replicates have it.</summary>
/// <param name="Stratum">Such as "DOSE = 20"; empty without strata.</param>
/// <param name="Time">Since the subjects' first records, in the data's unit.</param>
/// <param name="AtRisk">Observed subjects who are watched and without the event just before it.</param>
/// <param name="Events">Observed events at it.</param>
/// <param name="Left">Observed subjects who were last seen at it, without the event.</param>
/// <param name="Observed">The Kaplan-Meier estimate right after it, 0 to 1; NaN after the last subject.</param>
/// <param name="Low">Lower end of the replicates' interval.</param>
/// <param name="Median">Median over the replicates.</param>
/// <param name="High">Upper end.</param>
public sealed record VpcSurvivalRow(string Stratum, double Time, int AtRisk, int Events, int Left, double Observed, double Low, double Median, double High);

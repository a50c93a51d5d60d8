namespace Anesis.Pharmacometrics.Vpc;

/// <summary>One percentile of one bin and stratum: as observed, and as the replicates have it.</summary>
/// <param name="Stratum">Such as "SEX = 1"; empty without strata.</param>
/// <param name="From">Start of the bin, in the data's unit of time.</param>
/// <param name="To">End of the bin.</param>
/// <param name="Time">Median time of its observations.</param>
/// <param name="Count">How many observations it holds.</param>
/// <param name="Percentile">0 to 100; NaN for the row that holds the share of values below the limit of quantification.</param>
/// <param name="Observed">That percentile of the observations.</param>
/// <param name="Low">Lower end of the replicates' interval of that percentile.</param>
/// <param name="Median">Median over the replicates.</param>
/// <param name="High">Upper end.</param>
public sealed record VpcRow(string Stratum, double From, double To, double Time, int Count, double Percentile, double Observed, double Low, double Median, double High)
{
    /// <summary>True where the numbers are shares of values below the limit of quantification, 0 to 1.</summary>
    public bool IsShareBelow => double.IsNaN(Percentile);
}

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>The share of one group of values in one bin and stratum: as observed, and as the replicates have it.</summary>
/// <param name="Stratum">Such as "SEX = 1"; empty without strata.</param>
/// <param name="From">Start of the bin, in the data's unit of time.</param>
/// <param name="To">End of the bin.</param>
/// <param name="Time">Median time of its observations.</param>
/// <param name="Count">How many observations it holds.</param>
/// <param name="Group">Such as "2" or "5 or more"; <see cref="MeanName"/> for the row that holds the mean of counts.</param>
/// <param name="Observed">Share of the observations, 0 to 1; or their mean.</param>
/// <param name="Low">Lower end of the replicates' interval.</param>
/// <param name="Median">Median over the replicates.</param>
/// <param name="High">Upper end.</param>
public sealed record VpcShareRow(string Stratum, double From, double To, double Time, int Count, string Group, double Observed, double Low, double Median, double High)
{
    public const string MeanName = "mean";

    public bool IsMean => Group == MeanName;
}

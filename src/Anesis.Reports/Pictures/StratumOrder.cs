using System.Globalization;

namespace Anesis.Reports.Pictures;

/// <summary>The order in which a reader expects strata such as "DOSE = 20" and "DOSE = 120": by the number after the sign.</summary>
internal sealed class StratumOrder : IComparer<string>
{
    public static StratumOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        int byNumber = Number(x).CompareTo(Number(y));
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x, y);
    }

    private static double Number(string? stratum) =>
        stratum?.LastIndexOf('=') is >= 0 and var sign && double.TryParse(stratum.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}

namespace Anesis.Pharmacometrics.Nca;

/// <summary>Excretion of one person over the collections, with the plasma beside it where there is one. NaN: does not exist.</summary>
/// <param name="Id">Of the person.</param>
/// <param name="Amount">In all collections.</param>
/// <param name="Percent">Of the dose.</param>
/// <param name="RenalClearance">The amount by the plasma's area over the same time.</param>
/// <param name="HighestRate">Of a collection.</param>
/// <param name="TimeOfHighestRate">Its middle.</param>
/// <param name="LastRate">Of the last collection with a measurable amount.</param>
/// <param name="Terminal">Line through the logarithms of rates at the middles.</param>
public sealed record UrineResult(string Id, double Amount, double Percent, double RenalClearance, double HighestRate, double TimeOfHighestRate, double LastRate, TerminalLine Terminal)
{
    /// <param name="id">Of the person.</param>
    /// <param name="collections">Ascending; within an interval those that start in it.</param>
    /// <param name="plasma">The person's samples and doses; null: none.</param>
    /// <param name="options">Conventions: the area method, and the terminal line's.</param>
    public static UrineResult Of(string id, IReadOnlyList<UrineCollection> collections, NcaProfile? plasma, NcaOptions options)
    {
        if (options.Interval is { } interval)
        {
            collections = [.. collections.Where(c => c.Start >= interval.From && c.Start < interval.To)];
        }

        if (collections.Count == 0)
        {
            return new(id, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, TerminalLine.None);
        }

        double from = options.Interval?.From ?? collections[0].Start, to = options.Interval is { To: < double.PositiveInfinity } given ? given.To : collections.Max(c => c.End);
        double amount = UrineCollections.Amount(collections, from, to), dose = plasma is { Doses.Length: > 0 } ? plasma.Doses.Sum(d => d.Amount) : double.NaN;
        double area = plasma is null ? double.NaN : new NcaAnalysis(options with { Interval = (from, to) }).Analyse(plasma).AucInterval;
        var measured = collections.Where(c => c.Rate > 0).ToList();
        var highest = measured.Count > 0 ? measured.MaxBy(c => c.Rate) : new UrineCollection(double.NaN, double.NaN, double.NaN, double.NaN);
        var rates = new NcaAnalysis(options with { Interval = null, Tau = double.NaN, Start = StartRule.AsMeasured }).Analyse(UrineCollections.Rates(id, collections));
        return new(id, amount, 100 * amount / dose, UrineCollections.RenalClearance(amount, area), highest.Rate, highest.Middle, measured.Count > 0 ? measured[^1].Rate : double.NaN, rates.Terminal);
    }
}

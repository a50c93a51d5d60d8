namespace Anesis.Pharmacometrics.Nca;

/// <summary>One collection of urine: from when to when, its volume, and the concentration in it (0: below the limit, NaN: missing).</summary>
public readonly record struct UrineCollection(double Start, double End, double Volume, double Concentration)
{
    public double Amount => Volume == 0 ? 0 : Volume * Concentration;

    /// <summary>Amount by time, which stands at the middle of the collection.</summary>
    public double Rate => Amount / (End - Start);

    public double Middle => (Start + End) / 2;
}

/// <summary>Excretion in urine.</summary>
public static class UrineCollections
{
    /// <summary>Amount in the collections that start within [from, to); NaN when one of them is missing.</summary>
    public static double Amount(IEnumerable<UrineCollection> collections, double from, double to) =>
        collections.Where(c => c.Start >= from && c.Start < to).Sum(c => c.Amount);

    /// <summary>Amount by dose.</summary>
    public static double Fraction(IEnumerable<UrineCollection> collections, double from, double to, double dose) => Amount(collections, from, to) / dose;

    /// <summary>Amount by the plasma area over the same time.</summary>
    public static double RenalClearance(double amount, double plasmaArea) => amount / plasmaArea;

    /// <summary>Rate of excretion over time, as a profile for the terminal slope.</summary>
    public static NcaProfile Rates(string id, IEnumerable<UrineCollection> collections, params NcaDose[] doses)
    {
        var sorted = collections.OrderBy(c => c.Middle).ToList();
        return new(id, [.. sorted.Select(c => c.Middle)], [.. sorted.Select(c => c.Rate)], doses);
    }
}

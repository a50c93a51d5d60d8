using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Bioequivalence;

/// <summary>One measurement of a crossover: who, in which sequence and period, on which treatment, and the metric (AUC, Cmax; above 0, NaN: missing).</summary>
public sealed record CrossoverRow(string Subject, string Sequence, string Period, string Treatment, double Value);

/// <summary>A crossover trial of a test against a reference. Rows without a value are left out.</summary>
public sealed record CrossoverData
{
    public CrossoverData(IEnumerable<CrossoverRow> rows, string test = "T", string reference = "R")
    {
        Rows = rows.Where(r => r.Value > 0).ToValueList();
        Test = test;
        Reference = reference;
    }

    public ValueList<CrossoverRow> Rows { get; private init; }

    public string Test { get; }

    public string Reference { get; }

    /// <summary>Only subjects with a value on each of the two treatments.</summary>
    public CrossoverData CompletePairs()
    {
        var complete = Rows.GroupBy(r => r.Subject).Where(g => g.Any(r => r.Treatment == Test) && g.Any(r => r.Treatment == Reference)).Select(g => g.Key).ToHashSet();
        return this with { Rows = Rows.Where(r => complete.Contains(r.Subject)).ToValueList() };
    }

    /// <summary>Rows of the reference alone, for its within-subject variability.</summary>
    public CrossoverData ReferenceOnly() => this with { Rows = Rows.Where(r => r.Treatment == Reference).ToValueList() };
}

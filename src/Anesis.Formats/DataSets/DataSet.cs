using Anesis.Modeling.Values;

namespace Anesis.Formats.DataSets;

/// <summary>A pharmacometric data set as NONMEM's users keep it. Times and amounts are in the file's own units.</summary>
/// <param name="Source">File name.</param>
/// <param name="Covariates">Names of the columns that are not NONMEM's, in file order; DVs' values stand by themselves.</param>
/// <param name="Individuals">Each contiguous block of one ID, in file order.</param>
public sealed record DataSet(string Source, ValueList<string> Covariates, ValueList<DataIndividual> Individuals)
{
    /// <summary>True when TIME was written as a clock (8:30) or with dates: then times are hours from the individual's first record.</summary>
    public bool ClockTime { get; init; }
}

/// <summary>One individual's records in file order.</summary>
public sealed record DataIndividual(string Id, ValueList<DataRecord> Records);

/// <summary>One row. What a column would hold when it is absent or "." is NONMEM's default.</summary>
public sealed record DataRecord
{
    /// <summary>Line of the file, from 1.</summary>
    public required int Line { get; init; }

    public required double Time { get; init; }

    /// <summary>EVID; where the file has no such column, 1 for a record with AMT or RATE, else 0.</summary>
    public required int Evid { get; init; }

    public double Amount { get; init; }

    /// <summary>RATE: 0 bolus, above 0 infusion, −1 modelled rate, −2 modelled duration. DUR becomes AMT/DUR.</summary>
    public double Rate { get; init; }

    public double Interval { get; init; }

    public int Additional { get; init; }

    public int SteadyState { get; init; }

    /// <summary>CMT as written: a number (negative: switched off on EVID 2), the id of a species, or null when not given.</summary>
    public string? Compartment { get; init; }

    /// <summary>The column that CMT stands in, counted from 1; 1 where it is not given.</summary>
    public int CompartmentColumn { get; init; } = 1;

    /// <summary>NaN when missing.</summary>
    public double Observed { get; init; } = double.NaN;

    public bool MissingDependentVariable { get; init; }

    /// <summary>DVID, or null: which of several dependent variables DV is.</summary>
    public string? ObservedKind { get; init; }

    /// <summary>Values of <see cref="DataSet.Covariates"/>; NaN when missing.</summary>
    public ValueList<double> Covariates { get; init; }
}

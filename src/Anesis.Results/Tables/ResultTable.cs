using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Results.Tables;

/// <summary>What a table of results in one file looks like.</summary>
public sealed record ResultTable
{
    public required ValueList<OutputColumn> Outputs { get; init; }

    public string? TimeUnit { get; init; }

    public required int Individuals { get; init; }

    public IndividualIds Ids { get; init; } = IndividualIds.Consecutive;

    /// <summary>Column <c>id</c>: where there are several individuals, or where asked for (a data set has ids of its own).</summary>
    public bool ShowIds { get; init; }

    public CsvShape Shape { get; init; }

    /// <summary>"time [h]", or "time" where the unit is not known.</summary>
    public string TimeHeading => TimeUnit is null ? "time" : $"time [{TimeUnit}]";

    internal bool HasIds => ShowIds || Individuals > 1;
}

public enum CsvShape
{
    /// <summary>A column an output.</summary>
    Wide,

    /// <summary>A row for each time and output: id, time, output, value.</summary>
    Long,
}

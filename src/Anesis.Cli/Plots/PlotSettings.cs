namespace Anesis.Cli.Plots;

/// <summary>What a picture of studies shows.</summary>
internal sealed record PlotSettings
{
    public required string Kind { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public string Metric { get; init; } = "max";

    public IReadOnlyList<string> By { get; init; } = [];

    public double Threshold { get; init; } = double.NaN;

    public double Level { get; init; } = 0.9;

    public ulong Seed { get; init; } = 1;

    public bool Logarithmic { get; init; }

    public int People { get; init; } = 100;

    public static readonly string[] Kinds = ["spaghetti", "forest", "tornado", "response", "time-above", "survival", "shares", "states", "count"];
}

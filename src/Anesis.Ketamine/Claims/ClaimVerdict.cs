using System.Globalization;
using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Claims;

/// <summary>What came out for one condition. NaN where a run did not reach so far.</summary>
/// <param name="Expected">The condition.</param>
/// <param name="Left">Its left side, simulated.</param>
/// <param name="Right">The other side, simulated or the value; NaN for a range.</param>
public sealed record Finding(Expectation Expected, double Left, double Right)
{
    public bool Holds => Expected.Holds(Left, Right);

    /// <summary>The simulated numbers in words: one, or "one against another", or a ratio.</summary>
    public string Simulated
    {
        get
        {
            string left = Number(Left);
            return Expected.Is == Relation.Ratio ? $"{left} over {Number(Right)}, {Number(Left / Right)}" : Expected.Than is null ? left : $"{left} against {Number(Right)}";
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "not computed" : value.ToString("G5", CultureInfo.InvariantCulture);
}

/// <summary>The review's word on one claim.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Findings">One for each of its conditions.</param>
public sealed record ClaimVerdict(ClaimFile File, Claim Claim, ValueList<Finding> Findings)
{
    /// <summary>The same without the claim's mechanism; empty when that was not run or the claim names none.</summary>
    public ValueList<Finding> Without { get; init; }

    /// <summary>Runs of the claim that ended early, in words.</summary>
    public ValueList<string> Failures { get; init; }

    public bool Holds => Failures.IsEmpty && Findings.All(f => f.Holds);

    /// <summary>It holds with and without its mechanism, so it is no evidence for it. Null: not known.</summary>
    public bool? Survives => Without.IsEmpty ? null : Holds && Without.All(f => f.Holds);
}

using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Dosing;

namespace Anesis.Cli.Commands;

/// <summary>The names of rules for covariates between records.</summary>
internal static class CovariateRules
{
    public static CovariateRule Read(string name, List<Diagnostic> diagnostics)
    {
        switch (name.ToLowerInvariant())
        {
            case "nocb":
                return CovariateRule.NextObservationCarriedBackward;
            case "locf":
                return CovariateRule.LastObservationCarriedForward;
            case "linear":
                return CovariateRule.Linear;
            default:
                diagnostics.Add(new("AN1004", Severity.Error, new("--covariates"), $"\"{name}\"", "nocb, locf or linear", Spelling.Nearest(name, ["nocb", "locf", "linear"])));
                return default;
        }
    }
}

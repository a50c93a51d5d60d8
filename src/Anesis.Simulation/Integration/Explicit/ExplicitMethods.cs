using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Integration.Explicit;

/// <summary>Which explicit pair serves a tolerance. The options alone decide, so every individual is treated alike.</summary>
internal static class ExplicitMethods
{
    /// <summary>
    /// Below this the method of order 8 needs fewer right-hand sides for the same error; above, its dense output is what limits it
    /// (measured on a two-compartment model with hourly outputs: 9,400 against 14,600 at 1e-9, 4,000 against 2,900 for an error of 1e-5).
    /// </summary>
    private const double TightTolerance = 2e-9;

    public static ExplicitTableau For(EnsembleOptions options) =>
        options.RelativeTolerance < TightTolerance ? DormandPrince853.Tableau : Tsitouras5.Tableau;

    /// <summary>
    /// The step's error is judged by this multiple of its estimate, so that the result's error comes near the tolerance asked for: the estimate of order 5(4)
    /// is that of the poorer solution, twenty times the error of the one carried on; that of order 8 says nothing of the dense output, which is poorer than the step.
    /// </summary>
    public static double ErrorShare(ExplicitTableau tableau) => tableau.Order == 5 ? 0.2 : 4;
}

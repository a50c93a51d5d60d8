using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Integration.Explicit;

/// <summary>Which explicit pair serves a tolerance. The options alone decide, so every individual is treated alike.</summary>
internal static class ExplicitMethods
{
    public static ExplicitTableau For(EnsembleOptions options)
    {
        _ = options;
        return Tsitouras5.Tableau;
    }
}

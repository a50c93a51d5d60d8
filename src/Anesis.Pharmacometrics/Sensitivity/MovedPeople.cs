using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>What differs between people, as parameters that are moved: covariates of a population and random effects, each by its own distribution; which of them go together says <see cref="ScoreCorrelation"/>.</summary>
public static class MovedPeople
{
    private const double Low = 0.025, High = 0.975;

    /// <param name="flat">The model; its distributions are the random effects.</param>
    /// <param name="population">Covariates and changes. A covariate that depends on another is moved by that one's case.</param>
    /// <param name="held">Ids that are set by hand: they do not move.</param>
    public static ValueList<MovedParameter> Of(Model flat, Population population, IReadOnlySet<string> held)
    {
        var moved = new List<MovedParameter>();
        foreach (var covariate in population.Covariates.Where(c => !held.Contains(c.Id)))
        {
            var distribution = covariate.Cases[0].Distribution;
            Add(covariate.Id, u => Of(distribution, u), covariate.By is not { } by ? null : (by, (u, value) => Of(covariate.Cases.Where(c => c.When == value).Select(c => c.Distribution).DefaultIfEmpty(distribution).First(), u)));

            double Of(Distribution its, double u) => covariate.Truncate is { } bounds ? its.Truncated(u, bounds.Low, bounds.High) : its.Quantile(u);
        }

        var replaced = population.RandomEffects.ToDictionary(r => r.Id, r => r.Distribution, StringComparer.Ordinal);
        foreach (var (id, own) in ModelVariability.Of(flat).Where(e => !held.Contains(e.Id)))
        {
            if ((replaced.TryGetValue(id, out var other) ? other : own) is { } distribution)
            {
                Add(id, distribution.Quantile);
            }
        }

        return moved.ToValueList();

        void Add(string id, Func<double, double> quantile, (string, Func<double, double, double>)? given = null)
        {
            double low = quantile(Low), high = quantile(High);
            if (high > low)
            {
                moved.Add(new(id, quantile(0.5), low, high) { Quantile = quantile, Given = given });
            }
        }
    }
}

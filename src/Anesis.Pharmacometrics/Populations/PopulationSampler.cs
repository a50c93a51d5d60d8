using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>
/// Draws people: covariates of a population, then the model's random effects. Each quantity has its own stream of draws, named by its id,
/// so that one more covariate, or another number of people, changes nothing of what the others are.
/// </summary>
public sealed class PopulationSampler
{
    private readonly Covariate[] _covariates;
    private readonly (string Id, Distribution Distribution)[] _effects;
    private readonly double[][] _cholesky;

    private PopulationSampler(Covariate[] covariates, (string, Distribution)[] effects, double[][] cholesky)
    {
        _covariates = covariates;
        _effects = effects;
        _cholesky = cholesky;
        Ids = [.. covariates.Select(c => c.Id), .. effects.Select(e => e.Item1)];
    }

    /// <summary>What is drawn, in order.</summary>
    public ValueList<string> Ids { get; }

    /// <param name="flat">The model; its distributions are the random effects.</param>
    /// <param name="population">Covariates and changes, or null.</param>
    /// <param name="quantities">Ids that the model has.</param>
    /// <param name="taken">Ids that are set by hand: they are not drawn.</param>
    public static Checked<PopulationSampler> Create(Model flat, Population? population, IReadOnlySet<string> quantities, IReadOnlySet<string> taken)
    {
        var errors = new List<Diagnostic>();
        void Need(string id, SourceSpan at)
        {
            if (!quantities.Contains(id))
            {
                errors.Add(new("AN0913", Severity.Error, at, $"the id \"{id}\"", "a quantity of the model", Spelling.Nearest(id, quantities)));
            }
        }

        foreach (var covariate in population?.Covariates ?? [])
        {
            Need(covariate.Id, covariate.Span);
        }

        foreach (var set in population?.Sets ?? [])
        {
            Need(set.Id, set.Span);
        }

        var effects = ModelVariability.Of(flat).ToList();
        foreach (var (id, distribution, span) in population?.RandomEffects ?? [])
        {
            Need(id, span);
            effects.RemoveAll(e => e.Id == id);
            if (distribution is not null)
            {
                effects.Add((id, distribution));
            }
        }

        var drawn = effects.Where(e => !taken.Contains(e.Id)).ToArray();
        double[][] cholesky = Cholesky(drawn, population?.Correlations ?? [], quantities, errors);
        return errors.Count > 0
            ? Checked.Refused<PopulationSampler>(errors)
            : Checked.Ok(new PopulationSampler([.. (population?.Covariates ?? []).Where(c => !taken.Contains(c.Id))], drawn, cholesky));
    }

    /// <summary>Fills the values of <see cref="Ids"/> for a person.</summary>
    public void Draw(ulong seed, int individual, Span<double> values)
    {
        for (int i = 0; i < _covariates.Length; i++)
        {
            var covariate = _covariates[i];
            double u = new DrawKey(seed, (ulong)individual, Stream(covariate.Id)).Uniform(0);
            var distribution = covariate.Cases[0].Distribution;
            if (covariate.By is { } by)
            {
                int index = Array.FindIndex(_covariates, c => c.Id == by);
                double when = index >= 0 ? values[index] : double.NaN;
                distribution = covariate.Cases.Where(c => c.When == when).Select(c => c.Distribution).DefaultIfEmpty(covariate.Cases[0].Distribution).First();
            }

            values[i] = covariate.Truncate is { } bounds ? distribution.Truncated(u, bounds.Low, bounds.High) : distribution.Quantile(u);
        }

        Span<double> scores = _effects.Length <= 256 ? stackalloc double[_effects.Length] : new double[_effects.Length];
        for (int i = 0; i < _effects.Length; i++)
        {
            scores[i] = new DrawKey(seed, (ulong)individual, Stream(_effects[i].Id)).Normal(0);
        }

        for (int i = 0; i < _effects.Length; i++)
        {
            double[] row = _cholesky[i];
            double score = scores[i];
            if (row.Length > 0)
            {
                score = 0;
                for (int j = 0; j <= i; j++)
                {
                    score += row[j] * scores[j];
                }
            }

            values[_covariates.Length + i] = _effects[i].Distribution is NormalDistribution normal
                ? normal.Mean + (normal.Deviation * score)
                : _effects[i].Distribution.Quantile(Math.Clamp(StandardNormal.Cumulative(score), 1e-300, 1 - 1e-16));
        }
    }

    /// <summary>The mean and deviation of a normal random effect; null for what is none.</summary>
    public (double Mean, double Deviation)? NormalEffect(string id) =>
        _effects.Where(e => e.Id == id).Select(e => e.Distribution).OfType<NormalDistribution>().Select(n => ((double, double)?)(n.Mean, n.Deviation)).FirstOrDefault();

    /// <summary>The stream of a quantity: its id's FNV-1a hash.</summary>
    internal static ulong Stream(string id) => TextHash.Of(id);

    /// <summary>Rows of the Cholesky factor; an empty row for an effect without correlations.</summary>
    private static double[][] Cholesky((string Id, Distribution Distribution)[] effects, ValueList<Correlation> correlations, IReadOnlySet<string> quantities, List<Diagnostic> errors)
    {
        int n = effects.Length;
        var rows = new double[n][];
        Array.Fill(rows, []);
        if (correlations.IsEmpty)
        {
            return rows;
        }

        var matrix = new double[n, n];
        var touched = new bool[n];
        foreach (var correlation in correlations)
        {
            int a = Array.FindIndex(effects, e => e.Id == correlation.First), b = Array.FindIndex(effects, e => e.Id == correlation.Second);
            foreach (string id in (string[])[correlation.First, correlation.Second])
            {
                if (!quantities.Contains(id))
                {
                    errors.Add(new("AN0913", Severity.Error, correlation.Span, $"the id \"{id}\"", "a random effect of the model", Spelling.Nearest(id, effects.Select(e => e.Id))));
                }
            }

            if (a >= 0 && b >= 0)
            {
                matrix[a, b] = matrix[b, a] = correlation.Value;
                touched[a] = touched[b] = true;
            }
        }

        for (int i = 0; i < n; i++)
        {
            if (!touched[i])
            {
                continue;
            }

            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                double sum = i == j ? 1 : matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= rows[i].ElementAtOrDefault(k) * rows[j].ElementAtOrDefault(k);
                }

                if (i == j)
                {
                    if (sum <= 0)
                    {
                        errors.Add(new("AN0914", Severity.Error, correlations[0].Span, "correlations that no people can have together", "a positive definite matrix"));
                        return rows;
                    }

                    rows[i][i] = Math.Sqrt(sum);
                }
                else
                {
                    rows[i][j] = rows[j].Length > j ? sum / rows[j][j] : sum;
                }
            }
        }

        return rows;
    }
}

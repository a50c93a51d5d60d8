using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using MathNet.Numerics.LinearAlgebra;

namespace Anesis.Pharmacometrics.VirtualPopulations;

/// <summary>
/// Weights of people that give a population its target moments and are otherwise as even as can be: they maximise entropy (Hainmueller 2012, doi 10.1093/pan/mpr025).
/// w ∝ exp(λ·c), with λ from Newton's method on the convex dual ln Σ exp(λ·(c − target)).
/// </summary>
/// <param name="Weights">Sum 1.</param>
/// <param name="Reached">The weighted moments, in the order of the targets.</param>
public sealed record EntropyWeights(ValueList<double> Weights, ValueList<double> Reached)
{
    private const int MostSteps = 200;
    private const double Enough = 1e-9;

    /// <summary>Kish's effective number of people: 1/Σw².</summary>
    public double EffectivePeople => 1 / Weights.Sum(w => w * w);

    public static Checked<EntropyWeights> Find(PeopleTable people, ValueList<Moment> moments)
    {
        var unknown = moments.Where(m => !people.Columns.Contains(m.Column)).Select(m => new Diagnostic("AN0942", Severity.Error, m.Span, $"the column \"{m.Column}\"", $"one of {string.Join(", ", people.Columns)}", Spelling.Nearest(m.Column, people.Columns))).ToList();
        if (unknown.Count > 0)
        {
            return Checked.Refused<EntropyWeights>(unknown);
        }

        // Each moment about its target, in units of its own spread.
        int n = people.Rows.Count, k = moments.Count;
        double[][] centred = [.. moments.Select(m => people.Column(m.Column).Select(x => m.Function(x) - m.Value).ToArray())];
        var errors = new List<Diagnostic>();
        for (int j = 0; j < k; j++)
        {
            double spread = Math.Max(centred[j].Max(), -centred[j].Min());
            if (spread > 0 && !(centred[j].Min() < 0 && centred[j].Max() > 0))
            {
                errors.Add(Unreachable(moments[j], people));
            }

            centred[j] = [.. centred[j].Select(c => spread > 0 ? c / spread : 0)];
        }

        if (errors.Count > 0)
        {
            return Checked.Refused<EntropyWeights>(errors);
        }

        double[] lambda = new double[k], weights = new double[n];
        double dual = Dual(centred, lambda, weights);
        for (int step = 0; step < MostSteps; step++)
        {
            double[] gradient = [.. centred.Select(c => c.Zip(weights).Sum(p => p.First * p.Second))];
            if (gradient.All(g => Math.Abs(g) < Enough))
            {
                return Checked.Ok(new EntropyWeights(weights.ToValueList(), moments.Select((m, j) => people.Column(m.Column).Zip(weights).Sum(p => m.Function(p.First) * p.Second)).ToValueList()));
            }

            var hessian = Matrix<double>.Build.Dense(k, k, (a, b) => Covariance(centred[a], centred[b], gradient[a], gradient[b], weights) + (a == b ? 1e-14 : 0));
            var direction = hessian.Solve(Vector<double>.Build.Dense(gradient));
            double length = 1;
            double[] trial = new double[k], trialWeights = new double[n];
            double next = double.PositiveInfinity;
            for (int halving = 0; halving < 60 && !(next < dual); halving++, length /= 2)
            {
                trial = [.. lambda.Select((l, j) => l - (length * direction[j]))];
                next = Dual(centred, trial, trialWeights);
            }

            if (!(next < dual))
            {
                break;
            }

            (lambda, weights, dual) = (trial, trialWeights, next);
        }

        double[] left = [.. centred.Select(c => Math.Abs(c.Zip(weights).Sum(p => p.First * p.Second)))];
        if (left.Max() < 1e-7)
        {
            return Checked.Ok(new EntropyWeights(weights.ToValueList(), moments.Select(m => people.Column(m.Column).Zip(weights).Sum(p => m.Function(p.First) * p.Second)).ToValueList()));
        }

        return Checked.Refused<EntropyWeights>(Unreachable(moments[Array.IndexOf(left, left.Max())], people));
    }

    /// <summary>People drawn with these weights, so that none is far from its expected number: systematic resampling from one uniform draw.</summary>
    public IReadOnlyList<int> Take(int people, ulong seed)
    {
        double at = new DrawKey(seed, 0, 0x7461_6b65).Uniform(0) / people, sum = 0;
        var taken = new List<int>(people);
        for (int i = 0; i < Weights.Count && taken.Count < people; i++)
        {
            sum += Weights[i];
            while (taken.Count < people && at <= sum + 1e-12)
            {
                taken.Add(i);
                at += 1.0 / people;
            }
        }

        return taken;
    }

    private static double Dual(double[][] centred, double[] lambda, double[] weights)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < weights.Length; i++)
        {
            double exponent = 0;
            for (int j = 0; j < lambda.Length; j++)
            {
                exponent += lambda[j] * centred[j][i];
            }

            weights[i] = exponent;
            largest = Math.Max(largest, exponent);
        }

        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Elementary.Exp(weights[i] - largest);
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] /= sum;
        }

        return largest + Elementary.Log(sum);
    }

    private static double Covariance(double[] a, double[] b, double meanA, double meanB, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * (a[i] - meanA) * (b[i] - meanB);
        }

        return sum;
    }

    private static Diagnostic Unreachable(Moment moment, PeopleTable people) => new(
        "AN0943", Severity.Error, moment.Span, FormattableString.Invariant($"{moment.Name} = {moment.Value:G6}, which no weights of these {people.Rows.Count} people have together with the other targets"),
        "targets within what the people span: more people, more spread, or another target");
}

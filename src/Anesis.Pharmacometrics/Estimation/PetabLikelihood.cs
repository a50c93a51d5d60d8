using Anesis.Formats.Petab;
using Anesis.Mathematics;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Estimation;

/// <summary>What a problem's parameters give: the likelihood of its data, and the simulated value and noise of each measurement.</summary>
/// <param name="LogLikelihood">Sum over all measurements.</param>
/// <param name="ChiSquared">Sum of squared residuals on the observables' scales, over the noise.</param>
/// <param name="Rows">By measurement, in the table's order; NaN where its simulation failed.</param>
/// <param name="Failures">Simulations that did not finish, in words.</param>
public sealed record PetabEvaluation(double LogLikelihood, double ChiSquared, ValueList<(double Simulation, double Noise)> Rows, ValueList<string> Failures);

/// <summary>Simulates a PEtab problem and computes the likelihood of its measurements (PEtab Version 1, "Noise distributions").</summary>
public sealed class PetabLikelihood
{
    private readonly PetabProblem _problem;
    private readonly PetabSimulations _simulations;
    private readonly Dictionary<string, PetabObservable> _observables;

    private PetabLikelihood(PetabProblem problem, PetabSimulations simulations) =>
        (_problem, _simulations, _observables) = (problem, simulations, problem.Observables.ToDictionary(o => o.Id, StringComparer.Ordinal));

    /// <summary>The problem with its model compiled, or what is wrong with it.</summary>
    public static Checked<PetabLikelihood> Create(PetabProblem problem, EnsembleOptions options) =>
        PetabSimulations.Create(problem, options).Then(simulations => Checked.Ok(new PetabLikelihood(problem, simulations)));

    /// <summary>The nominal values of the parameter table.</summary>
    public IReadOnlyDictionary<string, double> Nominal => _problem.Parameters.Where(p => p.Nominal is not null).ToDictionary(p => p.Id, p => p.Nominal!.Value, StringComparer.Ordinal);

    /// <param name="parameters">Values of the parameter table's parameters, linear.</param>
    /// <param name="cancel">Ends the work early.</param>
    public PetabEvaluation Evaluate(IReadOnlyDictionary<string, double> parameters, CancellationToken cancel = default)
    {
        var rows = new (double Simulation, double Noise)[_problem.Measurements.Count];
        var failures = new List<string>();
        var groups = Enumerable.Range(0, rows.Length).GroupBy(i => (_problem.Measurements[i].Preequilibration, _problem.Measurements[i].Condition));
        foreach (var group in groups)
        {
            cancel.ThrowIfCancellationRequested();
            double[] times = [.. group.Select(i => _problem.Measurements[i].Time).Distinct().Order()];
            var simulated = _simulations.Run(group.Key.Preequilibration, group.Key.Condition, times, parameters);
            if (simulated.Failure is { } failure)
            {
                failures.Add($"{group.Key.Condition}: {failure}");
            }

            foreach (int i in group)
            {
                var row = simulated.At(_problem.Measurements[i].Time);
                rows[i] = row is null ? (double.NaN, double.NaN) : Observe(_problem.Measurements[i], row, parameters);
            }
        }

        double likelihood = 0, chi = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            var (l, c) = Score(_observables[_problem.Measurements[i].Observable], _problem.Measurements[i].Value, rows[i].Simulation, rows[i].Noise);
            likelihood += l;
            chi += c;
        }

        return new(likelihood, chi, rows.ToValueList(), failures.ToValueList());
    }

    private (double Simulation, double Noise) Observe(PetabMeasurement measurement, Func<string, double?> model, IReadOnlyDictionary<string, double> parameters)
    {
        var observable = _observables[measurement.Observable];
        double Named(PetabValue value) => value.Id is null ? value.Number : model(value.Id) ?? parameters.GetValueOrDefault(value.Id, double.NaN);
        double? Placeholder(string name, string kind, ValueList<PetabValue> values) =>
            name.StartsWith(kind, StringComparison.Ordinal) && name.EndsWith("_" + observable.Id, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(kind.Length, name.Length - kind.Length - observable.Id.Length - 1), out int n) && n >= 1 && n <= values.Count ? Named(values[n - 1]) : null;
        double simulation = double.NaN;
        double Value(string name) =>
            Placeholder(name, "observableParameter", measurement.ObservableParameters) ?? Placeholder(name, "noiseParameter", measurement.NoiseParameters)
            ?? model(name) ?? (parameters.TryGetValue(name, out double given) ? given : name == observable.Id ? simulation : double.NaN);
        simulation = ExpressionValue.Of(observable.Formula, Value);
        return (simulation, ExpressionValue.Of(observable.Noise, Value));
    }

    private static (double LogLikelihood, double ChiSquared) Score(PetabObservable observable, double measured, double simulated, double noise)
    {
        // The density of the measurement itself: a transformed one brings the derivative of its transformation.
        (double m, double s, double jacobian) = observable.Transformation switch
        {
            PetabScale.Log => (Elementary.Log(measured), Elementary.Log(simulated), Elementary.Log(measured)),
            PetabScale.Log10 => (Elementary.Log10(measured), Elementary.Log10(simulated), Elementary.Log(measured * Elementary.Log(10))),
            _ => (measured, simulated, 0),
        };
        double residual = (m - s) / noise;
        return (observable.IsLaplace
            ? -Elementary.Log(2 * noise) - Math.Abs(residual) - jacobian
            : (-0.5 * Elementary.Log(2 * Math.PI * noise * noise)) - (0.5 * residual * residual) - jacobian, residual * residual);
    }
}

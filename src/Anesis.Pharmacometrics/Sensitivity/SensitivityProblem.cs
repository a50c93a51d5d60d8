using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>A parameter that is moved.</summary>
/// <param name="Id">Of the model.</param>
/// <param name="Value">Where it stands.</param>
/// <param name="Low">Lower end of what is believed of it.</param>
/// <param name="High">Upper end, above the lower.</param>
public sealed record MovedParameter(string Id, double Value, double Low, double High)
{
    /// <summary>How it differs between people: a share becomes the value below which that share of people lies. Null: evenly from low to high.</summary>
    public Func<double, double>? Quantile { get; init; }

    /// <summary>Where its distribution depends on another that is moved before it: that one's id, and the quantile by share and the other's value.</summary>
    public (string Id, Func<double, double, double> Quantile)? Given { get; init; }
}

/// <summary>One typical individual whose parameters are moved: a function from a point of the unit cube to each target.</summary>
public sealed class SensitivityProblem
{
    private readonly CompiledModel _model;
    private readonly IndividualPlan _plan;
    private readonly int[] _columns;

    private SensitivityProblem(CompiledModel model, IndividualPlan plan, ValueList<MovedParameter> parameters, ValueList<SensitivityTarget> targets)
    {
        _model = model;
        _plan = plan;
        Parameters = parameters;
        Targets = targets;
        Correlation = ScoreCorrelation.None(parameters.Count);
        _columns = [.. targets.Select(t => Enumerable.Range(0, model.Outputs.Count).First(i => model.Outputs[i] == t.Output))];
    }

    public ValueList<MovedParameter> Parameters { get; }

    public ValueList<SensitivityTarget> Targets { get; }

    /// <summary>Which of the parameters go together.</summary>
    public ScoreCorrelation Correlation { get; private init; }

    /// <summary>The same with correlated parameters.</summary>
    public SensitivityProblem With(ScoreCorrelation correlation) => new(_model, _plan, Parameters, Targets) { RelativeTolerance = RelativeTolerance, Correlation = correlation };

    /// <summary>Relative tolerance of a step; local sensitivities are differences and need it small.</summary>
    public double RelativeTolerance { get; private init; } = 1e-8;

    /// <summary>The same with another tolerance.</summary>
    public SensitivityProblem With(double relativeTolerance) => new(_model, _plan, Parameters, Targets) { RelativeTolerance = relativeTolerance, Correlation = Correlation };

    /// <summary>Compiles the model with the parameters as inputs. The regimen and what it sets are those of the request's single individual; a dose per kg is by the model's own weight.</summary>
    public static Checked<SensitivityProblem> Prepare(ExperimentRequest request, ValueList<MovedParameter> parameters, ValueList<SensitivityTarget> targets)
    {
        string[] outputs = [.. targets.Select(t => t.Output).Distinct(StringComparer.Ordinal)];
        var moved = parameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        return Experiment.Prepare(request with { People = null, Outputs = outputs.ToValueList() }).Then(single =>
        {
            var plan = single.Individuals.Describe(0, new double[single.Model.InputSlots.Count]);
            var held = single.Held.Where(h => !moved.Contains(h.Key)).ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal);
            return Compiler.Compile(single.Source, new CompileRequest { Inputs = [.. parameters.Select(p => p.Id)], Outputs = [.. outputs], Fixed = held, Lanes = request.Lanes }).Then(model =>
            {
                var species = model.Dosing.Select((d, i) => (d.Species, i)).ToDictionary(p => p.Species, p => p.i, StringComparer.Ordinal);
                DosingRecord[] records = [.. plan.Records.Select(r => r with { Target = species[single.Model.Dosing[r.Target].Species], Factor = DosingProbe.SlotIn(model, single.Model, r.Factor) })];
                return Checked.Ok(new SensitivityProblem(model, plan with { Records = records }, parameters, targets));
            });
        });
    }

    /// <summary>Share of people beyond either end that is left out where a parameter differs between people: a distribution may have no end.</summary>
    private const double Tail = 0.01;

    /// <summary>Values of the parameters at a point of the unit cube.</summary>
    public double[] At(double[] point)
    {
        var values = new double[Parameters.Count];
        for (int j = 0; j < values.Length; j++)
        {
            var parameter = Parameters[j];
            double share = Tail + (point[j] * (1 - (2 * Tail)));
            int other = parameter.Given is { } given ? IndexOf(given.Id, j) : -1;
            values[j] = other >= 0 ? parameter.Given!.Value.Quantile(share, values[other])
                : parameter.Quantile is { } quantile ? quantile(share)
                : parameter.Low + (point[j] * (parameter.High - parameter.Low));
        }

        return values;
    }

    private int IndexOf(string id, int before)
    {
        for (int i = 0; i < before; i++)
        {
            if (Parameters[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>[target][row] the results at rows of parameter values; NaN where an individual could not be computed.</summary>
    public double[][] Evaluate(IReadOnlyList<double[]> values, int threads, IProgress<EnsembleProgress>? progress, CancellationToken cancel)
    {
        var sink = new TargetSink(this, values.Count);
        Ensemble.Run(_model, new Rows(values, _plan), new() { RelativeTolerance = RelativeTolerance, Threads = threads }, sink, progress, cancel);
        cancel.ThrowIfCancellationRequested();
        return sink.Results;
    }

    private sealed class Rows(IReadOnlyList<double[]> values, IndividualPlan plan) : IIndividuals
    {
        public int Count => values.Count;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            values[index].CopyTo(inputs);
            return plan;
        }
    }

    private sealed class TargetSink(SensitivityProblem problem, int rows) : IResultSink
    {
        public double[][] Results { get; } = [.. problem.Targets.Select(_ => NotComputed(rows))];

        public bool KeepsBlocks => false;

        public void Accept(ResultBlock block)
        {
            for (int k = 0; k < block.Count; k++)
            {
                if (!block.Outcomes[k].IsCompleted)
                {
                    continue;
                }

                int start = block.RowStarts[k], count = block.RowStarts[k + 1] - start;
                var course = new double[count];
                for (int t = 0; t < Results.Length; t++)
                {
                    for (int row = 0; row < count; row++)
                    {
                        course[row] = block.Values[((start + row) * block.OutputCount) + problem._columns[t]];
                    }

                    Results[t][block.First + k] = problem.Targets[t].Of(block.Times.AsSpan(start, count), course);
                }
            }
        }

        private static double[] NotComputed(int count)
        {
            var values = new double[count];
            Array.Fill(values, double.NaN);
            return values;
        }
    }
}

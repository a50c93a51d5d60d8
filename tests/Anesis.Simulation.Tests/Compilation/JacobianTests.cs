using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Tests.Lowering;
using CsCheck;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Compilation;

/// <summary>∂f/∂y and ∂f/∂t against differences of eighth order, which are independent of the rules of differentiation.</summary>
public sealed class JacobianTests
{
    [Fact]
    public void Jacobian_and_time_derivative_of_random_smooth_models_agree_with_differences()
    {
        Gen.Select(RandomFormulas.Smooth(4).Array[RandomFormulas.States], Gen.Double[0.1, 1.2].Array[RandomFormulas.States + RandomFormulas.Parameters + 1]).Sample(
            (formulas, values) =>
            {
                var parameters = new List<Parameter>();
                var rules = new List<Rule>();
                for (int i = 0; i < RandomFormulas.States; i++)
                {
                    parameters.Add(Variable($"y{i}", values[i]));
                    rules.Add(Rate($"y{i}", formulas[i]));
                }

                for (int i = 0; i < RandomFormulas.Parameters; i++)
                {
                    parameters.Add(Constant($"p{i}", values[RandomFormulas.States + i]));
                }

                var model = Compiler.Compile(new Model { Id = "smooth", Parameters = parameters.ToValueList(), Rules = rules.ToValueList() }, new() { Lanes = 1 }).Value!;
                double time = values[^1];
                double[] jacobian = Run(model, time, null, 0, m => m.Jacobian, model.JacobianPattern.NonZeros);
                var pattern = model.JacobianPattern;
                for (int column = 0; column < RandomFormulas.States; column++)
                {
                    double[] difference = Difference(h => Run(model, time, column, h, m => m.Derivatives, RandomFormulas.States));
                    for (int row = 0; row < RandomFormulas.States; row++)
                    {
                        int at = Array.IndexOf(pattern.Columns, column, pattern.RowStarts[row], pattern.RowStarts[row + 1] - pattern.RowStarts[row]);
                        Close(at < 0 ? 0 : jacobian[at], difference[row]);
                    }
                }

                double[] byTime = model.TimeDerivative is null ? new double[RandomFormulas.States] : Run(model, time, null, 0, m => m.TimeDerivative!, RandomFormulas.States);
                double[] timeDifference = Difference(h => Run(model, time + h, null, 0, m => m.Derivatives, RandomFormulas.States));
                for (int row = 0; row < RandomFormulas.States; row++)
                {
                    Close(byTime[row], timeDifference[row]);
                }
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void A_power_has_its_slope_at_zero()
    {
        var model = new Model
        {
            Id = "hill",
            Parameters = [Variable("x", 0), Constant("h", 1.8), Constant("k", 0.5)],
            Rules = [Rate("x", Divide(F(Operator.Power, S("x"), S("h")), Add(F(Operator.Power, S("k"), S("h")), F(Operator.Power, S("x"), S("h")))))],
        };
        var compiled = Compiler.Compile(model, new() { Lanes = 1 }).Value!;
        new KernelRun(compiled).Begin().Run(compiled.Jacobian, 1)[0].Should().Be(0);
    }

    [Fact]
    public void Linear_models_are_recognised()
    {
        Lowerer.Lower(TwoCompartments(), new()).Value!.IsLinear.Should().BeTrue();
        var saturating = TwoCompartments() with
        {
            Reactions = [Reaction("elimination", "A2", null, Divide(Times(S("CL"), S("A2")), Add(N(1), S("A2"))))],
        };
        Lowerer.Lower(saturating, new()).Value!.IsLinear.Should().BeFalse();
    }

    private static double[] Run(CompiledModel model, double time, int? state, double h, Func<CompiledModel, Kernel> kernel, int count)
    {
        var run = new KernelRun(model);
        run.SetTime(time);
        run.Begin();
        if (state is { } s)
        {
            run.State(s) += h;
        }

        return run.Run(kernel(model), count);
    }

    /// <summary>
    /// NaN where the difference is no reference: two step sizes disagree (a pole is near), or the function is so large that its rounding hides the slope,
    /// as that of y in y + sinh(50).
    /// </summary>
    private static double[] Difference(Func<double, double[]> f)
    {
        double[] coarse = Difference(f, 0.01);
        double[] value = f(0);
        return
        [
            .. Difference(f, 0.005).Select((fine, i) =>
            {
                double tolerance = 1e-8 * (1 + Math.Abs(fine));
                double rounding = 2.2e-16 * Math.Abs(value[i]) / 0.005;
                return Math.Abs(fine - coarse[i]) < tolerance && rounding < tolerance ? fine : double.NaN;
            }),
        ];
    }

    private static double[] Difference(Func<double, double[]> f, double h)
    {
        double[] weights = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280];
        double[] sum = new double[RandomFormulas.States];
        for (int k = 1; k <= 4; k++)
        {
            double[] forward = f(k * h);
            double[] backward = f(-k * h);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weights[k - 1] * (forward[i] - backward[i]) / h;
            }
        }

        return sum;
    }

    private static void Close(double symbolic, double difference)
    {
        if (double.IsFinite(difference))
        {
            Math.Abs(symbolic - difference).Should().BeLessThan(2e-8 * (1 + Math.Abs(difference)), $"symbolic {symbolic:R}, difference {difference:R}");
        }
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Tests.Lowering;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Compilation;

public sealed class FirstModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void The_two_compartment_model_has_its_slopes_jacobian_and_outputs(int lanes)
    {
        var compiled = Compiler.Compile(TwoCompartments(), new() { Lanes = lanes, Inputs = Names("CL", "KA"), Outputs = Names("C", "A1") });
        compiled.IsOk.Should().BeTrue(string.Join('\n', compiled.Diagnostics));
        var model = compiled.Value!;
        model.States.Should().Equal("A1", "A2", "A3");
        var run = new KernelRun(model, lanes - 1);
        run.Parameter(model.InputSlots[0]) = 20;
        run.Begin();
        run.State("A2") = 30;
        run.State("A3") = 40;
        double[] slopes = run.Derivatives();
        slopes[0].Should().BeApproximately(-110, 1e-12);
        slopes[1].Should().BeApproximately(110 - (0.4 * 30) - (0.16 * 30) + (0.08 * 40), 1e-12);
        slopes[2].Should().BeApproximately((0.16 * 30) - (0.08 * 40), 1e-12);
        run.Observe("C").Should().Be(0.6);
        run.Observe("A1").Should().Be(100);
        model.JacobianPattern.RowStarts.Should().Equal(0, 1, 4, 6);
        model.JacobianPattern.Columns.Should().Equal(0, 0, 1, 2, 1, 2);
        double[] jacobian = run.Run(model.Jacobian, 6);
        jacobian.Should().HaveCount(6);
        jacobian.Zip([-1.1, 1.1, -0.56, 0.08, 0.16, -0.08], (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-15);
        model.TimeDerivative.Should().BeNull();
    }

    [Fact]
    public void An_unknown_output_is_refused_with_the_nearest_name()
    {
        var compiled = Compiler.Compile(TwoCompartments(), new() { Outputs = Names("A11") });
        compiled.IsOk.Should().BeFalse();
        compiled.Diagnostics.Should().ContainSingle(d => d.Code == "AN0506" && d.Nearest == "A1" && d.Severity == Severity.Error);
    }
}

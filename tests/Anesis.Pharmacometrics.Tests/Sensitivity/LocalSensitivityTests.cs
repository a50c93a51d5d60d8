using Anesis.Formats.Antimony;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Sensitivity;

namespace Anesis.Pharmacometrics.Tests.Sensitivity;

public sealed class LocalSensitivityTests
{
    private const string Decay = "model decay\n  species A\n  A = 10; k = 0.5; idle = 3; scale = 2\n  B := scale * A\n  A -> ; k*A\nend\n";

    private static SensitivityProblem Problem(params string[] targets)
    {
        var flat = AntimonyReader.Read(Decay, "decay.ant", null).Then(Flattening.Flatten).Value!;
        var errors = new List<Diagnostic>();
        return SensitivityProblem.Prepare(
            new(flat) { OutputTimes = [0, 1, 2, 3, 4] },
            [new("k", 0.5, 0.4, 0.6), new("idle", 3, 2, 4), new("scale", 2, 1, 3)],
            [.. targets.Select(t => SensitivityTarget.Read(t, "--of", TimeUnit.Undeclared, 4, errors)!)]).Value!;
    }

    [Fact]
    public void A_decay_has_the_sensitivities_of_its_closed_form()
    {
        // ln B = ln scale + ln A₀ − k t: by the logarithm of k it is −k t.
        double[][] sensitivities = LocalSensitivity.Of(Problem("B at 2", "B at 4"), cancel: TestContext.Current.CancellationToken);
        sensitivities[0][0].Should().BeApproximately(-1, 1e-5);
        sensitivities[1][0].Should().BeApproximately(-2, 1e-5);
        sensitivities.Should().OnlyContain(s => Math.Abs(s[1]) < 1e-9 && Math.Abs(s[2] - 1) < 1e-6);
    }

    [Fact]
    public void A_rule_of_the_regimen_acts_on_doses_whatever_is_moved()
    {
        // 10 at 0, and at 1 half of that: A(2) = 10 e^(−2k) + 5 e^(−k), whose sensitivity to k is −k (20 e^(−k) + 5) / (10 e^(−k) + 5).
        var flat = AntimonyReader.Read("model m\n  substanceOnly species A in c; compartment c = 1\n  A = 0; k = 0.5\n  A -> ; k*A\nend\n", "m.ant", null).Then(Flattening.Flatten).Value!;
        var errors = new List<Diagnostic>();
        var problem = SensitivityProblem.Prepare(
            new(flat) { OutputTimes = [0, 1.5, 2], Regimen = RegimenText.Read("10 into A every 1 h, 2 times, halve when A > 5", "--regimen", 2).Value },
            [new("k", 0.5, 0.4, 0.6)],
            [SensitivityTarget.Read("A at 2", "--of", TimeUnit.Undeclared, 2, errors)!]).Value!;
        double left = Math.Exp(-0.5);
        LocalSensitivity.Of(problem, cancel: TestContext.Current.CancellationToken)[0][0].Should().BeApproximately(-0.5 * ((20 * left) + 5) / ((10 * left) + 5), 1e-5);
    }

    [Fact]
    public void Two_times_tell_rate_and_scale_apart_and_one_does_not()
    {
        string[] names = ["k", "idle", "scale"];
        Identifiability.Of(LocalSensitivity.Of(Problem("B at 2"), cancel: TestContext.Current.CancellationToken), names).Rank.Should().Be(1);
        var both = Identifiability.Of(LocalSensitivity.Of(Problem("B at 1", "B at 4"), cancel: TestContext.Current.CancellationToken), names);
        both.Rank.Should().Be(2);
        both.Idle.Should().Equal("idle");
        both.Pairs.Should().BeEmpty();
    }

    [Fact]
    public void Parameters_that_act_alike_are_named()
    {
        var can = Identifiability.Of([[1, 2, 0], [2, 4, 1]], ["a", "b", "c"]);
        can.Pairs.Select(p => (p.First, p.Second)).Should().Equal(("a", "b"));
        can.Rank.Should().Be(2);
    }

    [Theory]
    [InlineData("madrs at 7 d", "madrs", TargetKind.At)]
    [InlineData("max cadss", "cadss", TargetKind.Max)]
    [InlineData("Mean A", "A", TargetKind.Mean)]
    public void A_target_is_read_as_people_write_it(string text, string output, TargetKind kind)
    {
        var errors = new List<Diagnostic>();
        var target = SensitivityTarget.Read(text, "--of", new TimeUnit(1, "h"), 1000, errors);
        errors.Should().BeEmpty();
        target!.Output.Should().Be(output);
        target.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("madrs")]
    [InlineData("madrs at noon")]
    [InlineData("madrs at 60 d")]
    public void What_is_no_target_is_refused(string text)
    {
        var errors = new List<Diagnostic>();
        SensitivityTarget.Read(text, "--of", new TimeUnit(1, "h"), 1000, errors).Should().BeNull();
        errors.Should().ContainSingle().Which.At.File.Should().Be("--of");
    }

    [Fact]
    public void A_course_becomes_the_number_that_its_target_asks_for()
    {
        double[] times = [0, 1, 3], values = [2, 4, 0];
        SensitivityTarget Target(TargetKind kind) => new("", "A", kind, 1.2);
        Target(TargetKind.Max).Of(times, values).Should().Be(4);
        Target(TargetKind.Min).Of(times, values).Should().Be(0);
        Target(TargetKind.Last).Of(times, values).Should().Be(0);
        Target(TargetKind.At).Of(times, values).Should().Be(4);
        Target(TargetKind.Mean).Of(times, values).Should().BeApproximately((3 + 4) / 3.0, 1e-12);
    }
}

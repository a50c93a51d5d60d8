using Anesis.Ketamine.Trials;
using Anesis.Pharmacometrics.Trials;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests.Trials;

/// <summary>The published trials that ship: read, sourced, each with a role, and ready to run.</summary>
public sealed class ShippedTrialsTests
{
    public static TheoryData<string> Names => [.. ShippedTrials.Names];

    private static Trial Read(string name)
    {
        var trial = ShippedTrials.Trial(name)!;
        trial.Diagnostics.Should().BeEmpty(name);
        return trial.Value!;
    }

    [Fact]
    public void The_trials_that_were_asked_for_are_there()
    {
        ShippedTrials.Names.Should().HaveCountGreaterThanOrEqualTo(10);
        ShippedTrials.Names.Should().Contain(["berman-2000", "zarate-2006", "murrough-2013", "aan-het-rot-2010", "phillips-2019", "fava-2018", "transform-2", "transform-3", "sustain-1"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trial_is_read_and_every_number_has_a_source(string name)
    {
        var trial = Read(name);
        trial.Id.Should().Be(name);
        trial.Observations.Should().OnlyContain(o => o.Source.Length > 0);
        trial.Observations.Count.Should().BeGreaterThan(trial.Unknown.IsEmpty ? 0 : -1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_not_in_a_source_is_said_to_be_unknown(string name)
    {
        var trial = Read(name);
        if (trial.Arms.Any(a => a.DropOut is null) && trial.Design != TrialDesign.Open)
        {
            string.Join(' ', trial.Unknown).Should().Match(u => u.Length > 0, name);
        }
    }

    [Fact]
    public void Every_trial_has_one_role_and_every_role_a_trial()
    {
        var roles = ShippedTrials.Roles();
        roles.Diagnostics.Should().BeEmpty();
        roles.Value!.Uses.Select(u => u.Trial).Should().BeEquivalentTo(ShippedTrials.Names);
        roles.Value.Uses.Count(u => !u.Fitted).Should().BeGreaterThan(roles.Value.Uses.Count(u => u.Fitted));
    }

    [Fact]
    public void A_fitted_parameter_is_of_the_model_within_its_bounds_graded_F_and_names_the_fit()
    {
        var roles = ShippedTrials.Roles().Value!;
        foreach (var parameter in roles.Parameters)
        {
            var own = PersonRun.Model.Parameters.Single(p => p.Id == parameter.Id);
            own.Value!.Value.Should().BeInRange(parameter.Low, parameter.High, parameter.Id);
            own.Notes.Should().Contain("grade: F").And.Contain("fit " + roles.Fit, parameter.Id);
        }
    }

    [Fact]
    public void Outside_of_a_trial_care_control_and_a_new_antidepressant_do_nothing()
    {
        double[][][] Mood(params (string, double)[] sets) => PersonRun.Rows(["madrs"], [0, 24, 336], sets.ToDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal));
        Mood()[0].Select(r => r[0]).Should().AllSatisfy(m => m.Should().BeApproximately(33, 1e-6));
        Mood(("feeling__trial_care", 1))[0][1][0].Should().BeLessThan(32.5);
        Mood(("feeling__trial_care", 1), ("feeling__felt_control", 1))[0][1][0].Should().BeLessThan(Mood(("feeling__trial_care", 1))[0][1][0]);
        Mood(("feeling__new_antidepressant", 1))[0][2][0].Should().BeLessThan(30);
    }

    [Fact]
    public void A_trial_gives_the_same_numbers_on_one_thread_and_two()
    {
        TrialRow[] Rows(int threads)
        {
            var run = ShippedTrials.Prepare(Read("lapidus-2014"), 12, 4).Value!;
            return [.. TrialComparison.Rows(run.Run(threads, cancel: TestContext.Current.CancellationToken), 50, 0.95, 4)];
        }

        Rows(1).Select(r => (r.Simulated, r.Low, r.High)).Should().Equal(Rows(2).Select(r => (r.Simulated, r.Low, r.High)));
    }

    [Fact]
    public void A_name_that_the_model_does_not_know_is_refused_with_its_place()
    {
        string text = ShippedFiles.TryRead("trials/murrough-2013.toml")!.Replace("feeling__felt_control", "feeling__felt_controll", StringComparison.Ordinal);
        var prepared = TrialFile.Read(text, "mine.toml").Then(t => ShippedTrials.Prepare(t, 4, 1));
        string.Join('\n', prepared.Diagnostics).Should().MatchRegex("mine.toml:[0-9]+.*did you mean feeling__felt_control");
    }
}

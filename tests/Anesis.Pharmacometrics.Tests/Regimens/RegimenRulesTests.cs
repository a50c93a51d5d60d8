using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Ensembles;
using CsCheck;

namespace Anesis.Pharmacometrics.Tests.Regimens;

/// <summary>Titration, rules, adherence, loading and steady state in words; expected doses by hand, courses by closed forms.</summary>
public sealed class RegimenRulesTests
{
    /// <summary>Nothing leaves A, so that it counts what was given; W goes up by 1 each hour.</summary>
    private const string Counter = "model m\n  substanceOnly species A in c; compartment c = 1\n  A = 0; W = 0; W' = 1; B := 10 - A; none = 0\n  A -> ; none*A\nend\n";
    private const string OneCompartment = "model m\n  substanceOnly species A in c; compartment c = 1\n  A = 0; k = 0.1\n  A -> ; k*A\nend\n";

    private static string Told(string text) =>
        string.Join("; ", RegimenText.Read(text, "--regimen", 200).Value!.Doses.Select(d => FormattableString.Invariant($"{Math.Round(d.Time, 4)}: {Math.Round(d.Amount, 6)}")));

    private static Checked<Experiment> Prepare(string model, string regimen, double[] times, int? people = null, params string[] outputs) =>
        RegimenText.Read(regimen, "--regimen", times[^1]).Then(read => Experiment.Prepare(new(AntimonyReader.Read(model, "m.ant", null).Then(Flattening.Flatten).Value!)
        {
            Regimen = read, OutputTimes = times, People = people, Outputs = outputs.Length == 0 ? ["A"] : [.. outputs],
        }));

    private static double[] Run(string model, string regimen, double[] times, params string[] outputs)
    {
        var experiment = Prepare(model, regimen, times, null, outputs).Value!;
        var memory = new MemorySink();
        Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = 1e-10 }, memory);
        return [.. memory.Blocks.Single().Values.Select(v => Math.Round(v, 9))];
    }

    [Theory]
    [InlineData("80 mg oral loading then 40 mg oral daily, 3 times", "0: 80; 24: 40; 48: 40; 72: 40")]
    [InlineData("80 mg loading dose by mouth, then 40 mg every 12 h, 2 doses", "0: 80; 12: 40; 24: 40")]
    [InlineData("loading dose 2 mg/kg iv bolus then 1 mg/kg/h iv for 2 h", "0: 2; 0: 2")]
    [InlineData("10 mg oral daily increasing by 10 mg every 2 days to 30 mg for 8 days", "0: 10; 24: 10; 48: 20; 72: 20; 96: 30; 120: 30; 144: 30; 168: 30")]
    [InlineData("40 mg oral daily, tapering by 50 % every day, for 3 days", "0: 40; 24: 20; 48: 10")]
    [InlineData("40 mg oral daily tapering by 15 mg every day to 10 mg for 4 days", "0: 40; 24: 25; 48: 10; 72: 10")]
    [InlineData("10 mg oral daily increasing by 10 mg daily to 20 mg for 2 days then daily for 2 days", "0: 10; 24: 20; 48: 20; 72: 20")]
    [InlineData("40 mg oral daily for 4 days, missing doses 2 and 3", "0: 40; 72: 40")]
    [InlineData("40 mg oral daily for 6 days with a drug holiday on days 3-5", "0: 40; 24: 40; 120: 40")]
    [InlineData("40 mg oral daily for 3 days, missed on day 2", "0: 40; 48: 40")]
    [InlineData("100 mg/m2 iv over 1 h on day 1 and 40 mg oral on days 1-2", "0: 100; 0: 40; 24: 40")]
    public void Words_give_these_doses(string text, string expected) => Told(text).Should().Be(expected);

    [Theory]
    [InlineData("40 mg oral daily for 3 days, stop when", "AN0730", "the end of the text")]
    [InlineData("40 mg oral daily for 3 days, stop wen A > 3", "AN0730", "\"wen\"")]
    [InlineData("40 mg oral daily for 3 days, reduce when A > 3", "AN0730", "\"when\"")]
    [InlineData("40 mg oral daily for 3 days, reduce by 120 % when A > 3", "AN0730", "\"reduce by 120 %\"")]
    [InlineData("40 mg oral daily for 3 days, stop when A beyond 3", "AN0730", "\"beyond\"")]
    [InlineData("40 mg oral daily for 3 days, stop when A > mg", "AN0730", "\"mg\"")]
    [InlineData("40 mg oral daily for 3 days, stop when A > 3 mg/L", "AN0730", "\"mg\"")]
    [InlineData("40 mg oral daily for 3 days, with 120 % adherence", "AN0731", "\"120\"")]
    [InlineData("40 mg oral daily for 3 days, with 80 % adhrence", "AN0731", "\"adhrence\"")]
    [InlineData("40 mg oral daily for 3 days, missing dose", "AN0731", "the end of the text")]
    [InlineData("40 mg oral daily for 3 days increasing every week", "AN0732", "\"every\"")]
    [InlineData("40 mg oral increasing by 10 mg weekly", "AN0732", "a dose that changes, and no schedule")]
    [InlineData("40 mg oral twice weekly for 3 weeks at steady state", "AN0733", "a steady state without an even interval")]
    [InlineData("40 mg oral to steady state", "AN0733", "a steady state without an even interval")]
    [InlineData("40 mg oral daily for 3 days, drug holiday in May", "AN0731", "\"May\"")]
    public void What_is_not_understood_is_refused_at_its_place(string text, string code, string found)
    {
        var read = RegimenText.Read(text);
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.Found.StartsWith(found, StringComparison.Ordinal));
        read.Diagnostics.Should().OnlyContain(d => d.At.Column >= 1 && d.At.Column <= text.Length + 1 && d.SourceLine == text);
    }

    [Fact]
    public void Stop_when_a_condition_is_met_and_nothing_starts_again()
    {
        // W is the time: above 2.5 h the regimen stops, so that doses at 0, 1 and 2 h are given. A doubling later finds it stopped.
        Run(Counter, "1 into A every 1 h, 8 times, stop when W > 2.5; double when W > 4.5", [2.9, 7.5]).Should().Equal(3, 3);
    }

    [Fact]
    public void Dose_reductions_act_on_later_doses_each_time_that_the_condition_comes_true()
    {
        // B = 10 − A falls below 7 with the fourth dose of 1; the next ones are halved.
        Run(Counter, "1 into A every 1 h, 8 times; halve when B < 6.5", [3.5, 7.5], "A", "dose_factor").Should().Equal(4, 0.5, 6, 0.5);
    }

    [Fact]
    public void Checks_act_at_their_times_before_the_dose_and_stop_at_their_limits()
    {
        // Checks at 2, 4, 6 h: each raises by half, not above twice the dose. Doses: 1, 1, 1.5, 1.5, 2, 2, 2, 2.
        Run(Counter, "1 into A every 1 h, 8 times, increase by 50 % when W > 0, checked every 2 h, not above 200 %", [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5]).Should().Equal(1, 2, 3.5, 5, 7, 9, 11, 13);
    }

    [Fact]
    public void A_pause_ends_with_what_was_before_it()
    {
        Run(Counter, "1 into A every 1 h, 8 times, reduce to 50 % when W > 0.5, pause when W > 2.5, resume when W > 4.5", [7.5]).Should().Equal(1 + 0.5 + 0.5 + 0.5 + 0.5 + 0.5);
    }

    [Fact]
    public void Rules_scale_the_rate_of_an_infusion_and_not_its_length()
    {
        // 4 over 2 h, then at 4 h the same at half the rate.
        Run(Counter, "4 into A over 2 h every 4 h, 2 times, halve when W > 1", [2, 4, 5, 6, 7]).Should().Equal(4, 4, 5, 6, 6);
    }

    [Fact]
    public void Each_text_has_rules_of_its_own()
    {
        var first = RegimenText.Read("1 into A every 1 h, 4 times, stop when W > 1.5").Value!;
        var both = first.With(RegimenText.Read("10 into A every 1 h, 4 times").Value!);
        var experiment = Experiment.Prepare(new(AntimonyReader.Read(Counter, "m.ant", null).Then(Flattening.Flatten).Value!) { Regimen = both, OutputTimes = [5], Outputs = ["A"] }).Value!;
        var memory = new MemorySink();
        Ensemble.Run(experiment.Model, experiment.Individuals, new(), memory, null, TestContext.Current.CancellationToken);
        memory.Blocks.Single().Values.Should().Equal(42);
    }

    [Fact]
    public void A_rule_about_an_unknown_quantity_is_refused_with_the_nearest()
    {
        var prepared = Prepare(Counter, "1 into A every 1 h, 8 times, stop when WW > 2.5", [1]);
        prepared.IsOk.Should().BeFalse();
        prepared.Diagnostics.Single().Should().Match<Diagnostic>(d => d.Code == "AN0734" && d.Nearest == "W" && d.At.Column == 40);
    }

    [Fact]
    public void At_steady_state_the_first_dose_finds_the_sum_of_all_before_it()
    {
        // Σ 100 e^(−k τ n) over n ≥ 0 right after the dose: 100/(1 − e^(−1.2)).
        double peak = 100 / (1 - Math.Exp(-1.2));
        double[] amounts = Run(OneCompartment, "100 into A every 12 h at steady state", [0, 6, 11.999999999]);
        amounts[0].Should().BeApproximately(peak, 1e-5 * peak);
        amounts[1].Should().BeApproximately(peak * Math.Exp(-0.6), 1e-6 * peak);
        Run(OneCompartment, "100 into A every 12 h to steady state", [0])[0].Should().Be(amounts[0]);
    }

    [Fact]
    public void The_share_of_doses_taken_is_the_adherence_and_belongs_to_the_person()
    {
        var experiment = Prepare(Counter, "1 into A every 1 h, 100 times, with 80 % adherence", [200], 400).Value!;
        var memory = new MemorySink();
        Ensemble.Run(experiment.Model, experiment.Individuals, new(), memory, null, TestContext.Current.CancellationToken);
        double[] taken = [.. memory.Blocks.SelectMany(b => b.Values)];

        // 400 people of 100 doses: the mean has a standard error of 0.2, a person a deviation of 4.
        taken.Average().Should().BeApproximately(80, 0.8);
        Math.Sqrt(taken.Average(t => (t - 80) * (t - 80))).Should().BeApproximately(4, 0.5);
        experiment.Explain(7).Should().HaveCount((int)taken[7]);
    }

    [Fact]
    public void Missed_doses_come_in_runs_of_the_mean_length()
    {
        var experiment = Prepare(Counter, "1 into A every 1 h, 100 times, taken 75 % of the time, in runs of 4", [200], 300).Value!;
        double missed = 0, runs = 0;
        for (int person = 0; person < 300; person++)
        {
            var times = experiment.Explain(person).Select(d => (int)Math.Round(d.Time)).ToHashSet();
            for (int n = 0; n < 100; n++)
            {
                missed += times.Contains(n) ? 0 : 1;
                runs += !times.Contains(n) && (n == 0 || times.Contains(n - 1)) ? 1 : 0;
            }
        }

        (missed / 30_000).Should().BeApproximately(0.25, 0.02);
        (missed / runs).Should().BeApproximately(4, 0.25);
    }

    [Fact]
    public void Late_doses_come_between_due_and_the_limit()
    {
        var experiment = Prepare(Counter, "1 into A every 12 h, 50 times, late by up to 2 h", [700], 40).Value!;
        double[] late = [.. Enumerable.Range(0, 40).SelectMany(p => experiment.Explain(p).Select((d, n) => d.Time - (12 * n)))];
        late.Should().OnlyContain(l => l > 0 && l < 2);
        late.Average().Should().BeApproximately(1, 0.05);
        Prepare(Counter, "1 into A every 12 h, 3 times, late by 90 min", [700]).Value!.Explain(0).Select(d => d.Time).Should().Equal(1.5, 13.5, 25.5);
    }

    [Fact]
    public void A_dose_per_square_metre_takes_weight_and_height_where_the_model_has_no_surface()
    {
        // Mosteller: √(72 · 180 / 3600) m² = 1.897367.
        string model = Counter.Replace("none = 0", "none = 0; WT = 72; HT = 180", StringComparison.Ordinal);
        Run(model, "100 mg/m2 into A", [1]).Should().Equal(Math.Round(100 * Math.Sqrt(3.6), 9));
        Prepare(Counter, "100 mg/m2 into A", [1]).Diagnostics.Single().Code.Should().Be("AN0724");
    }

    [Fact]
    public void What_happens_is_told_in_order_with_lag_bioavailability_and_rules()
    {
        string model = Counter.Replace("none = 0", "none = 0; F_A = 0.5; ALAG_A = 0.25", StringComparison.Ordinal);
        var (doses, timeline) = Prepare(model, "4 into A over 2 h every 4 h, 2 times, halve when W > 1", [8]).Value!.ExplainAll(0);

        // Bioavailability shortens an infusion of given rate, the rule lowers its rate.
        doses.Select(d => (d.Time, d.Enters, d.Available, d.InFor)).Should().Equal((0, 0.25, 2, 1), (4, 4.25, 1, 1));
        timeline.Select(h => (h.Time, h.Kind)).Should().Equal((0.25, "infusion starts"), (1.25, "infusion ends"), (4.25, "infusion starts"), (5.25, "infusion ends"));
    }

    /// <summary>Words of regimens, numbers and signs in any order: each text is read or refused with places inside it.</summary>
    [Fact]
    public void Whatever_the_words_the_reader_ends_and_points_into_the_text()
    {
        string[] words =
        [
            "40", "0.5", "2", "%", "mg", "mg/kg", "h", "days", "weeks", "oral", "iv", "daily", "weekly", "every", "for", "until", "then", "and", ",", ";", "<", ">", "stop", "halve", "reduce", "increase", "pause", "resume", "when", "if", "A",
            "below", "above", "not", "checked", "by", "to", "taken", "missing", "doses", "dose", "adherence", "with", "late", "up", "in", "runs", "of", "drug", "holiday", "increasing", "tapering", "loading", "steady", "state", "at", "into", "times", "over", "day", "week", "-", "3",
        ];
        Gen.Select(Gen.Int[0, words.Length - 1].Select(i => words[i]).Array[1, 14], Gen.Bool).Sample((picked, dose) =>
        {
            string text = (dose ? "40 mg oral daily for 3 days " : "") + string.Join(' ', picked);
            var read = RegimenText.Read(text, "--regimen", 100);
            return read.IsOk || read.Diagnostics.All(d => d.At.Column >= 1 && d.At.Column <= text.Length + 1 && d.Found.Length > 0 && d.Expected!.Length > 0);
        }, iter: 20_000, seed: "0N0XIzNsQ0O2");
    }
}

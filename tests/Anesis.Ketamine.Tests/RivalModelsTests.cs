using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Ensembles;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Models that stand alone behave as was published of them.</summary>
public sealed class RivalModelsTests
{
    [Fact]
    public void Sriram_s_axis_is_a_clock_of_about_a_day()
    {
        double[] cortisol = Course("hpa_sriram", "cortisol", 480, 0.1);
        var peaks = Enumerable.Range(2400, 2390).Where(i => cortisol[i] > cortisol[i - 1] && cortisol[i] >= cortisol[i + 1]).ToArray();
        ((peaks[^1] - peaks[0]) * 0.1 / (peaks.Length - 1)).Should().BeApproximately(24.1, 0.3);
        cortisol[2400..].Max().Should().BeApproximately(22.7, 0.5);
        cortisol[2400..].Min().Should().BeApproximately(1.7, 0.3);
    }

    [Fact]
    public void Gupta_s_axis_has_two_states_for_one_stress()
    {
        double low = Course("hpa_gupta", "receptor", 100, 100)[^1];
        double high = Course("hpa_gupta", "receptor", 100, 100, ("receptor", 0.5))[^1];
        low.Should().BeLessThan(0.15);
        high.Should().BeGreaterThan(0.4);
    }

    [Fact]
    public void Bangsgaard_s_axis_follows_the_clock()
    {
        double[] cortisol = Course("hpa_bangsgaard", "cortisol", 14400, 10);
        double[] day = cortisol[1296..1440];
        (day.Max() / day.Min()).Should().BeGreaterThan(5);
        int peak = Array.IndexOf(day, day.Max()) * 10;
        peak.Should().BeInRange(300, 720, "the peak is in the morning");
    }

    [Fact]
    public void Cloutier_s_cell_stays_ill_after_the_stress_has_passed()
    {
        double[] synuclein = Course("parkinson_toggle", "synuclein", 600, 10);
        synuclein[1].Should().BeApproximately(1, 0.1);
        synuclein[^1].Should().BeGreaterThan(10);
        Course("parkinson_toggle", "synuclein", 600, 10, ("stress", 0.5))[^1].Should().BeLessThan(2);
    }

    private static double[] Course(string model, string output, double until, double every, params (string Id, double Value)[] settings)
    {
        var flat = Flattening.Flatten(ShippedModels.Model(model)!.Value!).Value!;
        var prepared = Experiment.Prepare(new ExperimentRequest(flat)
        {
            Outputs = [output],
            OutputTimes = [.. Enumerable.Range(0, (int)Math.Round(until / every) + 1).Select(i => i * every)],
            Settings = settings.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal),
        });
        prepared.Diagnostics.Should().BeEmpty();
        var sink = new MemorySink();
        Ensemble.Run(prepared.Value!.Model, prepared.Value!.Individuals, new EnsembleOptions { Threads = 1 }, sink).Failed.Should().BeEmpty();
        return [.. sink.Blocks.SelectMany(b => b.Values)];
    }
}

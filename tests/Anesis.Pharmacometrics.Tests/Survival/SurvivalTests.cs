using Anesis.Mathematics.Randomness;
using Anesis.Pharmacometrics.Survival;

namespace Anesis.Pharmacometrics.Tests.Survival;

public sealed class SurvivalTests
{
    /// <summary>Remission under 6-mercaptopurine, weeks; negative: censored (Freireich et al. 1963, as in Cox 1972).</summary>
    private static readonly double[] Remission = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    [Fact]
    public void The_leukaemia_trial_has_its_published_curve()
    {
        var steps = KaplanMeier.Of(Remission.Select(t => new EventTime(Math.Abs(t), t > 0)));
        double At(double time) => steps.Single(s => s.Time == time).Survival;

        // Collett, Modelling Survival Data: 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448.
        foreach (var (time, survival) in new[] { (6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (22, 0.538), (23, 0.448) })
        {
            At(time).Should().BeApproximately(survival, 5.1e-4);
        }

        // R's survfit: 0.857 (0.720, 1.000) at 6; 0.448 (0.249, 0.807) at 23; median 23.
        steps[0].Low.Should().BeApproximately(0.720, 1e-3);
        steps[0].High.Should().Be(1);
        steps.Single(s => s.Time == 23).Low.Should().BeApproximately(0.249, 1e-3);
        steps.Single(s => s.Time == 23).High.Should().BeApproximately(0.807, 1e-3);
        KaplanMeier.Median(steps).Should().Be(23);
        steps[0].AtRisk.Should().Be(21);
        steps[0].Events.Should().Be(3);
    }

    [Fact]
    public void A_constant_hazard_gives_exponential_times()
    {
        double[] times = [0, 1, 2, 50], hazard = [0.3, 0.3, 0.3, 0.3];
        for (double u = 0.05; u < 1; u += 0.1)
        {
            var drawn = HazardEvents.Draw(times, hazard, u);
            drawn.Happened.Should().BeTrue();
            drawn.Time.Should().BeApproximately(-Math.Log(u) / 0.3, 1e-12);
        }
    }

    [Fact]
    public void A_rising_hazard_is_solved_within_the_interval_and_no_event_ends_at_the_last_time()
    {
        // h = t: H = t²/2.
        HazardEvents.Draw([0, 4], [0, 4], Math.Exp(-2)).Time.Should().BeApproximately(2, 1e-12);
        HazardEvents.Draw([0, 4], [4, 0], Math.Exp(-6)).Time.Should().BeApproximately(2, 1e-12);
        HazardEvents.Draw([0, 4], [0, 4], Math.Exp(-9)).Should().Be(new EventTime(4, false));
    }

    [Fact]
    public void The_estimate_of_drawn_times_is_the_hazards_survival()
    {
        var drawn = Enumerable.Range(0, 4000).Select(i => HazardEvents.Draw([0, 10], [0.1, 0.3], new DrawKey(1, (ulong)i, 9).Uniform(0)));
        var steps = KaplanMeier.Of(drawn);
        foreach (double t in new[] { 2.0, 5, 9 })
        {
            double exact = Math.Exp(-((0.1 * t) + (0.01 * t * t)));
            steps.Last(s => s.Time <= t).Survival.Should().BeApproximately(exact, 0.02);
        }
    }
}

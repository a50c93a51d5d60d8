using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Tests.Integration;

public class MethodChoiceTests
{
    private const double Limit = 3;
    private const double StiffCost = 3;

    [Fact]
    public void A_lane_forgets_the_trials_of_the_individual_before()
    {
        using var memory = new LaneMemory();
        var used = new MethodChoice<Lanes1>(Limit, StiffCost, memory);
        var unused = new MethodChoice<Lanes1>(Limit, StiffCost, memory);
        used.Fresh(0);
        bool left = false;
        for (int i = 0; i < 20 && !left; i++)
        {
            left = used.LeaveExplicit(1, new Lanes1(0.9 * Limit), new Lanes1(1)) != 0;
        }

        left.Should().BeTrue();
        for (int i = 0; i < 5; i++)
        {
            used.LeaveStiff(1, new Lanes1(Limit), new Lanes1(1)).Should().Be(0);
        }

        // The next individual is stepped by the stiff method at once: its explicit step could not be resolved.
        used.Fresh(0);
        unused.Fresh(0);
        for (int i = 0; i < 60; i++)
        {
            used.LeaveStiff(1, new Lanes1(Limit), new Lanes1(1e-3)).Should().Be(unused.LeaveStiff(1, new Lanes1(Limit), new Lanes1(1e-3)), $"stiff step {i}");
        }
    }
}

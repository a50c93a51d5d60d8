using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Depression of breathing beside the two measurements that it is fitted to.</summary>
public sealed class BreathingFitTests
{
    private static double DriveAt(double hours, params string[] regimens) => PersonRun.Rows(["breathing__breathing_drive"], [0, hours], regimens: regimens)[0][1][0];

    /// <summary>Bourke 1987: 2.0 ± 1.2 mmHg after 3 mg/kg in steps. Drive d moves a line V = d (1 + 4 (P/40 − 1)) by 10 V₀ (1/d − 1), V₀ = 1.6 at 46 mmHg.</summary>
    [Fact]
    public void The_response_to_carbon_dioxide_shifts_as_Bourke_measured()
    {
        double drive = DriveAt((34 + 5) / 60.0, "0.39 mg/kg ketamine iv over 1 min then 0.39 mg/kg ketamine iv over 1 min after 10 min then 0.75 mg/kg ketamine iv over 1 min after 10 min then 1.5 mg/kg ketamine iv over 1 min after 10 min");
        (16 * ((1 / drive) - 1)).Should().BeInRange(0.8, 3.2);
    }

    /// <summary>Hamza 1989: ventilation at 60 mmHg fell from 824 to 626 mL/kg/min (0.76) five minutes after 2 mg/kg and 40 µg/kg/min, in children.</summary>
    [Fact]
    public void Ventilation_at_raised_carbon_dioxide_falls_as_Hamza_measured() =>
        DriveAt(0.1, "2 mg/kg ketamine iv over 1 min then 40 ug/kg/min ketamine iv for 30 min").Should().BeInRange(0.66, 0.86);
}

using Anesis.Pharmacometrics.Regimens;

namespace Anesis.Pharmacometrics.Tests.Regimens;

public sealed class RegimenTextTests
{
    private static Regimen Read(string text, double? horizon = null)
    {
        var read = RegimenText.Read(text, "--regimen", horizon);
        read.Diagnostics.Should().BeEmpty();
        return read.Value!;
    }

    private static double[] Times(string text, double? horizon = null) => [.. Read(text, horizon).Doses.Select(d => Math.Round(d.Time, 6))];

    [Fact]
    public void An_infusion_has_amount_route_and_duration()
    {
        var dose = Read("5 mg ketamine iv over 30 min").Doses.Single();
        dose.Amount.Should().Be(5);
        dose.Drug.Should().Be("ketamine");
        dose.Route.Should().Be("iv");
        dose.Duration.Should().BeApproximately(0.5, 1e-12);
        dose.Basis.Should().Be(AmountBasis.Absolute);
    }

    [Fact]
    public void A_bolus_then_a_rate_follow_each_other_at_once()
    {
        var doses = Read("2 mg/kg iv bolus then 40 ug/kg/min iv for 60 min").Doses;
        doses.Should().HaveCount(2);
        doses[0].Should().Match<Dose>(d => d.Amount == 2 && d.Basis == AmountBasis.PerKilogram && d.Form == "bolus" && d.Duration == 0);
        doses[1].Time.Should().Be(0);
        doses[1].Amount.Should().BeApproximately(2.4, 1e-12);
        doses[1].Duration.Should().BeApproximately(1, 1e-12);
    }

    [Fact]
    public void Rates_in_steps_start_where_the_one_before_ends()
    {
        var doses = Read("0.3 mg/kg/h iv for 1 h then 0.6 mg/kg/h iv for 1 h").Doses;
        doses.Select(d => (d.Time, d.Amount, d.Duration)).Should().Equal((0, 0.3, 1), (1, 0.6, 1));
    }

    [Theory]
    [InlineData("0.5mg/kg i.v. over 40min", "iv", "infusion")]
    [InlineData("0.5 mg per kg over 40 minutes", "iv", "infusion")]
    [InlineData("0.5 mg/kg ketamine infused over 40 minutes", "iv", "infusion")]
    [InlineData("50 mg I.M.", "im", "")]
    [InlineData("56 mg Spravato", "nasal", "spray")]
    public void A_clinician_may_abbreviate(string text, string route, string form) =>
        Read(text).Doses.Should().OnlyContain(d => d.Route == route && d.Form == form);

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min, three times weekly for 2 weeks", new double[] { 0, 48, 96, 168, 216, 264 })]
    [InlineData("0.5 mg/kg iv over 40 min twice weekly for 2 weeks", new double[] { 0, 72, 168, 240 })]
    [InlineData("60 mg powder nasal every 30 min, 4 times", new double[] { 0, 0.5, 1, 1.5 })]
    [InlineData("56 mg nasal twice weekly for 1 week then weekly for 2 weeks then every 2 weeks until week 7", new double[] { 0, 72, 168, 336, 504, 840 })]
    [InlineData("50 mg oral bid for 2 days", new double[] { 0, 12, 24, 36 })]
    [InlineData("50 mg oral q8h x 3", new double[] { 0, 8, 16 })]
    [InlineData("50 mg oral every other day, 3 doses", new double[] { 0, 48, 96 })]
    [InlineData("50 mg oral on days 1, 3 and 8", new double[] { 0, 48, 168 })]
    [InlineData("50 mg im at 0, 2 and 6 h", new double[] { 0, 2, 6 })]
    [InlineData("50 mg oral 3x/day for 1 day", new double[] { 0, 8, 16 })]
    [InlineData("1 mg/kg im then after 2 h 0.5 mg/kg im", new double[] { 0, 2 })]
    [InlineData("10 mg ketamine iv bolus and 10 mg morphine iv bolus", new double[] { 0, 0 })]
    [InlineData("50 mg p.o. b.i.d. for 1 day", new double[] { 0, 12 })]
    [InlineData("0.5mg/kg i.v. over 40min t.i.d for 1 day", new double[] { 0, 8, 16 })]
    [InlineData("a 40-minute infusion of 35 mg ketamine once daily for 3 days", new double[] { 0, 24, 48 })]
    public void Schedules_give_their_times(string text, double[] times) => Times(text).Should().Equal(times);

    [Fact]
    public void A_schedule_without_an_end_goes_on_to_the_end_of_the_simulation()
    {
        Times("56 mg nasal twice weekly for 1 week then weekly", 504).Should().Equal(0, 72, 168, 336, 504);
        RegimenText.Read("56 mg nasal weekly").Diagnostics.Single().Code.Should().Be("AN0712");
    }

    [Fact]
    public void A_later_course_takes_over_what_it_leaves_out()
    {
        var doses = Read("84 mg esketamine nasal twice weekly for 1 week then 56 mg weekly for 1 week").Doses;
        doses.Select(d => (d.Amount, d.Drug, d.Route)).Should().Equal((84, "esketamine", "nasal"), (84, "esketamine", "nasal"), (56, "esketamine", "nasal"));
    }

    [Theory]
    [InlineData("0,5 mg/kg iv", "AN0702", "\"0.5\"")]
    [InlineData("0.5 mg/kgg iv over 40 min", "AN0708", "kg")]
    [InlineData("5 mg ketamin iv", "AN0703", "\"ketamine\"")]
    [InlineData("5 mg ketamine iv ovr 30 min", "AN0703", "\"over\"")]
    [InlineData("5 mg ketamine iv over 30", "AN0711", null)]
    [InlineData("5 ketamine iv over 30 min", "AN0708", null)]
    [InlineData("", "AN0700", null)]
    [InlineData("iv over 30 min", "AN0704", null)]
    [InlineData("40 ug/kg/min iv", "AN0712", null)]
    [InlineData("50 mg oral 4 times", "AN0712", null)]
    [InlineData("50 mg oral biweekly for 4 weeks", "AN0709", null)]
    [InlineData("-5 mg iv", "AN0701", null)]
    [InlineData("0 mg iv", "AN0707", null)]
    [InlineData("50 mg oral every 0 h, 3 times", "AN0711", null)]
    [InlineData("5 ml iv", "AN0708", null)]
    [InlineData("57.7 mg ketamine hcl iv", "AN0705", null)]
    [InlineData("5 mg iv oral", "AN0706", null)]
    [InlineData("5 mg iv then", "AN0704", null)]
    [InlineData("5 mg iv 10 mg oral", "AN0706", null)]
    [InlineData("5 mg iv over 1 banana", "AN0711", null)]
    public void What_is_not_understood_is_refused_with_its_place(string text, string code, string? nearest)
    {
        var read = RegimenText.Read(text);
        read.IsOk.Should().BeFalse();
        var error = read.Diagnostics.First(d => d.Code == code);
        error.At.Column.Should().BeInRange(1, text.Length + 1);
        if (nearest is not null)
        {
            error.Nearest.Should().Be(nearest);
        }
    }
}

using System.Globalization;
using Anesis.Pharmacometrics.Regimens;

namespace Anesis.Pharmacometrics.Tests.Regimens;

/// <summary>What people write, and what each of it means: the doses as "time h: amount mg[/kg|/m2] route form [over h]".</summary>
public sealed class RegimenPhrasesTests
{
    private static string Told(Dose d) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(d.Time, 4)}: {Math.Round(d.Amount, 6)}{(d.Basis == AmountBasis.PerKilogram ? "/kg" : d.Basis == AmountBasis.PerSquareMetre ? "/m2" : "")} {d.Route}") + (d.Duration > 0 ? string.Create(CultureInfo.InvariantCulture, $" over {Math.Round(d.Duration, 4)}") : "");

    [Theory]
    [InlineData("0.5mg/kg IV over 40min", "0: 0.5/kg iv over 0.6667")]
    [InlineData("ketamine 0.5 mg/kg i.v. over 40 minutes", "0: 0.5/kg iv over 0.6667")]
    [InlineData("0.5 mg/kg over 40 min", "0: 0.5/kg iv over 0.6667")]
    [InlineData("0.5 MG/KG RACEMIC KETAMINE INTRAVENOUSLY OVER 40 MINUTES", "0: 0.5/kg iv over 0.6667")]
    [InlineData("0.5 mg per kg body weight iv infusion over forty min", null)]
    [InlineData("0.5 mg per kg body weight iv infusion over half an hour", "0: 0.5/kg iv over 0.5")]
    [InlineData("0.5 mg·kg⁻¹ iv over 40 min", "0: 0.5/kg iv over 0.6667")]
    [InlineData("40 ug·kg-1·min-1 iv for 1 h", "0: 2.4/kg iv over 1")]
    [InlineData("40 µg/kg/min intravenous for 60 min", "0: 2.4/kg iv over 1")]
    [InlineData("40 mcg/kg/min IV for 1h", "0: 2.4/kg iv over 1")]
    [InlineData("iv infusion at 40 micrograms/kg/min for 1 h", "0: 2.4/kg iv over 1")]
    [InlineData("continuous iv infusion at a rate of 5 mg/h for 24 h", "0: 120 iv over 24")]
    [InlineData("5 mg/24h iv for 2 days", "0: 10 iv over 48")]
    [InlineData("20 mg/m² iv over 1 h 30 min", "0: 20/m2 iv over 1.5")]
    [InlineData("20 mg/m^2 iv over 1½ h", "0: 20/m2 iv over 1.5")]
    [InlineData("20 mg/m2 iv over 1/2 h", "0: 20/m2 iv over 0.5")]
    [InlineData("a one-hour infusion of 35 mg ketamine", "0: 35 iv over 1")]
    [InlineData("35 mg ketamine in 100 ml saline iv over 40 min.", "0: 35 iv over 0.6667")]
    [InlineData("slow iv push of 10 mg over 2 min", "0: 10 iv over 0.0333")]
    [InlineData("0.5 mg/kg intramuscular", "0: 0.5/kg im")]
    [InlineData("0.5 mg/kg i.m.", "0: 0.5/kg im")]
    [InlineData("25 mg injected into a muscle", "0: 25 im")]
    [InlineData("25 mg subcut", "0: 25 sc")]
    [InlineData("25 mg s.c. injection", "0: 25 sc")]
    [InlineData("50 mg p.o.", "0: 50 oral")]
    [InlineData("50 mg per os", "0: 50 oral")]
    [InlineData("50 mg by mouth", "0: 50 oral")]
    [InlineData("50 mg lozenge under the tongue, held for 10 min", "0: 50 sublingual")]
    [InlineData("50 mg sublingual tablet", "0: 50 sublingual")]
    [InlineData("40 mg ketamine in the nose", "0: 40 nasal")]
    [InlineData("Spravato 84 mg", "0: 84 nasal")]
    [InlineData("84 mg esketamine (3 devices) intranasal", "0: 84 nasal")]
    [InlineData("3 x 28 mg esketamine nasal", "0: 84 nasal")]
    [InlineData("3 devices of 28 mg esketamine", "0: 84 nasal")]
    [InlineData("two 50 mg lozenges", "0: 100 sublingual")]
    [InlineData("2 tablets of 50 mg", "0: 100 oral")]
    [InlineData("(S)-ketamine 0.25 mg/kg iv over 40 min", "0: 0.25/kg iv over 0.6667")]
    [InlineData("50 mg oral BID for 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg oral b.i.d. for 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg oral twice a day for 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg oral 2x daily for a day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg oral 2×/day, 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg/day oral for 2 days", "0: 50 oral; 24: 50 oral")]
    [InlineData("50 mg a day oral for 2 days", "0: 50 oral; 24: 50 oral")]
    [InlineData("50 mg oral q8h for 24 hours", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("50 mg oral q 8 h ×3", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("50 mg oral 8 hourly, 3 doses", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("50 mg oral every eight hours for 3 doses", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("three doses of 50 mg oral every 8 h", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("5 mg im hourly x 3", "0: 5 im; 1: 5 im; 2: 5 im")]
    [InlineData("5 mg im half-hourly x2", "0: 5 im; 0.5: 5 im")]
    [InlineData("50 mg oral qod x 2", "0: 50 oral; 48: 50 oral")]
    [InlineData("50 mg oral on alternate days, twice", "0: 50 oral; 48: 50 oral")]
    [InlineData("50 mg oral every 3rd day, 2 times", "0: 50 oral; 72: 50 oral")]
    [InlineData("50 mg oral every night for 2 nights", "0: 50 oral; 24: 50 oral")]
    [InlineData("0.5 mg/kg iv over 1 h three times a week for one week", "0: 0.5/kg iv over 1; 48: 0.5/kg iv over 1; 96: 0.5/kg iv over 1")]
    [InlineData("35 mg im 3 times per week for 1 wk", "0: 35 im; 48: 35 im; 96: 35 im")]
    [InlineData("35 mg im thrice weekly for the first week", "0: 35 im; 48: 35 im; 96: 35 im")]
    [InlineData("35 mg im, six injections, three times weekly", "0: 35 im; 48: 35 im; 96: 35 im; 168: 35 im; 216: 35 im; 264: 35 im")]
    [InlineData("35 mg im weekly x 2", "0: 35 im; 168: 35 im")]
    [InlineData("35 mg im weekly × 2 weeks", "0: 35 im; 168: 35 im")]
    [InlineData("35 mg im once every two weeks for 4 weeks", "0: 35 im; 336: 35 im")]
    [InlineData("35 mg im q2w x2", "0: 35 im; 336: 35 im")]
    [InlineData("2 weekly injections of 35 mg im", "0: 35 im; 168: 35 im")]
    [InlineData("35 mg im on Monday, Wednesday and Friday for 1 week", "0: 35 im; 48: 35 im; 96: 35 im")]
    [InlineData("35 mg im Mon/Thu", null)]
    [InlineData("35 mg im every Monday and Thursday, 3 doses", "0: 35 im; 72: 35 im; 168: 35 im")]
    [InlineData("35 mg im on days 1, 4, 8", "0: 35 im; 72: 35 im; 168: 35 im")]
    [InlineData("35 mg im on days 1,4,8", "0: 35 im; 72: 35 im; 168: 35 im")]
    [InlineData("35 mg im on day 1 and day 8", "0: 35 im; 168: 35 im")]
    [InlineData("35 mg im days 1-3", "0: 35 im; 24: 35 im; 48: 35 im")]
    [InlineData("35 mg im d1, d2", null)]
    [InlineData("35 mg im on days 1 to 3", "0: 35 im; 24: 35 im; 48: 35 im")]
    [InlineData("35 mg im at 0 h, 2 h and 6 h", "0: 35 im; 2: 35 im; 6: 35 im")]
    [InlineData("35 mg im at 0, 40 min and 2 h", "0: 35 im; 0.6667: 35 im; 2: 35 im")]
    [InlineData("35 mg im daily from day 3 to day 4", "48: 35 im; 72: 35 im")]
    [InlineData("35 mg im weekly for weeks 2-3", "168: 35 im; 336: 35 im")]
    [InlineData("35 mg im weekly in weeks 1-2, then 70 mg im weekly in weeks 3-4", "0: 35 im; 168: 35 im; 336: 70 im; 504: 70 im")]
    [InlineData("35 mg im weekly then every 2 weeks from week 3 until week 6", "0: 35 im; 168: 35 im; 336: 35 im; 672: 35 im")]
    [InlineData("2 mg/kg iv bolus, then 1 h later 10 mg im", "0: 2/kg iv; 1: 10 im")]
    [InlineData("2 mg/kg iv bolus followed immediately by 1 mg/kg/h iv for 2 h", "0: 2/kg iv; 0: 2/kg iv over 2")]
    [InlineData("loading dose 2 mg/kg iv bolus; 1 mg/kg/h iv for 2 hrs", "0: 2/kg iv; 0: 2/kg iv over 2")]
    [InlineData("10 mg ketamine iv bolus and then 5 mg iv bolus after 1 h", "0: 10 iv; 1: 5 iv")]
    [InlineData("10 mg ketamine iv bolus together with 10 mg morphine iv bolus", "0: 10 iv; 0: 10 iv")]
    [InlineData("100 into DEPOT every 12 h, 2 times", "0: 100 ; 12: 100 ")]
    [InlineData("75 mg/m² iv over 60 min every 3 weeks for 2 cycles", "0: 75/m2 iv over 1; 504: 75/m2 iv over 1")]
    [InlineData("75 mg/m2 iv over 60 min on day 1 of a 21-day cycle for 2 cycles", "0: 75/m2 iv over 1; 504: 75/m2 iv over 1")]
    [InlineData("75 mg/m2 iv over 60 min on days 1 and 8 of each 21-day cycle, 2 cycles", "0: 75/m2 iv over 1; 168: 75/m2 iv over 1; 504: 75/m2 iv over 1; 672: 75/m2 iv over 1")]
    [InlineData("75 mg/m2 iv over 60 min on days 1 and 8, repeated every 21 days, 2 cycles", "0: 75/m2 iv over 1; 168: 75/m2 iv over 1; 504: 75/m2 iv over 1; 672: 75/m2 iv over 1")]
    [InlineData("80 mg iv bolus weekly for 2 weeks of a 3-week cycle, 2 cycles", "0: 80 iv; 168: 80 iv; 504: 80 iv; 672: 80 iv")]
    [InlineData("50 mg oral daily on days 1-2 of each 4-day cycle, 2 cycles", "0: 50 oral; 24: 50 oral; 96: 50 oral; 120: 50 oral")]
    [InlineData("50 mg oral daily 2 days on, 1 day off for 5 days", "0: 50 oral; 24: 50 oral; 72: 50 oral; 96: 50 oral")]
    [InlineData("50 mg oral weekly, 2 weeks on 1 week off, for 4 weeks", "0: 50 oral; 168: 50 oral; 504: 50 oral")]
    [InlineData("50 mg oral at 08:00 daily for 2 days", "0: 50 oral; 24: 50 oral")]
    [InlineData("50 mg oral daily at 8 am for 2 days", "0: 50 oral; 24: 50 oral")]
    [InlineData("50 mg oral at 08:00 and 20:30 for 2 days", "0: 50 oral; 12.5: 50 oral; 24: 50 oral; 36.5: 50 oral")]
    [InlineData("50 mg oral at 8:00", "0: 50 oral")]
    [InlineData("50 mg oral bid at 8 am and 2 pm for 1 day", "0: 50 oral; 6: 50 oral")]
    [InlineData("50 mg oral in the morning and 100 mg oral in the evening for 2 days", "0: 50 oral; 12: 100 oral; 24: 50 oral; 36: 100 oral")]
    [InlineData("200 mg oral on day 1, then 100 mg oral daily for 2 days", "0: 200 oral; 24: 100 oral; 48: 100 oral")]
    [InlineData("200 mg oral on day 1, then 100 mg oral bid for 1 day", "0: 200 oral; 24: 100 oral; 36: 100 oral")]
    [InlineData("10 mg oral daily for 2 days, 20 mg daily for 1 day", "0: 10 oral; 24: 10 oral; 48: 20 oral")]
    [InlineData("160 mg sc on day 1, 80 mg on day 15, then 40 mg every other week starting on day 29 until week 7", "0: 160 sc; 336: 80 sc; 672: 40 sc; 1008: 40 sc")]
    [InlineData("80 mg sc at week 0, 40 mg at week 1, then 40 mg every 2 weeks until week 4", "0: 80 sc; 168: 40 sc; 504: 40 sc")]
    [InlineData("300 mg iv over 2 h at weeks 0, 2 and 6, then every 8 weeks until week 23", "0: 300 iv over 2; 336: 300 iv over 2; 1008: 300 iv over 2; 2352: 300 iv over 2; 3696: 300 iv over 2")]
    [InlineData("50 mg oral on days 0 and 3", "0: 50 oral; 72: 50 oral")]
    [InlineData("10 mg oral daily titrated by 10 mg daily to 20 mg for 3 days", "0: 10 oral; 24: 20 oral; 48: 20 oral")]
    [InlineData("start at 10 mg oral daily, increase by 10 mg every day up to 20 mg, for 3 days", "0: 10 oral; 24: 20 oral; 48: 20 oral")]
    [InlineData("10 mg oral daily, increased by 10 mg every 1 day to a maximum of 20 mg, for 3 days", "0: 10 oral; 24: 20 oral; 48: 20 oral")]
    [InlineData("10 mg oral daily, titrate up by 10 mg daily to max 20 mg, for 3 days", "0: 10 oral; 24: 20 oral; 48: 20 oral")]
    [InlineData("20 mg oral daily, reduce by 5 mg every day to 10 mg, for 4 days", "0: 20 oral; 24: 15 oral; 48: 10 oral; 72: 10 oral")]
    [InlineData("50 mg oral bid for 2 days, skip doses 2 and 3", "0: 50 oral; 36: 50 oral")]
    [InlineData("50 mg oral bid for 1 day, miss dose 1", "12: 50 oral")]
    [InlineData("50 mg oral bid for 1 day, dose 2 taken 6 h late", "0: 50 oral; 18: 50 oral")]
    [InlineData("50 mg oral bid for 1 day, dose 2 delayed by 90 min", "0: 50 oral; 13.5: 50 oral")]
    [InlineData("28 mg esketamine nasal x 3 devices", "0: 84 nasal")]
    [InlineData("2 mg iv push every 10 minutes up to 3 doses", "0: 2 iv; 0.1667: 2 iv; 0.3333: 2 iv")]
    [InlineData("2 mg iv push every 10 min, max 2 doses", "0: 2 iv; 0.1667: 2 iv")]
    [InlineData("10 mg/kg oral daily (max 600 mg) for 1 day", "0: 10/kg oral")]
    [InlineData("10 mg iv bolus, repeated once after 15 min", "0: 10 iv; 0.25: 10 iv")]
    [InlineData("10 mg iv bolus, repeat every 15 min up to 2 times", "0: 10 iv; 0.25: 10 iv; 0.5: 10 iv")]
    [InlineData("10 mg iv over 1 h, repeat after 2 h", "0: 10 iv over 1; 2: 10 iv over 1")]
    [InlineData("3 doses of 50 mg oral 8 h apart", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("three doses of 50 mg oral given eight hours apart", "0: 50 oral; 8: 50 oral; 16: 50 oral")]
    [InlineData("100 mg/day oral in 2 divided doses for 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("1 mg/kg/day oral divided bid for 1 day", "0: 0.5/kg oral; 12: 0.5/kg oral")]
    [InlineData("100 mg oral in two divided doses daily for 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("50 mg oral bid 1 day", "0: 50 oral; 12: 50 oral")]
    [InlineData("2 tablets of 50 mg twice daily for 1 day", "0: 100 oral; 12: 100 oral")]
    [InlineData("half a 100 mg tablet daily for 2 days", "0: 50 oral; 24: 50 oral")]
    [InlineData("50 mg oral on weekdays for 1 week", "0: 50 oral; 24: 50 oral; 48: 50 oral; 72: 50 oral; 96: 50 oral")]
    [InlineData("50 mg oral Monday to Wednesday for 1 week", "0: 50 oral; 24: 50 oral; 48: 50 oral")]
    [InlineData("50 mg oral Mon-Wed for 1 week", "0: 50 oral; 24: 50 oral; 48: 50 oral")]
    [InlineData("50 mg oral MWF for 1 week", "0: 50 oral; 48: 50 oral; 96: 50 oral")]
    [InlineData("50 mg oral Mon/Wed/Fri for 1 week", "0: 50 oral; 48: 50 oral; 96: 50 oral")]
    [InlineData("50 mg oral at t = 0, 12 and 24 h", "0: 50 oral; 12: 50 oral; 24: 50 oral")]
    [InlineData("50 mg oral at hours 0, 12, 24", "0: 50 oral; 12: 50 oral; 24: 50 oral")]
    [InlineData("50 ug/kg im, 5 min later 0.5 mg/kg iv over 40 min", "0: 0.05/kg im; 0.0833: 0.5/kg iv over 0.6667")]
    public void A_phrase_that_people_write_means_what_they_mean(string text, string? doses)
    {
        var read = RegimenText.Read(text);
        if (doses is null)
        {
            read.IsOk.Should().BeFalse();
            return;
        }

        read.Diagnostics.Should().BeEmpty();
        string.Join("; ", read.Value!.Doses.Select(Told)).Should().Be(doses);
    }

    [Theory]
    [InlineData("50 mg oral twice daily for", "AN0711", "the end of the text")]
    [InlineData("50 mg oral every", "AN0711", "the end of the text")]
    [InlineData("50 mg oral on", "AN0710", "the end of the text")]
    [InlineData("50 mg oral at", "AN0710", "the end of the text")]
    [InlineData("50 mg oral weekly until", "AN0711", "the end of the text")]
    [InlineData("50 mg oral x", "AN0710", "the end of the text")]
    [InlineData("50 mg oral daily for 3 days and", "AN0703", "\"and\"")]
    [InlineData("50 mg/ oral", "AN0708", "\"oral\" after \"per\"")]
    [InlineData("1-2 mg iv", "AN0702", "the range \"1 - 2\"")]
    [InlineData("50 mg oral every 6-8 h, 3 times", "AN0711", "the range \"6 - 8\"")]
    [InlineData("50 mg oral every 8 h as needed", "AN0710", "\"as\"")]
    [InlineData("50 mg oral prn", "AN0710", "\"prn\"")]
    [InlineData("50 mg oral 6 weekly", "AN0709", "\"6 weekly\", which can be read in two ways")]
    [InlineData("4 lines of 60 mg every 30 min, 4 times", "AN0709", "4 pieces")]
    [InlineData("50 mg oral daily for 3 days, 5 times", "AN0713", "5 doses in a time that holds 3")]
    [InlineData("50 mg oral daily for 3 days then 50 mg from day 2 until day 5 daily", "AN0713", "a course from 24 h")]
    [InlineData("50 mg oral daily weekly for 3 weeks", "AN0706", "a second schedule")]
    [InlineData("5 mg iv over 10 min over 20 min", "AN0706", "a second duration")]
    [InlineData("5 mg iv bolus over 40 min", "AN0706", "a bolus over more than 6 min")]
    [InlineData("5 mg ketamine esketamine iv", "AN0706", "a second drug")]
    [InlineData("50 mg oral on Mnday", "AN0710", "\"Mnday\"")]
    [InlineData("50 mg oral on days 5-3", "AN0710", "\"3\"")]
    [InlineData("50 mg oral at 25:00", "AN0702", "\"25:00\"")]
    [InlineData("50 mg oral at 8:00 and 13 pm daily for 2 days", "AN0702", "\"13 pm\"")]
    [InlineData("50 mg oral daily with meals for 2 days", "AN0703", "\"with\"")]
    [InlineData("50 mg oral before breakfast", "AN0703", "\"before\"")]
    [InlineData("50 mg oral daily, max 600 mg, for 2 days", "AN0706", "a most that a dose may be")]
    [InlineData("75 mg/m2 iv over 1 h on days 1 and 25 of a 21-day cycle, 2 cycles", "AN0710", "a cycle of 504 h")]
    [InlineData("100 mg oral divided for 2 days", "AN0710", "a divided amount")]
    [InlineData("50 mg oral bid for 2 days, dose 3 taken late", "AN0711", "the end of the text")]
    [InlineData("50 mg im, 84 mg nasal", "AN0706", "a second amount")]
    [InlineData("50 mg oral every 1 s for 10 years", "AN0714", "more than 200000 doses")]
    [InlineData("1e999 mg iv", "AN0702", "\"1e999\"")]
    [InlineData("1.2.3 mg iv", "AN0702", "\"1.2.3\"")]
    [InlineData("5 mg iv 💉", "AN0701", "the sign")]
    [InlineData("5 mg iv; drop table", "AN0703", "\"drop\"")]
    public void An_unfinished_or_contradictory_phrase_is_refused_where_it_goes_wrong(string text, string code, string found)
    {
        var read = RegimenText.Read(text);
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.Found.StartsWith(found, StringComparison.Ordinal));
        read.Diagnostics.Should().OnlyContain(d => d.At.Column >= 1 && d.At.Column <= text.Length + 1 && d.Expected != null);
    }

    [Fact]
    public void A_dose_by_body_size_has_its_most()
    {
        var dose = RegimenText.Read("10 mg/kg oral daily, not more than 600 mg, for 1 day").Value!.Doses.Single();
        dose.For(50, 1.5).Should().Be(500);
        dose.For(90, 2).Should().Be(600);
    }

    [Fact]
    public void Rules_have_the_words_of_protocols()
    {
        static string Told(string rules) => string.Join("; ", RegimenText.Read("100 mg oral daily for 4 weeks, " + rules).Value!.Rules.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rule.Change} {r.Rule.Value} {r.Rule.Quantity} {r.Rule.Comparison} {r.Rule.Threshold}")));
        Told("discontinue if ALT > 150").Should().Be(Told("stop when ALT > 150"));
        Told("hold if ALT > 150, restart when ALT < 60").Should().Be(Told("pause when ALT > 150, resume when ALT < 60"));
        Told("withhold if ANC < 0.5 until ANC > 1").Should().Be(Told("pause when ANC < 0.5, resume when ANC > 1"));
        Told("reduce dose to 50 mg if ANC < 1.5").Should().Be(Told("reduce to 50 % if ANC < 1.5"));
        RegimenText.Read("100 mg oral daily for 4 weeks, reduce dose to 150 mg if ANC < 1.5").Diagnostics.Single().Code.Should().Be("AN0730");
    }
}

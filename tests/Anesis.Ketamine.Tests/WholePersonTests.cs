using System.Text.RegularExpressions;
using Anesis.Modeling;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The slow systems stand still when nothing happens and stay within their ranges when everything does.</summary>
public sealed partial class WholePersonTests
{
    /// <summary>Outputs of the slow systems, by the modules that give them.</summary>
    private static readonly string[] Slow =
    [
        .. PersonRun.Model.Parameters.Where(p => Module().Match(p.Notes ?? "") is { Success: true } m && Modules.Contains(m.Groups[1].Value)).Select(p => p.Id),
    ];

    private static string[] Modules =>
    [
        "stress", "protein", "glia", "astrocytes", "synapse", "amines", "energy", "immunity", "bowel", "skeleton", "rhythm", "ageing", "habit", "learning", "company", "damage", "help_given", "feeling", "mind",
    ];

    [Fact]
    public void Every_slow_system_gives_outputs()
    {
        var modules = PersonRun.Model.Parameters.Select(p => Module().Match(p.Notes ?? "")).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        modules.Should().Contain(Modules);
        Slow.Should().HaveCountGreaterThan(100);
    }

    /// <summary>Cortisol has the course of the day: all four times are the same hour.</summary>
    [Fact]
    public void Without_stress_and_drug_half_a_year_changes_nothing()
    {
        var rows = PersonRun.Rows(Slow, [0, 24, 720, 4320])[0];
        for (int o = 0; o < Slow.Length; o++)
        {
            foreach (var row in rows)
            {
                row[o].Should().BeApproximately(rows[0][o], 1e-9 * Math.Max(1, Math.Abs(rows[0][o])), Slow[o]);
            }
        }
    }

    [Fact]
    public void Under_everything_at_once_no_slow_system_leaves_its_range()
    {
        var worst = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["stressor"] = 3, ["stressor_duration"] = 4320, ["immune_challenge"] = 3, ["immune_challenge_duration"] = 4320, ["gut_irritant"] = 2, ["gut_irritant_duration"] = 4320,
            ["isolation"] = 1, ["isolation_duration"] = 4320, ["opc_deletion"] = 1, ["opc_deletion_duration"] = 2000, ["epha4_production"] = 3, ["untreated"] = 1, ["untreated_years"] = 40,
            ["opioid_habit"] = 5, ["trauma"] = 1, ["session_duration"] = 8, ["sessions"] = 3, ["session_content"] = -1, ["compulsive_history"] = 1, ["other_addiction"] = 1, ["quit_time"] = 960,
        };
        var times = Enumerable.Range(0, 41).Select(i => 48.0 * i).ToArray();
        var rows = PersonRun.Rows(Slow, times, worst, ["500 mg ketamine powder nasal 4 times a day for 40 days", "125 mg mdma oral weekly for 10 weeks"], 4);
        foreach (var person in rows)
        {
            foreach (var row in person)
            {
                for (int o = 0; o < Slow.Length; o++)
                {
                    double.IsFinite(row[o]).Should().BeTrue(Slow[o]);
                    (double low, double high) = Range(Slow[o]);
                    row[o].Should().BeInRange(low - 1e-6, high + 1e-6, Slow[o]);
                }
            }
        }
    }

    private static (double Low, double High) Range(string output) => output switch
    {
        "madrs" => (0, 60),
        "severity_rise" => (-1, 1),
        "suicidality" or "depressive_relapse" or "tolerance" or "craving" or "relapse_probability" or "substitution" or "sensitisation" or "allostasis" or "dependence_level" or "belief" or "fear"
            or "imprint" or "interneuron_block" or "pyramidal_block" or "stress_signal" or "bladder" or "aspiration" or "serious_harm" or "opponent" or "control" or "restraint" => (0, 1),
        "cortisol" => (0.5, 40),
        "bone_mass" => (60, 110),
        "t_score_change" => (-4, 1),
        "body_temperature" => (36, 42),
        "unattended_hours" or "raised_pressure_hours" => (0, 4320),
        "mdma_systolic" => (0, 150),
        "mdma_heart_rate" => (0, 120),
        "openness" => (-0.01, 1),
        "reported_depression_odds" => (1, 15),
        "reported_anxiety_odds" => (0.1, 8),
        "new_spines" => (0, 1),
        "spines" => (0, 1.26),
        _ => (0, 15),
    };

    [GeneratedRegex(@"grade: [ABCF] \| module: (\w+)")]
    private static partial Regex Module();
}

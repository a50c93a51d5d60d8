using Anesis.Cli.Commands;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Ketamine.Calibration;
using Anesis.Ketamine.Claims;
using Anesis.Ketamine.Trials;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Sensitivity;
using Anesis.Pharmacometrics.Trials;

namespace Anesis.Cli.Book;

/// <summary>A question of what decides a result: elementary effects of the parameters that matter near the model's own values.</summary>
internal sealed record BookSensitivity(string Question, string Experiment, int Screened, SensitivityResult Effects, SensitivityResult People, Identifiability? Identifiable);

/// <summary>What the book runs before it is written.</summary>
internal sealed record BookRuns(IReadOnlyList<ClaimVerdict> Claims, IReadOnlyList<ComparedTrial> Trials, CalibrationVerdict? Calibration, int CalibrationPeople, IReadOnlyList<BookSensitivity> Sensitivities)
{
    private static readonly (string Question, string Target, string[] Regimen, string[] Sets, string Until, string Population, int Trajectories)[] Questions =
    [
        ("What decides mood a week after one infusion?", "madrs at 7 d", ["0.5 mg/kg ketamine iv over 40 min"], [], "7 d", "trd-patients", 16),
        ("What decides relapse by day 28 after two weeks of infusions?", "depressive_relapse at 42 d", ["0.5 mg/kg ketamine iv over 40 min, twice weekly for 2 weeks"], ["remission_time=336"], "42 d", "trd-patients", 12),
        ("What decides dependence at one year, after 90 days of daily powder?", "dependence_level at 365 d", ["500 mg ketamine powder nasal daily for 90 days"], ["madrs_baseline=8"], "365 d", "adults", 6),
    ];

    public static BookRuns Of(bool quick, int threads, ulong seed, Screen screen, CancellationToken cancel)
    {
        screen.Progress(0.05, "claims");
        var claims = ClaimRun.Prepare(ShippedClaims.Read().Value!.Files, mutate: !quick).Value!.Run(threads, null, cancel);
        if (quick)
        {
            return new(claims, [], null, 0, []);
        }

        var trials = new List<ComparedTrial>();
        foreach (string name in ShippedTrials.Names)
        {
            screen.Progress(0.2 + (0.3 * trials.Count / ShippedTrials.Names.Count), $"trial {name}");
            var courses = ShippedTrials.Prepare(ShippedTrials.Trial(name)!.Value!, 80, seed).Value!.Run(threads, null, cancel);
            trials.Add(new(courses, TrialComparison.Rows(courses, 500, 0.95, seed), 0.95));
        }

        screen.Progress(0.5, "calibration");
        const int People = 100;
        var calibration = CalibrationVerdict.Of(new CalibrationRun(People, seed).Rows(ObservedStudies.Concentrations().Value!.Studies, cancel));
        return new(claims, trials, calibration, People, [.. Questions.Select((q, i) =>
        {
            screen.Progress(0.6 + (0.12 * i), q.Question);
            return Sensitivity(q.Question, q.Target, q.Regimen, q.Sets, q.Until, q.Population, q.Trajectories, threads, seed, cancel);
        })]);
    }

    /// <summary>All constants by local sensitivities; the thirty that matter most by elementary effects over what is believed of them.</summary>
    private static BookSensitivity Sensitivity(string question, string target, string[] regimen, string[] sets, string until, string population, int trajectories, int threads, ulong seed, CancellationToken cancel)
    {
        var person = Subject.Find("person").Value!;
        SensitivityProblem Prepare(string? parameters, bool ofPeople = false)
        {
            var errors = new List<Diagnostic>();
            return new SensitivityRequest(person, errors) { Targets = [target], Parameters = parameters, Population = ofPeople ? ShippedModels.Population(population)!.Value : null, Regimen = regimen, Sets = sets, Until = until, Every = until, RelativeTolerance = 1e-6 }.Prepare()
                ?? throw new InvalidOperationException($"the book's question \"{question}\" cannot be prepared: {string.Join("; ", errors)}");
        }

        var all = SensitivityResult.Run(Prepare(null), "local", 2, seed, threads, null, cancel);
        string[] best = [.. all.Rows.OrderByDescending(r => r.Rank).Take(30).Select(r => r.Parameter)];
        var effects = SensitivityResult.Run(Prepare(string.Join(',', best)), "morris", 12, seed, threads, null, cancel);
        var people = SensitivityResult.Run(Prepare(null, ofPeople: true), "morris", trajectories, seed, threads, null, cancel);
        return new(question, $"{string.Join("; ", regimen)}; {target}", all.Rows.Count, effects, people, all.Identifiable);
    }
}

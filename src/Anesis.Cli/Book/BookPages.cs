using System.Globalization;
using Anesis.Cli.Commands;
using Anesis.Ketamine;
using Anesis.Ketamine.Claims;
using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;

namespace Anesis.Cli.Book;

/// <summary>The pages of modules, claims, trials and sensitivity.</summary>
internal sealed class BookPages(ValueList<BookModule> modules, BookRuns runs, BookBehaviour behaviour, string command)
{
    /// <summary>Share of the largest effect below which an effect is rounding.</summary>
    private const double Rounding = 1e-6;

    public static readonly ValueList<PageLink> Navigation = [new("Credibility", "index"), new("Modules", "modules"), new("Claims", "claims"), new("Trials", "trials"), new("What decides", "sensitivity")];

    public ReportDocument Page(string title, string? question, string answer, params ReportSection?[] sections) => new()
    {
        Title = title,
        Kicker = "Anesis model book",
        Navigation = Navigation,
        Question = question,
        Answer = answer,
        Notice = HtmlReport.KetamineNotice,
        Command = command,
        Sections = sections.OfType<ReportSection>().ToValueList(),
        Colophon = new($"Anesis {ProgramVersion.Text}") { Model = "models/person.ant" },
    };

    public ReportDocument Contents() => Page("Modules", "What is the person made of?",
        $"{modules.Count} modules, each a file that can be read in an evening. A module reads quantities of others and gives its own; every coupling is one named gain that can be set to zero.",
        new LinkSection("Pages", modules.Select(m => new PageLink($"{m.Instance}: {m.Name}", PageOf(m)) { About = m.Title }).ToValueList()));

    public static string PageOf(BookModule module) => "module-" + module.Instance;

    public ReportDocument Of(BookModule module)
    {
        var verdicts = runs.Claims.Where(c => module.Rows.Contains(c.File.Row)).ToList();
        var parameters = Parameters(module).ToValueList();
        var grades = parameters.Where(p => p.Grade is not null).GroupBy(p => p.Grade!.Value).OrderBy(g => g.Key).Select(g => $"{g.Count()} of grade {g.Key}");
        bool isC = parameters.Any(p => p.Grade == EvidenceGrade.C);
        string note = isC ? "Holds parts of grade C: normalised; read direction and order, not size." : "";
        string[] given = [.. module.Gives.Select(w => w.Id)];
        var sections = new List<ReportSection?>
        {
            module.Introduction.Length > 0 ? new TextSection("What it says", [module.Introduction]) : null,
            new DrawingSection("Wiring", WiringDrawing.Of(module), $"Left: modules that {module.Instance} reads, with the first quantity; right: modules that read it. \"person\": set for the person, or read by nobody."),
            Equations(module),
            parameters.IsEmpty ? null : new ParameterSection("Parameters", parameters) { Note = $"In the person their ids begin with {module.Instance}__." },
        };
        sections.AddRange(behaviour.Of(given, note).Select((p, i) => new FigureSection(i == 0 ? "Behaviour" : null, p, "One typical person.")));
        sections.Add(verdicts.Count == 0 ? null : ClaimTable("Claims and verdicts", verdicts));
        sections.Add(new TextSection("Limits", Limits(module, grades, verdicts.Count)));
        return Page(module.Title, module.Holds.Length > 0 ? $"{module.Instance}: {module.Holds}" : module.Instance, Answer(module, verdicts), [.. sections]);
    }

    public ReportDocument Claims() => Page("Claims", "What is claimed, and what came out?",
        $"{runs.Claims.Count(c => c.Holds)} of {runs.Claims.Count} claims hold. A claim that fails stays in the list with its reason. A claim that names its mechanism must fall without it.",
        [.. runs.Claims.GroupBy(c => c.File).Select(g => ClaimTable($"{g.Key.Row} {g.Key.Title}", [.. g]))]);

    public ReportDocument Trials()
    {
        var roles = Ketamine.Trials.ShippedTrials.Roles().Value!;
        var held = runs.Trials.Where(t => !roles.IsFitted(t.Trial.Id)).SelectMany(t => t.Rows).ToList();
        return Page("Trials", "Do virtual trials give what published ones gave?",
            runs.Trials.Count == 0
                ? "Trials were not run for this copy of the book."
                : string.Create(CultureInfo.InvariantCulture, $"Of {held.Count} published numbers of trials that nothing was fitted to, {held.Count(r => r.Inside)} lie within the 95 % interval of virtual trials of the same size."),
            [.. runs.Trials.Where(t => !t.Rows.IsEmpty).Select(t => new TableSection(
                $"{t.Trial.Title} ({TrialText.Role(t.Trial)})",
                [new("Quantity"), new("Observed", true), new("Simulated", true), new("95 % of trials", true), new("Discrepancy", true), new("")],
                t.Rows.Select(r => (ValueList<string>)[TrialText.What(r.Observation, t.Trial), Numbers.Text(r.Observation.Value), Numbers.Text(r.Simulated), Numbers.Interval(r.Low, r.High), $"{Numbers.Text(r.Discrepancy)} {r.Observation.Unit}".TrimEnd(), r.Inside ? "inside" : "outside"]).ToValueList())
            {
                Note = $"{t.Trial.Source}. {(t.Trial.Unknown.IsEmpty ? "" : $"Unknown: {string.Join("; ", t.Trial.Unknown)}.")} {t.Trial.Note}".Trim(),
            })]);
    }

    private readonly Lazy<Dictionary<string, CatalogueEntry>> _catalogue = new(() =>
        Catalogue.Of(ShippedModels.Model("person")!.Then(Modeling.Composition.Flattening.Flatten).Value!).Where(e => !e.IsOutput).ToDictionary(e => e.Name, StringComparer.Ordinal));

    private (string Meaning, string Grade) About(string parameter) => _catalogue.Value.TryGetValue(parameter, out var entry) ? (entry.Meaning ?? "", entry.Grade ?? "") : ("", "");

    public ReportDocument Sensitivity() => Page("What decides", "Which parameters decide mood at day 7, relapse by day 28 and dependence at one year?",
        runs.Sensitivities.Count == 0
            ? "Sensitivities were not computed for this copy of the book."
            : "Every constant is moved a little, the thirty that matter most over all that is believed of them. A first table gives, for one typical person, the twenty with the largest effect: how far the result moves when the parameter crosses its range. A second asks what of the differences between people decides. Spread: interaction with others, or curvature. Effects below a millionth of the largest are left out: they are rounding.",
        [.. runs.Sensitivities.SelectMany(s => new[]
        {
            Effects(s.Question, s.Effects, string.Create(CultureInfo.InvariantCulture, $"{s.Experiment}. {s.Screened} constants screened; elementary effects by Morris, {s.Effects.Simulations} simulations. Identifiability: one result determines one combination of parameters; {s.Identifiable?.Idle.Count ?? 0} of the constants have no effect on it at all, and none of the others can be told from this result alone.")),
            Effects($"And between people: {char.ToLowerInvariant(s.Question[0])}{s.Question[1..]}", s.People, string.Create(CultureInfo.InvariantCulture, $"Covariates and random effects over the middle 98 % of people, each by its own distribution; {s.People.Simulations} simulations.")),
        })]);

    private TableSection Effects(string heading, SensitivityResult result, string note) => new(heading, [new("Parameter"), new("What it is"), new("Grade"), new("Mean size of effect", true), new("95 % interval", true), new("Mean effect", true), new("Spread", true)],
        result.Rows.OrderByDescending(r => r.Rank).Where(r => r.Rank > Rounding * result.Rows.Max(o => o.Rank)).Take(20).Select(r => (ValueList<string>)[r.Parameter, About(r.Parameter).Meaning, About(r.Parameter).Grade, Numbers.Text(r.Numbers[0].Value), Numbers.Interval(r.Numbers[1].Value, r.Numbers[2].Value), Numbers.Text(r.Numbers[3].Value), Numbers.Text(r.Numbers[4].Value)]).ToValueList())
    {
        Note = note,
    };

    internal static TableSection ClaimTable(string heading, IReadOnlyList<ClaimVerdict> verdicts) => new(heading, [new("Claim"), new("Expected"), new("Simulated"), new("Verdict"), new("Grade")],
        verdicts.Select(v => (ValueList<string>)
        [
            $"{v.Claim.Statement} ({v.Claim.Says}: {v.Claim.Source})", string.Join("; ", v.Findings.Select(f => f.Expected.ToString())), string.Join("; ", v.Findings.Select(f => f.Simulated)),
            (v.Holds ? "held" : "failed") + (v.Survives switch { true => ", survives its mechanism", false when v.Holds => ", falls without its mechanism", _ => "" }) + (v.Claim.Reason is { } reason ? $": {reason}" : ""), v.Claim.Grade,
        ]).ToValueList());

    private static string Answer(BookModule module, List<ClaimVerdict> verdicts)
    {
        int states = module.Model.Rules.OfType<RateRule>().Count() + module.Model.Species.Count;
        string claims = verdicts.Count == 0 ? "No claim speaks of it alone." : $"{verdicts.Count(v => v.Holds)} of {verdicts.Count} claims of {string.Join(", ", module.Rows)} hold.";
        return $"{states} states, {module.Reads.Count} quantities read, {module.Gives.Count} given. {claims}";
    }

    private static ValueList<string> Limits(BookModule module, IEnumerable<string> grades, int claims)
    {
        var limits = new List<string>();
        if (module.Weakest.Length > 0)
        {
            limits.Add($"Weakest: {module.Weakest}.");
        }

        string counted = string.Join(", ", grades);
        limits.Add($"{(counted.Length > 0 ? $"Parameters: {counted}. " : "")}{(claims == 0 ? "Its behaviour is judged through the modules that read it." : "Its claims are directions, orders and ranges; where a grade is C no size is claimed.")}");
        return limits.ToValueList();
    }

    private static EquationSection? Equations(BookModule module)
    {
        var names = module.Model.Parameters.Where(p => p.Name is not null && p.Name != p.Id).ToDictionary(p => p.Id, p => p.Name, StringComparer.Ordinal);
        var equations = module.Model.Rules.Where(r => r.Math is not null).Select(r =>
        {
            bool rate = r is RateRule;
            string variable = r switch { AssignmentRule a => a.Variable, RateRule v => v.Variable, _ => "0" };
            return new EquationEntry(MathMlText.Equation(variable, r.Math!, rate), $"{variable}{(rate ? "'" : "")} = {r.Math}", names.GetValueOrDefault(variable));
        }).ToList();
        foreach (var reaction in module.Model.Reactions.Where(r => r.KineticLaw?.Math is not null))
        {
            equations.Add(new(MathMlText.Equation(reaction.Id, reaction.KineticLaw!.Math!, false), $"{reaction.Id} = {reaction.KineticLaw.Math}", $"rate of {string.Join(" + ", reaction.Reactants.Select(s => s.Species))} → {string.Join(" + ", reaction.Products.Select(s => s.Species))}"));
        }

        return equations.Count == 0 ? null : new("Equations", equations.ToValueList()) { Note = "Time in hours. What stands left of a fraction d/dt is a state; everything else holds at every moment. excess(x) is x above 0, else 0." };
    }

    private static IEnumerable<ParameterEntry> Parameters(BookModule module)
    {
        var computed = module.Model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule v => v.Variable, _ => "" }).ToHashSet(StringComparer.Ordinal);
        foreach (var p in module.Model.Parameters.Where(p => !computed.Contains(p.Id)))
        {
            var evidence = Catalogue.Evidence(p.Notes);
            if (!evidence.ContainsKey("grade"))
            {
                continue;
            }

            string source = evidence.GetValueOrDefault("source") ?? "";
            yield return new(p.Id, Numbers.Exact(p.Value ?? double.NaN), OutputUnits.Text(p.Units, module.Model), $"{source}{(evidence.TryGetValue("fitted to", out string? fitted) ? $"; fitted to: {fitted}" : "")}{(evidence.TryGetValue("range", out string? range) ? $" (range: {range})" : "")}", Enum.TryParse<EvidenceGrade>(evidence["grade"], out var grade) ? grade : null)
            {
                Meaning = p.Name == p.Id ? null : p.Name,
                Link = p.CvTerms.SelectMany(t => t.Resources).FirstOrDefault(r => r.StartsWith("http", StringComparison.OrdinalIgnoreCase)),
            };
        }
    }
}

using System.Globalization;
using Anesis.Ketamine.Trials;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Book;

/// <summary>The book's first page: how far the model can be believed, in the sense of ASME V&amp;V 40 (2018) and the FDA's guidance on the credibility of computational models (2023).</summary>
internal static class CredibilityPage
{
    public static ReportDocument Of(BookPages pages, ValueList<BookModule> modules, BookRuns runs)
    {
        int held = runs.Claims.Count(c => c.Holds), named = runs.Claims.Count(c => !c.Claim.Mechanism.IsEmpty), fall = runs.Claims.Count(c => c is { Holds: true, Survives: false });
        var roles = ShippedTrials.Roles().Value!;
        var validated = runs.Trials.Where(t => !roles.IsFitted(t.Trial.Id)).SelectMany(t => t.Rows).ToList();
        return pages.Page(
            "A person who takes ketamine: the model book",
            "How far can this model be believed?",
            "Far enough to ask what stress and ketamine do, in which order and by which way, and to compare courses with each other. Not far enough to choose a dose, a drug or a treatment for anybody: most of the slow systems rest on directions that are known and sizes that are not.",
            new TextSection("Question of interest", ["What does stress do to the brain and body, and what does ketamine then do to both, from seconds to years: which published claims follow from which mechanisms, and which contradict each other?"]),
            new TextSection("Context of use", ["Research and teaching. The model compares mechanisms, generates hypotheses and shows what a claim implies. It is not for use in decisions about a patient, about dosing, or in a regulatory submission."]),
            new TableSection("Model risk", [new("Factor"), new("Here")],
            [
                ["Influence of the model on a decision", "none is intended: other evidence decides"],
                ["Consequence of a wrong decision", "high if somebody took a dose from it; therefore the notice on every page"],
                ["What follows", "credibility is shown for directions, orders and exposure; sizes of slow effects are not claimed"],
            ]),
            new TableSection("Verification: is the model computed rightly?", [new("What"), new("How")],
            [
                ["Solver and semantics", "the SBML Test Suite, trajectories of other programs, closed forms and order tests; see the roadmap in the repository for counts"],
                ["Same bits", "an individual's course does not depend on who is computed beside it, on threads or on batches: tested"],
                ["Units, names, sources", "every parameter has unit, name, grade and source: tested"],
                ["Ranges", "anesis ranges: adults through six ordinary and extreme courses stay within physiological ranges; ceilings were set where they had not, how many adults were tried is in the roadmap"],
                ["Mechanisms", string.Create(CultureInfo.InvariantCulture, $"{named} of {runs.Claims.Count} claims name the mechanism they rest on{(fall > 0 ? $"; {fall} of those that hold fall when it is removed" : "")}")],
            ]),
            new TableSection("Validation: does it agree with what was measured?", [new("Against"), new("Result")], Validation(runs, held, validated)),
            Uncertainty(runs),
            new TextSection("Applicability",
            [
                "Adults. The mood module is for people with depression. Children appear only where their exposure was published. Pregnancy, epilepsy, psychosis and most medicines are not in the model.",
                "Exposure by vein, muscle, nose and mouth is validated within the doses that were published; beyond them, as in the overdose scenarios, it is extrapolated.",
            ]),
            new TableSection("What is weak", [new("Module"), new("Weakest part")], modules.Where(m => m.Weakest.Length > 0).Select(m => (ValueList<string>)[$"{m.Instance}: {m.Name}", m.Weakest]).ToValueList()),
            new LinkSection("Pages", [.. BookPages.Navigation.Skip(1), .. modules.Select(m => new PageLink($"{m.Instance}: {m.Name}", BookPages.PageOf(m)) { About = m.Title })]));
    }

    private static ValueList<ValueList<string>> Validation(BookRuns runs, int held, List<Pharmacometrics.Trials.TrialRow> validated)
    {
        var rows = new List<ValueList<string>> { (ValueList<string>)["Claims of the source and of the literature", $"{held} of {runs.Claims.Count} hold; those that fail are listed with their reason"] };
        if (runs.Calibration is { } calibration)
        {
            rows.Add((ValueList<string>)["Published peaks and areas of concentration", string.Create(CultureInfo.InvariantCulture, $"{calibration.Near} of {calibration.Count} within 1.5-fold, {calibration.Close} within 1.25-fold ({runs.CalibrationPeople} virtual people in each study); most studies were fitted to, the held-out ones are named in the calibration")]);
        }

        if (runs.Trials.Count > 0)
        {
            rows.Add((ValueList<string>)["Published trials that nothing was fitted to", $"{validated.Count(r => r.Inside)} of {validated.Count} published numbers within the 95 % interval of virtual trials of the same size"]);
        }

        rows.Add((ValueList<string>)["Which data were fitted", "the split is fixed in trials/roles.toml and was written before any fit; fitted parameters carry grade F and the fit's name. The search for trials-2 was stopped before its simplex was flat"]);
        rows.Add((ValueList<string>)[
            "What was changed after the validating trials had been simulated",
            "care_spread was added to what the fit may move with 24 of the 64 numbers inside, mood_spread with 33, both moved by the fitted trials alone; infusion trials that print no baseline begin at that of Shiroma 2020 (34.4) in place of the esketamine trials' (37.5); in Lii 2023 the felt control, switched off by mistake, got the effect that the file's note describes (four numbers came inside); shares of Ionescu 2019 that had been rounded were written out. The validation is not blind to these changes",
        ]);
        rows.Add((ValueList<string>)["What validation does not show", "that a felt control brings as much expectancy as the drug is an assumption (feeling__control_level), and so is the drug's share of the improvement; where simulated trials lie outside, and why: docs/model/trials.md"]);
        return rows.ToValueList();
    }

    private static TextSection Uncertainty(BookRuns runs) => new("Uncertainty",
    [
        "Between people: random effects with published spreads where there are any (grade A), assumed ones elsewhere (grade F or C); every population picture shows 50 and 90 % of people.",
        "Of parameters: each has a range in its notes; the page What decides shows which of them matter" + (runs.Sensitivities.Count == 0 ? " (not computed for this copy)." : "."),
        "Of structure: rival mechanisms and parameter sets can be switched on and compared; where sources disagree both stand in the claims.",
        "Identifiability: hardly any parameter of the slow systems can be told from published group means alone. In the trials the drug's own effect and expectancy are told apart only by assumption (trials/roles.toml).",
    ]);
}

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>The words that a regimen's text may use, and what each means.</summary>
internal static class RegimenWords
{
    public static readonly Dictionary<string, double> MassInMilligrams = new(StringComparer.Ordinal)
    {
        ["mg"] = 1, ["milligram"] = 1, ["milligrams"] = 1, ["g"] = 1000, ["gram"] = 1000, ["grams"] = 1000,
        ["ug"] = 1e-3, ["mcg"] = 1e-3, ["microgram"] = 1e-3, ["micrograms"] = 1e-3, ["mcgs"] = 1e-3, ["mgs"] = 1, ["gm"] = 1000, ["gms"] = 1000, ["ng"] = 1e-6, ["nanogram"] = 1e-6, ["nanograms"] = 1e-6,
    };

    /// <summary>A month is 30.4375 days, a year 365.25.</summary>
    public static readonly Dictionary<string, double> TimeInHours = new(StringComparer.Ordinal)
    {
        ["s"] = 1 / 3600.0, ["sec"] = 1 / 3600.0, ["secs"] = 1 / 3600.0, ["second"] = 1 / 3600.0, ["seconds"] = 1 / 3600.0,
        ["min"] = 1 / 60.0, ["mins"] = 1 / 60.0, ["minute"] = 1 / 60.0, ["minutes"] = 1 / 60.0,
        ["h"] = 1, ["hr"] = 1, ["hrs"] = 1, ["hour"] = 1, ["hours"] = 1,
        ["d"] = 24, ["day"] = 24, ["days"] = 24, ["w"] = 168, ["wk"] = 168, ["wks"] = 168, ["week"] = 168, ["weeks"] = 168,
        ["month"] = 730.5, ["months"] = 730.5, ["mo"] = 730.5, ["fortnight"] = 336, ["fortnights"] = 336, ["night"] = 24, ["nights"] = 24, ["year"] = 8766, ["years"] = 8766,
    };

    public static readonly Dictionary<string, string> Drugs = new(StringComparer.Ordinal)
    {
        ["ketamine"] = "ketamine", ["ketalar"] = "ketamine", ["racemic-ketamine"] = "ketamine", ["racemic"] = "ketamine", ["racemate"] = "ketamine", ["rs-ketamine"] = "ketamine",
        ["esketamine"] = "esketamine", ["s-ketamine"] = "esketamine", ["arketamine"] = "arketamine", ["r-ketamine"] = "arketamine",
        ["norketamine"] = "norketamine", ["morphine"] = "morphine", ["remifentanil"] = "remifentanil", ["alcohol"] = "alcohol", ["ethanol"] = "alcohol",
        ["mdma"] = "mdma", ["midazolam"] = "midazolam", ["naltrexone"] = "naltrexone", ["naloxone"] = "naloxone", ["opioid"] = "opioid", ["placebo"] = "placebo",
        ["saline"] = "placebo",
    };

    public static readonly Dictionary<string, string> Routes = new(StringComparer.Ordinal)
    {
        ["iv"] = "iv", ["ivi"] = "iv", ["vein"] = "iv", ["muscle"] = "im", ["intravenous"] = "iv", ["intravenously"] = "iv", ["im"] = "im", ["intramuscular"] = "im", ["intramuscularly"] = "im",
        ["sc"] = "sc", ["subcutaneous"] = "sc", ["subcutaneously"] = "sc", ["subcut"] = "sc", ["sub-cut"] = "sc", ["sub-cutaneous"] = "sc", ["sub-cutaneously"] = "sc", ["sub-q"] = "sc", ["subq"] = "sc", ["sq"] = "sc", ["nose"] = "nasal", ["insufflated"] = "nasal", ["swallowed"] = "oral", ["mouth"] = "oral", ["rectum"] = "rectal", ["inhalation"] = "inhaled", ["intra-nasal"] = "nasal", ["intra-muscular"] = "im", ["intra-venous"] = "iv", ["sub-lingual"] = "sublingual", ["nasal"] = "nasal", ["nasally"] = "nasal", ["intranasal"] = "nasal",
        ["intranasally"] = "nasal", ["in"] = "nasal", ["oral"] = "oral", ["orally"] = "oral", ["po"] = "oral", ["sublingual"] = "sublingual", ["sublingually"] = "sublingual",
        ["sl"] = "sublingual", ["buccal"] = "buccal", ["buccally"] = "buccal", ["rectal"] = "rectal", ["rectally"] = "rectal", ["pr"] = "rectal",
        ["inhaled"] = "inhaled", ["snorted"] = "nasal",
    };

    /// <summary>Form, and the route that it implies where none is named (empty: none).</summary>
    public static readonly Dictionary<string, (string Form, string Route)> Forms = new(StringComparer.Ordinal)
    {
        ["bolus"] = ("bolus", "iv"), ["push"] = ("bolus", "iv"), ["injected"] = ("bolus", ""), ["shot"] = ("bolus", ""), ["infused"] = ("infusion", "iv"), ["continuous"] = ("infusion", ""), ["continuously"] = ("infusion", ""), ["constant-rate"] = ("infusion", ""),
        ["device"] = ("spray", "nasal"), ["devices"] = ("spray", "nasal"), ["sprays"] = ("spray", "nasal"), ["troches"] = ("lozenge", "sublingual"), ["pill"] = ("tablet", "oral"), ["pills"] = ("tablet", "oral"), ["wafer"] = ("film", "sublingual"), ["wafers"] = ("film", "sublingual"), ["films"] = ("film", "sublingual"), ["syrup"] = ("solution", "oral"),
        ["suppositories"] = ("suppository", "rectal"), ["injection"] = ("bolus", ""), ["injections"] = ("bolus", ""), ["boluses"] = ("bolus", "iv"), ["infusions"] = ("infusion", "iv"), ["infusion"] = ("infusion", "iv"), ["drip"] = ("infusion", "iv"),
        ["spray"] = ("spray", "nasal"), ["powder"] = ("powder", "nasal"), ["lozenge"] = ("lozenge", "sublingual"), ["lozenges"] = ("lozenge", "sublingual"),
        ["troche"] = ("lozenge", "sublingual"), ["tablet"] = ("tablet", "oral"), ["tablets"] = ("tablet", "oral"), ["capsule"] = ("capsule", "oral"),
        ["capsules"] = ("capsule", "oral"), ["solution"] = ("solution", ""), ["film"] = ("film", "sublingual"), ["suppository"] = ("suppository", "rectal"),
        ["line"] = ("powder", "nasal"), ["lines"] = ("powder", "nasal"), ["bump"] = ("powder", "nasal"), ["bumps"] = ("powder", "nasal"),
    };

    public static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal)
    {
        ["once"] = 1, ["twice"] = 2, ["thrice"] = 3, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7,
        ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12,
    };

    /// <summary>What is counted by "six infusions".</summary>
    public static readonly HashSet<string> CountNouns = new(StringComparer.Ordinal)
    {
        "times", "time", "doses", "dose", "infusions", "injections", "administrations", "sessions", "session", "cycles", "cycle", "treatments", "treatment", "shots", "boluses",
    };

    public static readonly Dictionary<string, int> Ordinals = new(StringComparer.Ordinal) { ["other"] = 2, ["second"] = 2, ["third"] = 3, ["fourth"] = 4 };

    /// <summary>Hours between one dose and the next.</summary>
    public static readonly Dictionary<string, double> Periods = new(StringComparer.Ordinal)
    {
        ["hourly"] = 1, ["daily"] = 24, ["nightly"] = 24, ["weekly"] = 168, ["fortnightly"] = 336, ["monthly"] = 730.5,
    };

    public static readonly Dictionary<string, double> Intervals = new(StringComparer.Ordinal) { ["qod"] = 48, ["qw"] = 168, ["qwk"] = 168, ["qh"] = 1, ["qday"] = 24, ["qweek"] = 168, ["qmonth"] = 730.5, ["qnight"] = 24, ["eod"] = 48, ["qad"] = 48 };

    /// <summary>Hours of the day by what people call them.</summary>
    public static readonly Dictionary<string, double> PartsOfDay = new(StringComparer.Ordinal)
    {
        ["morning"] = 8, ["mornings"] = 8, ["qam"] = 8, ["mane"] = 8, ["noon"] = 12, ["midday"] = 12, ["evening"] = 20, ["evenings"] = 20, ["qpm"] = 20, ["bedtime"] = 22, ["qhs"] = 22, ["hs"] = 22, ["nocte"] = 22, ["night"] = 22,
    };

    public static readonly HashSet<string> Weekdays = new(StringComparer.Ordinal)
    {
        "mon", "monday", "mondays", "tue", "tues", "tuesday", "tuesdays", "wed", "wednesday", "wednesdays", "thu", "thur", "thurs", "thursday", "thursdays",
        "fri", "friday", "fridays", "sat", "saturday", "saturdays", "sun", "sunday", "sundays",
    };

    /// <summary>Words that say nothing of their own beside the others of a dose.</summary>
    public static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "of", "a", "an", "the", "as", "given", "by", "dose", "single", "per", "maintenance", "initial", "administered", "taken", "received", "via", "route", "administration",
        "immediately", "slow", "slowly", "rapid", "rapidly", "rate", "up", "give", "take", "administer", "inject", "infuse", "using", "stat", "now", "burst", "booster", "redose", "top-up", "doses", "sessions", "treatments",
    };

    /// <summary>Abbreviations of schedules: doses a day.</summary>
    public static readonly Dictionary<string, int> TimesDaily = new(StringComparer.Ordinal)
    {
        ["qd"] = 1, ["od"] = 1, ["bid"] = 2, ["bd"] = 2, ["tid"] = 3, ["tds"] = 3, ["qid"] = 4, ["qds"] = 4,
    };

    /// <summary>Abbreviations of schedules: doses a week.</summary>
    public static readonly Dictionary<string, int> TimesWeekly = new(StringComparer.Ordinal) { ["biw"] = 2, ["tiw"] = 3, ["qiw"] = 4 };

    public static readonly string[] Grammar =
    [
        "over", "for", "until", "then", "every", "daily", "weekly", "hourly", "monthly", "times", "time", "doses", "dose", "at", "on", "day", "week", "after", "and", "plus", "with",
        "into", "held", "other", "a", "per", "of", "each", "through", "hold", "from", "starting", "later", "followed", "hourly", "fortnightly",
        "taken", "missing", "missed", "adherence", "late", "holiday", "runs", "increasing", "decreasing", "tapering", "titrated", "increased", "skip", "repeat", "repeated", "divided", "maximum", "capped", "cycle", "cycles", "weekdays", "morning", "evening", "apart", "off", "steady", "state", "when", "checked", "below", "above",
        .. RegimenRules.Verbs,
    ];

    public static IEnumerable<string> All =>
        MassInMilligrams.Keys.Concat(TimeInHours.Keys).Concat(Drugs.Keys).Concat(Routes.Keys).Concat(Forms.Keys).Concat(Counts.Keys).Concat(TimesDaily.Keys).Concat(TimesWeekly.Keys).Concat(Periods.Keys).Concat(Intervals.Keys).Concat(PartsOfDay.Keys).Concat(CountNouns).Concat(Weekdays).Concat(Fillers).Concat(Grammar);
}

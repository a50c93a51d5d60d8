using System.Collections.Concurrent;
using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>The command line's words for an analysis: --auc, --blq, --lambda-z, --from, --to.</summary>
public static class NcaRequest
{
    /// <summary>
    /// auc: linear, linlog, logaftertmax. blq: three letters (first, middle, last; k keep, d drop), or three parts with "/" where a number is put in (k/0.01/k).
    /// or beforetmax-k/aftertmax-d. lambda-z: best, with +cmax, -minN (points) and -fX (adjusted R²); lastN with N from 2; or a window of time, A-B. start: at the first dose, unless a bolus, the measured value (0 where there is none), or zero in any case.
    /// </summary>
    public static Checked<NcaOptions> Read(string auc = "linear", string blq = "kdk", string lambdaZ = "best", double? from = null, double? to = null, string start = "measured")
    {
        var errors = new List<Diagnostic>();
        var options = new NcaOptions { Auc = ReadAuc(auc, errors), Blq = ReadBlq(blq, errors), LambdaZ = ReadLambdaZ(lambdaZ, errors) };
        options = options with { Start = ReadStart(start, errors) };
        if (from is not null || to is not null)
        {
            options = options with { Interval = (from ?? 0, to ?? double.PositiveInfinity) };
            if (!(options.Interval.Value.From < options.Interval.Value.To))
            {
                errors.Add(Wrong("--to", to?.ToString(CultureInfo.InvariantCulture) ?? "", "a time after --from"));
            }
        }

        return errors.Count > 0 ? Checked.Refused<NcaOptions>(errors) : Checked.Ok(options);
    }

    /// <summary>
    /// Options for one profile: within an interval whose start is a dose that others came before at its own length, the profile is one of steady state.
    /// </summary>
    public static NcaOptions For(NcaProfile profile, NcaOptions options)
    {
        if (options.Interval is not { } interval || double.IsInfinity(interval.To) || !double.IsNaN(options.Tau))
        {
            return options;
        }

        double tau = interval.To - interval.From;
        bool Given(double time) => profile.Doses.Any(d => Math.Abs(d.Time - time) <= 1e-9 * Math.Max(1, Math.Abs(time)));
        return Given(interval.From) && Given(interval.From - tau) ? options with { Tau = tau } : options;
    }

    /// <summary>Analyses every profile, on all cores; results stand in the order of profiles.</summary>
    public static ValueList<NcaResult> Analyse(NcaData data, NcaOptions options)
    {
        var results = new NcaResult[data.Profiles.Count];
        Parallel.ForEach(Partitioner.Create(0, results.Length), range =>
        {
            var single = new NcaAnalysis(options);
            for (int i = range.Item1; i < range.Item2; i++)
            {
                var own = For(data.Profiles[i], options);
                results[i] = (ReferenceEquals(own, options) ? single : new NcaAnalysis(own)).Analyse(data.Profiles[i]);
            }
        });
        return results.ToValueList();
    }

    private static AucMethod ReadAuc(string text, List<Diagnostic> errors)
    {
        switch (text)
        {
            case "linear": return AucMethod.Linear;
            case "linlog": return AucMethod.LinearUpLogDown;
            case "logaftertmax": return AucMethod.LogAfterTmax;
            default:
                errors.Add(Wrong("--auc", text, "linear, linlog or logaftertmax", Spelling.Nearest(text, ["linear", "linlog", "logaftertmax"])));
                return default;
        }
    }

    private static BlqRules ReadBlq(string text, List<Diagnostic> errors)
    {
        if (text == "beforetmax-k/aftertmax-d")
        {
            return new(BlqRule.Keep, BlqRule.Keep, BlqRule.Drop, AroundTmax: true);
        }

        string[] parts = text.Contains('/', StringComparison.Ordinal) ? text.Split('/') : [.. text.Select(c => c.ToString())];
        if (parts.Length != 3)
        {
            errors.Add(Wrong("--blq", text, "rules for first, middle and last, such as kdk or k/0.01/k"));
            return BlqRules.Default;
        }

        BlqRule Rule(string part)
        {
            switch (part)
            {
                case "k": return BlqRule.Keep;
                case "d": return BlqRule.Drop;
                default:
                    if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value))
                    {
                        return BlqRule.Put(value);
                    }

                    errors.Add(Wrong("--blq", part, "k (keep as zero), d (drop) or a number to put in"));
                    return BlqRule.Keep;
            }
        }

        return new(Rule(parts[0]), Rule(parts[1]), Rule(parts[2]));
    }

    private static LambdaZRule ReadLambdaZ(string text, List<Diagnostic> errors)
    {
        if (text == "best" || text.StartsWith("best+", StringComparison.Ordinal) || text.StartsWith("best-", StringComparison.Ordinal))
        {
            return ReadBest(text, errors);
        }

        string[] window = text.Split('-');
        if (window.Length == 2 && double.TryParse(window[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double from) && double.TryParse(window[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double to) && from < to)
        {
            return LambdaZRule.Best with { Window = (from, to), Cmax = CmaxInSlope.Always };
        }

        if (text.StartsWith("last", StringComparison.Ordinal) && int.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int points) && points >= 2)
        {
            return LambdaZRule.Last(points);
        }

        errors.Add(Wrong("--lambda-z", text, "best (also best+cmax, best-min4, best-f0.01), last and a number of points such as last3, or a window of time such as 8-24", Spelling.Nearest(text, ["best", "last3"])));
        return LambdaZRule.Best;
    }

    private static StartRule ReadStart(string text, List<Diagnostic> errors)
    {
        if (text is not ("measured" or "zero"))
        {
            errors.Add(Wrong("--start", text, "measured or zero", Spelling.Nearest(text, ["measured", "zero"])));
        }

        return text == "zero" ? StartRule.AlwaysZero : StartRule.ZeroIfMissing;
    }

    /// <summary>"best" with "+cmax" (Cmax may be a point), "-min4" (at least so many points), "-f0.01" (so far from the highest adjusted R²), in any order.</summary>
    private static LambdaZRule ReadBest(string text, List<Diagnostic> errors)
    {
        var rule = LambdaZRule.Best;
        foreach (string word in text["best".Length..].Replace("+", "|+", StringComparison.Ordinal).Replace("-", "|-", StringComparison.Ordinal).Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "+cmax")
            {
                rule = rule with { Cmax = CmaxInSlope.Always };
            }
            else if (word.StartsWith("-min", StringComparison.Ordinal) && int.TryParse(word.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int least) && least >= 3)
            {
                rule = rule with { MinimumPoints = least };
            }
            else if (word.StartsWith("-f", StringComparison.Ordinal) && double.TryParse(word.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double tolerance) && tolerance is >= 0 and < 1)
            {
                rule = rule with { Tolerance = tolerance };
            }
            else
            {
                errors.Add(Wrong("--lambda-z", text, "best with +cmax, -min and a number of points from 3, or -f and a share of adjusted R², such as best-min4 or best-f0.01"));
                return rule;
            }
        }

        return rule;
    }

    private static Diagnostic Wrong(string option, string found, string expected, string? nearest = null) =>
        new("AN0850", Severity.Error, new SourceSpan(option), $"\"{found}\"", expected, nearest);
}

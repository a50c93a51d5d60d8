using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Observations;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>Reads a trial design; every fault is found at once, with its place.</summary>
public static class TrialDesignFile
{
    public static Checked<TrialDesign> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a trial design", errors);
        SchemaOne.Check(table);
        var arms = table.Tables("arm", "an arm").Select(ReadArm).ToValueList();
        var names = arms.Select(a => a.Name).ToList();
        var sizes = table.Numbers("people").Select(n => (int)n).ToList();
        var crossover = table.Table("crossover", "a crossover") is { } c ? ReadCrossover(c, names) : null;
        var endpoint = table.Table("endpoint", "an endpoint");
        var test = table.Table("test", "a test");
        var design = new TrialDesign
        {
            Id = table.Text("id"),
            Title = table.Text("title"),
            Model = table.Text("model"),
            Population = table.TextOrNull("population"),
            Arms = arms,
            Randomisation = table.Table("randomisation", "a randomisation") is { } r ? ReadRandomisation(r, arms) : new([], arms.Sum(a => a.Ratio)),
            Visits = table.Texts("visits").ToValueList(),
            DropOut = table.Table("dropout", "a drop-out") is { } d ? ReadDropOut(d) : null,
            Placebo = table.Table("placebo", "a placebo response") is { } p ? ReadPlacebo(p) : null,
            Endpoint = endpoint is null ? new("", EndpointKind.Value, double.NaN, ResidualError.None, table.Span) : ReadEndpoint(endpoint),
            Test = test is null ? new(TestKind.T, "", "", 0.05, double.NaN, false, table.Span) : ReadTest(test, names),
            Crossover = crossover,
            Interim = table.Table("interim", "interim looks") is { } i ? ReadInterim(i) : null,
            Sizes = sizes.ToValueList(),
            Replicates = (int)(table.NumberOrNull("replicates") ?? 200),
        };
        table.TextOrNull("source");
        table.RefuseOthers();
        CheckWhole(table, design, endpoint, test);
        return errors.Count > 0 ? Checked.Refused<TrialDesign>(errors) : Checked.Ok(design);
    });

    private static void CheckWhole(TomlTable table, TrialDesign design, TomlTable? endpoint, TomlTable? test)
    {
        if (endpoint is null)
        {
            table.Error("AN0950", "endpoint", "no endpoint", "[endpoint] with output and kind");
        }

        if (test is null)
        {
            table.Error("AN0950", "test", "no test", "[test] with kind and compare = [\"treatment\", \"control\"]");
        }

        if (design.Arms.Count < 2 || design.Arms.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count() < design.Arms.Count)
        {
            table.Error("AN0950", "arm", $"{design.Arms.Count} arms", "at least two arms, each with a name of its own");
        }

        if (design.Sizes.IsEmpty || design.Sizes[0] < 4 || design.Sizes[^1] > 1_000_000 || design.Sizes.Zip(design.Sizes.Skip(1)).Any(p => p.Second <= p.First))
        {
            table.Error("AN0950", "people", $"people = [{string.Join(", ", design.Sizes)}]", "ascending numbers of people in the whole trial, from 4 to 1000000");
        }

        if (design.Replicates is < 10 or > 1_000_000)
        {
            table.Error("AN0950", "replicates", $"{design.Replicates} replicates", "10 to 1000000");
        }

        if (design.Visits.IsEmpty)
        {
            table.Error("AN0950", "visits", "no visits", "visits = [\"0 h\", \"96 h\"], the first the baseline, the last the endpoint's");
        }

        if (design.Endpoint.Kind == EndpointKind.Event != (design.Test.Kind == TestKind.LogRank))
        {
            table.Error("AN0951", "test", $"an endpoint of kind {design.Endpoint.Kind} with a test of kind {design.Test.Kind}", "logrank with kind = \"event\", and only there");
        }

        if (design.Endpoint.Kind == EndpointKind.Responder != (design.Test.Kind == TestKind.Proportions))
        {
            table.Error("AN0951", "test", $"an endpoint of kind {design.Endpoint.Kind} with a test of kind {design.Test.Kind}", "proportions with kind = \"responder\", and only there");
        }

        if (design.Crossover is not null && (design.Test.Kind is not (TestKind.T or TestKind.Equivalence or TestKind.NonInferiority) || design.Interim is not null || design.DropOut is not null || design.Endpoint.Kind is EndpointKind.Event or EndpointKind.Responder))
        {
            table.Error("AN0951", "crossover", "a crossover with this test, an interim look, drop-out or an endpoint of events", "t, equivalence or noninferiority on values or changes of people who stay");
        }

        if (design.Crossover is not null && design.Arms.Any(a => !a.Sets.SequenceEqual(design.Arms[0].Sets)))
        {
            table.Error("AN0951", "crossover", "a crossover of arms that set quantities differently", "arms that differ by their regimens: what is set holds for all periods");
        }

        if (design.Crossover is { } periods && test is not null && design.Test.Treatments.Append(design.Test.Control).FirstOrDefault(a => !periods.Sequences.Any(s => s.Contains(a))) is { Length: > 0 } absent)
        {
            table.Error("AN0951", "crossover", $"\"{absent}\" in no sequence", "sequences with all arms that are compared");
        }

        if (design.Test.Treatments.Count > 1 && (design.Crossover is not null || design.Interim is { Increase: > 1 }))
        {
            table.Error("AN0951", "compare", "several treatments against a control in a crossover, or with people added at a look", "parallel arms without additions, or one treatment");
        }

        if (design.Interim is { Keep.IsEmpty: false } && design.Test.Treatments.Count < 2)
        {
            table.Error("AN0951", "keep", "treatments to keep, and one treatment", "compare = [\"low\", \"high\", \"placebo\"]");
        }

        if (design.Interim is not null && design.Test.Kind is TestKind.Equivalence or TestKind.NonInferiority)
        {
            table.Error("AN0951", "interim", "interim looks at a test with a margin", "a test of difference");
        }
    }

    private static DesignArm ReadArm(TomlTable table)
    {
        double ratio = table.NumberOrNull("ratio") ?? 1;
        if (!(ratio >= 1 && ratio <= 100 && ratio == Math.Floor(ratio)))
        {
            table.Error("AN0950", "ratio", FormattableString.Invariant($"ratio = {ratio}"), "a whole number from 1 to 100");
            ratio = 1;
        }

        var arm = new DesignArm(table.Text("name"), table.Texts("regimen").ToValueList(), table.Tables("set", "a set").Select(s => (s.Text("id"), s.Number("value"))).ToValueList(), (int)ratio, table.Span);
        table.RefuseOthers();
        return arm;
    }

    private static RandomisationRule ReadRandomisation(TomlTable table, ValueList<DesignArm> arms)
    {
        int ratios = arms.Sum(a => a.Ratio);
        bool simple = table.Word("by", "blocks", "blocks", "chance") == "chance";
        double block = table.NumberOrNull("block") ?? ratios;
        if (!simple && (ratios == 0 || !(block >= ratios && block % ratios == 0)))
        {
            table.Error("AN0950", "block", FormattableString.Invariant($"block = {block}"), $"a multiple of {ratios}, the sum of the arms' ratios");
        }

        var rule = new RandomisationRule(table.Texts("strata").ToValueList(), simple ? 0 : (int)block);
        table.RefuseOthers();
        return rule;
    }

    private static DropOut ReadDropOut(TomlTable table)
    {
        var read = new DropOut(table.NumberOrNull("hazard") ?? 0, table.TextOrNull("output"), table.Word("missing", "locf", "locf", "leave-out") == "locf");
        if (!(read.Hazard >= 0) || (read.Hazard == 0 && read.Output is null))
        {
            table.Error("AN0950", "hazard", "no hazard of leaving", "hazard = a rate per unit of the model's time above 0, or output = the name of one");
        }

        table.RefuseOthers();
        return read;
    }

    private static PlaceboResponse ReadPlacebo(TomlTable table)
    {
        var read = new PlaceboResponse(table.Number("mean"), table.NumberOrNull("sd") ?? 0, table.Text("half_life"));
        if (!(read.Deviation >= 0))
        {
            table.Error("AN0950", "sd", FormattableString.Invariant($"sd = {read.Deviation}"), "0 or more");
        }

        table.RefuseOthers();
        return read;
    }

    private static DesignEndpoint ReadEndpoint(TomlTable table)
    {
        var kind = table.Word("kind", "value", "value", "change", "percent-change", "responder", "event") switch
        {
            "change" => EndpointKind.Change,
            "percent-change" => EndpointKind.PercentChange,
            "responder" => EndpointKind.Responder,
            "event" => EndpointKind.Event,
            _ => EndpointKind.Value,
        };
        double threshold = table.NumberOrNull("threshold") ?? double.NaN;
        if (kind == EndpointKind.Responder && double.IsNaN(threshold))
        {
            table.Error("AN0950", "threshold", "a responder without a threshold", "threshold = -50 for a fall of at least 50 %");
        }

        var error = ResidualError.None;
        if (table.TextOrNull("error") is { } text)
        {
            var read = ResidualErrorText.Read(text, table.Span.File);
            if (read.IsOk)
            {
                error = read.Value;
            }
            else
            {
                table.Error("AN0830", "error", read.Diagnostics[0].Found, read.Diagnostics[0].Expected, read.Diagnostics[0].Nearest);
            }
        }

        var endpoint = new DesignEndpoint(table.Text("output"), kind, threshold, error, table.Span);
        table.RefuseOthers();
        return endpoint;
    }

    private static DesignTest ReadTest(TomlTable table, List<string> arms)
    {
        var kind = table.Word("kind", "t", "t", "ancova", "wilcoxon", "proportions", "logrank", "equivalence", "noninferiority") switch
        {
            "ancova" => TestKind.Ancova,
            "wilcoxon" => TestKind.Wilcoxon,
            "proportions" => TestKind.Proportions,
            "logrank" => TestKind.LogRank,
            "equivalence" => TestKind.Equivalence,
            "noninferiority" => TestKind.NonInferiority,
            _ => TestKind.T,
        };
        var compare = table.Texts("compare");
        foreach (string unknown in compare.Where(c => !arms.Contains(c, StringComparer.Ordinal)))
        {
            table.Error("AN0950", "compare", $"\"{unknown}\"", $"an arm: {string.Join(", ", arms)}", Spelling.Nearest(unknown, arms));
        }

        if (compare.Count < 2 || compare.Distinct(StringComparer.Ordinal).Count() < compare.Count)
        {
            table.Error("AN0950", "compare", $"{compare.Count} arms to compare", "compare = [\"treatment\", \"control\"], or several treatments and the control as the last, each once");
        }

        if (compare.Count > 2 && kind is TestKind.Equivalence or TestKind.NonInferiority)
        {
            table.Error("AN0951", "compare", "several treatments in a test with a margin", "one treatment and the control");
        }

        var multiplicity = table.Word("multiplicity", "dunnett", "dunnett", "bonferroni", "none") switch
        {
            "bonferroni" => Multiplicity.Bonferroni,
            "none" => Multiplicity.None,
            _ => Multiplicity.Dunnett,
        };

        double alpha = table.NumberOrNull("alpha") ?? 0.05, margin = table.NumberOrNull("margin") ?? double.NaN;
        if (!(alpha > 0 && alpha < 0.5))
        {
            table.Error("AN0950", "alpha", FormattableString.Invariant($"alpha = {alpha}"), "between 0 and 0.5");
        }

        if (kind is TestKind.Equivalence or TestKind.NonInferiority && !(margin > 0))
        {
            table.Error("AN0950", "margin", "a test with a margin, and none above 0", "margin = 0.223 on the log scale for 0.8 to 1.25");
        }

        var test = new DesignTest(kind, compare.Count > 0 ? compare[0] : "", compare.Count > 1 ? compare[^1] : "", alpha, margin, table.Truth("log", false), table.Span)
        {
            Treatments = compare.Take(Math.Max(1, compare.Count - 1)).ToValueList(),
            Multiplicity = multiplicity,
        };
        table.RefuseOthers();
        return test;
    }

    private static CrossoverRule ReadCrossover(TomlTable table, List<string> arms)
    {
        string design = table.Word("design", "as written", "as written", "williams", "latin-square");
        var sequences = design != "as written" && arms.Count >= 2
            ? (design == "williams" ? SequenceDesigns.Williams(arms) : SequenceDesigns.LatinSquare(arms))
            : (table.Node("sequences") as TomlList)?.Items.Select(s => (s as TomlList)?.Items.Select(i => i is TomlScalar { Value: string name } ? name : "").ToValueList() ?? []).ToValueList() ?? [];
        if (sequences.Count < 2 || sequences[0].Count < 2 || sequences.Any(s => s.Count != sequences[0].Count || s.Any(n => !arms.Contains(n, StringComparer.Ordinal))))
        {
            table.Error("AN0950", "sequences", $"{sequences.Count} sequences", $"two or more, all of one length of at least two arms, or design = \"williams\" or \"latin-square\"; such as [[\"{arms.FirstOrDefault()}\", \"{arms.LastOrDefault()}\"], [\"{arms.LastOrDefault()}\", \"{arms.FirstOrDefault()}\"]]");
        }

        var rule = new CrossoverRule(sequences, table.Text("period")) { CarryOver = table.Word("carryover", "none", "none", "first-order") == "none" ? CarryOver.None : CarryOver.FirstOrder };
        table.RefuseOthers();
        return rule;
    }

    private static InterimRule ReadInterim(TomlTable table)
    {
        var looks = table.Numbers("looks");
        if (looks.Count is 0 or > 10 || looks.Any(l => !(l > 0 && l < 1)) || looks.Zip(looks.Skip(1)).Any(p => p.Second <= p.First))
        {
            table.Error("AN0950", "looks", $"looks = [{string.Join(", ", looks)}]", "one to ten ascending shares of the people between 0 and 1");
        }

        var rule = new InterimRule(
            looks.ToValueList(), table.Word("spending", "obrien-fleming", "obrien-fleming", "pocock") == "pocock" ? SpendingFunction.Pocock : SpendingFunction.OBrienFleming,
            table.NumberOrNull("futility") ?? 0, table.NumberOrNull("increase") ?? 1, table.NumberOrNull("promising") ?? 0.8)
        {
            Keep = table.Numbers("keep").Select(k => (int)k).ToValueList(),
            Better = table.Word("better", "higher", "higher", "lower") == "lower" ? BetterValue.Lower : BetterValue.Higher,
        };
        if (!rule.Keep.IsEmpty && (rule.Keep.Count != looks.Count || rule.Keep.Any(k => k < 1)))
        {
            table.Error("AN0950", "keep", $"keep = [{string.Join(", ", rule.Keep)}]", "for each look how many treatments go on at most, such as keep = [2, 1]");
        }

        if (!(rule.Futility >= 0 && rule.Futility < 1) || !(rule.Increase >= 1 && rule.Increase <= 10) || !(rule.Promising > rule.Futility && rule.Promising <= 1))
        {
            table.Error("AN0950", "futility", FormattableString.Invariant($"futility = {rule.Futility}, promising = {rule.Promising}, increase = {rule.Increase}"), "0 <= futility < promising <= 1, and an increase from 1 to 10");
        }

        table.RefuseOthers();
        return rule;
    }
}

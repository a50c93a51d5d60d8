using Anesis.Mathematics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Survival;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>What one replicate of one size came to.</summary>
internal readonly record struct TrialVerdict(bool Positive, double Effect, int People, bool Early, bool Futile, bool Increased)
{
    /// <summary>Which of several treatments differ from the control; null where there is one.</summary>
    public int[]? PositiveArms { get; init; }
}

/// <summary>Judges a replicate: the test at the end, or looks on the way.</summary>
internal sealed class TrialAnalysis
{
    private readonly TrialDesign _design;
    private readonly int _treatment;
    private readonly int _control;
    private readonly ValueList<double> _boundaries;
    private readonly int[] _treatments;
    private readonly double _critical;

    public TrialAnalysis(TrialDesign design)
    {
        _design = design;
        _treatment = design.Arms.ToList().FindIndex(a => a.Name == design.Test.Treatment);
        _control = design.Arms.ToList().FindIndex(a => a.Name == design.Test.Control);
        _treatments = [.. design.Test.Treatments.Select(t => design.Arms.ToList().FindIndex(a => a.Name == t))];
        _critical = Critical(design);
        double alpha = _treatments.Length > 1 ? 2 * StandardNormal.Tail(_critical) : design.Test.Alpha;
        _boundaries = design.Interim is { } interim ? GroupSequential.Boundaries([.. interim.Looks, 1], alpha, interim.Spending) : [];
    }

    /// <param name="arms">Each person's arm (or sequence), in the order of coming.</param>
    /// <param name="outcomes">[period][person].</param>
    /// <param name="planned">People planned.</param>
    public TrialVerdict Judge(int[] arms, TrialOutcome[][] outcomes, int planned)
    {
        if (_design.Crossover is not null)
        {
            return Final(Crossover(arms, outcomes, planned), planned);
        }

        if (_treatments.Length > 1)
        {
            return Several(arms, outcomes[0], planned);
        }

        if (_design.Interim is not { } interim)
        {
            return Final(Test(arms, outcomes[0], planned), planned);
        }

        int people = planned;
        double first = 0, share = 0;
        for (int look = 0; look < interim.Looks.Count; look++)
        {
            int seen = Math.Max(4, (int)Math.Round(interim.Looks[look] * planned));
            var at = Test(arms, outcomes[0], seen);
            if (Math.Abs(at.Z) >= _boundaries[look])
            {
                return new(true, at.Effect, seen, true, false, false);
            }

            double conditional = GroupSequential.ConditionalPower(at.Z, interim.Looks[look], _boundaries[^1]);
            if (conditional < interim.Futility)
            {
                return new(false, at.Effect, seen, false, true, false);
            }

            if (look == interim.Looks.Count - 1 && interim.Increase > 1 && conditional < interim.Promising)
            {
                people = Math.Min(arms.Length, (int)Math.Round(interim.Increase * planned));
                (first, share) = (at.Z, (double)seen / planned);
            }
        }

        var end = Test(arms, outcomes[0], people);
        double z = end.Z;
        if (people > planned)
        {
            // The weights planned before anything was seen keep α whatever the added people (Cui, Hung and Wang 1999).
            double seen = share * planned, later = ((end.Z * Math.Sqrt(people)) - (first * Math.Sqrt(seen))) / Math.Sqrt(people - seen);
            z = (Math.Sqrt(share) * first) + (Math.Sqrt(1 - share) * later);
        }

        return new(Math.Abs(z) >= _boundaries[^1], end.Effect, people, false, false, people > planned);
    }

    private TrialVerdict Final(TestResult result, int planned)
    {
        bool positive = _design.Test.Kind switch
        {
            TestKind.Equivalence => TrialTests.IsWithin(result, _design.Test.Margin, _design.Test.Alpha, double.IsNaN(result.Freedom) ? planned - 2 : result.Freedom, bothSides: true),
            TestKind.NonInferiority => TrialTests.IsWithin(result, _design.Test.Margin, _design.Test.Alpha, double.IsNaN(result.Freedom) ? planned - 2 : result.Freedom, bothSides: false),
            _ => result.P < _design.Test.Alpha,
        };
        return new(positive, result.Effect, planned, false, false, false);
    }

    /// <summary>The |z| of one comparison that keeps the level over all of them.</summary>
    private static double Critical(TrialDesign design)
    {
        double RatioOf(string arm) => design.Arms.FirstOrDefault(a => a.Name == arm)?.Ratio ?? 1;
        var test = design.Test;
        return test.Multiplicity switch
        {
            Multiplicity.Dunnett when test.Treatments.Count > 1 => DunnettTest.CriticalValue([.. test.Treatments.Select(RatioOf)], RatioOf(test.Control), test.Alpha),
            Multiplicity.Bonferroni => -Elementary.NormalQuantile(test.Alpha / (2 * test.Treatments.Count)),
            _ => -Elementary.NormalQuantile(test.Alpha / 2),
        };
    }

    /// <summary>
    /// Several treatments against one control. At each look a treatment beyond the boundary ends the trial; then those without a prospect are dropped, and of the others all but the best
    /// where only so many go on. Places of a dropped arm stay empty.
    /// </summary>
    private TrialVerdict Several(int[] arms, TrialOutcome[] outcomes, int planned)
    {
        double direction = _design.Interim?.Better == BetterValue.Lower ? -1 : 1;
        var active = _treatments.ToList();
        int people = 0, seen = 0;
        int[] upTo = _design.Interim is { } rule ? [.. rule.Looks.Select(l => Math.Max(4, (int)Math.Round(l * planned))), planned] : [planned];
        for (int look = 0; look < upTo.Length; look++)
        {
            for (; seen < upTo[look]; seen++)
            {
                people += active.Contains(arms[seen]) || arms[seen] == _control || !_treatments.Contains(arms[seen]) ? 1 : 0;
            }

            bool last = look == upTo.Length - 1;
            var results = active.Select(a => (Arm: a, Result: Test(arms, outcomes, seen, a))).OrderByDescending(r => direction * r.Result.Z).ToList();
            double boundary = _boundaries.IsEmpty ? _critical : _boundaries[look];
            var beyond = results.Where(r => Math.Abs(r.Result.Z) >= boundary).ToList();
            var told = beyond.Count > 0 ? beyond.MaxBy(r => Math.Abs(r.Result.Z)) : results[0];
            if (last || beyond.Count > 0)
            {
                return new(beyond.Count > 0, told.Result.Effect, people, !last, false, false) { PositiveArms = [.. beyond.Select(b => Array.IndexOf(_treatments, b.Arm))] };
            }

            var interim = _design.Interim!;
            double Prospect(double z) => GroupSequential.ConditionalPower(z, interim.Looks[look], _boundaries[^1]);
            active = [.. results.Where(r => interim.Futility == 0 || (direction * r.Result.Z > 0 && Prospect(r.Result.Z) >= interim.Futility)).Select(r => r.Arm).Take(interim.Keep.IsEmpty ? int.MaxValue : interim.Keep[look])];
            if (active.Count == 0)
            {
                return new(false, told.Result.Effect, people, false, true, false);
            }
        }

        throw new InvalidOperationException("a trial without an end");
    }

    private TestResult Test(int[] arms, TrialOutcome[] outcomes, int to) => Test(arms, outcomes, to, _treatment);

    private TestResult Test(int[] arms, TrialOutcome[] outcomes, int to, int treatment)
    {
        var (treated, controls) = (Of(arms, outcomes, treatment, to), Of(arms, outcomes, _control, to));
        switch (_design.Test.Kind)
        {
            case TestKind.Ancova:
                return TrialTests.Ancova([.. treated.Select(o => (Scaled(o.Value), Scaled(o.Baseline)))], [.. controls.Select(o => (Scaled(o.Value), Scaled(o.Baseline)))]);
            case TestKind.Wilcoxon:
                return TrialTests.Wilcoxon([.. treated.Select(o => o.Value)], [.. controls.Select(o => o.Value)]);
            case TestKind.Proportions:
                return TrialTests.Proportions(treated.Count(o => o.Value == 1), treated.Count, controls.Count(o => o.Value == 1), controls.Count);
            case TestKind.LogRank:
                return TrialTests.LogRank([.. treated.Select(o => o.Event)], [.. controls.Select(o => o.Event)]);
            default:
                return TrialTests.Welch([.. treated.Select(o => Scaled(o.Value))], [.. controls.Select(o => Scaled(o.Value))]);
        }
    }

    private TestResult Crossover(int[] sequences, TrialOutcome[][] outcomes, int people)
    {
        var rule = _design.Crossover!;
        if (rule.Periods > 2 || rule.Sequences.Count > 2 || rule.CarryOver != CarryOver.None)
        {
            return CrossoverModel.Compare(rule, sequences, [.. outcomes.Select(p => p.Select(o => Scaled(o.Value)).ToArray())], people, _design.Test.Treatment, _design.Test.Control);
        }

        var (first, second) = (new List<double>(), new List<double>());
        for (int i = 0; i < people; i++)
        {
            double difference = Scaled(outcomes[0][i].Value) - Scaled(outcomes[1][i].Value);
            if (double.IsFinite(difference))
            {
                (_design.Crossover!.Sequences[sequences[i]][0] == _design.Test.Treatment ? first : second).Add(difference);
            }
        }

        return TrialTests.Crossover(first, second);
    }

    private static List<TrialOutcome> Of(int[] arms, TrialOutcome[] outcomes, int arm, int to)
    {
        var found = new List<TrialOutcome>();
        for (int i = 0; i < to; i++)
        {
            if (arms[i] == arm && !double.IsNaN(outcomes[i].Value))
            {
                found.Add(outcomes[i]);
            }
        }

        return found;
    }

    private double Scaled(double value) => _design.Test.LogScale ? value > 0 ? Elementary.Log(value) : double.NaN : value;
}

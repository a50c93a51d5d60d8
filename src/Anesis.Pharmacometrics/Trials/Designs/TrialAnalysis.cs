using Anesis.Mathematics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Survival;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>What one replicate of one size came to.</summary>
internal readonly record struct TrialVerdict(bool Positive, double Effect, int People, bool Early, bool Futile, bool Increased);

/// <summary>Judges a replicate: the test at the end, or looks on the way.</summary>
internal sealed class TrialAnalysis
{
    private readonly TrialDesign _design;
    private readonly int _treatment;
    private readonly int _control;
    private readonly ValueList<double> _boundaries;

    public TrialAnalysis(TrialDesign design)
    {
        _design = design;
        _treatment = design.Arms.ToList().FindIndex(a => a.Name == design.Test.Treatment);
        _control = design.Arms.ToList().FindIndex(a => a.Name == design.Test.Control);
        _boundaries = design.Interim is { } interim ? GroupSequential.Boundaries([.. interim.Looks, 1], design.Test.Alpha, interim.Spending) : [];
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
            TestKind.Equivalence => TrialTests.IsWithin(result, _design.Test.Margin, _design.Test.Alpha, planned - 2, bothSides: true),
            TestKind.NonInferiority => TrialTests.IsWithin(result, _design.Test.Margin, _design.Test.Alpha, planned - 2, bothSides: false),
            _ => result.P < _design.Test.Alpha,
        };
        return new(positive, result.Effect, planned, false, false, false);
    }

    private TestResult Test(int[] arms, TrialOutcome[] outcomes, int to)
    {
        var (treated, controls) = (Of(arms, outcomes, _treatment, to), Of(arms, outcomes, _control, to));
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

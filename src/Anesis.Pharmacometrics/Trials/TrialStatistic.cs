using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>Computes a published number from a set of virtual people.</summary>
/// <param name="courses">What they went through.</param>
/// <param name="observation">The number.</param>
internal sealed class TrialStatistic(TrialCourses courses, TrialObservation observation)
{
    private readonly int _output = courses.Output(observation.Output);
    private readonly int _at = courses.Row(observation.At);
    private readonly int _from = courses.Row(observation.From);

    /// <summary>One person of one arm; when the person left, h (infinity: never); a uniform draw for events that have a probability.</summary>
    public readonly record struct Member(int Arm, int Person, double Left, double Chance);

    /// <summary>The number in these people; NaN when too few of them count.</summary>
    public double Of(ReadOnlySpan<Member> members, ReadOnlySpan<Member> others) => observation.Quantity switch
    {
        TrialQuantity.EffectSize => EffectSize(members, others),
        TrialQuantity.HazardRatio => Hazard(members) / Hazard(others),
        _ when observation.Minus is not null => One(members) - One(others),
        _ => One(members),
    };

    private double One(ReadOnlySpan<Member> members)
    {
        var values = new List<double>(members.Length);
        foreach (var member in members)
        {
            double value = Person(member);
            if (!double.IsNaN(value))
            {
                values.Add(value);
            }
        }

        if (values.Count == 0)
        {
            return double.NaN;
        }

        if (observation.Quantity == TrialQuantity.MedianReturn)
        {
            values.Sort();
            return values[(values.Count - 1) / 2];
        }

        return values.Average();
    }

    private double EffectSize(ReadOnlySpan<Member> members, ReadOnlySpan<Member> others)
    {
        var (mean, variance) = Moments(members);
        var (meanOther, varianceOther) = Moments(others);
        return (meanOther - mean) / Math.Sqrt(0.5 * (variance + varianceOther));
    }

    private (double Mean, double Variance) Moments(ReadOnlySpan<Member> members)
    {
        double sum = 0, squares = 0;
        int count = 0;
        foreach (var member in members)
        {
            double value = Score(member, _at) - Score(member, 0);
            if (!double.IsNaN(value))
            {
                sum += value;
                squares += value * value;
                count++;
            }
        }

        double mean = sum / count;
        return (mean, (squares - (sum * mean)) / Math.Max(1, count - 1));
    }

    /// <summary>Cumulative hazard; half an event where there was none, so that a ratio exists.</summary>
    private double Hazard(ReadOnlySpan<Member> members)
    {
        double events = 0;
        foreach (var member in members)
        {
            events += Event(member) ? 1 : 0;
        }

        return -Elementary.Log(1 - (Math.Clamp(events, 0.5, members.Length - 0.5) / members.Length));
    }

    private bool Event(Member member) => courses.At(member.Arm, member.Person, _at, _output) > member.Chance;

    /// <summary>The person's contribution, in the observation's unit; NaN: does not count.</summary>
    private double Person(Member member)
    {
        double score = Score(member, _at), baseline = courses.At(member.Arm, member.Person, 0, _output);
        bool failed = double.IsNaN(score) && courses.Trial.Missing == MissingData.Failure;
        return observation.Quantity switch
        {
            TrialQuantity.Change => score - baseline,
            TrialQuantity.PercentChange => 100 * (score - baseline) / baseline,
            TrialQuantity.Value => score,
            TrialQuantity.Response => failed ? 0 : Share(score, score <= 0.5 * baseline),
            TrialQuantity.Remission => failed ? 0 : Share(score, score <= observation.Threshold),
            TrialQuantity.Event => Event(member) ? 100 : 0,
            TrialQuantity.Returned => Responded(member) ? (FirstAbove(member, observation.Threshold) <= observation.At ? 100 : 0) : double.NaN,
            _ => Return(member, baseline),
        };
    }

    private static double Share(double score, bool yes) => double.IsNaN(score) ? double.NaN : yes ? 100 : 0;

    private bool Responded(Member member) => courses.At(member.Arm, member.Person, _from, _output) <= 0.5 * courses.At(member.Arm, member.Person, 0, _output);

    /// <summary>Days until the response ends; the whole time that is left where it does not, or NaN for a mean of those who relapsed.</summary>
    private double Return(Member member, double baseline)
    {
        if (!Responded(member))
        {
            return double.NaN;
        }

        double when = FirstAbove(member, 0.5 * baseline);
        return when <= observation.At ? (when - observation.From) / 24
            : observation.Quantity == TrialQuantity.MeanReturn ? double.NaN : (observation.At - observation.From) / 24;
    }

    private double FirstAbove(Member member, double level)
    {
        for (int row = _from + 1; row <= _at; row++)
        {
            if (courses.At(member.Arm, member.Person, row, _output) > level)
            {
                return courses.Times[row];
            }
        }

        return double.PositiveInfinity;
    }

    /// <summary>The score as the trial knows it: missing, or the last one, after the person has left.</summary>
    private double Score(Member member, int row)
    {
        if (courses.Times[row] <= member.Left)
        {
            return courses.At(member.Arm, member.Person, row, _output);
        }

        if (courses.Trial.Missing != MissingData.Last)
        {
            return double.NaN;
        }

        int last = row;
        while (last > 0 && courses.Times[last] > member.Left)
        {
            last--;
        }

        return courses.At(member.Arm, member.Person, last, _output);
    }
}

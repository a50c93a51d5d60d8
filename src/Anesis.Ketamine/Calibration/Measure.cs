using Anesis.Pharmacometrics.KeyNumbers;

namespace Anesis.Ketamine.Calibration;

/// <summary>Takes a published quantity from one course.</summary>
internal static class Measure
{
    /// <param name="value">What is asked.</param>
    /// <param name="times">h, ascending from 0.</param>
    /// <param name="course">The output at the times.</param>
    /// <param name="other">What <see cref="Quantity.Share"/>, <see cref="Quantity.Bioavailability"/> and <see cref="Quantity.PeakRatio"/> compare with.</param>
    public static double Of(ObservedValue value, double[] times, double[] course, double[] other)
    {
        int first = Index(times, value.From), last = value.To is { } to ? Index(times, to) : times.Length - 1;
        double start = course[0];
        return value.Quantity switch
        {
            Quantity.Cmax => Key(KeyNumberKind.Max),
            Quantity.Tmax => times[first] + Key(KeyNumberKind.TimeOfMax),
            Quantity.Auc => Area(course),
            Quantity.Value => At(),
            Quantity.HalfLife => Key(KeyNumberKind.HalfLife),
            Quantity.Share => Area(course) / (Area(course) + Area(other)),
            Quantity.Bioavailability => Area(course) / Area(other),
            Quantity.PeakRatio => Key(KeyNumberKind.Max) / other.Max(),
            Quantity.Rise => Key(KeyNumberKind.Max) - start,
            Quantity.Fall => start - Key(KeyNumberKind.Min),
            Quantity.Change => At() - start,
            Quantity.RelativeChange => (At() - start) / start,
            Quantity.RiseReaches => Key(KeyNumberKind.Max) - start >= value.Threshold ? 1 : 0,
            Quantity.FallReaches => start - Key(KeyNumberKind.Min) >= value.Threshold ? 1 : 0,
            Quantity.TimeAbove => Key(KeyNumberKind.TimeAbove),
            Quantity.Onset => Onset(),
            _ => throw new InvalidOperationException($"no way to measure {value.Quantity}"),
        };

        double At() => course[Index(times, value.At ?? times[^1])];

        double Key(KeyNumberKind kind) =>
            new KeyNumber(value.Id, value.Id, value.Output, kind, value.Unit, value.Threshold ?? 0).Of(times.AsSpan(first..(last + 1)), course.AsSpan(first..(last + 1)));

        double Area(double[] of) => new KeyNumber(value.Id, value.Id, value.Output, KeyNumberKind.Auc, value.Unit).Of(times.AsSpan(first..(last + 1)), of.AsSpan(first..(last + 1)));

        double Onset()
        {
            for (int i = first; i <= last; i++)
            {
                if (course[i] >= value.Threshold)
                {
                    return times[i];
                }
            }

            return times[last];
        }
    }

    private static int Index(double[] times, double time)
    {
        int found = Array.BinarySearch(times, time);
        return found >= 0 ? found : throw new InvalidOperationException($"{time} h is not among the times");
    }
}

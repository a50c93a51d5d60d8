using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>Area and first moment between two samples, and the curve between them. Formulas: Gabrielsson and Weiner, PK/PD Data Analysis, ch. 2.8.</summary>
internal static class LogTrapezoid
{
    /// <summary>Linear: Δt (c₁ + c₂)/2 and Δt (t₁c₁ + t₂c₂)/2.</summary>
    public static (double Area, double Moment) Linear(double t1, double c1, double t2, double c2) =>
        ((t2 - t1) * (c1 + c2) / 2, (t2 - t1) * ((t1 * c1) + (t2 * c2)) / 2);

    /// <summary>Exponential with k = ln(c₁/c₂)/Δt: (c₁ − c₂)/k and (t₁c₁ − t₂c₂)/k + (c₁ − c₂)/k²; c₁, c₂ &gt; 0, not equal.</summary>
    public static (double Area, double Moment) Log(double t1, double c1, double t2, double c2)
    {
        double k = Elementary.Log(c1 / c2) / (t2 - t1);
        double area = (c1 - c2) / k;
        return (area, (((t1 * c1) - (t2 * c2)) / k) + (area / k));
    }

    public static (double Area, double Moment) Between(bool log, double t1, double c1, double t2, double c2) =>
        log ? Log(t1, c1, t2, c2) : Linear(t1, c1, t2, c2);

    /// <summary>Concentration at a time between two samples, on the straight or the exponential curve.</summary>
    public static double At(bool log, double t1, double c1, double t2, double c2, double time) =>
        log
            ? Elementary.Exp(Elementary.Log(c1) + ((time - t1) / (t2 - t1) * Elementary.Log(c2 / c1)))
            : c1 + ((time - t1) / (t2 - t1) * (c2 - c1));

    /// <summary>Whether the curve from one sample to the next is exponential under the method. Tmax: time of the first maximum.</summary>
    public static bool IsLog(AucMethod method, double tmax, double t1, double c1, double c2) =>
        c1 > 0 && c2 > 0 && c1 != c2 && method switch
        {
            AucMethod.LinearUpLogDown => c2 < c1,
            AucMethod.LogAfterTmax => t1 >= tmax,
            _ => false,
        };
}

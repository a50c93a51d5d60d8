using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>The standard normal's inverse distribution function; error measured up to 3.1 ulp. -∞ at 0, +∞ at 1, NaN outside [0, 1].</summary>
    /// <remarks>Rational functions of Wichura (1988), algorithm AS 241.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void NormalQuantile<T>(double* pSource, double* target)
        where T : struct, ILanes<T>
    {
        T p = T.Load(pSource);
        T q = p - T.Create(0.5);
        T central = T.FusedMultiplyAdd(-q, q, T.Create(0.180625));
        T middle = q * Ratio(central,
            3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
            1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610);
        T smaller = T.Select(T.LessThan(q, T.Zero), p, T.One - p);
        T r = T.Sqrt(-Log(smaller));
        T outer = Ratio(r - T.Create(1.6),
            1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
            1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9);
        T last = Ratio(r - T.Create(5),
            6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
            1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15);
        T tail = T.CopySign(T.Select(T.LessThanOrEqual(r, T.Create(5)), outer, last), q);
        T result = T.Select(T.LessThanOrEqual(T.Abs(q), T.Create(0.425)), middle, tail);
        result = T.Select(T.Equal(p, T.Zero), T.Create(double.NegativeInfinity), T.Select(T.Equal(p, T.One), T.Create(double.PositiveInfinity), result));
        T inside = T.GreaterThanOrEqual(p, T.Zero) & T.LessThanOrEqual(p, T.One);
        T.Store(T.Canonical(T.Select(inside, result, T.Create(double.NaN))), target);
    }

    /// <inheritdoc cref="NormalQuantile{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T NormalQuantile<T>(T p)
        where T : struct, ILanes<T>
    {
        T result = default;
        NormalQuantile<T>((double*)Unsafe.AsPointer(ref p), (double*)Unsafe.AsPointer(ref result));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Ratio<T>(T x, double a0, double a1, double a2, double a3, double a4, double a5, double a6, double a7,
        double b0, double b1, double b2, double b3, double b4, double b5, double b6, double b7)
        where T : struct, ILanes<T> =>
        Polynomial.Evaluate(x, a0, a1, a2, a3, a4, a5, a6, a7) / Polynomial.Evaluate(x, b0, b1, b2, b3, b4, b5, b6, b7);
}

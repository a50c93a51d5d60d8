using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Base-2 logarithm, exact at powers of 2; error measured up to 0.51 ulp. -∞ at 0, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Log2<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> natural = LogarithmCore.Evaluate(x);
        Pair<T> scaled = Pair<T>.Multiply(natural, Pair<T>.Constant(1.4426950408889634, 2.0355273740931033e-17));
        T.Store(T.Canonical(LogarithmCore.Special(x, scaled.High + scaled.Low)), target);
    }

    /// <inheritdoc cref="Log2{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Log2<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Log2<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Base-10 logarithm, exact at powers of 10; error measured up to 0.51 ulp. -∞ at 0, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Log10<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> natural = LogarithmCore.Evaluate(x);
        Pair<T> scaled = Pair<T>.Multiply(natural, Pair<T>.Constant(0.4342944819032518, 1.098319650216765e-17));
        T.Store(T.Canonical(LogarithmCore.Special(x, scaled.High + scaled.Low)), target);
    }

    /// <inheritdoc cref="Log10{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Log10<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Log10<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

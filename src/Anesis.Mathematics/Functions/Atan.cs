using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Arctangent, in [-π/2, π/2]; error measured up to 0.51 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Atan<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T bounded = T.Select(T.GreaterThan(magnitude, T.Create(1e18)), T.Create(1e18), magnitude);
        Pair<T> angle = ArctangentCore.Evaluate(bounded, T.One);
        T result = T.CopySign(angle.High + angle.Low, x);
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-150)) | T.IsNaN(x), x, result)), target);
    }

    /// <inheritdoc cref="Atan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Atan<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Atan<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Cube root, of negative values too; error measured up to 0.51 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Cbrt<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T tiny = T.LessThan(magnitude, T.Create(1e-280));
        T scaled = T.Select(tiny, magnitude * T.Create(1.152921504606847e18), magnitude);
        scaled = T.Select(T.Equal(magnitude, T.Zero) | T.GreaterThan(magnitude, T.Create(double.MaxValue)), T.One, scaled);
        T root = Exp(Log(scaled) * T.Create(0.3333333333333333));

        // One Newton step with the residual of the cube computed in a pair.
        Pair<T> square = Pair<T>.Product(root, root);
        T residual = T.FusedMultiplyAdd(square.High, root, -scaled) + (square.Low * root);
        root -= residual / (T.Create(3) * square.High);
        T result = T.CopySign(T.Select(tiny, root * T.Create(9.5367431640625e-07), root), x);
        T special = T.Equal(magnitude, T.Zero) | T.GreaterThan(magnitude, T.Create(double.MaxValue)) | T.IsNaN(x);
        T.Store(T.Canonical(T.Select(special, x, result)), target);
    }

    /// <inheritdoc cref="Cbrt{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Cbrt<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Cbrt<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

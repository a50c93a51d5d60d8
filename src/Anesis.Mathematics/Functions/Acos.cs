using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Arccosine, in [0, π]; error measured up to 0.6 ulp. NaN beyond ±1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Acos<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T inner = T.LessThan(magnitude, T.Create(0.5));
        T z = T.Create(0.5) * (T.One - magnitude);
        ArcsineCore.Half(z, out T root, out T rest);
        T square = x * x;
        Pair<T> near = Pair<T>.OrderedSum(T.Create(1.5707963267948966), -x);
        T middle = near.High + (near.Low + (T.Create(6.123233995736766e-17) - (x * square * ArcsineCore.Quotient(square))));
        T right = T.Create(2) * (root + rest);
        Pair<T> head = Pair<T>.OrderedSum(T.Create(3.141592653589793), T.Create(-2) * root);
        T left = head.High + (head.Low + T.FusedMultiplyAdd(T.Create(-2), rest, T.Create(1.2246467991473532e-16)));
        T.Store(T.Canonical(T.Select(inner, middle, T.Select(T.LessThan(x, T.Zero), left, right))), target);
    }

    /// <inheritdoc cref="Acos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Acos<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Acos<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

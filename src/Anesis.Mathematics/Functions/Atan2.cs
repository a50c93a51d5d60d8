using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>The angle of the point (x, y), in [-π, π], signed as y; error measured up to 0.6 ulp. Zeros and infinities as in IEEE 754-2019 <c>atan2</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Atan2<T>(double* ySource, double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T y = T.Load(ySource);
        T x = T.Load(xSource);
        T a = T.Abs(y);
        T b = T.Abs(x);
        T infinity = T.Create(double.PositiveInfinity);
        T bothInfinite = T.Equal(a, infinity) & T.Equal(b, infinity);
        T bothZero = T.Equal(a, T.Zero) & T.Equal(b, T.Zero);
        T yWins = T.AndNot(T.Equal(a, infinity), bothInfinite);
        T xWins = T.AndNot(T.Equal(b, infinity), bothInfinite);
        a = T.Select(bothInfinite | yWins, T.One, T.Select(xWins | bothZero, T.Zero, a));
        b = T.Select(bothInfinite | xWins | bothZero, T.One, T.Select(yWins, T.Zero, b));

        // Both scaled by one power of two, so that neither products nor residuals overflow or lose bits.
        T largest = T.Select(T.GreaterThan(a, b), a, b);
        T factor = T.Select(T.GreaterThan(largest, T.Create(1e150)), T.Create(1.4916681462400413E-154),
            T.Select(T.LessThan(largest, T.Create(1e-150)), T.Create(2.2471164185778949E+307), T.One));
        a *= factor;
        b *= factor;
        Pair<T> angle = ArctangentCore.Evaluate(a, b);
        T quotient = a / b;
        T plain = T.Select(T.LessThan(quotient, T.Create(1e-120)), quotient, angle.High + angle.Low);
        Pair<T> turned = Pair<T>.OrderedSum(T.Create(3.141592653589793), -angle.High);
        T obtuse = turned.High + (turned.Low + (T.Create(1.2246467991473532e-16) - angle.Low));
        T left = T.ShiftRightArithmetic(x, 63);
        T result = T.CopySign(T.Select(left, obtuse, plain), y);
        T.Store(T.Canonical(T.Select(T.IsNaN(x) | T.IsNaN(y), T.Create(double.NaN), result)), target);
    }

    /// <inheritdoc cref="Atan2{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Atan2<T>(T y, T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Atan2<T>((double*)Unsafe.AsPointer(ref y), (double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

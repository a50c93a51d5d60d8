using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>x to a whole power that all lanes share; error measured up to 0.51 ulp. 1 for exponent 0.</summary>
    /// <remarks>Powers up to 64 by repeated squaring in pairs, others by <see cref="Pow{T}(double*, double*, double*)"/>.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void PowInteger<T>(double* xSource, int exponent, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        switch (exponent)
        {
            case 0:
                T.Store(T.One, target);
                return;
            case 1:
                T.Store(T.Canonical(x), target);
                return;
            case 2:
                T.Store(T.Canonical(x * x), target);
                return;
            case -1:
                T.Store(T.Canonical(T.One / x), target);
                return;
            case < 0 or > 64:
                T.Store(Pow(x, T.Create(exponent)), target);
                return;
        }

        Pair<T> power = new(T.One, T.Zero);
        Pair<T> square = new(x, T.Zero);
        for (int rest = exponent; ; square = Pair<T>.Multiply(square, square))
        {
            if ((rest & 1) != 0)
            {
                power = Pair<T>.Multiply(power, square);
            }

            rest >>= 1;
            if (rest == 0)
            {
                break;
            }
        }

        // Where the pairs overflowed or lost bits at the bottom, the general power still holds.
        T size = T.Abs(power.High);
        T safe = T.LessThan(size, T.Create(1e290)) & T.GreaterThan(size, T.Create(1e-250));
        T.Store(T.MaskBits(safe) == (1u << T.Count) - 1 ? power.High : T.Select(safe, power.High, Pow(x, T.Create(exponent))), target);
    }

    /// <inheritdoc cref="PowInteger{T}(double*, int, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T PowInteger<T>(T x, int exponent)
        where T : struct, ILanes<T>
    {
        T result = default;
        PowInteger<T>((double*)Unsafe.AsPointer(ref x), exponent, (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>x to a whole power that all lanes share; error measured up to 0.51 ulp. 1 for exponent 0.</summary>
    /// <remarks>Powers up to 64 by repeated squaring in pairs, others by <see cref="Pow{T}(in T, in T)"/>.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T PowInteger<T>(in T xArgument, int exponent)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        switch (exponent)
        {
            case 0:
                return T.One;
            case 1:
                return T.Canonical(x);
            case 2:
                return T.Canonical(x * x);
            case -1:
                return T.Canonical(T.One / x);
            case < 0 or > 64:
                return Pow(x, T.Create(exponent));
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
        return T.MaskBits(safe) == (1u << T.Count) - 1 ? power.High : T.Select(safe, power.High, Pow(x, T.Create(exponent)));
    }
}

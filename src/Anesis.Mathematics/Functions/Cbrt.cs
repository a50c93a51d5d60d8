using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Cube root, of negative values too; error measured up to 0.51 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Cbrt<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
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
        return T.Canonical(T.Select(special, x, result));
    }

}

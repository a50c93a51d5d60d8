using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>Polynomials with ascending coefficients, the even and the odd powers summed apart (half the latency of Horner's rule), every step fused.</summary>
internal static class Polynomial
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c4);
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c5);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c6);
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c5);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c6);
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c7);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c8);
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c7);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c10);
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c9);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10, double c11, double c12)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c12);
        even = T.FusedMultiplyAdd(even, square, T.Create(c10));
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c11);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c9));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10, double c11, double c12, double c13)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c12);
        even = T.FusedMultiplyAdd(even, square, T.Create(c10));
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c13);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c11));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c9));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10, double c11, double c12, double c13, double c14, double c15, double c16, double c17, double c18, double c19, double c20, double c21)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c20);
        even = T.FusedMultiplyAdd(even, square, T.Create(c18));
        even = T.FusedMultiplyAdd(even, square, T.Create(c16));
        even = T.FusedMultiplyAdd(even, square, T.Create(c14));
        even = T.FusedMultiplyAdd(even, square, T.Create(c12));
        even = T.FusedMultiplyAdd(even, square, T.Create(c10));
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c21);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c19));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c17));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c15));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c13));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c11));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c9));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10, double c11, double c12, double c13, double c14, double c15, double c16, double c17, double c18, double c19, double c20, double c21, double c22)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c22);
        even = T.FusedMultiplyAdd(even, square, T.Create(c20));
        even = T.FusedMultiplyAdd(even, square, T.Create(c18));
        even = T.FusedMultiplyAdd(even, square, T.Create(c16));
        even = T.FusedMultiplyAdd(even, square, T.Create(c14));
        even = T.FusedMultiplyAdd(even, square, T.Create(c12));
        even = T.FusedMultiplyAdd(even, square, T.Create(c10));
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c21);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c19));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c17));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c15));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c13));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c11));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c9));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Evaluate<T>(T x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9, double c10, double c11, double c12, double c13, double c14, double c15, double c16, double c17, double c18, double c19, double c20, double c21, double c22, double c23)
        where T : struct, ILanes<T>
    {
        T square = x * x;
        T even = T.Create(c22);
        even = T.FusedMultiplyAdd(even, square, T.Create(c20));
        even = T.FusedMultiplyAdd(even, square, T.Create(c18));
        even = T.FusedMultiplyAdd(even, square, T.Create(c16));
        even = T.FusedMultiplyAdd(even, square, T.Create(c14));
        even = T.FusedMultiplyAdd(even, square, T.Create(c12));
        even = T.FusedMultiplyAdd(even, square, T.Create(c10));
        even = T.FusedMultiplyAdd(even, square, T.Create(c8));
        even = T.FusedMultiplyAdd(even, square, T.Create(c6));
        even = T.FusedMultiplyAdd(even, square, T.Create(c4));
        even = T.FusedMultiplyAdd(even, square, T.Create(c2));
        even = T.FusedMultiplyAdd(even, square, T.Create(c0));
        T odd = T.Create(c23);
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c21));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c19));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c17));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c15));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c13));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c11));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c9));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c7));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c5));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c3));
        odd = T.FusedMultiplyAdd(odd, square, T.Create(c1));
        return T.FusedMultiplyAdd(odd, x, even);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <content>The same functions for 512-bit vectors, as compiled models call them.</content>
public static partial class Elementary
{
    /// <inheritdoc cref="Acos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Acos(Vector512<double> x) => Acos(new Lanes8(x)).Value;

    /// <inheritdoc cref="Acosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Acosh(Vector512<double> x) => Acosh(new Lanes8(x)).Value;

    /// <inheritdoc cref="Asin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Asin(Vector512<double> x) => Asin(new Lanes8(x)).Value;

    /// <inheritdoc cref="Asinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Asinh(Vector512<double> x) => Asinh(new Lanes8(x)).Value;

    /// <inheritdoc cref="Atan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Atan(Vector512<double> x) => Atan(new Lanes8(x)).Value;

    /// <inheritdoc cref="Atan2{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Atan2(Vector512<double> y, Vector512<double> x) => Atan2(new Lanes8(y), new Lanes8(x)).Value;

    /// <inheritdoc cref="Atanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Atanh(Vector512<double> x) => Atanh(new Lanes8(x)).Value;

    /// <inheritdoc cref="Cbrt{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cbrt(Vector512<double> x) => Cbrt(new Lanes8(x)).Value;

    /// <inheritdoc cref="Cos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) => Cos(new Lanes8(x)).Value;

    /// <inheritdoc cref="Cosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cosh(Vector512<double> x) => Cosh(new Lanes8(x)).Value;

    /// <inheritdoc cref="Erf{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erf(Vector512<double> x) => Erf(new Lanes8(x)).Value;

    /// <inheritdoc cref="Erfc{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erfc(Vector512<double> x) => Erfc(new Lanes8(x)).Value;

    /// <inheritdoc cref="Exp{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => Exp(new Lanes8(x)).Value;

    /// <inheritdoc cref="Expm1{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x) => Expm1(new Lanes8(x)).Value;

    /// <inheritdoc cref="Factorial{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Factorial(Vector512<double> x) => Factorial(new Lanes8(x)).Value;

    /// <inheritdoc cref="Gamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Gamma(Vector512<double> x) => Gamma(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) => Log(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log10{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log10(Vector512<double> x) => Log10(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log1p{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x) => Log1p(new Lanes8(x)).Value;

    /// <inheritdoc cref="Log2{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log2(Vector512<double> x) => Log2(new Lanes8(x)).Value;

    /// <inheritdoc cref="LogGamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LogGamma(Vector512<double> x) => LogGamma(new Lanes8(x)).Value;

    /// <inheritdoc cref="NormalQuantile{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> NormalQuantile(Vector512<double> p) => NormalQuantile(new Lanes8(p)).Value;

    /// <inheritdoc cref="Pow{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Pow(Vector512<double> x, Vector512<double> y) => Pow(new Lanes8(x), new Lanes8(y)).Value;

    /// <inheritdoc cref="Sin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) => Sin(new Lanes8(x)).Value;

    /// <inheritdoc cref="Sinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sinh(Vector512<double> x) => Sinh(new Lanes8(x)).Value;

    /// <inheritdoc cref="Tan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tan(Vector512<double> x) => Tan(new Lanes8(x)).Value;

    /// <inheritdoc cref="Tanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) => Tanh(new Lanes8(x)).Value;

    /// <inheritdoc cref="PowInteger{T}(double*, int, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> PowInteger(Vector512<double> x, int exponent) => PowInteger(new Lanes8(x), exponent).Value;
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <content>The same functions for 256-bit vectors, as compiled models call them.</content>
public static partial class Elementary
{
    /// <inheritdoc cref="Acos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Acos(Vector256<double> x) => Acos(new Lanes4(x)).Value;

    /// <inheritdoc cref="Acosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Acosh(Vector256<double> x) => Acosh(new Lanes4(x)).Value;

    /// <inheritdoc cref="Asin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Asin(Vector256<double> x) => Asin(new Lanes4(x)).Value;

    /// <inheritdoc cref="Asinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Asinh(Vector256<double> x) => Asinh(new Lanes4(x)).Value;

    /// <inheritdoc cref="Atan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Atan(Vector256<double> x) => Atan(new Lanes4(x)).Value;

    /// <inheritdoc cref="Atan2{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Atan2(Vector256<double> y, Vector256<double> x) => Atan2(new Lanes4(y), new Lanes4(x)).Value;

    /// <inheritdoc cref="Atanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Atanh(Vector256<double> x) => Atanh(new Lanes4(x)).Value;

    /// <inheritdoc cref="Cbrt{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cbrt(Vector256<double> x) => Cbrt(new Lanes4(x)).Value;

    /// <inheritdoc cref="Cos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x) => Cos(new Lanes4(x)).Value;

    /// <inheritdoc cref="Cosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cosh(Vector256<double> x) => Cosh(new Lanes4(x)).Value;

    /// <inheritdoc cref="Erf{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erf(Vector256<double> x) => Erf(new Lanes4(x)).Value;

    /// <inheritdoc cref="Erfc{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erfc(Vector256<double> x) => Erfc(new Lanes4(x)).Value;

    /// <inheritdoc cref="Exp{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp(new Lanes4(x)).Value;

    /// <inheritdoc cref="Expm1{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Expm1(Vector256<double> x) => Expm1(new Lanes4(x)).Value;

    /// <inheritdoc cref="Factorial{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Factorial(Vector256<double> x) => Factorial(new Lanes4(x)).Value;

    /// <inheritdoc cref="Gamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Gamma(Vector256<double> x) => Gamma(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) => Log(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log10{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log10(Vector256<double> x) => Log10(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log1p{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1p(Vector256<double> x) => Log1p(new Lanes4(x)).Value;

    /// <inheritdoc cref="Log2{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log2(Vector256<double> x) => Log2(new Lanes4(x)).Value;

    /// <inheritdoc cref="LogGamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogGamma(Vector256<double> x) => LogGamma(new Lanes4(x)).Value;

    /// <inheritdoc cref="NormalQuantile{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> NormalQuantile(Vector256<double> p) => NormalQuantile(new Lanes4(p)).Value;

    /// <inheritdoc cref="Pow{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Pow(Vector256<double> x, Vector256<double> y) => Pow(new Lanes4(x), new Lanes4(y)).Value;

    /// <inheritdoc cref="Sin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x) => Sin(new Lanes4(x)).Value;

    /// <inheritdoc cref="Sinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sinh(Vector256<double> x) => Sinh(new Lanes4(x)).Value;

    /// <inheritdoc cref="Tan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tan(Vector256<double> x) => Tan(new Lanes4(x)).Value;

    /// <inheritdoc cref="Tanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) => Tanh(new Lanes4(x)).Value;

    /// <inheritdoc cref="PowInteger{T}(double*, int, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> PowInteger(Vector256<double> x, int exponent) => PowInteger(new Lanes4(x), exponent).Value;
}

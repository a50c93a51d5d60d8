using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <content>The same functions for 128-bit vectors, as compiled models call them.</content>
public static partial class Elementary
{
    /// <inheritdoc cref="Acos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Acos(Vector128<double> x) => Acos(new Lanes2(x)).Value;

    /// <inheritdoc cref="Acosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Acosh(Vector128<double> x) => Acosh(new Lanes2(x)).Value;

    /// <inheritdoc cref="Asin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Asin(Vector128<double> x) => Asin(new Lanes2(x)).Value;

    /// <inheritdoc cref="Asinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Asinh(Vector128<double> x) => Asinh(new Lanes2(x)).Value;

    /// <inheritdoc cref="Atan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Atan(Vector128<double> x) => Atan(new Lanes2(x)).Value;

    /// <inheritdoc cref="Atan2{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Atan2(Vector128<double> y, Vector128<double> x) => Atan2(new Lanes2(y), new Lanes2(x)).Value;

    /// <inheritdoc cref="Atanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Atanh(Vector128<double> x) => Atanh(new Lanes2(x)).Value;

    /// <inheritdoc cref="Cbrt{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Cbrt(Vector128<double> x) => Cbrt(new Lanes2(x)).Value;

    /// <inheritdoc cref="Cos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Cos(Vector128<double> x) => Cos(new Lanes2(x)).Value;

    /// <inheritdoc cref="Cosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Cosh(Vector128<double> x) => Cosh(new Lanes2(x)).Value;

    /// <inheritdoc cref="Erf{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Erf(Vector128<double> x) => Erf(new Lanes2(x)).Value;

    /// <inheritdoc cref="Erfc{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Erfc(Vector128<double> x) => Erfc(new Lanes2(x)).Value;

    /// <inheritdoc cref="Exp{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => Exp(new Lanes2(x)).Value;

    /// <inheritdoc cref="Expm1{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Expm1(Vector128<double> x) => Expm1(new Lanes2(x)).Value;

    /// <inheritdoc cref="Factorial{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Factorial(Vector128<double> x) => Factorial(new Lanes2(x)).Value;

    /// <inheritdoc cref="Gamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Gamma(Vector128<double> x) => Gamma(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log(Vector128<double> x) => Log(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log10{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log10(Vector128<double> x) => Log10(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log1p{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log1p(Vector128<double> x) => Log1p(new Lanes2(x)).Value;

    /// <inheritdoc cref="Log2{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Log2(Vector128<double> x) => Log2(new Lanes2(x)).Value;

    /// <inheritdoc cref="LogGamma{T}(T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> LogGamma(Vector128<double> x) => LogGamma(new Lanes2(x)).Value;

    /// <inheritdoc cref="NormalQuantile{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> NormalQuantile(Vector128<double> p) => NormalQuantile(new Lanes2(p)).Value;

    /// <inheritdoc cref="Pow{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Pow(Vector128<double> x, Vector128<double> y) => Pow(new Lanes2(x), new Lanes2(y)).Value;

    /// <inheritdoc cref="Sin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sin(Vector128<double> x) => Sin(new Lanes2(x)).Value;

    /// <inheritdoc cref="Sinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Sinh(Vector128<double> x) => Sinh(new Lanes2(x)).Value;

    /// <inheritdoc cref="Tan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tan(Vector128<double> x) => Tan(new Lanes2(x)).Value;

    /// <inheritdoc cref="Tanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Tanh(Vector128<double> x) => Tanh(new Lanes2(x)).Value;

    /// <inheritdoc cref="PowInteger{T}(double*, int, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> PowInteger(Vector128<double> x, int exponent) => PowInteger(new Lanes2(x), exponent).Value;
}

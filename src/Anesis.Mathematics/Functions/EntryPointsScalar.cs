using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <content>The same functions for one double, as compiled models call them.</content>
public static partial class Elementary
{
    /// <inheritdoc cref="Acos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acos(double x) => Acos(new Lanes1(x)).Value;

    /// <inheritdoc cref="Acosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Acosh(double x) => Acosh(new Lanes1(x)).Value;

    /// <inheritdoc cref="Asin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asin(double x) => Asin(new Lanes1(x)).Value;

    /// <inheritdoc cref="Asinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Asinh(double x) => Asinh(new Lanes1(x)).Value;

    /// <inheritdoc cref="Atan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan(double x) => Atan(new Lanes1(x)).Value;

    /// <inheritdoc cref="Atan2{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atan2(double y, double x) => Atan2(new Lanes1(y), new Lanes1(x)).Value;

    /// <inheritdoc cref="Atanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Atanh(double x) => Atanh(new Lanes1(x)).Value;

    /// <inheritdoc cref="Cbrt{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cbrt(double x) => Cbrt(new Lanes1(x)).Value;

    /// <inheritdoc cref="Cos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cos(double x) => Cos(new Lanes1(x)).Value;

    /// <inheritdoc cref="Cosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Cosh(double x) => Cosh(new Lanes1(x)).Value;

    /// <inheritdoc cref="Erf{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Erf(double x) => Erf(new Lanes1(x)).Value;

    /// <inheritdoc cref="Erfc{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Erfc(double x) => Erfc(new Lanes1(x)).Value;

    /// <inheritdoc cref="Exp{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exp(double x) => Exp(new Lanes1(x)).Value;

    /// <inheritdoc cref="Expm1{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Expm1(double x) => Expm1(new Lanes1(x)).Value;

    /// <inheritdoc cref="Log{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double x) => Log(new Lanes1(x)).Value;

    /// <inheritdoc cref="Log10{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log10(double x) => Log10(new Lanes1(x)).Value;

    /// <inheritdoc cref="Log1p{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log1p(double x) => Log1p(new Lanes1(x)).Value;

    /// <inheritdoc cref="Log2{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log2(double x) => Log2(new Lanes1(x)).Value;

    /// <inheritdoc cref="NormalQuantile{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double NormalQuantile(double p) => NormalQuantile(new Lanes1(p)).Value;

    /// <inheritdoc cref="Pow{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Pow(double x, double y) => Pow(new Lanes1(x), new Lanes1(y)).Value;

    /// <inheritdoc cref="Sin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sin(double x) => Sin(new Lanes1(x)).Value;

    /// <inheritdoc cref="Sinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sinh(double x) => Sinh(new Lanes1(x)).Value;

    /// <inheritdoc cref="Tan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tan(double x) => Tan(new Lanes1(x)).Value;

    /// <inheritdoc cref="Tanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Tanh(double x) => Tanh(new Lanes1(x)).Value;

    /// <inheritdoc cref="PowInteger{T}(double*, int, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowInteger(double x, int exponent) => PowInteger(new Lanes1(x), exponent).Value;
}

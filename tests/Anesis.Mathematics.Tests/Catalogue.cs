using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics.Tests;

/// <summary>Every elementary function by name, for one lane and for any.</summary>
internal static class Catalogue
{
    public static readonly string[] Unary = ["Exp", "Expm1", "Log", "Log1p", "Log2", "Log10", "Sin", "Cos", "Tan", "Sinh", "Cosh", "Tanh", "Asin", "Acos", "Atan", "Asinh", "Acosh", "Atanh", "Cbrt", "Erf", "Erfc", "NormalQuantile", "Gamma", "LogGamma", "Factorial"];
    public static readonly string[] Binary = ["Pow", "Atan2"];

    public static double Scalar(string function, double[] arguments) => function switch
    {
        "Exp" => Elementary.Exp(arguments[0]),
        "Expm1" => Elementary.Expm1(arguments[0]),
        "Log" => Elementary.Log(arguments[0]),
        "Log1p" => Elementary.Log1p(arguments[0]),
        "Log2" => Elementary.Log2(arguments[0]),
        "Log10" => Elementary.Log10(arguments[0]),
        "Sin" => Elementary.Sin(arguments[0]),
        "Cos" => Elementary.Cos(arguments[0]),
        "Tan" => Elementary.Tan(arguments[0]),
        "Sinh" => Elementary.Sinh(arguments[0]),
        "Cosh" => Elementary.Cosh(arguments[0]),
        "Tanh" => Elementary.Tanh(arguments[0]),
        "Asin" => Elementary.Asin(arguments[0]),
        "Acos" => Elementary.Acos(arguments[0]),
        "Atan" => Elementary.Atan(arguments[0]),
        "Asinh" => Elementary.Asinh(arguments[0]),
        "Acosh" => Elementary.Acosh(arguments[0]),
        "Atanh" => Elementary.Atanh(arguments[0]),
        "Cbrt" => Elementary.Cbrt(arguments[0]),
        "Erf" => Elementary.Erf(arguments[0]),
        "Erfc" => Elementary.Erfc(arguments[0]),
        "NormalQuantile" => Elementary.NormalQuantile(arguments[0]),
        "Gamma" => Elementary.Gamma(arguments[0]),
        "LogGamma" => Elementary.LogGamma(arguments[0]),
        "Factorial" => Elementary.Factorial(arguments[0]),
        "Pow" => Elementary.Pow(arguments[0], arguments[1]),
        "PowInteger" => Elementary.PowInteger(arguments[0], (int)arguments[1]),
        "Atan2" => Elementary.Atan2(arguments[0], arguments[1]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no such function"),
    };

    public static T Lanes<T>(string function, T x, T y)
        where T : struct, ILanes<T> => function switch
    {
        "Exp" => Elementary.Exp(x),
        "Expm1" => Elementary.Expm1(x),
        "Log" => Elementary.Log(x),
        "Log1p" => Elementary.Log1p(x),
        "Log2" => Elementary.Log2(x),
        "Log10" => Elementary.Log10(x),
        "Sin" => Elementary.Sin(x),
        "Cos" => Elementary.Cos(x),
        "Tan" => Elementary.Tan(x),
        "Sinh" => Elementary.Sinh(x),
        "Cosh" => Elementary.Cosh(x),
        "Tanh" => Elementary.Tanh(x),
        "Asin" => Elementary.Asin(x),
        "Acos" => Elementary.Acos(x),
        "Atan" => Elementary.Atan(x),
        "Asinh" => Elementary.Asinh(x),
        "Acosh" => Elementary.Acosh(x),
        "Atanh" => Elementary.Atanh(x),
        "Cbrt" => Elementary.Cbrt(x),
        "Erf" => Elementary.Erf(x),
        "Erfc" => Elementary.Erfc(x),
        "NormalQuantile" => Elementary.NormalQuantile(x),
        "Gamma" => Elementary.Gamma(x),
        "LogGamma" => Elementary.LogGamma(x),
        "Factorial" => Elementary.Factorial(x),
        "Pow" => Elementary.Pow(x, y),
        "PowInteger" => Elementary.PowInteger(x, 7),
        "Atan2" => Elementary.Atan2(x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no such function"),
    };
}

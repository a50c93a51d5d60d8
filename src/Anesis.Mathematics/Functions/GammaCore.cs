using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>Gamma, log gamma and factorial of one double; lanes take them one by one.</summary>
internal static class GammaCore
{
    /// <summary>Stirling's correction ln Γ(x) - ((x - ½)·ln x - x + ½·ln 2π), for x of at least 10.</summary>
    public static double Correction(double x)
    {
        double r = 1 / x;
        double z = r * r;
        double sum = -0.0019175269175269176;
        sum = Math.FusedMultiplyAdd(sum, z, 0.0008417508417508417);
        sum = Math.FusedMultiplyAdd(sum, z, -0.0005952380952380953);
        sum = Math.FusedMultiplyAdd(sum, z, 0.0007936507936507937);
        sum = Math.FusedMultiplyAdd(sum, z, -0.002777777777777778);
        sum = Math.FusedMultiplyAdd(sum, z, 0.08333333333333333);
        return sum * r;
    }

    public static double Gamma(double x)
    {
        if (double.IsNaN(x) || double.IsNegativeInfinity(x) || (x < 0 && Math.Floor(x) == x))
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return 1 / x;
        }

        if (x < 0)
        {
            // Γ(x)·Γ(-x) = -π/(x·sin πx)
            double sine = SinePi(x);
            if (x < -150)
            {
                double size = Elementary.Exp(1.1447298858494002 - Elementary.Log(-x * Math.Abs(sine)) - LogGamma(-x));
                return sine > 0 ? size : -size;
            }

            return 3.141592653589793 / (-x * sine) / Gamma(-x);
        }

        if (x > 171.7)
        {
            return double.PositiveInfinity;
        }

        if (Math.Floor(x) == x)
        {
            return FactorialTable.Values[(int)x - 1];
        }

        return x < 20 ? Shifted(x) : Stirling(x);
    }

    public static double LogGamma(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        if (double.IsInfinity(x))
        {
            return double.PositiveInfinity;
        }

        if (x <= 0)
        {
            return Math.Floor(x) == x
                ? double.PositiveInfinity
                : 1.1447298858494002 - Elementary.Log(-x * Math.Abs(SinePi(x))) - LogGamma(-x);
        }

        if (x >= 20)
        {
            double log = Elementary.Log(x);
            double main = Math.FusedMultiplyAdd(x - 0.5, log - 1, 0.4189385332046727 + (x < 1e17 ? Correction(x) : 0));
            return main;
        }

        if (x < 0.5)
        {
            return (x * NearTwo(x)) - Elementary.Log1p(x) - Elementary.Log(x);
        }

        if (x < 1.5)
        {
            double f = x - 1;
            return (f * NearTwo(f)) - Elementary.Log1p(f);
        }

        double product = 1;
        while (x >= 2.5)
        {
            x -= 1;
            product *= x;
        }

        return ((x - 2) * NearTwo(x - 2)) + Elementary.Log(product);
    }

    public static double Factorial(double x)
    {
        if (x >= 0 && x <= 170 && Math.Floor(x) == x)
        {
            return FactorialTable.Values[(int)x];
        }

        return x > -1 && x < 0.5 ? Gamma(x + 1) : x * Gamma(x);
    }

    /// <summary>sin πx, the argument reduced exactly.</summary>
    private static double SinePi(double x)
    {
        double nearest = Math.Round(x, MidpointRounding.ToEven);
        double sine = Elementary.Sin(3.141592653589793 * (x - nearest));
        return Math.Floor(nearest * 0.5) * 2 == nearest ? sine : -sine;
    }

    private static double Shifted(double x)
    {
        // The product's rounding errors are carried along, since there may be eighteen factors.
        Pair<Lanes1> product = new(Lanes1.One, Lanes1.Zero);
        while (x >= 2)
        {
            x -= 1;
            product = Pair<Lanes1>.Multiply(product, new Lanes1(x));
        }

        double divisor = 1;
        if (x < 1)
        {
            divisor = x;
            x -= 0.5;
        }
        else
        {
            x -= 1.5;
        }

        double core = Polynomial.Evaluate(new Lanes1(x), 0.886226925452758, 0.03233839744888502, 0.4148134536883018, -0.10729480456477264,
            0.14464535904449782, -0.07752305229977173, 0.058610303826380196, -0.03800193556100107, 0.0258376061027181, -0.017222442878105718,
            0.011522523362156005, -0.007690216677416653, 0.0051315298230765775, -0.003422726711413278, 0.0022836521947962353,
            -0.001522718358989335, 0.0010082112193192704, -0.0006721864891915583, 0.0004776274435437428, -0.000318425630316548,
            0.00013407432206073702, -8.938401795176073e-05, 0.00017877054902846353, -0.00011918060538282103).Value;
        return core * product.High.Value / divisor;
    }

    private static double Stirling(double x)
    {
        Pair<Lanes1> log = LogarithmCore.Evaluate(new Lanes1(x));
        Pair<Lanes1> main = Pair<Lanes1>.Multiply(log, new Lanes1(x - 0.5));
        main = Pair<Lanes1>.Add(main, new(new Lanes1(-x), new Lanes1(Correction(x))));
        main = Pair<Lanes1>.Add(main, Pair<Lanes1>.Constant(0.9189385332046728, -3.8782941580672414e-17));
        return ExponentialCore.Evaluate(main.High, main.Low, 0).Value;
    }

    /// <summary>ln Γ(2 + f)/f for |f| ≤ ½, within 2⁻⁶⁹.</summary>
    private static double NearTwo(double f) =>
        Polynomial.Evaluate(new Lanes1(f), 0.42278433509846713, 0.3224670334241132, -0.06735230105319809, 0.020580808427784546,
            -0.0073855510286741114, 0.0028905103307415836, -0.0011927539116954181, 0.0005096695247392805, -0.00022315475870367355,
            9.945751290176889e-05, -4.492623209360517e-05, 2.05072105479096e-05, -9.439541921024715e-06, 4.374892520636031e-06,
            -2.0388192484564222e-06, 9.549510392959532e-07, -4.511181191016309e-07, 2.129692727315228e-07, -9.501416425423385e-08,
            4.509983567521808e-08, -3.1314285360886705e-08, 1.4963573191192003e-08).Value;
}

namespace Anesis.Modeling.Units;

/// <summary>Decimal scales of units.</summary>
public static class PowersOfTen
{
    /// <summary>Ten to 22 is the largest power of ten that a double holds exactly.</summary>
    private const int LastExact = 22;

    /// <summary>10^scale: rounded once up to ±22, else to an ulp.</summary>
    public static double Of(double scale)
    {
        if (!(Math.Abs(scale) <= LastExact) || scale != Math.Truncate(scale))
        {
            return Mathematics.Elementary.Pow(10.0, scale);
        }

        double power = 1;
        for (int i = 0; i < Math.Abs(scale); i++)
        {
            power *= 10;
        }

        return scale < 0 ? 1 / power : power;
    }
}

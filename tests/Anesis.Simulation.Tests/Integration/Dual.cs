namespace Anesis.Tests.Integration;

/// <summary>A number and its derivative in one direction, so that problems written once give exact Jacobians.</summary>
internal readonly record struct Dual(double Value, double Slope = 0)
{
    public static implicit operator Dual(double value) => new(value);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator -(Dual a) => new(-a.Value, -a.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, (a.Slope * b.Value) + (a.Value * b.Slope));

    public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slope - (a.Value / b.Value * b.Slope)) / b.Value);

    public static Dual Sin(Dual a) => new(Math.Sin(a.Value), Math.Cos(a.Value) * a.Slope);

    public static Dual Cos(Dual a) => new(Math.Cos(a.Value), -Math.Sin(a.Value) * a.Slope);

    public static Dual Exp(Dual a) => new(Math.Exp(a.Value), Math.Exp(a.Value) * a.Slope);

    public static Dual Sqrt(Dual a) => new(Math.Sqrt(a.Value), a.Slope / (2 * Math.Sqrt(a.Value)));
}

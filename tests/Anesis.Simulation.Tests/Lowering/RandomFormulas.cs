using Anesis.Modeling.Expressions;
using CsCheck;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>Random formulas of every operator, over states y0…, parameters p0… and the time.</summary>
internal static class RandomFormulas
{
    public const int States = 4;
    public const int Parameters = 3;

    private static readonly Operator[] Unary =
    [
        Operator.Minus, Operator.Abs, Operator.Exp, Operator.Ln, Operator.Floor, Operator.Ceiling, Operator.Factorial, Operator.Sin, Operator.Cos, Operator.Tan,
        Operator.Sec, Operator.Csc, Operator.Cot, Operator.Sinh, Operator.Cosh, Operator.Tanh, Operator.Sech, Operator.Csch, Operator.Coth, Operator.Arcsin,
        Operator.Arccos, Operator.Arctan, Operator.Arcsec, Operator.Arccsc, Operator.Arccot, Operator.Arcsinh, Operator.Arccosh, Operator.Arctanh,
        Operator.Arcsech, Operator.Arccsch, Operator.Arccoth, Operator.Not,
    ];

    private static readonly Operator[] SmoothUnary =
    [
        Operator.Minus, Operator.Exp, Operator.Sin, Operator.Cos, Operator.Sinh, Operator.Cosh, Operator.Tanh, Operator.Arctan, Operator.Arcsinh, Operator.Sech, Operator.Tan,
    ];

    private static readonly Operator[] Binary =
    [
        Operator.Plus, Operator.Times, Operator.Minus, Operator.Divide, Operator.Power, Operator.Root, Operator.Log, Operator.Rem, Operator.Quotient, Operator.Min,
        Operator.Max, Operator.Equal, Operator.NotEqual, Operator.Less, Operator.LessOrEqual, Operator.Greater, Operator.GreaterOrEqual, Operator.And, Operator.Or,
        Operator.Xor, Operator.Implies,
    ];

    private static readonly Operator[] Nary = [Operator.Plus, Operator.Times, Operator.Min, Operator.Less, Operator.And, Operator.Xor];

    /// <summary>Numbers that show the edges: zeros of both signs, infinities, NaN, whole numbers, ordinary and extreme ones.</summary>
    public static Gen<double> AnyNumber { get; } = Gen.Frequency(
        (6, Gen.Double[-3, 3]),
        (2, Gen.Int[-4, 4].Select(i => (double)i)),
        (1, Pick(0.0, -0.0, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e-300, 5e-324, 1.5)),
        (1, Gen.Double));

    private static Gen<Expression> Leaf { get; } = Gen.Frequency(
        (4, Gen.Int[0, States - 1].Select(i => (Expression)new Symbol($"y{i}"))),
        (3, Gen.Int[0, Parameters - 1].Select(i => (Expression)new Symbol($"p{i}"))),
        (1, Gen.Const((Expression)new NamedConstant(ConstantKind.Time))),
        (2, AnyNumber.Select(x => (Expression)new Number(x))));

    public static Gen<Expression> Any(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (1, Leaf),
        (3, Gen.Select(Pick(Unary), Any(depth - 1)).Select((op, a) => (Expression)new Apply(op, a))),
        (5, Gen.Select(Pick(Binary), Any(depth - 1), Any(depth - 1)).Select((op, a, b) => (Expression)new Apply(op, a, b))),
        (1, Gen.Select(Pick(Nary), Any(depth - 1), Any(depth - 1), Any(depth - 1)).Select((op, a, b, c) => (Expression)new Apply(op, a, b, c))),
        (2, Gen.Select(Any(depth - 1), Any(depth - 1), Any(depth - 1)).Select((a, c, b) => (Expression)new Piecewise([new Piece(a, c)], b))));

    /// <summary>Formulas with a derivative everywhere that stay of moderate size for arguments of moderate size.</summary>
    public static Gen<Expression> Smooth(int depth)
    {
        var leaf = Gen.Frequency(
            (4, Gen.Int[0, States - 1].Select(i => (Expression)new Symbol($"y{i}"))),
            (2, Gen.Int[0, Parameters - 1].Select(i => (Expression)new Symbol($"p{i}"))),
            (1, Gen.Const((Expression)new NamedConstant(ConstantKind.Time))),
            (1, Gen.Double[0.2, 2].Select(x => (Expression)new Number(x))));
        return depth == 0 ? leaf : Gen.Frequency(
            (1, leaf),
            (2, Gen.Select(Pick(SmoothUnary), Smooth(depth - 1)).Select((op, a) => (Expression)new Apply(op, a))),
            (4, Gen.Select(Pick(Operator.Plus, Operator.Times, Operator.Minus), Smooth(depth - 1), Smooth(depth - 1)).Select((op, a, b) => (Expression)new Apply(op, a, b))),
            (2, Gen.Select(Smooth(depth - 1), Smooth(depth - 1)).Select((a, b) => (Expression)new Apply(Operator.Divide, a, OnePlusSquare(b)))),
            (1, Gen.Select(Smooth(depth - 1), Pick(2.0, 3.0, 0.5, -1.0, 1.7, -2.0)).Select((a, n) => (Expression)new Apply(Operator.Power, OnePlusSquare(a), new Number(n)))),
            (1, Gen.Select(Smooth(depth - 1), Smooth(depth - 1)).Select((a, b) => (Expression)new Apply(Operator.Power, OnePlusSquare(a), new Apply(Operator.Tanh, b)))),
            (1, Smooth(depth - 1).Select(a => (Expression)new Apply(Operator.Ln, OnePlusSquare(a)))));
    }

    private static Gen<T> Pick<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static Apply OnePlusSquare(Expression x) => new(Operator.Plus, new Number(1), new Apply(Operator.Power, x, new Number(2)));
}

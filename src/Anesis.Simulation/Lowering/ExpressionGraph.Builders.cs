namespace Anesis.Simulation.Lowering;

/// <summary>
/// Builders. Each folds constants with the functions that run time uses, and rewrites only where every finite result keeps its bits
/// (the sign of a zero apart): x+0, x·1, x−(−y), division by a power of two.
/// </summary>
public sealed partial class ExpressionGraph
{
    /// <summary>Largest exponent that becomes multiplications.</summary>
    private const int LargestUnrolledPower = 16;

    public int Constant(double value) => Intern(NodeKind.Constant, 0, 0, 0, double.IsNaN(value) ? double.NaN : value);

    public int Time() => Intern(NodeKind.Time, 0);

    public int State(int index) => Intern(NodeKind.State, index);

    /// <summary>The leaf of a state if any formula has it.</summary>
    public int? TryFindState(int index) => Find(NodeKind.State, index, 0, 0, 0) is var node and >= 0 ? node : null;

    public int Parameter(int index) => Intern(NodeKind.Parameter, index);

    public int Delayed(int index) => Intern(NodeKind.Delayed, index);

    public int Draw(int index) => Intern(NodeKind.Draw, index);

    public int Condition(bool value) => Intern(value ? NodeKind.True : NodeKind.False, 0);

    /// <summary>Builds any node that has operands; unused operands are ignored.</summary>
    public int Make(NodeKind kind, int a, int b = 0, int c = 0) => kind switch
    {
        NodeKind.Add => Add(a, b),
        NodeKind.Subtract => Subtract(a, b),
        NodeKind.Multiply => Multiply(a, b),
        NodeKind.Divide => Divide(a, b),
        NodeKind.Negate => Negate(a),
        NodeKind.Power => Power(a, b),
        NodeKind.FusedMultiplyAdd => MultiplyAdd(a, b, c),
        NodeKind.Minimum or NodeKind.Maximum when a == b => a,
        NodeKind.Minimum or NodeKind.Maximum when IsConstant(a) && !IsConstant(b) => Folded(kind, b, a),
        NodeKind.Select => Select(a, b, c),
        NodeKind.FromCondition => FromCondition(a),
        NodeKind.And => And(a, b),
        NodeKind.Or => Or(a, b),
        NodeKind.ExclusiveOr => ExclusiveOr(a, b),
        NodeKind.Not => Not(a),
        _ => Folded(kind, a, b, c),
    };

    public int Add(int a, int b)
    {
        if (IsConstant(b, 0))
        {
            return a;
        }

        if (IsConstant(a, 0))
        {
            return b;
        }

        if (Kind(b) == NodeKind.Negate)
        {
            return Subtract(a, A(b));
        }

        return Kind(a) == NodeKind.Negate ? Subtract(b, A(a)) : Folded(NodeKind.Add, a, b);
    }

    public int Subtract(int a, int b)
    {
        if (IsConstant(b, 0))
        {
            return a;
        }

        if (IsConstant(a, 0))
        {
            return Negate(b);
        }

        return Kind(b) == NodeKind.Negate ? Add(a, A(b)) : Folded(NodeKind.Subtract, a, b);
    }

    public int Multiply(int a, int b)
    {
        if (IsConstant(a, 1))
        {
            return b;
        }

        if (IsConstant(b, 1))
        {
            return a;
        }

        if (IsConstant(a) && IsConstant(b))
        {
            return Folded(NodeKind.Multiply, a, b);
        }

        if (IsConstant(a, -1))
        {
            return Negate(b);
        }

        if (IsConstant(b, -1))
        {
            return Negate(a);
        }

        if (Kind(a) == NodeKind.Negate)
        {
            return Kind(b) == NodeKind.Negate ? Multiply(A(a), A(b)) : IsConstant(b) ? Multiply(A(a), Negate(b)) : Negate(Multiply(A(a), b));
        }

        if (Kind(b) == NodeKind.Negate)
        {
            return IsConstant(a) ? Multiply(Negate(a), A(b)) : Negate(Multiply(a, A(b)));
        }

        return Folded(NodeKind.Multiply, a, b);
    }

    public int Divide(int a, int b)
    {
        if (IsConstant(b, 1))
        {
            return a;
        }

        if (IsConstant(b) && !IsConstant(a))
        {
            if (Value(b) == -1)
            {
                return Negate(a);
            }

            double reciprocal = 1 / Value(b);
            if (double.IsPow2(Math.Abs(Value(b))) && double.IsNormal(reciprocal))
            {
                return Multiply(a, Constant(reciprocal));
            }
        }

        if (Kind(a) == NodeKind.Negate)
        {
            return Kind(b) == NodeKind.Negate ? Divide(A(a), A(b)) : Negate(Divide(A(a), b));
        }

        return Kind(b) == NodeKind.Negate ? Negate(Divide(a, A(b))) : Folded(NodeKind.Divide, a, b);
    }

    /// <summary>a·b + c, rounded once.</summary>
    public int MultiplyAdd(int a, int b, int c)
    {
        if (IsConstant(a, 1))
        {
            return Add(b, c);
        }

        if (IsConstant(a, -1))
        {
            return Subtract(c, b);
        }

        return IsConstant(c, 0) ? Multiply(a, b) : Folded(NodeKind.FusedMultiplyAdd, a, b, c);
    }

    public int Negate(int a) => Kind(a) switch
    {
        NodeKind.Constant => Constant(-Value(a)),
        NodeKind.Negate => A(a),
        NodeKind.Subtract => Subtract(B(a), A(a)),
        _ => Intern(NodeKind.Negate, a),
    };

    /// <summary>a^b; constant exponents that are small integers or halves become multiplications and square roots.</summary>
    public int Power(int a, int b)
    {
        if (IsConstant(b))
        {
            double exponent = Value(b);
            if (exponent == 0)
            {
                return Constant(1);
            }

            double size = Math.Abs(exponent);
            if (size <= LargestUnrolledPower && Math.Floor(2 * size) == 2 * size && (Math.Floor(size) == size || size < 4))
            {
                int whole = (int)Math.Floor(size);
                int power = whole == 0 ? -1 : IntegerPower(a, whole);
                if (whole != size)
                {
                    int root = Make(NodeKind.SquareRoot, a);
                    power = power < 0 ? root : Multiply(power, root);
                }

                return exponent > 0 ? power : Divide(Constant(1), power);
            }
        }

        return Folded(NodeKind.Power, a, b);
    }

    private int IntegerPower(int a, int exponent)
    {
        int power = -1;
        for (int square = a; ; square = Multiply(square, square))
        {
            if ((exponent & 1) != 0)
            {
                power = power < 0 ? square : Multiply(power, square);
            }

            exponent >>= 1;
            if (exponent == 0)
            {
                return power;
            }
        }
    }

    public int Select(int condition, int whenTrue, int whenFalse) => Kind(condition) switch
    {
        NodeKind.True => whenTrue,
        NodeKind.False => whenFalse,
        NodeKind.Not => Select(A(condition), whenFalse, whenTrue),
        _ => whenTrue == whenFalse ? whenTrue : Intern(NodeKind.Select, condition, whenTrue, whenFalse),
    };

    /// <summary>1 or 0 of a condition; a number is returned as it is.</summary>
    public int FromCondition(int a) => Kind(a) switch
    {
        NodeKind.True => Constant(1),
        NodeKind.False => Constant(0),
        _ => Kind(a).IsCondition() ? Intern(NodeKind.FromCondition, a) : a,
    };

    /// <summary>Whether a number is anything but 0; a condition is returned as it is.</summary>
    public int ToCondition(int a) => Kind(a).IsCondition() ? a
        : Kind(a) == NodeKind.FromCondition ? A(a)
        : Make(NodeKind.NotEqual, a, Constant(0));

    public int And(int a, int b) =>
        Kind(a) == NodeKind.False || Kind(b) == NodeKind.False ? Condition(false)
        : Kind(a) == NodeKind.True || a == b ? b
        : Kind(b) == NodeKind.True ? a
        : Intern(NodeKind.And, a, b);

    public int Or(int a, int b) =>
        Kind(a) == NodeKind.True || Kind(b) == NodeKind.True ? Condition(true)
        : Kind(a) == NodeKind.False || a == b ? b
        : Kind(b) == NodeKind.False ? a
        : Intern(NodeKind.Or, a, b);

    public int ExclusiveOr(int a, int b) =>
        a == b ? Condition(false)
        : Kind(a) == NodeKind.False ? b
        : Kind(b) == NodeKind.False ? a
        : Kind(a) == NodeKind.True ? Not(b)
        : Kind(b) == NodeKind.True ? Not(a)
        : Intern(NodeKind.ExclusiveOr, a, b);

    public int Not(int a) => Kind(a) switch
    {
        NodeKind.True => Condition(false),
        NodeKind.False => Condition(true),
        NodeKind.Not => A(a),
        NodeKind.Equal => Make(NodeKind.NotEqual, A(a), B(a)),
        NodeKind.NotEqual => Make(NodeKind.Equal, A(a), B(a)),
        _ => Intern(NodeKind.Not, a),
    };

    private bool IsNaN(int node) => IsConstant(node) && double.IsNaN(Value(node));

    private int Folded(NodeKind kind, int a, int b = 0, int c = 0)
    {
        int arity = kind.Arity();
        bool constant = IsConstant(a) && (arity < 2 || IsConstant(b)) && (arity < 3 || IsConstant(c));
        if (!constant)
        {
            if (kind is NodeKind.Less or NodeKind.LessOrEqual or NodeKind.Equal or NodeKind.NotEqual && (IsNaN(a) || IsNaN(b)))
            {
                // NaN has no order.
                return Condition(kind == NodeKind.NotEqual);
            }

            return Intern(kind, a, arity > 1 ? b : 0, arity > 2 ? c : 0);
        }

        double x = Value(a);
        double y = arity > 1 ? Value(b) : 0;
        double z = arity > 2 ? Value(c) : 0;
        return kind.IsCondition()
            ? Condition(ScalarOperations.Holds(kind, x, y))
            : Constant(ScalarOperations.Evaluate(kind, x, y, z));
    }
}

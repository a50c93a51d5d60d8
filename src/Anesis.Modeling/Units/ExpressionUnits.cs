using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Units;

/// <summary>
/// Derives the unit of an expression and reports every term whose unit does not fit its neighbours.
/// A quantity without declared units (and a bare number) fits anything; the unit of what contains it is then not known (null).
/// </summary>
internal sealed class ExpressionUnits(UnitTable table, IReadOnlyDictionary<string, FunctionDefinition> functions, Action<Expression, string, string> report)
{
    private const int DeepestCall = 50;

    private readonly Dictionary<string, Unit?> _locals = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>Runs with symbols that hide the model's: a kinetic law's parameters.</summary>
    public Unit? Of(Expression expression, IEnumerable<Parameter> locals)
    {
        _locals.Clear();
        foreach (var local in locals)
        {
            _locals[local.Id] = table.Find(local.Units);
        }

        var unit = Of(expression);
        _locals.Clear();
        return unit;
    }

    public Unit? Of(Expression expression)
    {
        switch (expression)
        {
            case Number number:
                return number.Units is null ? null : table.Find(number.Units);
            case Symbol symbol:
                return _locals.TryGetValue(symbol.Id, out var local) ? local : table.OfSymbol(symbol.Id);
            case NamedConstant constant:
                return constant.Kind == ConstantKind.Time ? table.Time : Unit.Dimensionless;
            case Piecewise piecewise:
                return OfPiecewise(piecewise);
            case Call call:
                return OfCall(call);
            case Apply apply:
                return OfApply(apply);
            default:
                return null;
        }
    }

    private Unit? OfPiecewise(Piecewise piecewise)
    {
        foreach (var piece in piecewise.Pieces)
        {
            Of(piece.Condition);
        }

        var values = piecewise.Pieces.Select(p => p.Value);
        return Same([.. piecewise.Otherwise is null ? values : values.Append(piecewise.Otherwise)], "a branch of the piecewise");
    }

    private Unit? OfCall(Call call)
    {
        var arguments = call.Arguments.Select(Of).ToArray();
        if (!functions.TryGetValue(call.Function, out var function) || function.Body is null || function.Arguments.Count != arguments.Length || _depth >= DeepestCall)
        {
            return null;
        }

        // The body is judged with the units of these arguments; what is wrong in it is told at the call.
        var inner = new ExpressionUnits(table, functions, (_, found, expected) => report(call, found, expected)) { _depth = _depth + 1 };
        for (int i = 0; i < arguments.Length; i++)
        {
            inner._locals[function.Arguments[i]] = arguments[i];
        }

        return inner.Of(function.Body);
    }

    private Unit? OfApply(Apply apply)
    {
        var arguments = apply.Arguments;
        switch (apply.Operator)
        {
            case Operator.Plus or Operator.Minus or Operator.Min or Operator.Max:
                return Same(arguments, "a term");
            case Operator.Rem:
                return Same(arguments, "an argument");
            case Operator.Equal or Operator.NotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                Same(arguments, "a side of the comparison");
                return Unit.Dimensionless;
            case Operator.Times:
                return arguments.Select(Of).ToArray().Aggregate((Unit?)Unit.Dimensionless, (a, b) => a * b);
            case Operator.Divide or Operator.Quotient:
                return arguments.Count == 2 ? Of(arguments[0]) / Of(arguments[1]) : null;
            case Operator.Power:
                return Raised(apply, arguments[0], arguments[1], 1);
            case Operator.Root:
                return Raised(apply, arguments[1], arguments[0], -1);
            case Operator.Abs or Operator.Floor or Operator.Ceiling:
                return Of(arguments[0]);
            case Operator.Delay:
                var delayed = Of(arguments[0]);
                MustBe(arguments[1], table.Time, "the delay");
                return delayed;
            case Operator.RateOf:
                return Of(arguments[0]) / table.Time;
            case Operator.DrawNormal or Operator.DrawUniform or Operator.DrawCauchy or Operator.DrawLaplace:
                return Same(arguments, "an argument of the distribution");
            case Operator.And or Operator.Or or Operator.Xor or Operator.Not or Operator.Implies:
                foreach (var argument in arguments)
                {
                    Of(argument);
                }

                return Unit.Dimensionless;
            default:
                foreach (var argument in arguments)
                {
                    MustBe(argument, Unit.Dimensionless, $"the argument of {InfixText.FunctionName(apply.Operator)}");
                }

                return Unit.Dimensionless;
        }
    }

    /// <summary>base^(exponent) or, with sign −1, the exponent-th root.</summary>
    private Unit? Raised(Apply whole, Expression radicand, Expression exponent, int sign)
    {
        var unit = Of(radicand);
        MustBe(exponent, Unit.Dimensionless, "the exponent");
        if (unit is null || unit.Value.IsSameAs(Unit.Dimensionless))
        {
            return unit;
        }

        if (Constant(exponent) is { } value && value != 0)
        {
            return unit.Value.Raised(sign > 0 ? value : 1 / value);
        }

        report(whole, $"{Short(radicand)} in {unit} raised to {exponent}, which is no fixed number", "a dimensionless base, or a number as exponent");
        return null;
    }

    private double? Constant(Expression expression) => expression switch
    {
        Number n => n.Value,
        Symbol s when !_locals.ContainsKey(s.Id) => table.ConstantValue(s.Id),
        Apply { Operator: Operator.Minus, Arguments: { Count: 1 } a } => -Constant(a[0]),
        Apply { Operator: Operator.Divide, Arguments: { Count: 2 } a } => Constant(a[0]) / Constant(a[1]),
        _ => null,
    };

    private Unit? Same(ValueList<Expression> terms, string what)
    {
        Unit? first = null;
        Expression? firstTerm = null;
        bool allKnown = terms.Count > 0;
        foreach (var term in terms)
        {
            var unit = Of(term);
            allKnown &= unit is not null;
            if (unit is { } known)
            {
                if (first is not { } reference)
                {
                    (first, firstTerm) = (known, term);
                }
                else if (!known.IsSameAs(reference))
                {
                    report(term, $"{what}, {Short(term)}, {known.After()}", $"{reference}{reference.TimesThat(known)}, as {Short(firstTerm!)} has");
                }
            }
        }

        return allKnown ? first : null;
    }

    private void MustBe(Expression expression, Unit? expected, string what)
    {
        if (Of(expression) is { } found && expected is { } wanted && !found.IsSameAs(wanted))
        {
            report(expression, $"{what}, {Short(expression)}, {found.After()}", wanted + wanted.TimesThat(found));
        }
    }

    internal static string Short(Expression expression)
    {
        string text = expression.ToString();
        return text.Length <= 60 ? text : text[..57] + "…";
    }
}

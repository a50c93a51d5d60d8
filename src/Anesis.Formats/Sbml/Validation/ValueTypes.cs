using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Validation;

internal enum ValueType
{
    /// <summary>An argument of a function, or something that another rule already finds wrong.</summary>
    Unknown,
    Number,
    Boolean,
}

/// <summary>Whether an expression is a number or a truth value (Level 2 Version 2, section 3.5.8; Level 3 Version 2 makes no difference any more).</summary>
internal sealed class ValueTypes(IReadOnlyDictionary<string, FunctionDefinition> functions)
{
    private const int DeepestCall = 50;

    /// <param name="expression">Any expression.</param>
    /// <param name="arguments">What the names of a function's arguments stand for; null outside functions.</param>
    /// <param name="depth">Calls inside each other so far.</param>
    public ValueType Of(Expression expression, IReadOnlyDictionary<string, ValueType>? arguments = null, int depth = 0)
    {
        switch (expression)
        {
            case Symbol symbol:
                return arguments is null ? ValueType.Number : arguments.GetValueOrDefault(symbol.Id);
            case NamedConstant constant:
                return constant.Kind is ConstantKind.True or ConstantKind.False ? ValueType.Boolean : ValueType.Number;
            case Apply apply:
                return apply.Operator is >= Operator.Equal and <= Operator.Implies ? ValueType.Boolean : ValueType.Number;
            case Piecewise piecewise:
                return piecewise.Pieces.Select(p => p.Value).Concat(piecewise.Otherwise is null ? [] : [piecewise.Otherwise])
                    .Select(v => Of(v, arguments, depth)).FirstOrDefault(t => t != ValueType.Unknown);
            case Call call:
                return OfCall(call, arguments, depth);
            default:
                return ValueType.Number;
        }
    }

    private ValueType OfCall(Call call, IReadOnlyDictionary<string, ValueType>? arguments, int depth)
    {
        if (depth >= DeepestCall || !functions.TryGetValue(call.Function, out var function) || function.Body is null || function.Arguments.Count != call.Arguments.Count)
        {
            return ValueType.Unknown;
        }

        var inner = new Dictionary<string, ValueType>(StringComparer.Ordinal);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            inner[function.Arguments[i]] = Of(call.Arguments[i], arguments, depth + 1);
        }

        return Of(function.Body, inner, depth + 1);
    }
}

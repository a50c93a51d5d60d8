using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Turns expressions into nodes. Function definitions are inlined; an expression object met again gives the same node at once, so that shared
/// parts cost nothing. The walk keeps its own stack: depth is no danger.
/// </summary>
internal sealed class ExpressionConverter(ExpressionGraph graph, FunctionTable functions, ISymbolSource symbols, DiagnosticBag diagnostics)
{
    private readonly Dictionary<(string Function, ValueList<int> Arguments), int> _calls = [];
    private readonly Dictionary<Expression, int> _global = new(ReferenceEqualityComparer.Instance);
    private int _draws;

    /// <summary>The node of <paramref name="expression"/>; <paramref name="locals"/> hide the model's names.</summary>
    public int Convert(Expression expression, IReadOnlyDictionary<string, int>? locals = null) =>
        Walk(expression, new Scope(locals, IsFunction: false, locals is null ? _global : new(ReferenceEqualityComparer.Instance)));

    public int ConvertCondition(Expression expression, IReadOnlyDictionary<string, int>? locals = null) =>
        graph.ToCondition(Convert(expression, locals));

    private int Walk(Expression root, Scope scope)
    {
        var work = new Stack<(Expression Expression, bool Build)>();
        var values = new List<int>();
        work.Push((root, false));
        while (work.TryPop(out var item))
        {
            var expression = item.Expression;
            if (item.Build)
            {
                int count = Children.CountOf(expression);
                int first = values.Count - count;
                int[] arguments = [.. values[first..]];
                values.RemoveRange(first, count);
                int node = graph.IsFull ? 0 : Build(expression, arguments, scope);
                scope.Known[expression] = node;
                values.Add(node);
            }
            else if (scope.Known.TryGetValue(expression, out int known))
            {
                values.Add(known);
            }
            else if (Leaf(expression, scope) is { } leaf)
            {
                values.Add(leaf);
            }
            else
            {
                work.Push((expression, true));
                for (int i = Children.CountOf(expression) - 1; i >= 0; i--)
                {
                    work.Push((Children.Of(expression, i), false));
                }
            }
        }

        return values[0];
    }

    private int? Leaf(Expression expression, Scope scope)
    {
        switch (expression)
        {
            case Number number:
                return graph.Constant(number.Value);
            case NamedConstant constant:
                return constant.Kind switch
                {
                    ConstantKind.Time => graph.Time(),
                    ConstantKind.Avogadro => graph.Constant(NamedConstant.Avogadro),
                    ConstantKind.Pi => graph.Constant(Math.PI),
                    ConstantKind.ExponentialE => graph.Constant(Math.E),
                    ConstantKind.True => graph.Condition(true),
                    ConstantKind.False => graph.Condition(false),
                    ConstantKind.Infinity => graph.Constant(double.PositiveInfinity),
                    _ => graph.Constant(double.NaN),
                };
            case Symbol symbol:
                if (scope.Locals is not null && scope.Locals.TryGetValue(symbol.Id, out int local))
                {
                    return local;
                }

                if (scope.IsFunction)
                {
                    diagnostics.Error("AN0501", symbol.Span, $"\"{symbol.Id}\" in a function definition", "one of its arguments", Spelling.Nearest(symbol.Id, scope.Locals?.Keys ?? []));
                    return graph.Constant(double.NaN);
                }

                return symbols.Value(symbol.Id, symbol.Span);
            case Apply { Operator: Operator.RateOf } rate:
                if (rate.Arguments is not [Symbol target])
                {
                    diagnostics.Error("AN0504", rate.Span, $"rateOf with {rate.Arguments.Count} arguments or of an expression", "rateOf of one name");
                    return graph.Constant(double.NaN);
                }

                if (scope.Locals is not null && scope.Locals.ContainsKey(target.Id))
                {
                    if (!scope.IsFunction)
                    {
                        return graph.Constant(0);
                    }

                    diagnostics.Error("AN0516", rate.Span, $"rateOf({target.Id}) of a function's argument", "rateOf of a name of the model");
                    return graph.Constant(double.NaN);
                }

                return symbols.Rate(target.Id, rate.Span);
            case Apply { Operator: Operator.Delay, Arguments: [var source, var time] }:
                int delay = graph.FromCondition(Walk(time, scope));
                return graph.IsConstant(delay, 0)
                    ? Walk(source, scope)
                    : symbols.Delayed(source, delay, () => graph.FromCondition(Walk(source, scope)), scope.Locals is null);
            default:
                return null;
        }
    }

    private int Build(Expression expression, int[] arguments, Scope scope) => expression switch
    {
        Apply apply => BuildApply(apply, arguments),
        Piecewise piecewise => BuildPiecewise(piecewise, arguments),
        Call call => BuildCall(call, arguments),
        _ => throw new ArgumentException("unknown kind of expression", nameof(expression)),
    };

    private int BuildPiecewise(Piecewise piecewise, int[] arguments)
    {
        int pieces = piecewise.Pieces.Count;
        bool logical = piecewise.Otherwise is not null && graph.Kind(arguments[^1]).IsCondition();
        for (int i = 0; i < pieces; i++)
        {
            logical &= graph.Kind(arguments[2 * i]).IsCondition();
        }

        int result = piecewise.Otherwise is null ? graph.Constant(double.NaN) : logical ? arguments[^1] : graph.FromCondition(arguments[^1]);
        for (int i = pieces - 1; i >= 0; i--)
        {
            int condition = graph.ToCondition(arguments[(2 * i) + 1]);
            result = logical
                ? graph.Or(graph.And(condition, arguments[2 * i]), graph.And(graph.Not(condition), result))
                : graph.Select(condition, graph.FromCondition(arguments[2 * i]), result);
        }

        return result;
    }

    private int BuildCall(Call call, int[] arguments)
    {
        if (!functions.TryFind(call, diagnostics, out var definition))
        {
            return graph.Constant(double.NaN);
        }

        if (definition.Body is null)
        {
            return graph.Constant(double.NaN);
        }

        var key = (call.Function, ValueList.Create<int>(arguments));
        if (_calls.TryGetValue(key, out int known))
        {
            return known;
        }

        var locals = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i++)
        {
            locals[definition.Arguments[i]] = arguments[i];
        }

        int draws = _draws;
        int node = Walk(definition.Body, new Scope(locals, IsFunction: true, new(ReferenceEqualityComparer.Instance)));
        if (draws == _draws)
        {
            // Two calls that draw are two draws.
            _calls[key] = node;
        }

        return node;
    }

    private int BuildApply(Apply apply, int[] arguments)
    {
        var op = apply.Operator;
        if (!OperatorArguments.Allows(op, arguments.Length))
        {
            string name = InfixText.FunctionName(op) ?? op.ToString().ToLowerInvariant();
            diagnostics.Error("AN0504", apply.Span, $"{name} with {arguments.Length} argument{(arguments.Length == 1 ? "" : "s")}", OperatorArguments.Expected(op));
            return graph.Constant(double.NaN);
        }

        if (op is Operator.And or Operator.Or or Operator.Xor or Operator.Not or Operator.Implies)
        {
            return BuildLogic(op, arguments);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = graph.FromCondition(arguments[i]);
        }

        if (op is >= Operator.Equal and <= Operator.GreaterOrEqual)
        {
            return BuildRelation(op, arguments);
        }

        if (op >= Operator.DrawNormal)
        {
            _draws++;
            return DistributionDraws.Build(graph, op, arguments, symbols.Draw());
        }

        return OperatorNodes.Build(graph, op, arguments);
    }

    private int BuildLogic(Operator op, int[] arguments)
    {
        int result = op switch
        {
            Operator.And => graph.Condition(true),
            Operator.Implies => graph.Not(graph.ToCondition(arguments[0])),
            Operator.Not => graph.Not(graph.ToCondition(arguments[0])),
            _ => graph.Condition(false),
        };
        for (int i = op is Operator.Implies or Operator.Not ? 1 : 0; i < arguments.Length; i++)
        {
            int condition = graph.ToCondition(arguments[i]);
            result = op switch
            {
                Operator.And => graph.And(result, condition),
                Operator.Xor => graph.ExclusiveOr(result, condition),
                _ => graph.Or(result, condition),
            };
        }

        return result;
    }

    private int BuildRelation(Operator op, int[] arguments)
    {
        int result = graph.Condition(true);
        for (int i = 1; i < arguments.Length; i++)
        {
            (int a, int b) = (arguments[i - 1], arguments[i]);
            result = graph.And(result, op switch
            {
                Operator.Equal => graph.Make(NodeKind.Equal, a, b),
                Operator.NotEqual => graph.Make(NodeKind.NotEqual, a, b),
                Operator.Less => graph.Make(NodeKind.Less, a, b),
                Operator.LessOrEqual => graph.Make(NodeKind.LessOrEqual, a, b),
                Operator.Greater => graph.Make(NodeKind.Less, b, a),
                _ => graph.Make(NodeKind.LessOrEqual, b, a),
            });
        }

        return result;
    }

    private sealed record Scope(IReadOnlyDictionary<string, int>? Locals, bool IsFunction, Dictionary<Expression, int> Known);
}

using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about function definitions (20302 to 20305).</summary>
internal sealed class FunctionRules(Names names, Findings findings, Action<Expression, Element, IReadOnlyDictionary<string, ValueType>?> checkPart)
{
    public void Check()
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        var edges = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var function in names.Model.FunctionDefinitions)
        {
            if (function.Body is { } body)
            {
                CheckBody(function, body, earlier);
                edges[function.Id] = [.. Formulas.Parts(body).OfType<Call>().Select(c => c.Function).Distinct(StringComparer.Ordinal)];
            }

            earlier.Add(function.Id);
        }

        foreach (var circle in Circles.In(edges))
        {
            findings.Report(20303, names.Functions.TryGetValue(circle[0], out var first) ? first : names.Model, $"a function that calls itself ({string.Join(" calls ", circle.Append(circle[0]))})", "functions that do not call themselves");
        }
    }

    private void CheckBody(FunctionDefinition function, Expression body, HashSet<string> earlier)
    {
        var arguments = function.Arguments.Distinct(StringComparer.Ordinal).ToDictionary(a => a, _ => ValueType.Unknown, StringComparer.Ordinal);
        if (body is Symbol whole && !arguments.ContainsKey(whole.Id))
        {
            findings.Report(20305, body, function, $"\"{whole.Id}\" as the value of {function.Id}", "a number or a truth value");
        }

        foreach (var part in Formulas.Parts(body))
        {
            checkPart(part, function, arguments);
            switch (part)
            {
                case Symbol symbol when !arguments.ContainsKey(symbol.Id):
                    findings.Report(20304, symbol, function, $"\"{symbol.Id}\" in the function {function.Id}", "one of its arguments", Spelling.Nearest(symbol.Id, arguments.Keys));
                    break;
                case NamedConstant { Kind: ConstantKind.Time } when !findings.Is(SbmlEdition.L2V1 | SbmlEdition.L2V2):
                    findings.Report(20304, part, function, $"the time in the function {function.Id}", "one of its arguments");
                    break;
                case Apply { Operator: Operator.Delay } when findings.Is(SbmlEdition.L2V5 | SbmlEdition.L3V2):
                case Apply { Operator: Operator.RateOf }:
                    findings.Report(20304, part, function, $"{MathRules.Short(part)} in the function {function.Id}", "a function of its arguments alone");
                    break;
                case Call call when !earlier.Contains(call.Function):
                    findings.Report(20302, call, function, $"a call of \"{call.Function}\" before its definition", "a function that is defined earlier", Spelling.Nearest(call.Function, earlier));
                    break;
            }
        }
    }
}

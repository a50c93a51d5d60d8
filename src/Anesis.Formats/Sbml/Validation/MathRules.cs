using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about mathematics (10209 to 10225) and what triggers and constraints must be (21001, 21202).</summary>
internal sealed class MathRules(Names names, UnitRules units, Determinacy determinacy, Findings findings)
{
    private readonly ValueTypes _types = new(names.Functions);
    private readonly HashSet<string> _bodies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Check()
    {
        foreach (var formula in Formulas.Of(names.Model))
        {
            _told.Clear();
            CheckResult(formula);
            foreach (var part in Formulas.Parts(formula.Math))
            {
                CheckPart(part, formula.Holder, null);
                switch (part)
                {
                    case Symbol symbol:
                        CheckSymbol(symbol, formula);
                        break;
                    case Apply { Operator: Operator.RateOf, Arguments: [Symbol target] }:
                        CheckRateOf(target, formula);
                        break;
                }
            }
        }

        new FunctionRules(names, findings, CheckPart).Check();
    }

    private void CheckResult(Formula formula)
    {
        var type = _types.Of(formula.Math);
        bool condition = formula.Use is FormulaUse.Trigger or FormulaUse.Constraint;
        if (condition && type == ValueType.Number)
        {
            findings.Report(formula.Use == FormulaUse.Trigger ? 21202 : 21001, formula.Math, formula.Holder, $"{Short(formula.Math)}, which is a number, as a condition", "something that is true or false");
        }
        else if (!condition && type == ValueType.Boolean)
        {
            findings.Report(10217, formula.Math, formula.Holder, $"{Short(formula.Math)}, which is true or false", "a number");
        }
    }

    /// <summary>Types of arguments, and calls. In a function's body the names stand for what <paramref name="arguments"/> says.</summary>
    private void CheckPart(Expression part, Element holder, IReadOnlyDictionary<string, ValueType>? arguments)
    {
        switch (part)
        {
            case Apply { Operator: >= Operator.And and <= Operator.Implies } logic:
                Expect(logic.Arguments, ValueType.Boolean, 10209, "true or false");
                break;
            case Apply { Operator: Operator.Equal or Operator.NotEqual } equality:
                var types = equality.Arguments.Select(a => _types.Of(a, arguments)).Where(t => t != ValueType.Unknown).Distinct().Count();
                if (types > 1)
                {
                    findings.Report(10211, equality, holder, $"a number compared with a truth value in {Short(equality)}", "two numbers or two truth values");
                }

                break;
            case Apply { Operator: Operator.Delay or Operator.RateOf }:
                break;
            case Apply { Operator: < Operator.Equal } arithmetic:
                Expect(arithmetic.Arguments, ValueType.Number, 10210, "a number");
                break;
            case Piecewise piecewise:
                Expect([.. piecewise.Pieces.Select(p => p.Condition)], ValueType.Boolean, 10213, "a condition that is true or false");
                var values = piecewise.Pieces.Select(p => p.Value).Concat(piecewise.Otherwise is null ? [] : [piecewise.Otherwise]);
                if (values.Select(v => _types.Of(v, arguments)).Where(t => t != ValueType.Unknown).Distinct().Count() > 1)
                {
                    findings.Report(10212, piecewise, holder, "a piecewise of numbers and truth values", "values of one kind");
                }

                break;
            case Call call:
                CheckCall(call, holder, arguments);
                break;
            case Number { Units: { } unit } number when !units.Exists(unit):
                findings.Report(10221, number, holder, $"the unit \"{unit}\" on a number", "a base unit or a unit definition of the model", units.Nearest(unit));
                break;
        }

        void Expect(ValueList<Expression> given, ValueType wanted, int rule, string expected)
        {
            foreach (var argument in given)
            {
                if (_types.Of(argument, arguments) is var type && type != ValueType.Unknown && type != wanted)
                {
                    findings.Report(rule, argument, holder, $"{Short(argument)}, which is {(type == ValueType.Number ? "a number" : "true or false")}", expected);
                }
            }
        }
    }

    private void CheckCall(Call call, Element holder, IReadOnlyDictionary<string, ValueType>? arguments)
    {
        if (!names.Functions.TryGetValue(call.Function, out var function))
        {
            // Inside a function definition the order of definitions has its own rule.
            if (holder is not FunctionDefinition)
            {
                findings.Report(10214, call, holder, $"a call of \"{call.Function}\"", "a function definition of the model", Spelling.Nearest(call.Function, names.Functions.Keys));
            }
        }
        else if (function.Arguments.Count != call.Arguments.Count && function.Body is not null)
        {
            findings.Report(10219, call, holder, $"{call.Arguments.Count} arguments of {call.Function}", $"{function.Arguments.Count}");
        }
        else if (function.Body is { } body && holder is not FunctionDefinition)
        {
            CheckBody(call, function, body, holder, arguments);
        }
    }

    /// <summary>A function's body with what this call gives it; each combination of types once.</summary>
    private void CheckBody(Call call, FunctionDefinition function, Expression body, Element holder, IReadOnlyDictionary<string, ValueType>? arguments)
    {
        var inner = new Dictionary<string, ValueType>(StringComparer.Ordinal);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            inner[function.Arguments[i]] = _types.Of(call.Arguments[i], arguments);
        }

        if (inner.Count > 0 && _bodies.Add(function.Id + "(" + string.Join(',', inner.Values)))
        {
            foreach (var part in Formulas.Parts(body))
            {
                CheckPart(part, holder, inner);
            }
        }
    }

    private void CheckSymbol(Symbol symbol, Formula formula)
    {
        string id = symbol.Id;
        if (formula.IsLocal(id))
        {
            return;
        }

        if (names.Compartments.TryGetValue(id, out var compartment) && compartment.SpatialDimensions == 0)
        {
            findings.Report(10222, symbol, formula.Holder, $"the size of {id}, which has no dimensions", "a compartment with dimensions");
        }

        bool known = names.IsVariable(id, findings.Is(SbmlEdition.L3)) || (names.Reactions.ContainsKey(id) && !findings.Is(SbmlEdition.L1 | SbmlEdition.L2V1));
        if (known || !_told.Add(id))
        {
            return;
        }

        if (names.LocalParameters.Contains(id))
        {
            findings.Report(10216, symbol, formula.Holder, $"\"{id}\", a parameter inside the kinetic law of a reaction", "a parameter of the model");
        }
        else if (findings.Is(SbmlEdition.L1))
        {
            findings.ReportUnnumbered("AN0321", symbol.Span.IsKnown ? symbol.Span : formula.Holder.Span, $"the name \"{id}\" in a formula", "a compartment, species or parameter of the model", names.NearestValue(id));
        }
        else
        {
            findings.Report(10215, symbol, formula.Holder, $"the name \"{id}\" in a formula", "something of the model that has a value", names.NearestValue(id));
        }
    }

    private void CheckRateOf(Symbol target, Formula formula)
    {
        if (IsAssigned(target.Id))
        {
            findings.Report(10224, target, formula.Holder, $"the rate of change of {target.Id}, which a rule gives its value", "something that changes by rates");
        }

        if (names.Species.TryGetValue(target.Id, out var species) && !species.HasOnlySubstanceUnits && IsAssigned(species.Compartment))
        {
            findings.Report(10225, target, formula.Holder, $"the rate of change of {target.Id}, whose compartment {species.Compartment} gets its size from a rule", "a species with hasOnlySubstanceUnits=\"true\", or a compartment that changes by rates");
        }
    }

    private bool IsAssigned(string id) => names.Assigned.ContainsKey(id) || determinacy.Determined.Contains(id);

    internal static string Short(Expression expression)
    {
        string text = expression.ToString();
        return text.Length <= 60 ? text : text[..57] + "…";
    }
}

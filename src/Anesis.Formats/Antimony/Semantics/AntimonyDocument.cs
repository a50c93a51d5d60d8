using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

internal sealed class FunctionData(FunctionStatement syntax)
{
    public FunctionStatement Syntax { get; } = syntax;

    public string Name => Syntax.Name.Text;

    public AnnotationData Annotation { get; } = new();

    public string? DisplayName { get; set; }
}

/// <summary>All modules and functions of a text and of what it imports.</summary>
internal sealed class AntimonyDocument(DiagnosticBag diagnostics)
{
    /// <summary>How many elements all models together may have once submodels are laid out.</summary>
    public const int ElementLimit = 200_000;

    private readonly Dictionary<string, ModuleTable> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionData> _functions = new(StringComparer.Ordinal);
    private readonly List<Call> _calls = [];
    private int _elements;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The unnamed model of statements outside of models, first, then the others in the order of their definition.</summary>
    public List<ModuleTable> Modules { get; } = [new(ModuleTable.MainName, SourceSpan.None)];

    public List<FunctionData> Functions { get; } = [];

    public ModuleTable Main => Modules.Find(m => m.IsMain) ?? (Modules[0].HasContent ? Modules[0] : Modules[^1]);

    public ModuleTable? FindModule(string name) => _modules.GetValueOrDefault(name);

    public FunctionData? FindFunction(string name) => _functions.GetValueOrDefault(name);

    public ModuleTable? FindModule(NameSyntax name, ModuleTable holder)
    {
        if (_modules.TryGetValue(name.Text, out var found) && found != holder)
        {
            return found;
        }

        Diagnostics.Error("AN0111", name.Span, found == holder ? $"the model {name.Text} inside itself" : $"\"{name.Text}\"",
            "a model that is defined above", Spelling.Nearest(name.Text, _modules.Keys.Where(k => k != holder.Name)));
        return null;
    }

    public ModuleTable? Define(ModuleStatement statement)
    {
        if (IsTaken(statement.Name))
        {
            return null;
        }

        if (statement.IsMain && Modules.Find(m => m.IsMain) is { } other)
        {
            Diagnostics.Error("AN0112", statement.Name.Span, "a second model with a star", $"one main model ({other.Name} at line {other.Span.Line} has a star)");
        }

        var module = new ModuleTable(statement.Name.Text, statement.Span) { IsMain = statement.IsMain };
        _modules.Add(module.Name, module);
        Modules.Add(module);
        return module;
    }

    public void Define(FunctionStatement statement)
    {
        if (_functions.TryGetValue(statement.Name.Text, out var same) && Equals(same.Syntax.Body, statement.Body)
            && same.Syntax.Arguments.Select(a => a.Text).SequenceEqual(statement.Arguments.Select(a => a.Text), StringComparer.Ordinal))
        {
            // Files that are imported together may each bring the same function.
            return;
        }

        if (IsTaken(statement.Name))
        {
            return;
        }

        var arguments = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in statement.Arguments)
        {
            if (!arguments.Add(argument.Text))
            {
                Diagnostics.Error("AN0118", argument.Span, $"the argument {argument.Text} twice", "arguments with names of their own");
            }
        }

        if (statement.Body is { } body)
        {
            Formulas.Visit(body, e =>
            {
                if (e is Symbol s && !arguments.Contains(s.Id))
                {
                    Diagnostics.Error("AN0132", s.Span, $"\"{s.Id}\"", "only the function's arguments in its formula", Spelling.Nearest(s.Id, arguments));
                }
                else if (e is Call call)
                {
                    CheckCall(call);
                }
            });
        }
        else
        {
            Diagnostics.Error("AN0103", statement.Name.Span, $"the function {statement.Name.Text} without a formula", "one formula before end");
        }

        var function = new FunctionData(statement);
        _functions.Add(function.Name, function);
        Functions.Add(function);
    }

    public void CheckCall(Call call) => _calls.Add(call);

    /// <summary>Checks the calls of functions, which may be defined below their use.</summary>
    public void CheckCalls()
    {
        foreach (var call in _calls)
        {
            if (!_functions.TryGetValue(call.Function, out var function))
            {
                Diagnostics.Error("AN0106", call.Span, $"the function \"{call.Function}\"", "a built-in function or one defined with function … end",
                    Spelling.Nearest(call.Function, AntimonyWords.Functions.Keys.Concat(_functions.Keys)));
            }
            else if (function.Syntax.Arguments.Count != call.Arguments.Count)
            {
                Diagnostics.Error("AN0107", call.Span, $"{call.Function} with {call.Arguments.Count} argument{(call.Arguments.Count == 1 ? "" : "s")}",
                    $"{function.Syntax.Arguments.Count}: {call.Function}({string.Join(", ", function.Syntax.Arguments.Select(a => a.Text))})");
            }
        }

        new FunctionLoops(this).Report();
    }

    /// <summary>Counts elements that a submodel brings; false, and an error, when there would be too many.</summary>
    public bool Reserve(int count, SourceSpan at)
    {
        if (count > ElementLimit - _elements)
        {
            Diagnostics.Error("AN0128", at, $"submodels with more than {ElementLimit} elements in all", "a smaller hierarchy");
            return false;
        }

        _elements += count;
        return true;
    }

    private bool IsTaken(NameSyntax name)
    {
        var earlier = _modules.TryGetValue(name.Text, out var module) ? module.Span : _functions.TryGetValue(name.Text, out var function) ? function.Syntax.Span : (SourceSpan?)null;
        if (earlier is { } span)
        {
            Diagnostics.Error("AN0112", name.Span, $"{name.Text} defined twice", $"a name of its own (the first is at {span.File}:{span.Line})");
        }

        return earlier is not null;
    }
}

using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Finds functions that call themselves, directly or through others.</summary>
internal sealed class FunctionLoops(AntimonyDocument document)
{
    private readonly Dictionary<string, List<string>> _calls = new(StringComparer.Ordinal);

    public void Report()
    {
        if (document.Functions.Count == 0)
        {
            return;
        }

        foreach (var function in document.Functions)
        {
            var called = new List<string>();
            if (function.Syntax.Body is { } body)
            {
                Formulas.Visit(body, e =>
                {
                    if (e is Call call && document.FindFunction(call.Function) is not null)
                    {
                        called.Add(call.Function);
                    }
                });
            }

            _calls[function.Name] = called;
        }

        // Functions whose calls all lead to an end are taken away; what remains runs in a circle, or into one.
        var callers = document.Functions.ToDictionary(f => f.Name, _ => new List<string>(), StringComparer.Ordinal);
        var waiting = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, called) in _calls)
        {
            waiting[name] = called.Count;
            foreach (string callee in called)
            {
                callers[callee].Add(name);
            }
        }

        var ended = new Stack<string>(waiting.Where(w => w.Value == 0).Select(w => w.Key));
        while (ended.TryPop(out string? name))
        {
            foreach (string caller in callers[name])
            {
                if (--waiting[caller] == 0)
                {
                    ended.Push(caller);
                }
            }
        }

        foreach (var function in document.Functions.Where(f => waiting[f.Name] > 0))
        {
            document.Diagnostics.Error("AN0115", function.Syntax.Name.Span, $"the function {function.Name}, whose calls never end", "a formula without a call that leads back to itself");
        }
    }
}

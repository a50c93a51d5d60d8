using System.Diagnostics.CodeAnalysis;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Diagnostics;

/// <summary>A value, or the errors that prevent it; warnings may accompany a value.</summary>
public sealed record Checked<T>(T? Value, ValueList<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>True when there is no error; then <see cref="Value"/> is not null.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Value is not null && !Diagnostics.Any(d => d.Severity == Severity.Error);

    /// <summary>The next stage's result on this value, with the diagnostics of both; not called after an error.</summary>
    public Checked<TNext> Then<TNext>(Func<T, Checked<TNext>> next)
        where TNext : class
    {
        if (!IsOk)
        {
            return new(null, Diagnostics);
        }

        var result = next(Value);
        return result with { Diagnostics = [.. Diagnostics, .. result.Diagnostics] };
    }
}

public static class Checked
{
    public static Checked<T> Ok<T>(T value, params ReadOnlySpan<Diagnostic> warnings)
        where T : class => new(value, ValueList.Create(warnings));

    public static Checked<T> Refused<T>(params ReadOnlySpan<Diagnostic> errors)
        where T : class => new(null, ValueList.Create(errors));

    public static Checked<T> Refused<T>(IEnumerable<Diagnostic> errors)
        where T : class => new(null, errors.ToValueList());
}

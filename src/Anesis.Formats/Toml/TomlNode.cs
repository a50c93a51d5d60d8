using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Toml;

/// <summary>A value of a TOML file with its place.</summary>
public abstract record TomlNode(SourceSpan Span)
{
    /// <summary>What it is, for messages.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A string, number or truth value: <see cref="Value"/> is a string, double (integers too) or bool.</summary>
public sealed record TomlScalar(object Value, SourceSpan Span) : TomlNode(Span)
{
    internal override string Kind => Value switch { string text => $"the text \"{text}\"", bool truth => truth ? "true" : "false", _ => FormattableString.Invariant($"{Value}") };
}

public sealed record TomlList(IReadOnlyList<TomlNode> Items, SourceSpan Span) : TomlNode(Span)
{
    internal override string Kind => "an array";
}

public sealed record TomlSection(Dictionary<string, TomlNode> Entries, SourceSpan Span) : TomlNode(Span)
{
    internal override string Kind => "a table";
}

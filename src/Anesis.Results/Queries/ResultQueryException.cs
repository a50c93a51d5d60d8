using Anesis.Modeling.Diagnostics;

namespace Anesis.Results.Queries;

/// <summary>A query that began and then failed on its data; whoever asked shows <see cref="Diagnostic"/>.</summary>
public sealed class ResultQueryException(Diagnostic diagnostic, Exception inner) : Exception(diagnostic.ToString(), inner)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

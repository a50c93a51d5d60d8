using Anesis.Modeling.Diagnostics;

namespace Anesis.Results;

/// <summary>
/// Writing stopped for a reason outside the program (a full disk, a folder that went away). It crosses <c>IResultSink.Accept</c>, which has no other way back;
/// whoever started the run shows <see cref="Diagnostic"/>.
/// </summary>
public sealed class ResultWriteException(Diagnostic diagnostic, Exception inner) : IOException(diagnostic.ToString(), inner)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}

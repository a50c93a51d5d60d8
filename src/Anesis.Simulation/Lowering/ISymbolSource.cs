using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>What the names in an expression stand for, in the context in which it is converted (during the run, or at its start).</summary>
internal interface ISymbolSource
{
    /// <summary>The node of a quantity; a diagnostic and 0 where there is none.</summary>
    int Value(string id, SourceSpan at);

    /// <summary>The node of a quantity's rate of change.</summary>
    int Rate(string id, SourceSpan at);

    /// <summary>The value that <paramref name="source"/> had <paramref name="delay"/> ago; <paramref name="convert"/> gives its present node, now or later.</summary>
    int Delayed(Expression source, int delay, Func<int> convert, bool global);

    /// <summary>A uniform draw of its own.</summary>
    int Draw();
}

using System.Globalization;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>Which of our methods computes what a term of KiSAO (the Kinetic Simulation Algorithm Ontology) asks for.</summary>
internal static class AlgorithmChoice
{
    private const double LoosestTolerance = 1e-8;

    /// <summary>Variable-order and switching solvers: ours chooses between its explicit and stiff method itself.</summary>
    private static readonly HashSet<int> Automatic = [19, 20, 71, 88, 89, 90, 91, 92, 93, 94, 283, 288, 535, 536, 694, 695];

    private static readonly HashSet<int> Stiff = [31, 33, 34, 36, 301, 303, 304, 366, 367, 393, 433, 434, 542];

    private static readonly HashSet<int> Explicit = [30, 32, 55, 64, 66, 86, 87, 261, 279, 280, 321, 371, 435, 436, 604];

    private static readonly HashSet<int> Exact = [3, 15, 27, 29, 38, 241, 319, 324, 333, 335, 348, 350, 581];

    private static readonly HashSet<int> Leaping = [39, 40, 45, 46, 74, 84, 323, 330];

    private static readonly HashSet<int> Steady = [99, 282, 407, 408, 409, 411, 413, 432, 437, 568, 569, 570, 571];

    /// <param name="algorithm">What the experiment asks for; null: nothing.</param>
    /// <param name="options">What to start from.</param>
    /// <param name="at">Where the algorithm stands.</param>
    /// <param name="notes">Takes a warning when another method stands in.</param>
    public static EnsembleOptions Choose(SedAlgorithm? algorithm, EnsembleOptions options, SourceSpan at, List<Diagnostic> notes)
    {
        if (algorithm is null)
        {
            return options;
        }

        int term = Number(algorithm.Kisao);
        var method = Stiff.Contains(term) ? Method.Stiff : Explicit.Contains(term) ? Method.Explicit : Exact.Contains(term) ? Method.StochasticExact : Leaping.Contains(term) ? Method.TauLeap : Method.Auto;
        if (method == Method.Auto && !Automatic.Contains(term) && !Steady.Contains(term))
        {
            notes.Add(new("AN0235", Severity.Warning, at, $"the method {algorithm.Kisao}", "one that is offered; the nearest is taken: explicit or implicit Runge-Kutta with error control, as stiffness demands", "KISAO:0000019"));
        }

        options = options with { Method = method };
        foreach (var (kisao, text) in algorithm.Parameters)
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                continue;
            }

            options = Number(kisao) switch
            {
                209 when value > 0 => options with { RelativeTolerance = Math.Clamp(value, 1e-13, LoosestTolerance) },
                211 when value > 0 => options with { AbsoluteTolerance = Math.Min(value, 1e-12) },
                488 when value >= 0 => options with { Seed = (ulong)value },
                _ => options,
            };
        }

        return options;
    }

    private static int Number(string kisao) => int.TryParse(kisao.AsSpan(kisao.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}

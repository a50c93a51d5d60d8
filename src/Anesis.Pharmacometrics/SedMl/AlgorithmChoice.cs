using System.Globalization;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>
/// Which of our methods computes what a term of KiSAO (the Kinetic Simulation Algorithm Ontology, SED-ML/KiSAO, kisao.owl) asks for. What is not one of the terms
/// below is computed by the nearest method, with a warning.
/// </summary>
internal static class AlgorithmChoice
{
    private const double LoosestTolerance = 1e-8;

    /// <summary>The term that says that a setting has no value.</summary>
    private const string Null = "KISAO:0000629";

    /// <summary>Relative and absolute tolerance, seed.</summary>
    private static readonly HashSet<int> Understood = [209, 211, 488, 597];

    /// <summary>
    /// Solvers of variable order or that switch, for which ours chooses between its explicit and stiff method itself: CVODE, PVODE, the LSODE family, IDA, DASPK, DASSL, NDSolve,
    /// their kin, VODE, ZVODE, IDAS, IDA-CVODE, CVODES; and the general solvers of ordinary and of differential-algebraic equations.
    /// </summary>
    private static readonly HashSet<int> Automatic = [19, 20, 71, 88, 89, 90, 91, 93, 94, 232, 233, 234, 281, 283, 355, 356, 365, 432, 433, 496, 535, 536, 544, 560, 585, 617, 694, 699];

    /// <summary>Backward Euler, Rosenbrock, BDF, Hammer-Hollingsworth, Lobatto, Butcher-Kuntzmann, Radau, Crank-Nicolson, Gauss-Legendre, implicit midpoint, Bader-Deuflhard, and implicit methods of their kind.</summary>
    private static readonly HashSet<int> Stiff = [31, 33, 288, 296, 297, 299, 304, 309, 318, 378, 383, 384, 612, 664, 668];

    /// <summary>Euler, Runge-Kutta, Fehlberg, Dormand-Prince, Gill, Adams, Merson, Heun, Zonneveld, Verner, Cash-Karp, Bulirsch-Stoer, midpoint, Higham-Hall, and embedded pairs.</summary>
    private static readonly HashSet<int> Explicit = [30, 32, 64, 86, 87, 261, 276, 279, 280, 289, 290, 301, 302, 303, 305, 321, 364, 379, 381, 382, 434, 435, 436, 537, 609, 672];

    /// <summary>First reaction, next reaction, direct, sorting, Bortz-Kalos-Lebowitz, composition-rejection, incremental: all exact, and so of one law.</summary>
    private static readonly HashSet<int> Exact = [15, 27, 29, 38, 51, 241, 329, 331, 581, 586, 610, 611];

    /// <summary>Tau-leaping of all kinds, R- and K-leaping.</summary>
    private static readonly HashSet<int> Leaping = [39, 40, 45, 46, 48, 74, 81, 82, 84, 330, 336, 351, 524, 621];

    /// <summary>KINSOL, methods for steady states, Newton's method and its kin, NLEQ1, NLEQ2, root finding, Broyden.</summary>
    private static readonly HashSet<int> Steady = [282, 407, 408, 409, 410, 411, 412, 413, 568, 569, 630, 631, 675];

    /// <summary>Other terms whose courses are random: nearest to exact single events.</summary>
    private static readonly HashSet<int> Random =
        [3, 17, 21, 22, 28, 75, 76, 95, 231, 263, 286, 287, 319, 320, 323, 324, 333, 335, 350, 362, 561, 562, 563, 564, 566, 575, 598, 599, 600, 606, 613];

    /// <param name="algorithm">What the experiment asks for; null: nothing.</param>
    /// <param name="common">Settings of the whole experiment, where the algorithm makes none of its own.</param>
    /// <param name="options">What to start from.</param>
    /// <param name="at">Where the algorithm stands.</param>
    /// <param name="notes">Takes a warning when another method stands in.</param>
    public static EnsembleOptions Choose(SedAlgorithm? algorithm, IEnumerable<SedAlgorithmParameter> common, EnsembleOptions options, SourceSpan at, List<Diagnostic> notes)
    {
        options = Set(common, options, at, notes);
        if (algorithm is null)
        {
            return options;
        }

        int term = Number(algorithm.Kisao);
        var method = Stiff.Contains(term) ? Method.Stiff : Explicit.Contains(term) ? Method.Explicit
            : Exact.Contains(term) || Random.Contains(term) ? Method.StochasticExact : Leaping.Contains(term) ? Method.TauLeap : Method.Auto;
        if (Random.Contains(term))
        {
            notes.Add(new("AN0235", Severity.Warning, at, $"the method {algorithm.Kisao}", "one that is offered; the nearest is taken: every reaction as a single event, exactly", "KISAO:0000029"));
        }
        else if (method == Method.Auto && !Automatic.Contains(term) && !Steady.Contains(term))
        {
            notes.Add(new("AN0235", Severity.Warning, at, $"the method {algorithm.Kisao}", "one that is offered; the nearest is taken: explicit or implicit Runge-Kutta with error control, as stiffness demands", "KISAO:0000019"));
        }

        return Set(algorithm.Parameters, options with { Method = method }, at, notes);
    }

    private static EnsembleOptions Set(IEnumerable<SedAlgorithmParameter> parameters, EnsembleOptions options, SourceSpan at, List<Diagnostic> notes)
    {
        foreach (var parameter in parameters)
        {
            int term = Number(parameter.Kisao);
            bool isNumber = double.TryParse(parameter.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
            if (!isNumber && Understood.Contains(term) && parameter.Value != Null)
            {
                notes.Add(new("AN0235", Severity.Warning, at, $"\"{parameter.Value}\" for {parameter.Kisao}", "a number; without one the default holds"));
            }

            options = (isNumber ? term : -1) switch
            {
                209 or 597 when value > 0 => options with { RelativeTolerance = Math.Clamp(value, 1e-13, LoosestTolerance) },
                211 when value > 0 => options with { AbsoluteTolerance = Math.Min(value, 1e-12) },
                488 when value >= 0 => options with { Seed = (ulong)value },
                _ => options,
            };
            options = Set(parameter.Inner, options, at, notes);
        }

        return options;
    }

    private static int Number(string kisao) => int.TryParse(kisao.AsSpan(kisao.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1;
}

using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Google.OrTools.LinearSolver;

namespace Anesis.FluxBalance;

/// <summary>
/// Solves the linear programme of SBML's package fbc (Versions 1 to 3): the fluxes v of the reactions with S·v = 0 for every species that is no boundary, within their bounds,
/// that maximise or minimise an objective (Olivier and Bergmann, J. Integr. Bioinform. 2015, 12, 269).
/// </summary>
public static class FluxBalanceAnalysis
{
    /// <param name="model">A model without submodels.</param>
    /// <param name="objective">Id of an objective; null: the active one, else the first.</param>
    public static Checked<FluxSolution> Solve(Model model, string? objective = null)
    {
        var problem = FluxProblem.Read(model, objective);
        return problem.IsOk ? Checked.Ok(Solve(problem.Value)) : new(null, problem.Diagnostics);
    }

    private static FluxSolution Solve(FluxProblem problem)
    {
        int count = problem.Reactions.Count;
        for (int i = 0; i < count; i++)
        {
            if (problem.Lower[i] > problem.Upper[i])
            {
                return Without(problem, FluxStatus.Infeasible, double.NaN);
            }
        }

        // GLOP is a simplex method: its optimum is a vertex, and the same on each run.
        using var solver = Solver.CreateSolver("GLOP");
        var fluxes = new Variable[count];
        for (int i = 0; i < count; i++)
        {
            fluxes[i] = solver.MakeNumVar(problem.Lower[i], problem.Upper[i], problem.Reactions[i]);
        }

        foreach (var (_, terms) in problem.Balances)
        {
            var balance = solver.MakeConstraint(0, 0);
            foreach (var (reaction, coefficient) in terms)
            {
                balance.SetCoefficient(fluxes[reaction], coefficient);
            }
        }

        var aim = solver.Objective();
        foreach (var (reaction, coefficient) in problem.Aim)
        {
            aim.SetCoefficient(fluxes[reaction], coefficient);
        }

        aim.SetOptimizationDirection(problem.Maximize);
        return solver.Solve() switch
        {
            Solver.ResultStatus.OPTIMAL => new(problem.Objective, FluxStatus.Optimal, aim.Value(), problem.Reactions.Select((r, i) => (r, fluxes[i].SolutionValue())).ToValueList()),
            Solver.ResultStatus.UNBOUNDED => Without(problem, FluxStatus.Unbounded, problem.Maximize ? double.PositiveInfinity : double.NegativeInfinity),
            _ => HasAnyFluxes(solver, aim) ? Without(problem, FluxStatus.Unbounded, problem.Maximize ? double.PositiveInfinity : double.NegativeInfinity) : Without(problem, FluxStatus.Infeasible, double.NaN),
        };
    }

    /// <summary>A solver may not tell "unbounded" from "infeasible"; without an objective only the latter remains.</summary>
    private static bool HasAnyFluxes(Solver solver, Google.OrTools.LinearSolver.Objective aim)
    {
        aim.Clear();
        return solver.Solve() == Solver.ResultStatus.OPTIMAL;
    }

    private static FluxSolution Without(FluxProblem problem, FluxStatus status, double optimum) => new(problem.Objective, status, optimum, problem.Reactions.Select(r => (r, double.NaN)).ToValueList());
}

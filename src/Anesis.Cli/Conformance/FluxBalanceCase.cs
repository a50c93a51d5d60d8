using System.Globalization;
using Anesis.FluxBalance;
using Anesis.Formats;
using Anesis.Modeling.Composition;

namespace Anesis.Cli.Conformance;

/// <summary>Compares the optimum of a case of the kind FluxBalanceSteadyState: one row of fluxes, and the objective under its id.</summary>
internal static class FluxBalanceCase
{
    public static string Run(string path, CaseSettings settings, ReferenceTable reference)
    {
        var solved = ModelFile.Read(path).Then(Flattening.Flatten).Then(model => FluxBalanceAnalysis.Solve(model));
        if (!solved.IsOk)
        {
            return solved.Diagnostics[0].ToString();
        }

        for (int column = 0; column < reference.Columns.Length; column++)
        {
            string name = reference.Columns[column];
            double found = name == solved.Value.Objective
                ? solved.Value.Optimum
                : solved.Value.Fluxes.Where(f => f.Reaction == name).Select(f => f.Flux).DefaultIfEmpty(double.NaN).First();
            double expected = reference.Rows[0][column];
            if (!TimeCourseCase.Agrees(expected, found, settings.Absolute, settings.Relative))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name}: found {found:G10}, expected {expected:G10}");
            }
        }

        return "";
    }
}

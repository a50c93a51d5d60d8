using System.Globalization;
using System.Text;
using Anesis.Cli.Terminal;
using Anesis.Formats.Petab;
using Anesis.Pharmacometrics.Estimation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis simulate" of a PEtab problem: its nominal parameters simulated, and the likelihood of its data.</summary>
internal static class PetabCommand
{
    public static int Run(string path, string? output, EnsembleOptions options, bool json, Screen screen, CancellationToken cancel)
    {
        WantedFile.Require(output, "--output");
        var read = PetabReader.Read(path);
        screen.Show(read.Diagnostics);
        if (!read.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var likelihood = PetabLikelihood.Create(read.Value, options);
        screen.Show(likelihood.Diagnostics);
        if (!likelihood.IsOk)
        {
            return ExitCode.WrongInput;
        }

        var result = likelihood.Value.Evaluate(likelihood.Value.Nominal, cancel);
        if (output is not null)
        {
            OutputText.Write(output, "--output", writer => writer.Write(Table(read.Value, result)));
        }

        foreach (string failure in result.Failures.Take(20))
        {
            screen.Messages.WriteLine("warning: " + failure);
        }

        screen.Output.WriteLine(json
            ? string.Create(CultureInfo.InvariantCulture, $"{{\"llh\":{Json(result.LogLikelihood)},\"chi2\":{Json(result.ChiSquared)},\"measurements\":{result.Rows.Count}}}")
            : string.Create(CultureInfo.InvariantCulture, $"log-likelihood {result.LogLikelihood:R}\nchi-squared {result.ChiSquared:R}\nmeasurements {result.Rows.Count}"));
        return result.Failures.IsEmpty && double.IsFinite(result.LogLikelihood) ? ExitCode.Done : ExitCode.Negative;
    }

    /// <summary>PEtab's simulation table.</summary>
    private static string Table(PetabProblem problem, PetabEvaluation result)
    {
        var text = new StringBuilder("observableId\tpreequilibrationConditionId\tsimulationConditionId\ttime\tsimulation\n");
        for (int i = 0; i < problem.Measurements.Count; i++)
        {
            var m = problem.Measurements[i];
            string time = double.IsPositiveInfinity(m.Time) ? "inf" : m.Time.ToString("R", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{m.Observable}\t{m.Preequilibration}\t{m.Condition}\t{time}\t{result.Rows[i].Simulation:R}\n");
        }

        return text.ToString();
    }

    private static string Json(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "null";
}

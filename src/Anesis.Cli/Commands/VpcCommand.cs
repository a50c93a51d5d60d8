using System.CommandLine;
using Anesis.Cli.Reporting;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis vpc": a data set's observations beside many simulations of the same design (docs/vpc.md).</summary>
internal static class VpcCommand
{
    private const int MostRuns = 200_000_000;

    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var options = new VpcOptions();
        var command = options.Command();
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(options.Quiet);
            var (request, settings, diagnostics) = new VpcRequest(parsed, options).Read();
            screen.Show(diagnostics);
            return request is null || settings is null ? ExitCode.WrongInput : Run(request, settings, screen, cancel);
        });
        return command;
    }

    private static int Run(ExperimentRequest request, VpcSettings settings, Screen screen, CancellationToken cancel)
    {
        var data = request.Data!;
        if ((long)data.Individuals.Count * settings.Replicates > MostRuns)
        {
            throw new UserError(new("AN1006", Severity.Error, new("--replicates"), $"{settings.Replicates} replicates of {data.Individuals.Count} subjects", $"at most {MostRuns} in all"));
        }

        double[]? predictions = null;
        if (settings.Corrected)
        {
            var typical = Prepared(request with { Replicates = null }, screen);
            if (typical is null)
            {
                return ExitCode.WrongInput;
            }

            var sink = new MemorySink();
            var run = Ensemble.Run(typical.Model, typical.Individuals, settings.Solver, sink, null, cancel);
            if (run.Cancelled > 0)
            {
                return ExitCode.Cancelled;
            }

            predictions = Predictions(settings.Observations, sink);
        }

        var experiment = Prepared(request, screen);
        if (experiment is null)
        {
            return ExitCode.WrongInput;
        }

        if (experiment.Drawn.Count == 0 && settings is { Kind: VpcKind.Numbers, Error.IsNone: true })
        {
            screen.Show([new Diagnostic("AN1007", Severity.Warning, new("vpc"), "nothing that differs between replicates: no random effect and no residual error", "--population with random effects, or --additive, --proportional")]);
        }

        VpcCheck check = settings.Kind switch
        {
            VpcKind.Numbers => new PercentileCheck(request, settings, predictions, experiment.TimeUnit),
            VpcKind.Events => new SurvivalCheck(request, settings, experiment.TimeUnit),
            _ => new ShareCheck(request, settings, experiment.TimeUnit),
        };
        int subjects = data.Individuals.Count;
        var progress = new RunProgress(screen, p => $"{p.Finished / subjects:N0} of {p.Individuals / subjects:N0} replicates");
        var summary = Ensemble.Run(experiment.Model, experiment.Individuals, settings.Solver, check.Sink, progress, cancel);
        screen.ClearProgress();
        if (summary.Cancelled > 0)
        {
            return ExitCode.Cancelled;
        }

        if (check.Wrong is { } wrong)
        {
            screen.Show([wrong]);
            return ExitCode.Negative;
        }

        var found = check.Found();
        if (settings.Files.Output is not null || settings.Files is { Plot: null, Report: null })
        {
            OutputText.WriteTable(settings.Files.Output, screen.Output, writer => writer.Write(found.Csv));
        }

        if (VpcDocument.Write(request, settings, found) is { } problem)
        {
            screen.Show([problem]);
            return ExitCode.WrongInput;
        }

        screen.Show(check.Warnings);
        if (summary.Failed.Count > 0)
        {
            screen.Show([new Diagnostic("AN0601", Severity.Warning, new("vpc"), $"{summary.Failed.Count} of {summary.Individuals} runs failed, the first because {summary.Failed[0].Outcome.Sentence}", "complete courses; what is shown is over the others")]);
        }

        return summary.Failed.Count > 0 ? ExitCode.Negative : ExitCode.Done;
    }

    private static Experiment? Prepared(ExperimentRequest request, Screen screen)
    {
        var prepared = Experiment.Prepare(request);
        screen.Show(prepared.Diagnostics.Select(d => d.At.IsKnown ? d : d with { At = new(d.Code == "AN0506" ? "--dv" : "MODEL") }));
        return prepared.Value;
    }

    private static double[] Predictions(VpcObservations observations, MemorySink sink)
    {
        var all = new double[observations.Values.Length];
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++)
            {
                for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
                {
                    int index = observations.IndexOfRow[observations.FirstRow[block.First + k] + row - block.RowStarts[k]];
                    if (index >= 0)
                    {
                        all[index] = block.Values[row * block.OutputCount];
                    }
                }
            }
        }

        return all;
    }
}

/// <summary>How a check is made.</summary>
internal sealed record VpcSettings(
    VpcObservations Observations, TimeBins Bins, ResidualError Error, ValueList<double> Percentiles, double Level, int Replicates, bool Corrected, EnsembleOptions Solver, Quantification Limit, VpcFiles Files)
{
    public VpcKind Kind { get; init; }

    /// <summary>What an observation without a scale is; null for numbers and events.</summary>
    public DiscreteOutcome? Outcome { get; init; }

    /// <summary>For events; else null.</summary>
    public EventObservations? Events { get; init; }
}

/// <summary>What DV is.</summary>
internal enum VpcKind
{
    Numbers,
    Categories,
    Counts,
    States,
    Events,
}

/// <summary>What is written: the table, the picture, the report, each where it is asked for.</summary>
internal sealed record VpcFiles(string? Output, string? Plot, string? Report, bool Logarithmic, bool Points, string Command);

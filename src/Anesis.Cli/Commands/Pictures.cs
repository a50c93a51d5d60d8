using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Results.Summaries;

namespace Anesis.Cli.Commands;

/// <summary>Report and picture of a run.</summary>
internal static class Pictures
{
    public static IEnumerable<Diagnostic> Write(Subject subject, ExperimentRequest request, RunReport run, SummarySink? summary, OutputTargets targets)
    {
        _ = (subject, request, run, summary, targets);
        return [];
    }
}

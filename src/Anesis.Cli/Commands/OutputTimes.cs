using System.CommandLine;
using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Scenarios;

namespace Anesis.Cli.Commands;

/// <summary>When is observed: what --at, --until and --every say together, or the scenario, or what fits the regimen.</summary>
internal sealed class OutputTimes(ParseResult parsed, SimulateOptions options, Scenario? scenario, TimeUnit unit, List<Diagnostic> diagnostics)
{
    private const int DefaultRows = 200;

    /// <summary>Ascending, in the model's unit.</summary>
    /// <param name="until">The end that was asked for, in the model's unit.</param>
    /// <param name="regimen">Without an end, a day after its last dose is it.</param>
    public double[] Read(double? until, Regimen? regimen)
    {
        if (parsed.GetValue(options.At) is { } list)
        {
            return ReadList(list, parsed.GetValue(options.Until) is null ? null : until);
        }

        double end = until ?? (regimen is null ? 100 : (regimen.End + 24) / unit.Hours);
        string? spacing = parsed.GetValue(options.Every) ?? (parsed.GetValue(options.Until) is null ? scenario?.Every : null);
        if (!(end > 0) || double.IsInfinity(end))
        {
            return [];
        }

        return string.IsNullOrEmpty(spacing)
            ? OutputGrid.Read((end / DefaultRows).ToString("R", CultureInfo.InvariantCulture), "--every", unit, end, diagnostics)
            : OutputGrid.Read(spacing, "--every", unit, end, diagnostics);
    }

    private double[] ReadList(string list, double? until)
    {
        if (parsed.GetValue(options.Every) is not null)
        {
            diagnostics.Add(new("AN1007", Severity.Error, new("--at"), "--at together with --every", "one of the two"));
        }

        if (list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length == 0)
        {
            Error("--at", $"\"{list}\"", "times such as 0,1,2h");
            return [];
        }

        double[] times = TimeText.ReadList(list, "--at", unit, diagnostics);
        if (times.Any(t => t < 0))
        {
            Error("--at", $"\"{list}\"", "times from 0 on");
        }

        if (until is { } end && times.Any(t => t > end * (1 + 1e-12)))
        {
            Error("--at", $"\"{list}\", which goes beyond --until {parsed.GetValue(options.Until)}", "times up to the end");
        }

        return times;
    }

    private void Error(string option, string found, string expected) => diagnostics.Add(new("AN1003", Severity.Error, new(option), found, expected));
}

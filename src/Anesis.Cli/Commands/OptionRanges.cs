using System.CommandLine;
using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Ranges of the numbers that several commands take.</summary>
internal static class OptionRanges
{
    public static Diagnostic? Check(ParseResult parsed, Option<double> rtol, Option<int> threads) =>
        Tolerance(rtol.Name, parsed.GetValue(rtol)) ?? Threads(threads.Name, parsed.GetValue(threads));

    public static Diagnostic? Tolerance(string option, double value) => value >= 1e-13 && value <= 1e-2
        ? null
        : new("AN1006", Severity.Error, new(option), value.ToString(CultureInfo.InvariantCulture), "a relative tolerance from 1e-13 to 1e-2");

    public static Diagnostic? Threads(string option, int value) => value is >= 0 and <= 4096
        ? null
        : new("AN1006", Severity.Error, new(option), value.ToString(CultureInfo.InvariantCulture), "0 (all cores) or a number of threads up to 4096");
}

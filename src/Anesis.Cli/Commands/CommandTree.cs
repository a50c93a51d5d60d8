using System.CommandLine;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Commands;

/// <summary>Every command of the product, with its options.</summary>
internal static class CommandTree
{
    public static RootCommand Build(Screen screen, CancellationToken cancel) => new("Anesis: simulate systems-pharmacology models and populations. For research and teaching; no dose advice.")
    {
        SimulateCommand.Create(screen, cancel),
        ListCommands.Scenarios(screen),
        ListCommands.Models(screen),
        CheckCommand.Create(screen),
        ConvertCommand.Create(screen),
        ConformanceCommand.Create(screen, cancel),
        NcaCommand.Create(screen),
        CalibrationCommand.Create(screen, cancel),
        BenchCommand.Create(screen, cancel),
    };
}

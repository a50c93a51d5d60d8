using System.CommandLine;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Commands;

/// <summary>Every command of the product, with its options.</summary>
internal static class CommandTree
{
    public static RootCommand Build(Screen screen, CancellationToken cancel)
    {
        var root = Commands(screen, cancel);
        Examples.AddTo(root);
        return root;
    }

    private static RootCommand Commands(Screen screen, CancellationToken cancel) => new("Anesis: simulate systems-pharmacology models and populations. For research and teaching; no dose advice.")
    {
        SimulateCommand.Create(screen, cancel),
        ListCommands.Scenarios(screen),
        ListCommands.Models(screen),
        CheckCommand.Create(screen),
        ConvertCommand.Create(screen),
        ConformanceCommand.Create(screen, cancel),
        NcaCommand.Create(screen),
        CalibrationCommand.Create(screen, cancel),
        VerifyCommand.Create(screen, cancel),
        TrialCommand.Create(screen, cancel),
        SensitivityCommand.Create(screen, cancel),
        BookCommand.Create(screen, cancel),
        RangesCommand.Create(screen, cancel),
        VpcCommand.Create(screen, cancel),
        PeopleCommand.Create(screen),
        PowerCommand.Create(screen, cancel),
        PlotCommand.Create(screen),
        CompareCommand.Create(screen),
        QueryCommand.Create(screen),
        RerunCommand.Create(screen, cancel),
        FluxBalanceCommand.Create(screen),
        BenchCommand.Create(screen, cancel),
        CompletionCommand.Create(screen),
    };
}

using System.CommandLine;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Commands;

/// <summary>Every command of the product, with its options.</summary>
internal static class CommandTree
{
    private static readonly (string Name, Func<Screen, CancellationToken, Command> Create)[] Commands =
    [
        ("simulate", SimulateCommand.Create),
        ("scenarios", (screen, _) => ListCommands.Scenarios(screen)),
        ("models", (screen, _) => ListCommands.Models(screen)),
        ("check", (screen, _) => CheckCommand.Create(screen)),
        ("convert", (screen, _) => ConvertCommand.Create(screen)),
        ("conformance", ConformanceCommand.Create),
        ("nca", (screen, _) => NcaCommand.Create(screen)),
        ("bioequivalence", (screen, _) => BioequivalenceCommand.Create(screen)),
        ("calibration", CalibrationCommand.Create),
        ("verify", VerifyCommand.Create),
        ("trial", TrialCommand.Create),
        ("sensitivity", SensitivityCommand.Create),
        ("book", BookCommand.Create),
        ("ranges", RangesCommand.Create),
        ("vpc", VpcCommand.Create),
        ("people", (screen, _) => PeopleCommand.Create(screen)),
        ("power", PowerCommand.Create),
        ("plot", (screen, _) => PlotCommand.Create(screen)),
        ("compare", (screen, _) => CompareCommand.Create(screen)),
        ("query", (screen, _) => QueryCommand.Create(screen)),
        ("rerun", RerunCommand.Create),
        ("fba", (screen, _) => FluxBalanceCommand.Create(screen)),
        ("bench", BenchCommand.Create),
        ("completion", (screen, _) => CompletionCommand.Create(screen)),
    ];

    public static RootCommand Build(Screen screen, CancellationToken cancel) => Build(screen, cancel, Commands);

    /// <summary>As the other, for a command line that begins with <paramref name="first"/>: where that is a command's name, the options of the others are not made, which takes time.</summary>
    public static RootCommand For(string first, Screen screen, CancellationToken cancel)
    {
        foreach (var command in Commands)
        {
            if (command.Name == first)
            {
                return Build(screen, cancel, [command]);
            }
        }

        return Build(screen, cancel);
    }

    private static RootCommand Build(Screen screen, CancellationToken cancel, (string Name, Func<Screen, CancellationToken, Command> Create)[] commands)
    {
        var root = new RootCommand("Anesis: simulate systems-pharmacology models and populations. For research and teaching; no dose advice.");
        foreach (var (_, create) in commands)
        {
            root.Add(create(screen, cancel));
        }

        Examples.AddTo(root);
        return root;
    }
}

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Anesis.Cli.Commands;

/// <summary>One line for each command that runs as it stands; a test runs them all.</summary>
internal static class Examples
{
    /// <summary>Command, the line, and what it shows. Files that a line names are the reader's own.</summary>
    public static readonly (string Command, string Line, string Shows)[] All =
    [
        ("simulate", "anesis simulate person --regimen \"0.5 mg/kg iv over 40 min\" --people 20 --until 4h --every 5min --select ketamine_venous,cadss --output study", "twenty adults, a summary on the screen and a study folder"),
        ("simulate", "anesis simulate lozenge-at-home --people 10 --every 30min --report lozenge.html --plot lozenge.png", "a scenario with its arms side by side, as a report and a picture"),
        ("scenarios", "anesis scenarios", "the questions that ship"),
        ("models", "anesis models person", "the outputs and parameters of the whole model"),
        ("check", "anesis check mymodel.ant", "every fault of a file, with its place"),
        ("convert", "anesis convert mymodel.ant mymodel.xml", "Antimony as SBML"),
        ("conformance", "anesis conformance suite --csv verdicts.csv", "the SBML Test Suite in the folder suite"),
        ("nca", "anesis nca samples.csv --auc linlog", "CMAX, AUCLST, LAMZHL and the rest for each id"),
        ("bioequivalence", "anesis bioequivalence crossover.csv --value AUC", "ratio of geometric means with its 90 % interval, and whether it lies within 0.8 to 1.25"),
        ("vpc", "anesis vpc mymodel.ant --data observed.csv --dv A --error \"proportional(0.2)\" --replicates 100 --output vpc.csv --plot vpc.svg", "percentiles observed beside those of 100 simulations of the same design"),
        ("power", "anesis power design.toml --replicates 20 --plot power.svg", "the power of a trial design over its size"),
        ("people", "anesis people adults --people 200 --seed 1 --output people.csv", "two hundred adults, a row each"),
        ("query", "anesis query study \"select id, max(ketamine_venous) as cmax from results group by id order by id\"", "a row for each person of a study"),
        ("plot", "anesis plot study --kind spaghetti --select ketamine_venous --output lines.png", "a line for each person of a study, and the median"),
        ("compare", "anesis compare study study --tolerance 0", "two studies, here one and itself: every bit is the same"),
        ("rerun", "anesis rerun study --individual 3", "the third person of a study again, to the same bits"),
        ("fba", "anesis fba network.xml", "the largest growth and a flux for each reaction"),
        ("calibration", "anesis calibration --study O5 --people 10", "what one study measured beside the person's, as Markdown"),
        ("verify", "anesis verify S01 --mutate", "what is claimed of one row of the mission: expected, simulated, verdict; and whether each claim falls without its mechanism"),
        ("trial", "anesis trial murrough-2013 --people 60 --replicates 200 --plot murrough.svg --csv murrough.csv", "one infusion against an active control: simulated beside observed, in the trial's units, with a picture"),
        ("sensitivity", "anesis sensitivity mymodel.ant --of \"A at 2\" --until 5 --kind sobol --points 64", "what share of the variance of A each parameter explains, alone and with others"),
        ("ranges", "anesis ranges --people 20", "the worst of each output in twenty people through ordinary and extreme courses"),
        ("book", "anesis book --quick --output book", "the model as a book in the folder book; without --quick with trials, calibration and what decides"),
        ("bench", "anesis bench W1", "10,000 subjects, two compartments: one line of JSON"),
        ("completion", "anesis completion bash", "for ~/.bashrc: eval \"$(anesis completion bash)\""),
    ];

    /// <summary>Each command's help ends with its example.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().First();
        help.Action = new HelpWithExample((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class HelpWithExample(SynchronousCommandLineAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            var command = parseResult.CommandResult.Command;
            var output = parseResult.InvocationConfiguration.Output;
            foreach (var (_, line, shows) in All.Where(e => e.Command == (command is RootCommand ? "simulate" : command.Name)))
            {
                output.WriteLine($"Example:\n  {line}\n    {shows}\n");
            }

            if (command is RootCommand)
            {
                output.WriteLine("\"anesis scenarios\" lists questions that one command answers; \"anesis COMMAND --help\" ends with an example that runs.\n");
            }

            return code;
        }
    }
}

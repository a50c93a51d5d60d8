using System.Text.RegularExpressions;
using Anesis.Cli.Commands;
using Anesis.Cli.Terminal;
using Anesis.Tests;

namespace Anesis.Cli.Tests;

/// <summary>The example of each command's help runs as it is printed.</summary>
public sealed partial class ExampleTests : IDisposable
{
    /// <summary>→ A →, at most 3.</summary>
    private const string Network = """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version2" level="3" version="1" fbc:required="false">
          <model id="network" fbc:strict="true">
            <listOfCompartments><compartment id="cell" size="1" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="A" compartment="cell" initialAmount="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/></listOfSpecies>
            <listOfParameters><parameter id="none" value="0" constant="true"/><parameter id="most" value="3" constant="true"/></listOfParameters>
            <listOfReactions>
              <reaction id="uptake" reversible="false" fast="false" fbc:lowerFluxBound="none" fbc:upperFluxBound="most"><listOfProducts><speciesReference species="A" stoichiometry="1" constant="true"/></listOfProducts></reaction>
              <reaction id="growth" reversible="false" fast="false" fbc:lowerFluxBound="none" fbc:upperFluxBound="most"><listOfReactants><speciesReference species="A" stoichiometry="1" constant="true"/></listOfReactants></reaction>
            </listOfReactions>
            <fbc:listOfObjectives fbc:activeObjective="largest"><fbc:objective fbc:id="largest" fbc:type="maximize"><fbc:listOfFluxObjectives><fbc:fluxObjective fbc:reaction="growth" fbc:coefficient="1"/></fbc:listOfFluxObjectives></fbc:objective></fbc:listOfObjectives>
          </model>
        </sbml>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("anesis-example-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeneratedRegex("\"(?<quoted>[^\"]*)\"|(?<plain>\\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    private static string[] Words(string line) => [.. Word().Matches(line).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Groups["plain"].Value).Skip(1)];

    [Fact]
    public void Every_command_has_an_example_that_runs()
    {
        File.WriteAllText(Path.Combine(_folder, "mymodel.ant"), "model mymodel\n  species A\n  A = 1; k = 0.5\n  A -> ; k*A\nend\n");
        File.WriteAllText(Path.Combine(_folder, "observed.csv"), "ID,TIME,AMT,EVID,CMT,DV\n1,0,10,1,1,.\n1,1,.,0,1,7\n1,2,.,0,1,4\n2,0,10,1,1,.\n2,1,.,0,1,6\n2,2,.,0,1,5\n");
        File.WriteAllText(Path.Combine(_folder, "samples.csv"), "id,time,conc\n1,0,0\n1,1,8\n1,2,6\n1,4,3\n1,8,0.8\n");
        File.WriteAllText(Path.Combine(_folder, "network.xml"), Network);
        File.WriteAllText(Path.Combine(_folder, "crossover.csv"), "subject,period,treatment,AUC\n1,1,T,10\n1,2,R,11\n2,1,R,9\n2,2,T,9.4\n3,1,T,12\n3,2,R,12.2\n4,1,R,8\n4,2,T,8.9\n");
        File.WriteAllText(Path.Combine(_folder, "design.toml"), "schema = 1\nid = \"d\"\ntitle = \"t\"\nmodel = \"mymodel.ant\"\npeople = [8, 16]\nvisits = [\"0\", \"1\"]\narm = [{ name = \"a\", set = [{ id = \"k\", value = 0.8 }] }, { name = \"b\" }]\n[endpoint]\noutput = \"A\"\nerror = \"additive(0.2)\"\n[test]\nkind = \"t\"\ncompare = [\"a\", \"b\"]\n");
        foreach (var (command, line, _) in Examples.All)
        {
            if (command == "conformance" && !CopyCase())
            {
                continue;
            }

            var (code, _, messages) = ProgramProcess.Run(_folder, Words(line));
            code.Should().BeOneOf(command is "calibration" or "trial" ? [ExitCode.Done, ExitCode.Negative] : [ExitCode.Done], $"{line}: {messages}");
        }
    }

    [Fact]
    public void Help_shows_the_example()
    {
        var commands = CommandTree.Build(new Screen(TextWriter.Null, TextWriter.Null, false, false), CancellationToken.None).Subcommands.Select(c => c.Name).ToList();
        commands.Should().BeSubsetOf(Examples.All.Select(e => e.Command));
        foreach (var (command, line, _) in Examples.All)
        {
            var (code, output, _) = CommandLine.Run(command, "--help");
            code.Should().Be(ExitCode.Done);
            output.Should().Contain("Example:").And.Contain(line);
        }
    }

    private bool CopyCase()
    {
        if (SharedFiles.TryFind("conformance/semantic/00001") is not { } source)
        {
            return false;
        }

        string target = Path.Combine(_folder, "suite/semantic/00001");
        Directory.CreateDirectory(target);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return true;
    }
}

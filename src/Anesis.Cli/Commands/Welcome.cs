namespace Anesis.Cli.Commands;

/// <summary>What "anesis" alone says.</summary>
internal static class Welcome
{
    public static void Write(TextWriter output) => output.Write(
        """
        Anesis: what stress does to brain and body, and what ketamine then does to both, as a model that runs;
        and a fast simulator of any SBML or Antimony model, for one person or a hundred thousand.

          anesis simulate therapeutic-infusion            one published scenario: 0.5 mg/kg over 40 min, as a summary
          anesis simulate person --regimen "84 mg esketamine nasal" --people 1000 --report report.html
          anesis simulate mymodel.xml --until 100 --every 1 --output result.csv

          anesis scenarios    what ships           anesis models person    its outputs and parameters
          anesis --help       every command        anesis COMMAND --help   its options, with examples

        For research and teaching. It recommends no dose, and nothing here is medical advice.

        """);
}

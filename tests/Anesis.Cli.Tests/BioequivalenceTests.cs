using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Tests;

namespace Anesis.Cli.Tests;

/// <summary>
/// The reference data sets of the European Medicines Agency (Questions and answers on the pharmacokinetics working party's positions, EMA/618604/2008, annexes) and the results printed for them:
/// data set I 107.11 to 124.89 % by method A and 107.17 to 124.97 % by method B, CV of the reference 47.0 %; data set II 97.32 to 107.46 % by both, 11.2 %. As listed by Schütz, Tomashevskiy and Labes 2020, doi 10.1208/s12248-020-0427-6.
/// </summary>
public sealed class BioequivalenceTests
{
    [Theory]
    [InlineData(1, "fixed", 115.66, 107.11, 124.89, 47.0)]
    [InlineData(1, "random", 115.73, 107.17, 124.97, 47.0)]
    [InlineData(2, "fixed", 102.26, 97.32, 107.46, 11.2)]
    [InlineData(2, "random", 102.26, 97.32, 107.46, 11.2)]
    public void The_data_sets_of_the_European_agency_give_its_printed_results(int set, string model, double ratio, double lower, double upper, double variation)
    {
        string path = set == 1 ? SharedFiles.Find("realworld/nca/data/be_ema1.csv") : Path.Combine(SharedFiles.RepositoryRoot, "docs", "examples", "ema-data-set-2.csv");
        var run = CommandLine.Run("bioequivalence", path, "--value", "PK", "--model", model, "--limits", "scaled");
        run.Code.Should().Be(ExitCode.Done, run.Messages);
        var rows = run.Output.Trim().Split('\n').Skip(1).Select(l => l.Split(',')).ToDictionary(f => f[0], f => double.Parse(f[1], CultureInfo.InvariantCulture));
        Math.Round(100 * rows["ratio"], 2).Should().Be(ratio);
        Math.Round(100 * rows["lower"], 2).Should().Be(lower);
        Math.Round(100 * rows["upper"], 2).Should().Be(upper);
        Math.Round(100 * rows["reference_cv"], 1).Should().Be(variation);
    }
}

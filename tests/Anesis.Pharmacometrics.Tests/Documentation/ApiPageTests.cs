using Anesis.Formats;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.DataSets;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Nca;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Documentation;

/// <summary>The example of docs/api.md stands here word for word, so that it compiles and runs.</summary>
public sealed class ApiPageTests
{
    private const string Model = "model m()\n  species S1 = 10, S2 = 0;\n  J: S1 -> S2; 0.5*S1;\nend\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_page_shows_the_code_that_runs_here(int example)
    {
        string page = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "api.md"));
        string shown = page.Split("```csharp")[example].Split("```")[0];
        string here = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "tests", "Anesis.Pharmacometrics.Tests", "Documentation", "ApiPageTests.cs"));
        Words(here).Should().Contain(Words(shown));
    }

    [Fact]
    public void The_example_reads_simulates_and_writes()
    {
        string folder = Directory.CreateTempSubdirectory("api").FullName;
        string before = Environment.CurrentDirectory;
        var output = Console.Out;
        using var written = new StringWriter();
        try
        {
            Environment.CurrentDirectory = folder;
            Console.SetOut(written);
            SbmlWriter.ToText(Formats.Antimony.AntimonyReader.Read(Model, "m.ant").Value!).Value.Should().NotBeNull();
            File.WriteAllText("model.xml", SbmlWriter.ToText(Formats.Antimony.AntimonyReader.Read(Model, "m.ant").Value!).Value);
            Example();
            File.Exists("model.ant").Should().BeTrue();
            ModelFile.Read("copy.xml").IsOk.Should().BeTrue();
        }
        finally
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }

        written.ToString().Should().Contain("10: ");
    }

    [Fact]
    public void The_pharmacometric_example_gives_clearances_and_percentiles()
    {
        string before = Environment.CurrentDirectory;
        var output = Console.Out;
        using var written = new StringWriter();
        try
        {
            Environment.CurrentDirectory = Path.Combine(SharedFiles.RepositoryRoot, "docs", "examples");
            Console.SetOut(written);
            Pharmacometrics();
        }
        finally
        {
            Console.SetOut(output);
            Environment.CurrentDirectory = before;
        }

        string[] lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().StartWith("1: ").And.EndWith(" L/h");
        lines.Count(l => l.Contains(" 50 %: ", StringComparison.Ordinal)).Should().BeGreaterThan(4);
    }

#pragma warning disable SA1503
    private static void Pharmacometrics()
    {
        var model = ModelFile.Read("theophylline.ant").Then(Flattening.Flatten).Value!;
        var population = PopulationFile.Read(File.ReadAllText("theophylline-people.toml"), "theophylline-people.toml").Value;
        var regimen = RegimenText.Read("320 mg into DEPOT every 12 h, 7 times").Value!;
        double[] times = [.. Enumerable.Range(0, 25).Select(i => 72 + (0.5 * i))];
        var request = new ExperimentRequest(model) { Regimen = regimen, Population = population, People = 50, OutputTimes = times, Outputs = ["C"], Seed = 1 };
        var people = Experiment.Prepare(request);
        foreach (var diagnostic in people.Diagnostics) Console.WriteLine(diagnostic);
        var results = new MemorySink();
        Ensemble.Run(people.Value!.Model, people.Value.Individuals, new EnsembleOptions(), results);

        // The last interval of each, analysed as one of steady state.
        var profiles = results.Blocks.SelectMany(block => Enumerable.Range(0, block.Count).Select(k => new NcaProfile(
            $"{block.First + k + 1}",
            [.. times.Select(t => t - 72)],
            block.Values[block.RowStarts[k]..block.RowStarts[k + 1]],
            [new NcaDose(0, 320)])));
        var analysis = new NcaAnalysis(new NcaOptions { Auc = AucMethod.LinearUpLogDown, Interval = (0, 12), Tau = 12 });
        foreach (var person in profiles.Take(3).Select(analysis.Analyse)) Console.WriteLine($"{person.Id}: {person.AucTau} h*mg/L, {person.ClearanceObserved} L/h");

        // The data set's own design, a hundred times, beside what was observed.
        var data = DataSetReader.Read(File.ReadAllText("theophylline.csv"), "theophylline.csv").Value!;
        var observed = VpcObservations.Of(data, kind: null, stratifyBy: null).Value!;
        var error = ResidualErrorText.Read("combined2(0.275, 0.134)", "error").Value!;
        var check = new VpcSink(observed, TimeBins.EqualCounts(observed.Times, 8), error, seed: 1, percentiles: [5, 50, 95], predictions: null);
        var trials = Experiment.Prepare(new ExperimentRequest(model) { Data = data, Replicates = 100, Outputs = ["C"] }).Value!;
        Ensemble.Run(trials.Model, trials.Individuals, new EnsembleOptions(), check);
        foreach (var row in check.Rows(level: 0.95)) Console.WriteLine($"{row.Time} h, {row.Percentile} %: {row.Observed}, simulated {row.Low} to {row.High}");
    }

    private static void Example()
    {
        var model = ModelFile.Read("model.xml").Then(Flattening.Flatten);
        foreach (var diagnostic in model.Diagnostics) Console.WriteLine(diagnostic);
        var compiled = Compiler.Compile(model.Value!, new CompileRequest { Outputs = ["S1", "amount(S2)"] });
        var plan = new IndividualPlan { OutputTimes = [0, 1, 2, 5, 10] };
        var result = Ensemble.RunOne(compiled.Value!, plan, [], new EnsembleOptions { RelativeTolerance = 1e-8 });
        for (int row = 0; row < plan.OutputTimes.Length; row++)
            Console.WriteLine($"{result.Times[row]}: {result.Values[2 * row]}, {result.Values[2 * row + 1]}");
        File.WriteAllText("model.ant", AntimonyWriter.Write(ModelDocument.Of(model.Value!)).Text);
        using var copy = File.Create("copy.xml");
        SbmlWriter.Write(ModelDocument.Of(model.Value!), version: null, copy);
    }
#pragma warning restore SA1503

    private static string Words(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}

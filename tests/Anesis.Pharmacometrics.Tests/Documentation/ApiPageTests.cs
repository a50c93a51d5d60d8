using Anesis.Formats;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Documentation;

/// <summary>The example of docs/api.md stands here word for word, so that it compiles and runs.</summary>
public sealed class ApiPageTests
{
    private const string Model = "model m()\n  species S1 = 10, S2 = 0;\n  J: S1 -> S2; 0.5*S1;\nend\n";

    [Fact]
    public void The_page_shows_the_code_that_runs_here()
    {
        string page = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "api.md"));
        string shown = page.Split("```csharp")[1].Split("```")[0];
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

#pragma warning disable SA1503
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

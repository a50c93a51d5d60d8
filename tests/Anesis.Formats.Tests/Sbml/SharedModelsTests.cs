using Anesis.Formats.Sbml;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.Sbml;

public sealed class SharedModelsTests
{
    [Theory]
    [InlineData("conformance/semantic")]
    [InlineData("conformance/semantic-l2v4")]
    [InlineData("conformance/stochastic")]
    [InlineData("realworld/biomodels")]
    [InlineData("realworld/antimony")]
    public void Every_model_is_read_without_an_error(string folder)
    {
        var wrong = new List<string>();
        foreach (string path in Directory.EnumerateFiles(SharedFiles.Find(folder), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var result = SbmlReader.Read(File.ReadAllBytes(path), path);
            wrong.AddRange(result.Diagnostics.Where(d => d.Severity == Severity.Error).Take(3).Select(d => d.ToString()));
        }

        wrong.Should().BeEmpty();
    }
}

using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.Sbml;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData("conformance/semantic")]
    [InlineData("conformance/semantic-l2v4")]
    [InlineData("conformance/stochastic")]
    [InlineData("realworld/biomodels")]
    [InlineData("realworld/antimony")]
    public void What_is_written_in_its_own_level_and_version_reads_back_equal(string folder)
    {
        var wrong = new List<string>();
        foreach (string path in Directory.EnumerateFiles(SharedFiles.Find(folder), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var first = SbmlReader.Read(File.ReadAllBytes(path), path);
            var text = SbmlWriter.ToText(first.Value!, first.Value!.ReadFrom);
            if (!text.Diagnostics.IsEmpty)
            {
                wrong.AddRange(text.Diagnostics.Take(3).Select(d => d.ToString()));
                continue;
            }

            var second = SbmlReader.Read(text.Value!, path);
            if (!second.IsOk)
            {
                wrong.AddRange(second.Diagnostics.Where(d => d.Severity == Severity.Error).Take(2).Select(d => d.ToString()));
            }
            else if (!Same(first.Value, second.Value))
            {
                wrong.Add(path + ": " + ModelDifference.Describe(first.Value, second.Value));
            }
        }

        wrong.Should().BeEmpty();
    }

    private static bool Same(ModelDocument first, ModelDocument second) => first.Equals(second);
}

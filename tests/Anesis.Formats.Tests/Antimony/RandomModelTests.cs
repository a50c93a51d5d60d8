using Anesis.Formats.Antimony;
using Anesis.Formats.Antimony.Writing;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using CsCheck;

namespace Anesis.Formats.Tests.Antimony;

public sealed class RandomModelTests
{
    [Fact]
    public void Formulas_are_read_as_they_were_written() =>
        RandomModels.Formulas(["a", "b", "c"]).Sample(
            formula =>
            {
                var model = new Model { Id = "m", Parameters = [new Parameter { Id = "x", Constant = false }, new Parameter { Id = "a" }, new Parameter { Id = "b" }, new Parameter { Id = "c" }],
                    FunctionDefinitions = [new FunctionDefinition { Id = "f", Arguments = ["x", "y"], Body = new Symbol("x") }], Rules = [new AssignmentRule { Variable = "x", Math = formula }] };
                string text = AntimonyWriter.Write(ModelDocument.Of(model)).Text;
                var read = AntimonyReader.Read(text, "x.ant");
                read.IsOk.Should().BeTrue(text + string.Join("\n", read.Diagnostics));
                ModelComparison.Normal(read.Value!.Main.Rules.Single().Math!).Equals(ModelComparison.Normal(formula)).Should().BeTrue(text);
            },
            iter: 3000, threads: 1);

    [Fact]
    public void Models_are_read_as_they_were_written() => RandomModels.Any.Sample(
        model =>
        {
            var document = ModelDocument.Of(model);
            var written = AntimonyWriter.Write(document);
            written.Diagnostics.Should().NotContain(d => d.Code == "AN0151", written.Text);
            var read = AntimonyReader.Read(written.Text, "x.ant");
            read.Diagnostics.Should().NotContain(d => d.Severity == Severity.Error, written.Text);
            ModelComparison.Differences(document, read.Value!).Should().BeEmpty(written.Text);
            AntimonyWriter.Write(read.Value!).Text.Length.Should().BeGreaterThan(0);
        },
        iter: 1500, threads: 1);
}

using Anesis.Formats.Tests.Sbml;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("anesis-model-file-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static Diagnostic Problem(string path)
    {
        var result = ModelFile.Read(path);
        result.Value.Should().BeNull();
        return result.Diagnostics.First(d => d.Severity == Severity.Error);
    }

    [Fact]
    public void The_format_is_known_by_name_and_by_content()
    {
        ModelFile.Read(Write("a.xml", SampleModels.Newer)).IsOk.Should().BeTrue();
        ModelFile.Read(Write("a.sbml", SampleModels.Newer)).IsOk.Should().BeTrue();
        ModelFile.Read(Write("a.txt", "\n  " + SampleModels.Newer)).IsOk.Should().BeTrue();
        ModelFile.Read(Write("b.txt", "k = 1;")).Value!.Main.Parameters.Single().Id.Should().Be("k");
        ModelFile.Read(Write("b.ant", "k = 1;")).Value!.Main.Parameters.Single().Value.Should().Be(1);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        Problem(Path.Combine(_folder.FullName, "absent.xml")).Found.Should().Be("no such file");
        Problem(_folder.FullName).Found.Should().Be("a folder");
        string zipped = Path.Combine(_folder.FullName, "a.xml.gz");
        File.WriteAllBytes(zipped, [0x1f, 0x8b, 8]);
        Problem(zipped).Found.Should().Contain("gzip");
        Problem(Write("c.xml", "k = 1")).Code.Should().Be("AN0202");
        Problem(Write("d.xml", "")).Code.Should().Be("AN0202");
    }

    private const string Packages = "xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" xmlns:comp=\"http://www.sbml.org/sbml/level3/version1/comp/version1\" level=\"3\" version=\"2\" comp:required=\"true\"";

    private static string Referring(string source, string modelRef = "inner") =>
        $"<sbml {Packages}><model id=\"outer\"><comp:listOfSubmodels><comp:submodel comp:id=\"a\" comp:modelRef=\"ext\"/></comp:listOfSubmodels></model>"
        + $"<comp:listOfExternalModelDefinitions><comp:externalModelDefinition comp:id=\"ext\" comp:source=\"{source}\" comp:modelRef=\"{modelRef}\"/></comp:listOfExternalModelDefinitions></sbml>";

    [Fact]
    public void An_external_model_becomes_a_definition()
    {
        Write("parts/inner.xml", $"<sbml {Packages}><model id=\"top\"/><comp:listOfModelDefinitions><comp:modelDefinition id=\"inner\"><comp:listOfSubmodels><comp:submodel comp:id=\"b\" comp:modelRef=\"leaf\"/>"
            + "</comp:listOfSubmodels></comp:modelDefinition><comp:modelDefinition id=\"leaf\"/></comp:listOfModelDefinitions></sbml>");
        var document = ModelFile.Read(Write("outer.xml", Referring("parts/inner.xml"))).Value!;
        document.Externals.Should().BeEmpty();
        document.Definitions.Select(d => d.Id).Should().Equal("ext__top", "ext", "ext__leaf");
        document.Definitions[1].Submodels.Single().ModelRef.Should().Be("ext__leaf");
    }

    [Theory]
    [InlineData("../outside.xml")]
    [InlineData("/etc/hostname")]
    [InlineData("file:///etc/hostname")]
    [InlineData("http://example.org/a.xml")]
    [InlineData("absent.xml")]
    public void Nothing_outside_the_folder_is_reached(string source)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "..", "outside.xml"), SampleModels.Newer);
        var problem = Problem(Write("sub/outer.xml", Referring(source)));
        problem.Code.Should().Be("AN0218");
        problem.At.Line.Should().Be(1);
        File.Delete(Path.Combine(_folder.FullName, "..", "outside.xml"));
    }

    [Fact]
    public void Models_that_refer_to_each_other_in_a_circle_are_refused()
    {
        Write("b.xml", Referring("a.xml", "outer"));
        Problem(Write("a.xml", Referring("b.xml", "outer"))).Found.Should().Contain("refers back");
    }

    [Fact]
    public void A_model_that_the_external_file_does_not_have_is_refused_with_the_nearest()
    {
        Write("b.xml", $"<sbml {Packages}><model id=\"inner\"/></sbml>");
        var problem = Problem(Write("a.xml", Referring("b.xml", "inmer")));
        problem.Nearest.Should().Be("inner");
    }

    [Fact]
    public void External_models_of_the_test_suite_are_found()
    {
        var result = ModelFile.Read(SharedFiles.Find("conformance/semantic/01167/01167-sbml-l3v2.xml"));
        result.Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty();
        result.Value!.Externals.Should().BeEmpty();
    }
}

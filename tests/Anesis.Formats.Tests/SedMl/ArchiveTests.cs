using System.IO.Compression;
using System.Text;
using Anesis.Formats.Combine;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.SedMl;

public sealed class ArchiveTests
{
    private const string Manifest = "<omexManifest xmlns=\"http://identifiers.org/combine.specifications/omex-manifest\"><content location=\".\" format=\"http://identifiers.org/combine.specifications/omex\"/></omexManifest>";

    [Fact]
    public void Every_shared_archive_and_its_experiment_are_read()
    {
        foreach (string file in Directory.GetFiles(SharedFiles.Find("realworld/omex"), "*.omex"))
        {
            var archive = CombineArchive.Read(File.ReadAllBytes(file), file);
            archive.IsOk.Should().BeTrue(file);
            foreach (var master in archive.Value!.Masters)
            {
                var read = SedReader.Read(master.Content, master.Location);
                read.Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty(file);
                read.Value!.Outputs.Should().NotBeEmpty();
            }
        }
    }

    [Fact]
    public void An_experiment_that_is_written_is_read_back_the_same()
    {
        foreach (string file in Directory.GetFiles(SharedFiles.Find("realworld/omex"), "*.omex"))
        {
            foreach (var master in CombineArchive.Read(File.ReadAllBytes(file), file).Value!.Masters)
            {
                var first = SedReader.Read(master.Content, "a").Value!;
                string text = SedWriter.ToText(first);
                var second = SedReader.Read(Encoding.UTF8.GetBytes(text), "a");
                second.Diagnostics.Should().BeEmpty(file);
                SedWriter.ToText(second.Value!).Should().Be(text, file);
                second.Value!.Tasks.Count.Should().Be(first.Tasks.Count);
                second.Value.Generators.Select(g => (g.Id, g.Formula.Math)).Should().Equal(first.Generators.Select(g => (g.Id, g.Formula.Math)));
            }
        }
    }

    [Fact]
    public void An_archive_that_is_written_is_read_back_the_same()
    {
        var archive = new CombineArchive([new("model.xml", CombineArchive.SbmlFormat, false, "<sbml/>"u8.ToArray()), new("a/experiment.sedml", CombineArchive.SedMlFormat, true, "<sedML/>"u8.ToArray())]);
        byte[] bytes = archive.ToBytes();
        archive.ToBytes().Should().Equal(bytes);
        var back = CombineArchive.Read(bytes, "x.omex").Value!;
        back.Entries.Select(e => (e.Location, e.Format, e.IsMaster, Encoding.UTF8.GetString(e.Content.Span))).Should().Equal(archive.Entries.Select(e => (e.Location, e.Format, e.IsMaster, Encoding.UTF8.GetString(e.Content.Span))));
        back.Masters.Select(e => e.Location).Should().Equal("a/experiment.sedml");
    }

    [Theory]
    [InlineData("../out.xml")]
    [InlineData("a/../../out.xml")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/x")]
    [InlineData("a\\..\\..\\b")]
    public void Names_that_lead_out_of_the_archive_are_refused(string name) =>
        CombineArchive.Read(Zip(("manifest.xml", Encoding.UTF8.GetBytes(Manifest)), (name, [1])), "x.omex").Diagnostics.Should().ContainSingle(d => d.Code == "AN0242");

    [Fact]
    public void A_bomb_is_refused() =>
        CombineArchive.Read(Zip(("manifest.xml", Encoding.UTF8.GetBytes(Manifest)), ("zeros", new byte[64 << 20])), "x.omex").Diagnostics.Should().ContainSingle(d => d.Code == "AN0242");

    [Fact]
    public void A_manifest_with_a_document_type_is_refused() =>
        CombineArchive.Read(Zip(("manifest.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><omexManifest>&b;</omexManifest>"u8.ToArray())), "x.omex").IsOk.Should().BeFalse();

    [Fact]
    public void What_is_no_archive_is_refused() => CombineArchive.Read("hello"u8.ToArray(), "x.omex").Diagnostics.Should().ContainSingle(d => d.Code == "AN0240");

    [Fact]
    public void An_archive_without_a_manifest_is_refused() => CombineArchive.Read(Zip(("a", [1])), "x.omex").Diagnostics.Should().ContainSingle(d => d.Code == "AN0241");

    [Fact]
    public void References_to_what_is_not_there_are_named_with_the_nearest()
    {
        const string Text = """
            <sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" level="1" version="4">
              <listOfModels><model id="model1" language="urn:sedml:language:sbml" source="a.xml"/></listOfModels>
              <listOfSimulations><uniformTimeCourse id="sim" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"/></listOfSimulations>
              <listOfTasks><task id="task" modelReference="modle1" simulationReference="sim"/></listOfTasks>
            </sedML>
            """;
        var diagnostic = SedReader.Read(Encoding.UTF8.GetBytes(Text), "e.sedml").Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Nearest.Should().Be("model1");
        diagnostic.At.Line.Should().Be(4);
    }

    [Theory]
    [InlineData("//*[count(//*) > 0]")]
    [InlineData("//*//*//*")]
    [InlineData("/a[b[c]]")]
    [InlineData("/a | /b")]
    public void Paths_that_could_take_long_find_nothing(string path) =>
        ModelXml.Parse("<a><b/></a>", "a.xml").Value!.Locate(new(path, [])).Should().BeNull();

    private static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}

using System.IO.Compression;
using Anesis.Tests;

namespace Anesis.Cli.Tests;

public sealed class ConvertTests
{
    private const string Decay = "model decay()\n  compartment c = 1; species S in c = 10; k = 0.1; T := 2*S;\n  J: S -> ; k*S;\nend\n";

    [Theory]
    [InlineData("--lossy")]
    [InlineData("--model", "a")]
    [InlineData("--until", "3")]
    [InlineData("--every", "3")]
    [InlineData("--select", "S")]
    public void An_option_without_a_meaning_for_the_two_files_is_refused_and_nothing_is_written(params string[] option)
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run(["convert", folder.Write("m.ant", Decay), folder.Path("m.xml"), .. option]);
        code.Should().Be(2);
        messages.Should().Contain("AN1016").And.Contain(option[0]);
        File.Exists(folder.Path("m.xml")).Should().BeFalse();
    }

    [Theory]
    [InlineData("convert")]
    [InlineData("check")]
    [InlineData("simulate")]
    public void A_folder_named_as_an_archive_is_said_to_be_a_folder(string command)
    {
        using var folder = new CommandFolder();
        Directory.CreateDirectory(folder.Path("d.omex"));
        var (code, output, messages) = folder.Run(command == "convert" ? [command, folder.Path("d.omex"), folder.Path("m.xml")] : [command, folder.Path("d.omex")]);
        code.Should().Be(2);
        (output + messages).Should().Contain("found a folder");
    }

    [Theory]
    [InlineData("l2v1")]
    [InlineData("l2v2")]
    [InlineData("l2v3")]
    [InlineData("l2v4")]
    [InlineData("l2v5")]
    [InlineData("l3v1")]
    [InlineData("l3v2")]
    public void The_level_that_is_asked_for_is_written_and_kept_by_the_next_conversion(string level)
    {
        using var folder = new CommandFolder();
        string[] files = [folder.Write("m.ant", Decay), folder.Path("m.xml"), folder.Path("again.sbml"), folder.Path("m.omex"), folder.Path("back.xml")];
        folder.Run("convert", files[0], files[1], "--sbml", level).Code.Should().Be(0);
        folder.Run("convert", files[1], files[2]).Code.Should().Be(0);
        File.ReadAllText(files[1]).Should().Contain($"level=\"{level[1]}\" version=\"{level[3]}\"");
        File.ReadAllText(files[2]).Should().Be(File.ReadAllText(files[1]));

        // The experiment's targets name the level's own namespace.
        folder.Run("convert", files[0], files[3], "--sbml", level, "--until", "2", "--every", "1").Code.Should().Be(0);
        folder.Run("convert", files[3], files[4]).Code.Should().Be(0);
        string space = File.ReadAllText(files[4]).Split("xmlns=\"")[1].Split('"')[0];
        using var zip = ZipFile.OpenRead(files[3]);
        using var experiment = new StreamReader(zip.GetEntry("experiment.sedml")!.Open());
        experiment.ReadToEnd().Should().Contain($"\"{space}\"");
    }

    [Theory]
    [InlineData("l1v2")]
    [InlineData("l2v6")]
    [InlineData("l3v3")]
    [InlineData("3")]
    public void A_level_that_there_is_not_is_refused(string level)
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run("convert", folder.Write("m.ant", Decay), folder.Path("m.xml"), "--sbml", level);
        code.Should().Be(2);
        messages.Should().Contain("AN1015").And.Contain(level);
    }

    [Fact]
    public void What_a_level_has_no_place_for_is_refused_unless_it_may_be_lost()
    {
        using var folder = new CommandFolder();
        string network = SharedFiles.Find("conformance/semantic/01606/01606-sbml-l3v2.xml");
        var (code, _, messages) = folder.Run("convert", network, folder.Path("m.xml"), "--sbml", "l2v4");
        code.Should().Be(2);
        messages.Should().Contain("the bounds of the flux").And.Contain("--lossy");
        File.Exists(folder.Path("m.xml")).Should().BeFalse();
        folder.Run("convert", network, folder.Path("m.xml"), "--sbml", "l2v4", "--lossy").Code.Should().Be(0);
        folder.Run("check", folder.Path("m.xml")).Code.Should().Be(0);
    }

    [Fact]
    public void Submodels_are_kept_at_Level_3_and_resolved_at_Level_2_and_in_archives()
    {
        using var folder = new CommandFolder();
        string model = SharedFiles.Find("conformance/semantic/01124/01124-sbml-l3v2.xml");
        folder.Run("convert", model, folder.Path("kept.xml")).Code.Should().Be(0);
        folder.Read("kept.xml").Should().Contain("comp:submodel ");
        var (code, _, messages) = folder.Run("convert", model, folder.Path("flat.xml"), "--sbml", "l2v4");
        code.Should().Be(2);
        messages.Should().Contain("submodels").And.Contain("--lossy");
        folder.Run("convert", model, folder.Path("flat.xml"), "--sbml", "l2v4", "--lossy").Code.Should().Be(0);
        folder.Read("flat.xml").Should().NotContain("comp:");
        folder.Run("convert", model, folder.Path("m.omex")).Code.Should().Be(0);
        folder.Run("check", folder.Path("m.omex")).Code.Should().Be(0);
    }

    [Fact]
    public void An_experiment_beside_a_model_simulates_what_was_asked_for()
    {
        using var folder = new CommandFolder();
        folder.Run("convert", folder.Write("m.ant", Decay), folder.Path("m.xml")).Code.Should().Be(0);
        folder.Run("convert", folder.Path("m.xml"), folder.Path("e.sedml"), "--until", "10", "--every", "0.5", "--select", "S,T,J").Code.Should().Be(0);
        folder.Run("check", folder.Path("e.sedml")).Code.Should().Be(0);
        folder.Run("simulate", folder.Path("e.sedml"), "--output", folder.Path("out")).Code.Should().Be(0);
        string[] rows = File.ReadAllLines(folder.Path("out/report.csv"));
        rows.Should().HaveCount(22);
        rows[0].Should().Be("time,S,T,J");
        double[] last = [.. rows[^1].Split(',').Select(c => double.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
        last[0].Should().Be(10);
        last[1].Should().BeApproximately(10 * Math.Pow(Math.E, -1), 1e-6);
        last[2].Should().BeApproximately(2 * last[1], 1e-12);
        last[3].Should().BeApproximately(0.1 * last[1], 1e-12);
    }

    [Theory]
    [InlineData("AN1006", "did you mean S?", "--select", "Sx")]
    [InlineData("AN1003", "equal steps", "--until", "1", "--every", "0.3")]
    [InlineData("AN1003", "equal steps", "--until", "0")]
    [InlineData("AN1003", "equal steps", "--every", "0")]
    [InlineData("AN1003", "\"soon\"", "--until", "soon")]
    public void A_wrong_course_is_refused(string what, string why, params string[] options)
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run(["convert", folder.Write("m.ant", Decay), folder.Path("m.omex"), .. options]);
        code.Should().Be(2);
        messages.Should().Contain(what).And.Contain(why);
        File.Exists(folder.Path("m.omex")).Should().BeFalse();
    }

    [Fact]
    public void An_experiment_needs_its_model_beside_it()
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run("convert", folder.Write("m.ant", Decay), folder.Path("e.sedml"));
        code.Should().Be(2);
        messages.Should().Contain("AN1015").And.Contain(".omex");
    }

    [Theory]
    [InlineData("AN0241", "manifest.xml", "model.xml", "x")]
    [InlineData("AN0242", "../evil.xml", "manifest.xml", "", "../evil.xml", "x")]
    [InlineData("AN0242", "/etc/evil.xml", "manifest.xml", "", "/etc/evil.xml", "x")]
    public void A_hostile_archive_is_refused_by_every_command(string what, string where, params string[] entries)
    {
        using var folder = new CommandFolder();
        string archive = folder.Path("a.omex");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            foreach (string[] pair in entries.Chunk(2))
            {
                using var writer = new StreamWriter(zip.CreateEntry(pair[0]).Open());
                writer.Write(pair[1]);
            }
        }

        foreach (string[] command in (string[][])[["check", archive], ["simulate", archive, "--output", folder.Path("out")], ["convert", archive, folder.Path("m.xml")]])
        {
            var (code, output, messages) = folder.Run(command);
            code.Should().Be(2);
            (output + messages).Should().Contain(what).And.Contain(where);
        }

        Directory.GetFileSystemEntries(folder.Folder).Should().Equal(archive);
    }
}

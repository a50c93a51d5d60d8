using System.Globalization;
using Anesis.Pharmacometrics.Nca;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Nca;

public sealed class NcaCommandTests
{
    [Theory]
    [InlineData("linear", "linear blq=kdk lz=best")]
    [InlineData("linlog", "linlog blq=kdk lz=best")]
    [InlineData("logaftertmax", "logaftertmax blq=kdk lz=best")]
    public void The_command_gives_what_the_reference_tool_gives_for_theophylline(string auc, string method)
    {
        var rows = Run("theoph", NcaRequest.Read(auc).Value!);
        var expected = NcaReference.ExpectedOf("theoph").Where(e => e.Method == method && e.Tool == "PKNCA 0.12.1").ToDictionary(e => (e.Id, e.Parameter), e => e.Value);
        foreach (var (code, name) in new[] { ("CMAX", "cmax"), ("AUCLST", "auclast"), ("AUCIFO", "aucinf.obs"), ("LAMZHL", "half.life"), ("CLFO", "cl.obs"), ("MRTEVIFO", "mrt.obs"), ("LAMZNPT", "lambda.z.n.points") })
        {
            for (int id = 1; id <= 12; id++)
            {
                string key = id.ToString(CultureInfo.InvariantCulture);
                rows[(key, code)].Value.Should().BeApproximately(expected[(key, name)], 1e-8 * expected[(key, name)]);
            }
        }
    }

    /// <summary>PKNCA's other ways of choosing the terminal points, in the command's words, which are those of the reference's methods.</summary>
    [Theory]
    [InlineData("theoph", "best-min4", "kdk", "linlog blq=kdk lz=best-min4")]
    [InlineData("theoph", "best-f0.01", "kdk", "linlog blq=kdk lz=best-f0.01")]
    [InlineData("theoph", "best+cmax", "kdk", "linlog blq=kdk lz=best+cmax")]
    [InlineData("sim_oral", "best", "beforetmax-k/aftertmax-d", "linlog blq=beforetmax-k/aftertmax-d lz=best start=predose+conc0")]
    public void The_words_of_the_reference_are_the_words_of_the_command(string set, string lambda, string blq, string method)
    {
        var rows = Run(set, NcaRequest.Read("linlog", blq, lambda, start: method.Contains("start=predose+conc0", StringComparison.Ordinal) ? "zero" : "measured").Value!);
        var expected = NcaReference.ExpectedOf(set).Where(e => e.Method == method && e.Tool == "PKNCA 0.12.1" && e.Value is > 0 and < double.PositiveInfinity).ToDictionary(e => (e.Id, e.Parameter), e => e.Value);
        int compared = 0;
        foreach (var (code, name) in new[] { ("CMAX", "cmax"), ("AUCIFO", "aucinf.obs"), ("LAMZHL", "half.life"), ("R2ADJ", "adj.r.squared"), ("LAMZNPT", "lambda.z.n.points") })
        {
            foreach (var ((id, _), value) in expected.Where(e => e.Key.Parameter == name))
            {
                rows[(id, code)].Value.Should().BeApproximately(value, 1e-8 * value);
                compared++;
            }
        }

        compared.Should().BeGreaterThan(30);
    }

    [Fact]
    public void The_terminal_line_goes_through_all_samples_of_a_window()
    {
        // ln 8, ln 4, ln 1 at 2, 4, 6: by least squares the slope is (ln 1 − ln 8)/4.
        var data = NcaData.Read("time,conc\n0,0\n1,9\n2,8\n4,4\n6,1\n8,0.9\n", "d.csv").Value!;
        NcaRequest.Analyse(data, NcaRequest.Read(lambdaZ: "2-6").Value!)[0].Terminal.LambdaZ.Should().BeApproximately(Math.Log(8) / 4, 1e-12);
    }

    [Fact]
    public void The_steady_state_interval_is_recognised_from_the_doses()
    {
        var rows = Run("sim_ss", NcaRequest.Read(from: 144, to: 156).Value!);
        rows[("1", "AUCTAU")].Value.Should().BeApproximately(31.801185, 1e-9);
        rows[("1", "CLFO")].Value.Should().BeApproximately(2.515629528, 1e-9);
        rows[("1", "FLUCP")].Value.Should().BeApproximately(56.21488633, 1e-7);
        rows.Should().NotContainKey(("3", "AUCLST"), "without a sample at the start of the interval its area does not exist");
        rows[("3", "AUCINT")].Value.Should().BeApproximately(28.26528807, 1e-8);
    }

    [Fact]
    public void Units_come_from_the_headers()
    {
        var data = NcaData.Read("id,time [h],conc [mg/L]\n1,0,0\n1,1,4\n1,2,2\n1,3,1\n1,4,0.5\n", "d.csv", "time,amt [mg]\n0,10\n", "e.csv").Value!;
        var writer = new StringWriter();
        NcaCsv.Write(writer, NcaRequest.Analyse(data, NcaOptions.Default), data.Units);
        string text = writer.ToString();
        text.Should().Contain("1,CMAX,4,mg/L\n").And.Contain(",h*mg/L\n").And.Contain("1,LAMZHL,1,h\n");
        text.Should().MatchRegex("1,CLFO,[0-9.]+,L/h\n").And.MatchRegex("1,VZFO,[0-9.]+,L\n");
    }

    [Fact]
    public void Every_wrong_cell_is_said_with_its_place()
    {
        var read = NcaData.Read("id,time,conc\n1,0,x\n1,one,2\n1,2\n", "d.csv", "id,time,amt,route\n2,0,-5,rectally\n", "e.csv");
        read.Diagnostics.Select(d => d.ToString().Split(':')[0] + ":" + d.At.Line).Should().Contain(["d.csv:2", "d.csv:3", "d.csv:4", "e.csv:2"]);
        read.IsOk.Should().BeFalse();
        NcaData.Read("id,time,concc\n", "d.csv").Diagnostics[0].ToString().Should().Contain("concc").And.Contain("AN0853");
    }

    [Fact]
    public void Wrong_words_are_refused_all_at_once()
    {
        var read = NcaRequest.Read("linlg", "kd", "first3", 4, 4);
        read.Diagnostics.Should().HaveCount(4);
        read.Diagnostics[0].Nearest.Should().Be("linlog");
    }

    private static Dictionary<(string Id, string Code), (double Value, string Unit)> Run(string set, NcaOptions options)
    {
        string data = File.ReadAllText(SharedFiles.Find($"realworld/nca/data/{set}_conc.csv"));
        string doses = File.ReadAllText(SharedFiles.Find($"realworld/nca/data/{set}_dose.csv"));
        var read = NcaData.Read(data, "data.csv", doses, "doses.csv");
        read.Diagnostics.Should().BeEmpty();
        var writer = new StringWriter();
        NcaCsv.Write(writer, NcaRequest.Analyse(read.Value!, options), read.Value!.Units);
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
            .ToDictionary(f => (f[0], f[1]), f => (double.Parse(f[2], CultureInfo.InvariantCulture), f[3]));
    }
}

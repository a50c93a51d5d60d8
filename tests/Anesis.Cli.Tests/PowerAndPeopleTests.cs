using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class PowerAndPeopleTests
{
    private const string Model = "model m\n  species A; A = 10; k = 0.5; b = 0; Y := b + A\n  A -> ; k*A\n  k.distribution = normal(0.5, 0.05)\nend\n";
    private const string Design = "schema = 1\nid = \"d\"\ntitle = \"t\"\nmodel = \"m.ant\"\npeople = [20, 40]\nreplicates = 40\nvisits = [\"0\", \"1\"]\narm = [{ name = \"a\", set = [{ id = \"b\", value = 1 }] }, { name = \"c\" }]\n[endpoint]\noutput = \"Y\"\nerror = \"additive(1)\"\n[test]\nkind = \"t\"\ncompare = [\"a\", \"c\"]\n";

    [Fact]
    public void Power_is_the_same_on_one_thread_and_is_drawn_and_reported()
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        string design = folder.Write("d.toml", Design);
        var one = folder.Run("power", design, "--threads", "1");
        one.Code.Should().Be(ExitCode.Done, one.Messages);
        folder.Run("power", design, "--threads", "2").Output.Should().Be(one.Output);
        string[] lines = one.Output.Trim().Split('\n');
        lines.Should().HaveCount(3);
        lines[0].Should().StartWith("people,replicates,positive,power,standard_error,low,high");
        lines[2].Should().StartWith("40,40,");
        folder.Run("power", design, "--people", "12", "--replicates", "10", "--output", folder.Path("p.csv"), "--plot", folder.Path("p.svg"), "--report", folder.Path("p.html")).Code.Should().Be(ExitCode.Done);
        folder.Read("p.csv").Trim().Split('\n')[1].Should().StartWith("12,10,");
        folder.Read("p.html").Should().Contain("t-test");
    }

    [Theory]
    [InlineData("AN1006", "additive(1)", "additive(1)", "--people", "x")]
    [InlineData("AN0950", "compare = [\"a\", \"c\"]", "compare = [\"a\", \"cc\"]")]
    [InlineData("AN0830", "additive(1)", "addtive(1)")]
    [InlineData("AN1012", "m.ant", "nomodel")]
    [InlineData("AN0506", "output = \"Y\"", "output = \"Z\"")]
    [InlineData("AN1005", "id = \"b\"", "id = \"bb\"")]
    [InlineData("AN0902", "kind = \"t\"", "kind = \"t\"\ntypo = 1")]
    public void A_wrong_design_is_refused_and_nothing_is_written(string code, string from, string to, params string[] more)
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        string design = folder.Write("d.toml", Design.Replace(from, to, StringComparison.Ordinal));
        var (exit, _, messages) = folder.Run(["power", design, "--output", folder.Path("x.csv"), .. more]);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code);
        File.Exists(folder.Path("x.csv")).Should().BeFalse();
    }

    [Fact]
    public void People_of_a_table_are_simulated_as_they_are()
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        string people = folder.Write("people.csv", "id,k,note\nx,0.1,1\ny,0.2,2\n");
        folder.Run("simulate", folder.Path("m.ant"), "--individuals", people, "--at", "0,1", "--output", folder.Path("o.csv"), "--quiet").Code.Should().Be(ExitCode.Done);
        double[] last = [.. folder.Read("o.csv").Trim().Split('\n').Skip(1).Select(l => double.Parse(l.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture))];
        last[1].Should().BeApproximately(10 * Math.Exp(-0.1), 1e-5);
        last[3].Should().BeApproximately(10 * Math.Exp(-0.2), 1e-5);
    }

    [Theory]
    [InlineData("AN0940", "simulate", "@m.ant", "--individuals", "@none.csv", "--until", "1", "--output", "@x.csv")]
    [InlineData("AN1007", "simulate", "@m.ant", "--individuals", "@people.csv", "--people", "3", "--until", "1", "--output", "@x.csv")]
    [InlineData("AN1009", "people", "adlts")]
    [InlineData("AN0944", "people", "@people.csv", "--organs")]
    [InlineData("AN1007", "people", "@people.csv", "--take", "3")]
    [InlineData("AN1008", "people", "@people.csv", "--target", "@missing.toml")]
    [InlineData("AN1006", "people", "adults", "--people", "0")]
    public void What_is_no_table_of_people_is_refused(string code, params string[] args)
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        folder.Write("people.csv", "id,k\nx,0.1\n");
        folder.Write("none.csv", "id,z\nx,0.1\n");
        var (exit, _, messages) = folder.Run([.. args.Select(a => a.Replace("@", folder.Folder + "/", StringComparison.Ordinal))]);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code);
    }
}

using System.Text.Json;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

/// <summary>"anesis trial" puts simulated beside observed, and its exit code says whether they agree.</summary>
public sealed class TrialTests
{
    private const string Own = """
        schema = 1
        id = "own"
        title = "A test"
        source = "nobody"
        model = "person"
        design = "open"
        blinding = "none"
        population = "trd-patients"
        until = "24 h"
        every = "12 h"
        [[arm]]
        id = "drug"
        people = 20
        regimen = ["0.5 mg/kg ketamine iv over 40 min"]
        [[observed]]
        id = "o"
        arm = "drug"
        quantity = "change"
        at = "24 h"
        value = VALUE
        source = "nobody"
        """;

    [Theory]
    [InlineData("-17", ExitCode.Done, "inside 1 of 1")]
    [InlineData("20", ExitCode.Negative, "inside 0 of 1")]
    public void A_published_number_within_the_interval_ends_with_0_and_one_outside_with_1(string value, int expected, string last)
    {
        using var folder = new CommandFolder();
        string file = folder.Write("own.toml", Own.Replace("VALUE", value, StringComparison.Ordinal));
        var (code, output, messages) = folder.Run("trial", file, "--people", "30", "--replicates", "100", "--csv", folder.Path("t.csv"), "--plot", folder.Path("t.svg"));
        code.Should().Be(expected, messages);
        output.TrimEnd().Should().EndWith(last);
        output.Should().Contain("discrepancy").And.Contain("recommends no dose");
        folder.Read("t.csv").Split('\n')[1].Should().StartWith("own,no role,o,drug,,change,24,points,");
        folder.Read("t.svg").Should().StartWith("<svg").And.Contain("Change of MADRS");
    }

    [Fact]
    public void Json_gives_the_same_to_programs()
    {
        using var folder = new CommandFolder();
        var (_, output, _) = folder.Run("trial", folder.Write("own.toml", Own.Replace("VALUE", "-10", StringComparison.Ordinal)), "--people", "20", "--replicates", "50", "--json");
        var row = JsonDocument.Parse(output).RootElement.GetProperty("trials")[0].GetProperty("rows")[0];
        row.GetProperty("low").GetDouble().Should().BeLessThan(row.GetProperty("high").GetDouble());
        row.GetProperty("discrepancy").GetDouble().Should().BeApproximately(row.GetProperty("simulated").GetDouble() + 10, 1e-9);
    }

    [Fact]
    public void Without_a_name_the_trials_are_listed_with_their_roles()
    {
        var (code, output, _) = CommandLine.Run("trial");
        code.Should().Be(ExitCode.Done);
        output.Should().MatchRegex("murrough-2013 +fit").And.MatchRegex("berman-2000 +validate");
    }

    [Theory]
    [InlineData("did you mean \"murrough-2013\"?", "trial", "murrough-2012")]
    [InlineData("which is no file", "trial", "none.toml")]
    [InlineData("a number of people from 2", "trial", "murrough-2013", "--people", "1")]
    [InlineData("a share between 0 and 1", "trial", "murrough-2013", "--level", "95")]
    [InlineData("a file that ends in .svg or .png", "trial", "murrough-2013", "--plot", "x.pdf")]
    [InlineData("names, or one of --all and --fit", "trial", "murrough-2013", "--fit")]
    [InlineData("name=value with a number", "trial", "murrough-2013", "--set", "weight")]
    [InlineData("local, morris or sobol", "sensitivity", "person", "--of", "max cadss", "--until", "1h", "--kind", "sobl")]
    [InlineData("did you mean cadss", "sensitivity", "person", "--of", "max cads", "--until", "1h")]
    [InlineData("an end above 0", "sensitivity", "person", "--of", "max cadss")]
    [InlineData("a result such as", "sensitivity", "person", "--until", "1h")]
    [InlineData("did you mean weight", "sensitivity", "person", "--of", "max cadss", "--until", "1h", "--parameters", "weigth")]
    [InlineData("a share between 0 and 1", "sensitivity", "person", "--of", "max cadss", "--until", "1h", "--range", "2")]
    [InlineData("--kind morris or sobol", "sensitivity", "person", "--of", "max cadss", "--until", "1h", "--population", "adults")]
    [InlineData("did you mean adults?", "ranges", "--population", "adultz")]
    [InlineData("a number of people from 1", "ranges", "--people", "0")]
    public void Wrong_input_ends_with_2_and_says_what_was_expected(string says, params string[] args)
    {
        var (code, output, messages) = CommandLine.Run(args);
        code.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(says).And.Contain("found ");
        output.Should().BeEmpty();
    }

    [Fact]
    public void Sensitivity_of_a_decay_is_that_of_its_closed_form_on_the_screen_and_in_csv()
    {
        using var folder = new CommandFolder();
        string file = folder.Write("m.ant", "model m\n  species A\n  A = 1; k = 0.5\n  A -> ; k*A\nend\n");
        var (code, output, messages) = folder.Run("sensitivity", file, "--of", "A at 2", "--until", "5", "--csv", folder.Path("s.csv"));
        code.Should().Be(ExitCode.Done, messages);
        output.Should().Contain("identifiability");
        string[] fields = folder.Read("s.csv").Split('\n')[1].Split(',');
        fields[..2].Should().Equal("A at 2", "k");
        double.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture).Should().BeApproximately(-1, 1e-5);
    }

    [Fact]
    public void Between_people_weight_and_its_likes_decide_exposure_and_what_cannot_act_does_not()
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run("sensitivity", "person", "--regimen", "50 mg ketamine iv over 40 min", "--of", "max ketamine_arterial", "--until", "1h", "--every", "20min", "--kind", "morris", "--points", "6", "--population", "adults", "--csv", folder.Path("p.csv"), "--rtol", "1e-5");
        code.Should().Be(ExitCode.Done, messages);
        var effects = folder.Read("p.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToDictionary(f => f[1], f => double.Parse(f[2], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        effects["weight"].Should().BeGreaterThan(10 * effects["feeling__eta_mood"]);
        effects["feeling__eta_mood"].Should().Be(0);
    }

    [Fact]
    public void A_scenario_that_ranks_markers_gives_the_table_and_its_json()
    {
        using var folder = new CommandFolder();
        var (code, output, messages) = folder.Run("simulate", "early-biomarkers", "--people", "30", "--json");
        code.Should().Be(ExitCode.Done, messages);
        var markers = JsonDocument.Parse(output).RootElement.GetProperty("markers");
        markers.GetArrayLength().Should().Be(10);
        markers.EnumerateArray().Select(m => m.GetProperty("auc").GetDouble()).Should().OnlyContain(a => a >= 0 && a <= 1);
    }
}

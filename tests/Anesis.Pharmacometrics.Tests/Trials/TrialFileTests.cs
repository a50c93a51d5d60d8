using Anesis.Pharmacometrics.Trials;

namespace Anesis.Pharmacometrics.Tests.Trials;

/// <summary>A file of a trial is read strictly: every fault with its place.</summary>
public sealed class TrialFileTests
{
    private const string Good = """
        schema = 1
        id = "t"
        title = "A test"
        source = "nobody"
        model = "person"
        design = "parallel"
        blinding = "none"
        population = "adults"
        until = "48 h"
        [[arm]]
        id = "drug"
        people = 10
        [[observed]]
        id = "o"
        arm = "drug"
        quantity = "change"
        at = "24 h"
        value = -3
        source = "nobody"
        """;

    [Fact]
    public void A_good_file_is_read()
    {
        var trial = TrialFile.Read(Good, "t.toml").Value!;
        trial.Observations[0].At.Should().Be(24);
        trial.Arms[0].DropOut.Should().BeNull();
    }

    [Theory]
    [InlineData("design = \"parallel\"", "design = \"paralel\"", "did you mean parallel")]
    [InlineData("arm = \"drug\"", "arm = \"drugs\"", "did you mean drug")]
    [InlineData("at = \"24 h\"", "at = \"24\"", "with its unit")]
    [InlineData("at = \"24 h\"", "at = \"3 d\"", "a time within the trial")]
    [InlineData("people = 10", "people = 2.5", "a whole number of people")]
    [InlineData("people = 10", "people = 10\ndropout = 1.5", "a share of people")]
    [InlineData("quantity = \"change\"", "quantity = \"hazard_ratio\"", "the arm that it is compared with")]
    [InlineData("value = -3", "value = -3\nlow = 2\nhigh = 1", "low below high")]
    [InlineData("value = -3", "valeu = -3", "a key \"value\"")]
    [InlineData("source = \"nobody\"\nmodel", "model", "a key \"source\"")]
    public void A_fault_is_named_with_its_place_and_what_was_expected(string from, string to, string says)
    {
        var read = TrialFile.Read(Good.Replace(from, to, StringComparison.Ordinal), "t.toml");
        read.IsOk.Should().BeFalse();
        string text = string.Join('\n', read.Diagnostics);
        text.Should().Contain(says).And.MatchRegex("t.toml:[0-9]+");
    }

    [Fact]
    public void Roles_name_a_trial_once()
    {
        var read = TrialRoles.Read("schema = 1\nfit = \"f\"\nmodel = \"person\"\n[[use]]\ntrial = \"a\"\nrole = \"fit\"\nwhy = \"x\"\n[[use]]\ntrial = \"a\"\nrole = \"validate\"\nwhy = \"x\"\n", "roles.toml");
        string.Join('\n', read.Diagnostics).Should().Contain("one role for each trial");
    }
}

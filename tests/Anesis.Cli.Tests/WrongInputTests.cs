using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class WrongInputTests
{
    private static (int Code, string Messages) Run(params string[] args)
    {
        var output = new StringWriter();
        var messages = new StringWriter();
        try
        {
            return (Program.Run(args, new Screen(output, messages, false, false), CancellationToken.None), messages.ToString());
        }
        catch (UserError error)
        {
            return (ExitCode.WrongInput, error.Diagnostic.ToString());
        }
    }

    [Theory]
    [InlineData("AN1001", "simulat", "person")]
    [InlineData("AN1001", "simulate", "person", "--regimn", "5 mg iv")]
    [InlineData("AN1012", "simulate", "therapeutic-infusio")]
    [InlineData("AN0217", "simulate", "no-such-file.ant")]
    [InlineData("AN0702", "simulate", "person", "--regimen", "0,5 mg/kg iv over 40 min")]
    [InlineData("AN0703", "simulate", "person", "--regimen", "5 mg ketamin iv")]
    [InlineData("AN0720", "simulate", "person", "--regimen", "5 mg ketamine inhaled")]
    [InlineData("AN1005", "simulate", "person", "--set", "weight")]
    [InlineData("AN1005", "simulate", "person", "--set", "wieght=80")]
    [InlineData("AN1003", "simulate", "person", "--until", "banana")]
    [InlineData("AN1003", "simulate", "person", "--at", "2,1h")]
    [InlineData("AN1004", "simulate", "person", "--method", "stif")]
    [InlineData("AN1006", "simulate", "person", "--rtol", "2")]
    [InlineData("AN1006", "simulate", "person", "--people", "0")]
    [InlineData("AN1008", "simulate", "person", "--data", "no-such.csv")]
    [InlineData("AN1009", "simulate", "person", "--population", "adlts")]
    [InlineData("AN1014", "simulate", "person", "--summary", "summary.txt")]
    [InlineData("AN1015", "convert", "person", "person.pdf")]
    [InlineData("AN1010", "conformance", "no-such-folder")]
    [InlineData("AN1011", "bench", "W99")]
    [InlineData("AN1008", "nca", "no-such.csv")]
    [InlineData("AN0524", "simulate", "person", "--method", "ssa")]
    [InlineData("AN1006", "simulate", "person", "--method", "tauleap", "--leap-error", "2")]
    public void Wrong_input_is_refused_with_its_code_and_what_was_expected(string code, params string[] args)
    {
        var (exit, messages) = Run(args);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code).And.Contain("expected");
    }
}

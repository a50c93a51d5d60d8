using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class WrongInputTests(WrongFiles files) : IClassFixture<WrongFiles>
{
    /// <summary>"@name" is a file of <see cref="WrongFiles"/>; "m" stands for "simulate @m.ant --output @out".</summary>
    private void Refuses(string code, string says, string[] args)
    {
        string[] full = args[0] == "m" ? ["simulate", "@m.ant", "--output", "@out", .. args[1..]] : args;
        string before = files.Listing();
        var (exit, _, messages) = CommandLine.Run([.. full.Select(a => a.Replace("@", files.Folder + "/", StringComparison.Ordinal))]);
        exit.Should().Be(ExitCode.WrongInput, messages);
        messages.Should().Contain(code).And.Contain("found ").And.Contain("expected ").And.Contain(says);
        messages.Should().NotContain("Exception").And.NotContain("   at ");
        files.Listing().Should().Be(before, "a request that is refused writes nothing");
    }

    [Theory]
    [InlineData("AN1001", "did you mean \"simulate\"?", "simulat", "person")]
    [InlineData("AN1001", "a command: simulate", "")]
    [InlineData("AN1001", "did you mean \"--regimen\"?", "m", "--regimn", "5 mg iv")]
    [InlineData("AN1001", "did you mean \"--json\"?", "m", "--jsn")]
    [InlineData("AN1001", "did you mean \"--people\"?", "m", "--poeple=3")]
    [InlineData("AN1001", "\"extra\"", "m", "extra")]
    [InlineData("AN1002", "MODEL: error", "simulate")]
    [InlineData("AN1002", "OUT: error", "convert", "person")]
    [InlineData("AN1002", "FILE: error", "check")]
    [InlineData("AN1002", "--people: error AN1002: found nothing", "m", "--people")]
    [InlineData("AN1002", "found \"abc\", expected a whole number", "m", "--people", "abc")]
    [InlineData("AN1002", "found \"1.5\"", "m", "--people", "1.5")]
    [InlineData("AN1002", "found \"999999999999\"", "m", "--people", "999999999999")]
    [InlineData("AN1002", "--seed: error", "m", "--seed", "-1")]
    [InlineData("AN1002", "--rtol: error AN1002: found \"abc\", expected a number", "m", "--rtol", "abc")]
    [InlineData("AN1002", "one value", "m", "--until", "1", "--until", "2")]
    [InlineData("AN1002", "--until: error AN1002: found nothing", "m", "--until", "1", "--until")]
    [InlineData("AN1006", "--people", "m", "--people", "0")]
    [InlineData("AN1006", "-3", "m", "--people", "-3")]
    [InlineData("AN1006", "1E-40", "m", "--rtol", "1e-40")]
    [InlineData("AN1006", "NaN", "m", "--rtol", "NaN")]
    [InlineData("AN1006", "--rtol", "m", "--rtol", "0")]
    [InlineData("AN1006", "--atol", "m", "--atol", "-1")]
    [InlineData("AN1006", "--threads", "m", "--threads", "-1")]
    [InlineData("AN1006", "--threads", "m", "--threads", "100000")]
    [InlineData("AN1006", "--threads", "bench", "W1", "--threads", "-1")]
    [InlineData("AN1006", "--lanes", "bench", "W1", "--lanes", "3")]
    [InlineData("AN1004", "did you mean stiff?", "m", "--method", "stif")]
    [InlineData("AN1004", "did you mean locf?", "m", "--data", "@ok.csv", "--covariates", "locff")]
    [InlineData("AN1005", "\"CL\"", "m", "--set", "CL")]
    [InlineData("AN1005", "did you mean ka?", "m", "--set", "kaa=2")]
    [InlineData("AN1005", "ka=abc", "m", "--set", "ka=abc")]
    [InlineData("AN1005", "ka=1e999", "m", "--set", "ka=1e999")]
    [InlineData("AN1005", "\"=3\"", "m", "--set", "=3")]
    [InlineData("AN1005", "\"ka\" twice", "m", "--set", "ka=1", "--set", "ka=2")]
    [InlineData("AN1005", "\"weigth\"", "calibration", "--study", "O5", "--set", "weigth=80")]
    [InlineData("AN1005", "\"weight\" twice", "calibration", "--study", "O5", "--set", "weight=80", "--set", "weight=70")]
    [InlineData("AN1003", "1 after 2", "m", "--at", "2,1")]
    [InlineData("AN1003", "from 0 on", "m", "--at", "-1,2")]
    [InlineData("AN1003", "1 after 1", "m", "--at", "1,1")]
    [InlineData("AN1003", "--at", "m", "--at", ",")]
    [InlineData("AN1003", "\"parsec\"", "m", "--at", "1parsec")]
    [InlineData("AN1003", "beyond --until", "m", "--at", "1,20", "--until", "10")]
    [InlineData("AN1007", "one of the two", "m", "--at", "1,2", "--every", "1")]
    [InlineData("AN1003", "a time above 0", "m", "--every", "0")]
    [InlineData("AN1003", "a time above 0", "m", "--every", "-1")]
    [InlineData("AN1003", "a spacing and where it ends", "m", "--every", "1 then 2", "--until", "10")]
    [InlineData("AN1003", "output times", "m", "--every", "1e-9", "--until", "10")]
    [InlineData("AN1003", "banana", "m", "--until", "banana")]
    [InlineData("AN1003", "a time above 0", "m", "--until", "0")]
    [InlineData("AN1003", "a time above 0", "m", "--until", "-5")]
    [InlineData("AN0506", "--select: error AN0506: found an output \"CENTT\"", "m", "--select", "CENTT")]
    [InlineData("AN0506", "did you mean CENT?", "m", "--select", "CENTT")]
    [InlineData("AN1013", "twice", "m", "--select", "CENT,CENT")]
    [InlineData("AN1013", "--select", "m", "--select", ",")]
    [InlineData("AN1014", ".csv, .parquet or .arrow", "simulate", "@m.ant", "--output", "@x.xlsx")]
    [InlineData("AN1101", "cannot be written", "simulate", "@m.ant", "--output", "@nowhere/x.csv")]
    [InlineData("AN1101", "cannot be written", "simulate", "@m.ant", "--output", "/proc/study")]
    [InlineData("AN1102", "not empty", "simulate", "@m.ant", "--output", "@full")]
    [InlineData("AN1014", "summary.txt", "m", "--summary", "@summary.txt")]
    [InlineData("AN1014", "does not exist", "m", "--summary", "@nowhere/s.csv")]
    [InlineData("AN1014", "r.pdf", "m", "--report", "@r.pdf")]
    [InlineData("AN1014", "p.gif", "m", "--plot", "@p.gif")]
    [InlineData("AN1015", "person.pdf", "convert", "person", "@person.pdf")]
    [InlineData("AN1015", "a file that exists", "convert", "@m.ant", "@open.xml")]
    [InlineData("AN1015", "does not exist", "convert", "@m.ant", "@nowhere/x.xml")]
    [InlineData("AN1010", "no such folder", "conformance", "@no-such-folder")]
    [InlineData("AN1010", "without cases", "conformance", "@full")]
    [InlineData("AN1011", "did you mean W1?", "bench", "W9")]
    [InlineData("AN1012", "did you mean \"therapeutic-infusion\"?", "simulate", "therapeutic-infusio")]
    [InlineData("AN1012", "did you mean \"person\"?", "models", "persn")]
    public void An_option_that_is_wrong(string code, string says, params string[] args) => Refuses(code, says, args);

    [Theory]
    [InlineData("AN0217", "no such file", "simulate", "@no-such-file.ant")]
    [InlineData("AN0217", "a folder", "simulate", "@full")]
    [InlineData("AN0203", "67108864", "simulate", "/dev/zero")]
    [InlineData("AN0103", "unfinished.ant:2:10", "simulate", "@unfinished.ant")]
    [InlineData("AN0109", "without its end", "simulate", "@endless.ant")]
    [InlineData("AN0", "badname.ant:2", "simulate", "@badname.ant")]
    [InlineData("AN0", "sinn", "simulate", "@nofunction.ant")]
    [InlineData("AN0", "cyclic.ant", "simulate", "@cyclic.ant")]
    [InlineData("AN1013", "nothing to observe", "simulate", "@empty.ant")]
    [InlineData("AN0201", "not UTF-8", "simulate", "@noise.ant")]
    [InlineData("AN0201", "UTF-16", "simulate", "@utf16.ant")]
    [InlineData("AN0201", "noise.xml", "simulate", "@noise.xml")]
    [InlineData("AN0202", "Root element", "simulate", "@empty.xml")]
    [InlineData("AN0202", "open.xml:1:123", "simulate", "@open.xml")]
    [InlineData("AN0204", "DTD", "simulate", "@dtd.xml")]
    [InlineData("AN0205", "<html>", "simulate", "@page.xml")]
    [InlineData("AN02", "noattribute.xml:1:", "simulate", "@noattribute.xml")]
    [InlineData("AN0", "nobody", "simulate", "@unknown.xml")]
    [InlineData("AN1012", "persn", "simulate", "@scenario.toml")]
    [InlineData("AN0912", "people = -3", "simulate", "@scenariopeople.toml")]
    [InlineData("AN0902", "did you mean until?", "simulate", "@scenariokey.toml")]
    public void A_model_or_scenario_that_is_wrong(string code, string says, params string[] args) => Refuses(code, says, args);

    [Theory]
    [InlineData("AN1008", "did you mean \"ok.csv\"?", "okk.csv")]
    [InlineData("AN1008", "a folder", "full")]
    [InlineData("AN1008", "binary content", "noise.csv")]
    [InlineData("AN1008", "binary content", "../../../../../../dev/zero")]
    [InlineData("AN1008", "UTF-16", "utf16.csv")]
    [InlineData("AN1008", "latin1.csv:3:5", "latin1.csv")]
    [InlineData("AN0800", "an empty file", "empty.csv")]
    [InlineData("AN0800", "no rows", "header.csv")]
    [InlineData("AN0801", "short.csv:2:1", "short.csv")]
    [InlineData("AN0803", "a second column \"TIME\"", "twice.csv")]
    [InlineData("AN0804", "no column TIME", "notime.csv")]
    [InlineData("AN0805", "negative.csv:2:3", "negative.csv")]
    [InlineData("AN0806", "RATE -7", "rate.csv")]
    [InlineData("AN0807", "back.csv:3:2", "back.csv")]
    [InlineData("AN0808", "ADDL 3 and II 0", "addl.csv")]
    [InlineData("AN0808", "SS 1 and II 0", "ss.csv")]
    [InlineData("AN0809", "words.csv:2:3", "words.csv")]
    [InlineData("AN0809", "EVID 5", "evid.csv")]
    [InlineData("AN0810", "CMT 77", "cmt.csv")]
    [InlineData("AN0810", "did you mean DEPOT?", "cmtname.csv")]
    [InlineData("AN0812", "R_DEPOT or R1", "modelrate.csv")]
    [InlineData("AN0812", "D_DEPOT or D1", "modelduration.csv")]
    public void A_data_set_that_is_wrong(string code, string says, string file) => Refuses(code, says, ["m", "--data", "@" + file]);

    [Fact]
    public void A_data_set_stands_alone() => Refuses("AN1007", "alone", ["m", "--data", "@ok.csv", "--people", "3"]);

    [Theory]
    [InlineData("AN1009", "did you mean adults?", "adlts")]
    [InlineData("AN1008", "no file", "@nobody.toml")]
    [InlineData("AN1008", "a folder", "@full")]
    [InlineData("AN1008", "binary content", "@noise.toml")]
    [InlineData("AN0901", "without \"schema\"", "@empty.toml")]
    [InlineData("AN0900", "line.toml:2", "@line.toml")]
    [InlineData("AN0902", "key.toml:4:", "@key.toml")]
    [InlineData("AN0903", "the text \"x\"", "@type.toml")]
    [InlineData("AN0903", "\"gauss\"", "@kind.toml")]
    [InlineData("AN0912", "sd = -1", "@sd.toml")]
    [InlineData("AN0903", "a finite number", "@infinite.toml")]
    [InlineData("AN0912", "low below high", "@uniform.toml")]
    [InlineData("AN0912", "2 values and 1 weights", "@weights.toml")]
    [InlineData("AN0901", "no distribution", "@nodistribution.toml")]
    [InlineData("AN0912", "truncate", "@bounds.toml")]
    [InlineData("AN0913", "did you mean ka?", "@stranger.toml")]
    [InlineData("AN0911", "a second covariate ka", "@twin.toml")]
    [InlineData("AN0911", "\"sex\"", "@by.toml")]
    [InlineData("AN0912", "a correlation of 2", "@correlation.toml")]
    public void A_population_that_is_wrong(string code, string says, string file) => Refuses(code, says, ["m", "--people", "2", "--population", file]);

    [Theory]
    [InlineData("AN0700", "nothing", "")]
    [InlineData("AN0702", "did you mean \"0.5\"?", "0,5 mg into DEPOT")]
    [InlineData("AN0703", "did you mean \"ketamine\"?", "5 mg ketamin iv")]
    [InlineData("AN0704", "no amount", "iv over 30 min")]
    [InlineData("AN0708", "a unit such as mg", "5 iv")]
    [InlineData("AN0708", "the unit \"ml\"", "5 ml iv")]
    [InlineData("AN0711", "the end of the text", "5 mg iv twice daily for")]
    [InlineData("AN0701", "--regimen:1:1", "-5 mg iv")]
    [InlineData("AN0707", "an amount above 0", "0 mg iv")]
    [InlineData("AN0706", "a second route", "5 mg iv oral")]
    [InlineData("AN0712", "how often", "5 mg oral 4 times")]
    [InlineData("AN0713", "5 doses in a time that holds 3", "5 into DEPOT daily for 3 days, 5 times")]
    [InlineData("AN0721", "did you mean DEPOT?", "100 into DEPO")]
    [InlineData("AN0722", "into", "100 mg iv")]
    [InlineData("AN0724", "weight", "1 mg/kg into DEPOT")]
    public void A_regimen_that_is_wrong(string code, string says, string text) => Refuses(code, says, ["m", "--regimen", text]);

    [Theory]
    [InlineData("AN0720", "a route of this model", "5 mg ketamine inhaled")]
    [InlineData("AN0720", "one that this model knows", "5 mg naloxone iv")]
    public void A_dose_that_the_model_cannot_take(string code, string says, string text) => Refuses(code, says, ["simulate", "person", "--output", "@out", "--regimen", text]);

    [Theory]
    [InlineData("AN1008", "binary content", "nca", "@noise.csv")]
    [InlineData("AN1008", "a folder", "nca", "@full")]
    [InlineData("AN0853", "no column conc", "nca", "@nca.csv")]
    [InlineData("AN0850", "\"foo\"", "nca", "@ok.csv", "--auc", "foo")]
    [InlineData("AN0524", "for stochastic simulation", "simulate", "person", "--method", "tauleap")]
    [InlineData("AN1006", "--leap-error", "m", "--method", "tauleap", "--leap-error", "2")]
    public void Other_commands(string code, string says, params string[] args) => Refuses(code, says, args);

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        File.WriteAllText(files["bom.csv"], "ID,TIME,AMT,EVID,CMT\n1,0,100,1,1\n1,1,.,0,2\n", new System.Text.UTF8Encoding(true));
        CommandLine.Run("simulate", files["m.ant"], "--data", files["bom.csv"], "--json").Code.Should().Be(ExitCode.Done);
        File.Delete(files["bom.csv"]);
    }
}

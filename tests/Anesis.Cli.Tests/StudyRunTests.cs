using System.Security.Cryptography;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

/// <summary>Runs that are cut off, go on, and are repeated: by real processes and real signals.</summary>
public sealed class StudyRunTests : IDisposable
{
    private static readonly string[] Request =
    [
        "simulate", "person", "--regimen", "0.5 mg/kg ketamine iv over 40 min", "--people", "300", "--seed", "7", "--until", "24h", "--every", "10min", "--select", "ketamine_venous,cadss", "--quiet",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("anesis-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);

    /// <summary>Starts the run and sends the signal when the manifest lists the first part. A busy machine may let a run end before the signal reaches it: then the run is made again.</summary>
    private (int Code, string Messages) CutOff(string study, string signal)
    {
        const int Tries = 8;
        for (int tried = 1; ; tried++)
        {
            using var program = ProgramProcess.Start(_folder, [.. Request, "--output", study]);
            while (!program.HasEnded && !(File.Exists(In($"{study}/manifest.json")) && File.ReadAllText(In($"{study}/manifest.json")).Contains("part-00000", StringComparison.Ordinal)))
            {
                Thread.Sleep(2);
            }

            program.Signal(signal);
            var (code, _, messages) = program.Wait();
            if (code != ExitCode.Done || tried == Tries)
            {
                return (code, messages);
            }

            Directory.Delete(In(study), recursive: true);
        }
    }

    private static Dictionary<string, string> Hashes(string folder) => Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal);

    [Fact]
    public void A_run_that_is_interrupted_or_killed_can_be_read_and_goes_on_to_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals of Unix");
        ProgramProcess.Run(_folder, [.. Request, "--output", "whole"]).Code.Should().Be(ExitCode.Done);
        var whole = Hashes(In("whole"));
        whole.Should().HaveCountGreaterThan(5);

        var (code, messages) = CutOff("interrupted", ProgramProcess.IgnoresInterrupts ? "TERM" : "INT");
        code.Should().Be(ExitCode.Cancelled, messages);
        messages.Should().Contain("cancelled after").And.Contain("--resume");
        CutOff("killed", "KILL").Code.Should().NotBe(ExitCode.Done);

        foreach (string study in (string[])["interrupted", "killed"])
        {
            Hashes(In(study)).Count.Should().BeInRange(1, whole.Count - 1);
            var (read, rows, notes) = CommandLine.Run("query", In(study), "select count(distinct id) as n from results");
            read.Should().Be(ExitCode.Done, notes);
            notes.Should().Contain("not complete");
            int.Parse(rows.Split('\n')[1]).Should().BeInRange(1, 299);

            ProgramProcess.Run(_folder, [.. Request, "--output", study]).Code.Should().Be(ExitCode.WrongInput, "a folder with a study is not written over");
            var (resumed, told, said) = ProgramProcess.Run(_folder, [.. Request, "--output", study, "--resume"]);
            resumed.Should().Be(ExitCode.Done, said);
            told.Should().Contain("stood in");
            Hashes(In(study)).Should().BeEquivalentTo(whole);
        }

        var (other, _, difference) = ProgramProcess.Run(_folder, [.. Request, "--output", "killed", "--resume", "--rtol", "1e-6"]);
        other.Should().Be(ExitCode.WrongInput);
        difference.Should().Contain("AN1108");
    }

    [Fact]
    public void One_individual_of_a_study_is_run_again_to_the_same_bits()
    {
        File.WriteAllText(In("p.toml"), "schema = 1\nid = \"p\"\ntitle = \"t\"\n[[covariate]]\nid = \"ke\"\ndistribution = { kind = \"lognormal\", median = 0.1, sd = 0.3 }\n");
        File.WriteAllText(In("m.ant"), "model m\n  species DEPOT, CENT\n  DEPOT = 0; CENT = 0; ka = 1; ke = 0.1\n  J1: DEPOT -> CENT; ka*DEPOT\n  J2: CENT -> ; ke*CENT\nend\n");
        string[] request = ["simulate", In("m.ant"), "--population", In("p.toml"), "--people", "30", "--regimen", "100 into DEPOT daily", "--until", "72", "--every", "1", "--set", "ka=2"];
        CommandLine.Run([.. request, "--output", In("study"), "--quiet"]).Code.Should().Be(ExitCode.Done);
        File.Delete(In("m.ant"));
        File.Delete(In("p.toml"));

        var (code, rows, messages) = CommandLine.Run("rerun", In("study"), "--individual", "17");
        code.Should().Be(ExitCode.Done, messages);
        messages.Should().Contain("individual 17: the same bits");
        string[] lines = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] stored = CommandLine.Run("query", In("study"), "select time, \"DEPOT\", \"CENT\" from results where id = 17").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(74);
        lines[1..].Select(l => l.Split(',').Select(double.Parse)).Should().BeEquivalentTo(stored[1..].Select(l => l.Split(',').Select(double.Parse)), o => o.WithStrictOrdering());

        CommandLine.Run("rerun", In("study"), "--individual", "31").Messages.Should().Contain("an individual from 1 to 30");
    }

    [Fact]
    public void A_query_answers_in_csv_and_json_and_refuses_what_is_no_select()
    {
        File.WriteAllText(In("m.ant"), "model m\n  species A\n  A = 1; k = 0.5\n  A -> ; k*A\nend\n");
        CommandLine.Run("simulate", In("m.ant"), "--until", "2", "--every", "1", "--output", In("study")).Code.Should().Be(ExitCode.Done);
        CommandLine.Run("query", In("study"), "select time, round(\"A\", 4) as a from results order by time").Output.Should().Be("time,a\n0,1\n1,0.6065\n2,0.3679\n");
        CommandLine.Run("query", In("study"), "select max(time) as t from results", "--json").Output.Should().Contain("\"t\": 2");
        CommandLine.Run("query", In("study"), "select 1 as one", "--output", In("one.csv")).Code.Should().Be(ExitCode.Done);
        File.ReadAllText(In("one.csv")).Should().Be("one\n1\n");
        foreach (string sql in (string[])["drop table results", "select nobody from results", "select", "select cast('x' as int) from results", "select * from read_csv('/etc/passwd')"])
        {
            var (code, output, messages) = CommandLine.Run("query", In("study"), sql);
            code.Should().Be(ExitCode.WrongInput, sql);
            messages.Should().Contain("AN112").And.Contain("expected");
            output.Should().NotContain("root:");
        }

        CommandLine.Run("query", In("nowhere"), "select 1").Messages.Should().Contain("AN1104");
    }

    [Fact]
    public void Explained_doses_are_those_that_the_regimen_means()
    {
        File.WriteAllText(In("m.ant"), "model m\n  species DEPOT, CENT\n  DEPOT = 0; CENT = 0; ka = 1; ALAG1 = 0.5\n  J1: DEPOT -> CENT; ka*DEPOT\nend\n");
        string[] request = ["simulate", In("m.ant"), "--regimen", "100 into DEPOT every 12 h, 2 times then 50 into CENT over 2 h"];
        CommandLine.Run([.. request, "--explain-doses", "--output", In("doses.csv")]).Code.Should().Be(ExitCode.Done);
        File.ReadAllText(In("doses.csv")).Should().Be(
            "time,amount,compartment,species,rate,duration,given,notes\n0,100,1,DEPOT,0,0,,lag ALAG1\n12,100,1,DEPOT,0,0,,lag ALAG1\n24,50,2,CENT,25,2,,\n");
        CommandLine.Run([.. request, "--explain-doses", "1", "--json"]).Output.Should().Contain("\"rate\": 25");
        CommandLine.Run([.. request, "--explain-doses"]).Output.Should().Contain("3 doses");
        CommandLine.Run([.. request, "--explain-doses", "2"]).Messages.Should().Contain("a person from 1 to 1");
        File.WriteAllText(In("d.csv"), "ID,TIME,AMT,EVID,CMT,II,ADDL\nx,0,100,1,1,6,2\nx,20,.,0,2,0,0\n");
        CommandLine.Run("simulate", In("m.ant"), "--data", In("d.csv"), "--explain-doses", "x").Output.Should().Contain("additional dose 2").And.Contain("3 doses");
    }
}

using System.Diagnostics;
using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Formats.Antimony.Writing;
using Anesis.Modeling.Diagnostics;
using CsCheck;

namespace Anesis.Formats.Tests.Antimony;

public sealed class HostileInputTests
{
    private static readonly string[] s_pieces =
    [
        "model ", "end\n", "function f(x)\n", "species ", "$", "=", ":=", "'", "->", "=>", "-|", "-o ", "-(", ";", ":", ",", "(", ")", "{", "}", "\n", " is ", " in ", " has ",
        "unit ", "delete ", "at ", " after ", "A", "B.x", "A: foo()", "3", "1e400", "1e-5", "\"text\"", "```", "notes ", "--", "...", "*", "/", "^", "+", "-", "!", "&&", "||", "<", ">=",
        "piecewise(", "log(", "time", "inf", "const ", "var ", "compartment ", "0 = ", "maximize ", "constraint ", "import \"x\"", "SBO:0000123", ".sboTerm = ", ".mean = ",
        "\\\n", "/*", "*/", "//", "#", "é", "\0", "model *foo(a, b)\n", "identity ", "creator1.email ", "volume", "default_compartment", "substanceOnly ",
    ];

    [Fact]
    public void Mutated_texts_are_read_or_refused_and_never_throw()
    {
        var corpus = Corpus();
        var mutation = Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, 40], Gen.Int[0, s_pieces.Length - 1].Select(i => s_pieces[i]));
        Gen.Select(Gen.Int[0, corpus.Count - 1], mutation.List[1, 8]).Sample(
            (which, mutations) =>
            {
                var text = new StringBuilder(corpus[which]);
                foreach (var (at, length, piece) in mutations)
                {
                    int position = text.Length == 0 ? 0 : at % text.Length;
                    text.Remove(position, Math.Min(at % 3 == 0 ? length : 0, text.Length - position)).Insert(position, piece);
                }

                Check(text.ToString());
            },
            iter: 3000, threads: 1);
    }

    [Fact]
    public void Texts_of_random_pieces_are_read_or_refused_and_never_throw() =>
        Gen.Int[0, s_pieces.Length - 1].Select(i => s_pieces[i]).List[0, 40].Sample(pieces => Check(string.Concat(pieces)), iter: 3000, threads: 1);

    [Theory]
    [InlineData("a = 1\na has B.x\n")]
    [InlineData("a = 1\na has B.x*second\n")]
    public void A_unit_of_a_submodel_that_is_not_there_is_refused_with_its_place(string text)
    {
        var read = AntimonyReader.Read(text, "t.ant");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == "AN0113" && d.At.Line > 0);
    }

    [Fact]
    public void A_main_model_that_another_model_is_made_of_is_written_above_it() =>
        Check("model *foo(a, b)\n  p = 1\nend\n\nF: foo(P)\n");

    public static TheoryData<string, string> Bombs() => new()
    {
        { "parentheses", "x = " + new string('(', 200_000) + "1" },
        { "signs", "x = " + new string('-', 100_001) + "1" },
        { "spaced signs", "x = " + string.Concat(Enumerable.Repeat("- ", 100_000)) + "y" },
        { "powers", "x = " + string.Concat(Enumerable.Repeat("a^", 100_000)) + "1" },
        { "calls", "x = " + string.Concat(Enumerable.Repeat("sin(", 100_000)) },
        { "differences", "x = 1" + string.Concat(Enumerable.Repeat("-y", 100_000)) },
        { "not", "x = " + new string('!', 100_000) + "y" },
        { "submodels", "model m0()\n x = 1\nend\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"model m{i}()\n A: m{i - 1}()\n B: m{i - 1}()\nend\n")) },
        { "errors", string.Concat(Enumerable.Repeat("= ) ;\n", 100_000)) },
        { "strange characters", new string('é', 300_000) },
        { "one strand", "a" + string.Concat(Enumerable.Repeat("--a", 3_000)) + "\n-> b; a" },
        { "units in a circle", "unit a = 2 b\nunit b = 3 a\nx = 1 a" },
        { "a long chain of names", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"x{i} = x{i + 1}\n")) + "x30000 = x0" },
        { "compartments in a circle", "a in b\nb in c\nc in a\ncompartment a, b, c" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_in_little_time(string name, string text)
    {
        var clock = Stopwatch.StartNew();
        var result = AntimonyReader.Read(text, "bomb.ant");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(120), name);
        if (name is not ("one strand" or "units in a circle"))
        {
            result.IsOk.Should().BeFalse(name);
        }
    }

    [Fact]
    public void A_long_sum_is_no_bomb()
    {
        var result = AntimonyReader.Read("x = y" + string.Concat(Enumerable.Repeat("+y*z", 20_000)), "long.ant");
        result.IsOk.Should().BeTrue(string.Join("\n", result.Diagnostics));
    }

    private static void Check(string text)
    {
        var clock = Stopwatch.StartNew();
        var result = AntimonyReader.Read(text, "fuzz.ant");
        if (result.IsOk)
        {
            var written = AntimonyWriter.Write(result.Value);
            var again = AntimonyReader.Read(written.Text, "again.ant");
            again.IsOk.Should().BeTrue("what was read from\n{0}\nis written as\n{1}\n{2}", text, written.Text, string.Join("\n", again.Diagnostics));
        }
        else
        {
            result.Diagnostics.Should().Contain(d => d.Severity == Severity.Error);
            result.Diagnostics.Where(d => d.At.Line > 0).Should().OnlyContain(d => d.At.Column > 0 && d.Code.StartsWith("AN01") && d.ToString().Length > 0);
        }

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(120), text);
    }

    private static List<string> Corpus()
    {
        var corpus = new List<string>
        {
            "model a(x)\n  x = 1\n  J: S -> T; k*S\nend\nA: a(y)\ny' = 2\nat x > 3: y = 0\n",
            "species $S in C, T; compartment C = 2\nJ0: 2 S + T => U; k*S*T in C\nk = 3 mole/litre\nE: at 2 after (S > 3), priority=1: T = 0, k = 2\n",
        };
        if (Anesis.Tests.SharedFiles.TryFind("realworld/antimony") is { } folder)
        {
            corpus.AddRange(Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(t => t.Length < 3000));
        }

        return corpus;
    }
}

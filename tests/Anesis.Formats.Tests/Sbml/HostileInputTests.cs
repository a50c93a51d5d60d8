using System.Diagnostics;
using System.Text;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using CsCheck;

namespace Anesis.Formats.Tests.Sbml;

public sealed class HostileInputTests
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    /// <summary>Not a measure of speed: what grows with the square of the input would not end in this, on however busy a machine.</summary>
    private const double HangSeconds = 120;

    private const string Open = "<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\">";

    private static Diagnostic Refused(byte[] bytes, double seconds = HangSeconds)
    {
        var watch = Stopwatch.StartNew();
        var result = SbmlReader.Read(bytes, "model.xml");
        watch.Elapsed.TotalSeconds.Should().BeLessThan(seconds);
        result.IsOk.Should().BeFalse();
        result.Value.Should().BeNull();
        return result.Diagnostics.First(d => d.Severity == Severity.Error);
    }

    private static Diagnostic Refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_document_type_is_refused()
    {
        var problem = Refused(Head + "<!DOCTYPE sbml SYSTEM \"file:///etc/passwd\">\n" + Open + "<model/></sbml>");
        problem.Code.Should().Be("AN0204");
        problem.At.Line.Should().Be(2);
    }

    [Fact]
    public void Entities_that_multiply_are_refused_before_they_grow()
    {
        var text = new StringBuilder(Head + "<!DOCTYPE b [<!ENTITY a0 \"xxxxxxxxxx\">");
        for (int i = 1; i < 30; i++)
        {
            text.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        }

        Refused(text + "]>" + Open + "<model><notes>&a29;</notes></model></sbml>").Code.Should().Be("AN0204");
    }

    [Fact]
    public void Elements_nested_too_deep_are_refused_at_their_place()
    {
        var problem = Refused(Head + Open + string.Concat(Enumerable.Repeat("<model>", 5000)) + string.Concat(Enumerable.Repeat("</model>", 5000)) + "</sbml>");
        problem.Code.Should().Be("AN0203");
        problem.At.Line.Should().Be(2);
    }

    [Fact]
    public void An_element_with_a_crowd_of_attributes_is_refused_at_its_place()
    {
        var text = new StringBuilder(Head + "<!-- it's \"quoted\" > here -->\n<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\"");
        for (int i = 0; i < 500_000; i++)
        {
            text.Append($" a{i}='1'");
        }

        var problem = Refused(text + "/>");
        problem.Code.Should().Be("AN0203");
        problem.At.Line.Should().Be(3);
        problem.At.Column.Should().Be(1);
    }

    [Fact]
    public void Mathematics_of_the_deepest_allowed_nesting_is_read()
    {
        const int Depth = 980;
        string math = string.Concat(Enumerable.Repeat("<apply><sin/>", Depth)) + "<cn>1</cn>" + string.Concat(Enumerable.Repeat("</apply>", Depth));
        string text = Head + Open + "<model><listOfParameters><parameter id=\"p\" constant=\"false\"/></listOfParameters><listOfRules><assignmentRule variable=\"p\">"
            + $"<math xmlns=\"http://www.w3.org/1998/Math/MathML\">{math}</math></assignmentRule></listOfRules></model></sbml>";
        var read = SbmlReader.Read(text, "deep.xml");
        read.IsOk.Should().BeTrue();
        SbmlReader.Read(SbmlWriter.ToText(read.Value!).Value!, "deep.xml").Value!.Main.Should().Be(read.Value!.Main);
    }

    [Theory]
    [InlineData("sin(", ")")]
    [InlineData("(", ")")]
    [InlineData("-", "")]
    public void A_level_1_formula_nested_too_deep_is_refused(string open, string close)
    {
        string formula = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        Refused(Head + "<sbml xmlns=\"http://www.sbml.org/sbml/level1\" level=\"1\" version=\"2\"><model><listOfCompartments><compartment name=\"c\"/></listOfCompartments>"
            + $"<listOfRules><parameterRule name=\"p\" formula=\"{formula}\"/></listOfRules></model></sbml>").Code.Should().Be("AN0215");
    }

    [Fact]
    public void A_huge_attribute_is_an_error_of_that_attribute()
    {
        var problem = Refused(Head + Open + $"<model id=\"{new string('-', 5_000_000)}\"/></sbml>");
        problem.Code.Should().Be("AN0209");
        problem.Rules.Should().Contain("10310");
        problem.ToString().Length.Should().BeLessThan(2000);
    }

    [Fact]
    public void Very_many_attributes_do_not_take_long()
    {
        string attributes = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => $"a{i}=\"\""));
        Refused(Head + Open + $"<model {attributes}/></sbml>").Code.Should().Be("AN0207");
    }

    [Fact]
    public void Very_many_namespaces_do_not_take_long()
    {
        string declarations = string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"xmlns:n{i}=\"urn:{i}\""));
        string content = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<n{i}:a xmlns:b=\"x\"/>"));
        var watch = Stopwatch.StartNew();
        var result = SbmlReader.Read(Head + $"<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" {declarations} level=\"3\" version=\"2\"><model><annotation>{content}</annotation></model></sbml>", "a.xml");
        watch.Elapsed.TotalSeconds.Should().BeLessThan(HangSeconds);
        result.IsOk.Should().BeTrue();
    }

    [Fact]
    public void Text_between_very_many_elements_does_not_take_long()
    {
        string content = string.Concat(Enumerable.Repeat("a<br/>", 300_000));
        var watch = Stopwatch.StartNew();
        SbmlReader.Read(Head + Open + $"<model><notes><p xmlns=\"http://www.w3.org/1999/xhtml\">{content}</p></notes></model></sbml>", "a.xml").IsOk.Should().BeTrue();
        watch.Elapsed.TotalSeconds.Should().BeLessThan(HangSeconds);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_named_with_its_place()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Head + Open + "\n<model name=\"é"), 0xe9, .. "\"/></sbml>"u8];
        var problem = Refused(bytes);
        problem.Code.Should().Be("AN0201");
        (problem.At.Line, problem.At.Column).Should().Be((3, 15));
        problem.Found.Should().Contain("0xE9");
    }

    [Fact]
    public void Other_encodings_and_archives_are_named()
    {
        Refused(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Head)).ToArray()).Found.Should().Contain("UTF-16");
        Refused("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + Open + "<model/></sbml>").Rules.Should().Contain("10101");
        Refused([0x1f, 0x8b, 8, 0]).Found.Should().Contain("gzip");
        Refused([.. "PK\u0003\u0004"u8]).Found.Should().Contain("ZIP");
        Refused("").Code.Should().Be("AN0202");
        Refused("nothing of the kind").Code.Should().Be("AN0202");
    }

    [Fact]
    public void What_is_XML_but_not_SBML_is_named()
    {
        Refused("<html/>").Found.Should().Contain("web page");
        Refused("<sbml level=\"3\" version=\"2\"/>").Rules.Should().Contain("20101");
        Refused("<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"2\" version=\"2\"/>").Rules.Should().Contain("20102");
        Refused("<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"1\"/>").Rules.Should().Contain("20103");
    }

    [Fact]
    public void A_required_package_that_is_not_read_here_is_refused()
    {
        var problem = Refused("<sbml xmlns=\"http://www.sbml.org/sbml/level3/version1/core\" level=\"3\" version=\"1\" "
            + "xmlns:spatial=\"http://www.sbml.org/sbml/level3/version1/spatial/version1\" spatial:required=\"true\"><model/></sbml>");
        problem.Code.Should().Be("AN0214");
        problem.Found.Should().Contain("spatial");
    }

    [Fact]
    public void Whatever_happens_to_a_file_it_is_read_or_refused_and_never_throws()
    {
        byte[] original = Encoding.UTF8.GetBytes(SampleModels.Level3);
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[0, 3], Gen.Int[0, 40]).Array[1, 4].Sample(
            changes =>
            {
                var bytes = original.ToList();
                foreach (var (at, value, kind, length) in changes)
                {
                    int position = Math.Min(at, bytes.Count - 1);
                    switch (kind)
                    {
                        case 0:
                            bytes[position] = value;
                            break;
                        case 1:
                            bytes.RemoveRange(position, Math.Min(length, bytes.Count - position - 1));
                            break;
                        case 2:
                            bytes.InsertRange(position, bytes.Skip(position).Take(length).ToArray());
                            break;
                        default:
                            bytes.RemoveRange(position, bytes.Count - position - 1);
                            break;
                    }
                }

                var result = SbmlReader.Examine(bytes.ToArray(), "fuzzed.xml");
                if (result.IsOk)
                {
                    Writes(result.Value);
                }
            },
            iter: 3000);
    }

    private static void Writes(ModelDocument document)
    {
        var text = SbmlWriter.ToText(document);
        if (text.IsOk)
        {
            SbmlReader.Read(text.Value, "again.xml").Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty();
        }
    }
}

using System.Xml.Linq;
using Anesis.Formats.Antimony;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Tests.Antimony;

/// <summary>Antimony texts beside the SBML that the reference implementation makes of them.</summary>
public sealed class PairTests
{
    public static TheoryData<string> Pairs()
    {
        var data = new TheoryData<string>();
        if (Anesis.Tests.SharedFiles.TryFind("realworld/antimony") is { } folder)
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
            {
                data.Add(Path.GetFileNameWithoutExtension(file));
            }
        }
        else
        {
            data.Add(Anesis.Tests.SharedFiles.Absent);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_text_means_the_sbml_that_the_reference_implementation_gives_it(string name)
    {
        string folder = Anesis.Tests.SharedFiles.Find("realworld/antimony");
        string xml = File.ReadAllText(Path.Combine(folder, name + ".xml"));

        // These texts were made from the SBML, and Antimony reserves some of its words.
        xml = name switch
        {
            "fixname_test" => xml.Replace("\"ext\"", "\"ext_\"", StringComparison.Ordinal),
            "volume" => xml.Replace("\"volume\"", "\"volume_\"", StringComparison.Ordinal).Replace("> volume <", "> volume_ <", StringComparison.Ordinal),
            _ => xml,
        };
        var expected = PairDocument.Read(XDocument.Parse(xml, LoadOptions.PreserveWhitespace));

        // A function of some tools that only says what rateOf means; Antimony has rateOf itself.
        expected = expected with { Main = expected.Main with { FunctionDefinitions = expected.Main.FunctionDefinitions.Where(f => f.Id != "rateOf").ToValueList() } };
        var read = AntimonyReader.Read(File.ReadAllText(Path.Combine(folder, name + ".txt")), name + ".txt");
        read.IsOk.Should().BeTrue(string.Join("\n", read.Diagnostics));
        ModelComparison.Differences(expected, read.Value!).Should().BeEmpty();
    }
}

using Anesis.Formats;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Conversion;

/// <summary>A model of Level 3 written at Level 2 and back simulates bitwise the same, or the level's loss is said.</summary>
public sealed class LevelConversionTests
{
    [Fact]
    public void Cases_of_the_test_suite_keep_their_bits_through_Level_2()
    {
        string[] files = [.. Directory.GetDirectories(SharedFiles.Find("conformance/semantic")).Order(StringComparer.Ordinal).SelectMany(f => Directory.GetFiles(f, "*-sbml-l3v2.xml"))];
        var differing = new List<string>();
        int same = 0, told = 0;
        foreach (string file in files)
        {
            var first = ModelFile.Read(file);
            if (!first.IsOk || ConversionTests.Outputs(first.Value) is not { IsEmpty: false } outputs || ConversionTests.Bits(first.Value, outputs) is not { } wanted)
            {
                continue;
            }

            var text = SbmlWriter.ToText(first.Value, new SbmlVersion(2, 4));
            var second = text.IsOk ? SbmlReader.Read(text.Value, "l2.xml") : null;
            var again = second is { IsOk: true } ? SbmlReader.Read(SbmlWriter.ToText(second.Value, new SbmlVersion(3, 2)).Value ?? "", "l3.xml") : null;
            if (!text.IsOk)
            {
                told++;
            }
            else if (second is { IsOk: true } && again is { IsOk: true } && wanted.SequenceEqual(ConversionTests.Bits(second.Value, outputs) ?? []) && wanted.SequenceEqual(ConversionTests.Bits(again.Value, outputs) ?? []))
            {
                same++;
            }
            else
            {
                string why = second is { IsOk: false } ? second.Diagnostics.First(d => d.Severity == Severity.Error).ToString() : again is { IsOk: false } ? "back: " + again.Diagnostics.First(d => d.Severity == Severity.Error) : "other bits";
                differing.Add($"{Path.GetFileName(file)}{(text.Diagnostics.IsEmpty ? "" : " (told)")}: {why}");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{same} the same, {told} refused, {differing.Count} differ");
        differing.Should().BeEmpty($"{same} are the same, {told} refused");
        same.Should().BeGreaterThan(files.Length / 2);
    }
}

using Anesis.Modeling.Diagnostics;

namespace Anesis.Modeling.Tests;

public sealed class DiagnosticTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(5000)]
    [InlineData(9999)]
    [InlineData(10000)]
    public void Of_a_long_line_only_the_place_is_shown_with_the_caret_below_it(int column)
    {
        // The sign at the place is the only one of its kind.
        string line = new string('.', column - 1) + "X" + new string('.', 10000 - column);
        string[] shown = (new Diagnostic("AN0001", Severity.Error, new("f", 1, column), "x", "y") { SourceLine = line }).ToString().Split('\n');
        shown.Should().HaveCount(3);
        shown[1].Length.Should().BeLessThan(220);
        shown[2].IndexOf('^', StringComparison.Ordinal).Should().Be(shown[1].IndexOf('X', StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_of_a_file_does_not_flood_the_message() =>
        new Diagnostic("AN0001", Severity.Error, new("f", 1, 1), new string('a', 1_000_000), "y").ToString().Length.Should().BeLessThan(1200);
}

using Anesis.Reports.Documents;

namespace Anesis.Reports.Tests;

public sealed class MarkdownReportTests
{
    private static readonly string Text = MarkdownReport.Of(MadeUpReport.Document(), "page").Text;

    [Fact]
    public void Every_section_of_a_report_has_its_heading_and_something_under_it()
    {
        string[] parts = Text.Split("\n## ")[1..];
        parts.Should().HaveCount(MadeUpReport.Document().Sections.Count(s => s.Heading is not null));
        parts.Should().OnlyContain(p => p.Split('\n', 2)[1].Trim().Length > 10);
    }

    [Fact]
    public void Key_numbers_stand_with_unit_and_interval()
    {
        var first = MadeUpReport.Document().Sections.OfType<KeyNumberSection>().Single().Numbers[0];
        Text.Should().Contain($"| {first.Quantity} | {Numbers.Text(first.Median)} | {first.Unit} | {Numbers.Interval(first.Low, first.High)} |");
    }

    [Fact]
    public void Who_is_missing_and_what_is_cited_is_said()
    {
        Text.Should().Contain("1 of 200 people did not reach the end.").And.Contain("| 17 | the step became too small at time 1.25; the error is largest in bdnf |");
        Text.Should().Contain("1. [Okabe M, Ito K. Color universal design. 2008.](<https://jfly.uni-koeln.de/color/>)");
    }

    [Fact]
    public void Both_sides_of_a_conflict_are_said_with_the_one_that_is_followed() =>
        Text.Should().Contain("> - Blood pressure falls within minutes. (the source text)").And.Contain("(measured in trials of infusions (grade A)) *Followed here.*");

    [Fact]
    public void A_link_that_is_no_web_address_is_text() =>
        MarkdownReport.Of(MadeUpReport.Document() with { Sections = [new CitationSection("L", [new("x", "javascript:alert(1)")])] }, "page").Text.Should().Contain("1. x\n").And.NotContain("javascript");
}

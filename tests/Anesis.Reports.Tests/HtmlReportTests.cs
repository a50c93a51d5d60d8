using System.Text.RegularExpressions;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Tests;

public sealed partial class HtmlReportTests
{
    private static readonly string Html = HtmlReport.Text(MadeUpReport.Document());

    [Fact]
    public void A_report_is_written_for_the_eye()
    {
        string? folder = Environment.GetEnvironmentVariable("ANESIS_PICTURES");
        Assert.SkipWhen(folder is null, "set ANESIS_PICTURES to a folder to look at the report");
        File.WriteAllText(Path.Combine(folder, "report.html"), Html);
    }

    [Fact]
    public void Nothing_comes_from_a_network_and_nothing_runs()
    {
        Html.Should().NotContain("<script").And.NotContain("@import").And.NotContain("<link").And.NotContain("<iframe");
        string[] addresses = [.. Address().Matches(Html).Select(m => m.Groups["at"].Value).Distinct()];
        addresses.Should().OnlyContain(a => a.StartsWith("data:", StringComparison.Ordinal) || a.StartsWith('#') || a == "https://example.org/a?b=1&amp;c=2" || a == "https://jfly.uni-koeln.de/color/");
        Html.Should().NotContain("javascript:");
    }

    [Fact]
    public void Every_text_is_encoded()
    {
        var hostile = MadeUpReport.Document() with
        {
            Title = "<script>alert('x')</script>",
            Command = "a & b \"c\"",
            Sections = [new TableSection("<b>", [new TableColumn("<i>")], [["</td><script>"]]), new FigureSection(null, MadeUpPictures.Single() with { Title = "<script>\"&", AlternativeText = "\"><script>" }, "<script>")],
        };
        string text = HtmlReport.Text(hostile);
        text.Should().NotContain("<script").And.NotContain("<b></h2>").And.NotContain("<i>");
        text.Should().Contain("&lt;script&gt;").And.Contain("a &amp; b &quot;c&quot;");
    }

    [Fact]
    public void Everything_a_reader_needs_stands_in_it()
    {
        Html.Should().Contain("no dose advice").And.Contain("--seed 1").And.Contain("Sources disagree").And.Contain("Followed here")
            .And.Contain("measured in people").And.Contain("only the direction is known").And.Contain(new string('a', 64)).And.Contain("1 of 200 people did not reach the end");
        Html.Should().Contain("prefers-color-scheme:dark").And.Contain("@media print").And.Contain("fill=\"var(--ink,#1B2430)\"");
    }

    [Fact]
    public void Ids_of_several_pictures_do_not_meet()
    {
        string[] ids = [.. Id().Matches(Html).Select(m => m.Groups["id"].Value)];
        ids.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes() => HtmlReport.Text(MadeUpReport.Document()).Should().Be(Html);

    [Fact]
    public void A_report_is_well_formed()
    {
        string body = Html[Html.IndexOf("<body>", StringComparison.Ordinal)..Html.IndexOf("</html>", StringComparison.Ordinal)];
        var parse = () => System.Xml.Linq.XDocument.Parse(body.Replace("&nbsp;", " ", StringComparison.Ordinal));
        parse.Should().NotThrow();
    }

    [GeneratedRegex("(?:href|src)=\"(?<at>[^\"]*)\"|url\\((?<at>[^)]*)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}

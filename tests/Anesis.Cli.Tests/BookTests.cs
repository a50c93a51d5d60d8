using System.Text.RegularExpressions;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;

namespace Anesis.Cli.Tests;

/// <summary>"anesis book" writes a page a module, whole without a network, with the notice on each.</summary>
public sealed partial class BookTests
{
    [Fact]
    public void The_book_has_a_page_for_every_module_and_can_be_browsed_without_a_network()
    {
        using var folder = new CommandFolder();
        var (code, _, messages) = folder.Run("book", "--quick", "--output", folder.Path("book"));
        code.Should().Be(ExitCode.Done, messages);
        string[] pages = Directory.GetFiles(folder.Path("book"), "*.html");
        pages.Should().HaveCount(ShippedModels.Model("person")!.Value!.Main.Submodels.Count + 5);
        foreach (string page in pages)
        {
            string html = File.ReadAllText(page), name = Path.GetFileName(page);
            html.Should().Contain("no dose advice", name);
            Loaded().IsMatch(html).Should().BeFalse($"{name} loads something");
            foreach (Match link in Link().Matches(html))
            {
                File.Exists(Path.Combine(folder.Path("book"), link.Groups["page"].Value)).Should().BeTrue($"{name} links {link.Groups["page"].Value}");
            }

            string markdown = File.ReadAllText(Path.ChangeExtension(page, ".md"));
            markdown.Should().Contain("no dose advice", name);
            foreach (Match picture in Picture().Matches(markdown))
            {
                File.Exists(Path.Combine(folder.Path("book"), picture.Groups["file"].Value)).Should().BeTrue($"{name} shows {picture.Groups["file"].Value}");
            }
        }

        string mood = File.ReadAllText(folder.Path("book/module-feeling.html"));
        mood.Should().Contain("<math display=\"block\">").And.Contain("gain_lasting").And.Contain("class=\"grade grade-F\"").And.Contain("Wiring of feeling").And.Contain("held").And.Contain("Weakest:");
        string index = File.ReadAllText(folder.Path("book/index.html"));
        index.Should().Contain("Question of interest").And.Contain("Context of use").And.Contain("Verification").And.Contain("Validation").And.Contain("Uncertainty");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        using var folder = new CommandFolder();
        folder.Run("book", "--quick", "--output", Path.Combine(folder.Write("file", "x"), "book")).Code.Should().Be(ExitCode.WrongInput);
    }

    [GeneratedRegex("<(?:script|link|img|iframe)\\b|src=\"http|@import", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Loaded();

    [GeneratedRegex("href=\"(?<page>[a-z_-]+\\.html)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("\\]\\((?<file>[a-z0-9_-]+\\.svg)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Picture();
}

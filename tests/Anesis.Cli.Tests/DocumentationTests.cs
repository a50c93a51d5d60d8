using System.Text.RegularExpressions;
using Anesis.Cli.Terminal;
using Anesis.Tests;

namespace Anesis.Cli.Tests;

/// <summary>
/// Every command that a page of the documentation prints in a bash block runs as it is printed, in a folder that holds docs/examples. A page's blocks run one after another in one folder.
/// A block after a comment "not run: …" is left out: it takes minutes, or names the reader's own files.
/// </summary>
public sealed partial class DocumentationTests
{
    [GeneratedRegex("(?<skipped><!-- not run: [^>]*-->\n+)?```bash\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("!\\[[^\\]]*\\]\\((?<file>[^) ]+)\\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shown();

    [GeneratedRegex(" +# .*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?<quoted>(\\\\.|[^\"\\\\])*)\"|'(?<single>[^']*)'|(?<plain>\\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    public static TheoryData<string> Pages()
    {
        string docs = Path.Combine(SharedFiles.RepositoryRoot, "docs");
        return new(Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => Commands(File.ReadAllText(f)).Length > 0).Select(f => Path.GetRelativePath(docs, f)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_commands_of_a_page_run_as_printed(string page)
    {
        string docs = Path.Combine(SharedFiles.RepositoryRoot, "docs");
        using var folder = new CommandFolder();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(docs, "examples")))
        {
            File.Copy(file, folder.Path(Path.GetFileName(file)));
        }

        Directory.CreateDirectory(folder.Path("docs/pictures"));
        foreach (string command in Commands(File.ReadAllText(Path.Combine(docs, page))))
        {
            var (code, _, messages) = ProgramProcess.Run(folder.Folder, [.. Words(command).Skip(1)]);
            code.Should().Be(ExitCode.Done, $"{page}: {command}\n{messages}");
        }
    }

    [Fact]
    public void Every_picture_that_a_page_shows_is_there()
    {
        string docs = Path.Combine(SharedFiles.RepositoryRoot, "docs");
        var shown = Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories)
            .SelectMany(page => Shown().Matches(File.ReadAllText(page)).Select(m => (Page: page, Picture: m.Groups["file"].Value))).Where(s => !s.Picture.Contains("://", StringComparison.Ordinal)).ToList();
        shown.Should().NotBeEmpty();
        shown.Where(s => !File.Exists(Path.Combine(Path.GetDirectoryName(s.Page)!, s.Picture))).Should().BeEmpty();
    }

    /// <summary>Lines of bash blocks that begin with "anesis"; a backslash at the end joins the next.</summary>
    private static string[] Commands(string markdown) =>
    [
        .. Block().Matches(markdown.Replace("\r\n", "\n", StringComparison.Ordinal)).Where(m => !m.Groups["skipped"].Success).SelectMany(m => m.Groups["block"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(l => Comment().Replace(l, "").Trim()).Where(l => l.StartsWith("anesis ", StringComparison.Ordinal)),
    ];

    private static IEnumerable<string> Words(string line) => Word().Matches(line)
        .Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : m.Groups["single"].Success ? m.Groups["single"].Value : m.Groups["plain"].Value);
}

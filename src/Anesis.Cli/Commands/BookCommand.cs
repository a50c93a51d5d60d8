using System.CommandLine;
using System.Text;
using Anesis.Cli.Book;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;

namespace Anesis.Cli.Commands;

/// <summary>"anesis book": the model as a book, written from the model itself (docs/book.md).</summary>
internal static class BookCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var output = new Option<string>("--output") { Description = "folder for the pages", HelpName = "FOLDER", DefaultValueFactory = _ => "book" };
        var quick = new Option<bool>("--quick") { Description = "without trials, calibration and sensitivities" };
        var seed = new Option<ulong>("--seed") { Description = "of virtual people and sampling", DefaultValueFactory = _ => 1UL };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("book", "the person as a browsable book, HTML and Markdown: a page a module, claims, trials, credibility") { output, quick, seed, threads, quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(quiet);
            string folder = parsed.GetValue(output)!;
            if (OptionRanges.Threads(threads.Name, parsed.GetValue(threads)) is { } wrong)
            {
                screen.Show([wrong]);
                return ExitCode.WrongInput;
            }

            try
            {
                Directory.CreateDirectory(folder);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                screen.Show([new("AN1101", Severity.Error, new("--output"), $"\"{folder}\", which cannot be made ({failure.Message.Split('\n')[0].TrimEnd('.')})", "a folder where this user may write")]);
                return ExitCode.WrongInput;
            }

            var modules = BookModules.Of(ShippedModels.Model("person")!.Value!);
            var runs = BookRuns.Of(parsed.GetValue(quick), parsed.GetValue(threads), parsed.GetValue(seed), screen, cancel);
            screen.Progress(0.95, "pages");
            var behaviour = new BookBehaviour(modules.SelectMany(m => m.Gives).Select(w => w.Id), cancel);
            var pages = new BookPages(modules, runs, behaviour, "anesis book" + (parsed.GetValue(quick) ? " --quick" : ""));
            Write(folder, "index", CredibilityPage.Of(pages, modules, runs));
            Write(folder, "modules", pages.Contents());
            Write(folder, "claims", pages.Claims());
            Write(folder, "trials", pages.Trials());
            Write(folder, "sensitivity", pages.Sensitivity());
            foreach (var module in modules)
            {
                Write(folder, BookPages.PageOf(module), pages.Of(module));
            }

            screen.ClearProgress();
            screen.Output.WriteLine($"book          {Path.Combine(folder, "index.html")} ({modules.Count + 5} pages, each as HTML and Markdown)");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(string folder, string name, ReportDocument page)
    {
        OutputText.WriteBytes(Path.Combine(folder, name + ".html"), "--output", Encoding.UTF8.GetBytes(HtmlReport.Text(page)));
        var (text, pictures) = MarkdownReport.Of(page, name);
        OutputText.WriteBytes(Path.Combine(folder, name + ".md"), "--output", Encoding.UTF8.GetBytes(text));
        foreach (var (file, svg) in pictures)
        {
            OutputText.WriteBytes(Path.Combine(folder, file), "--output", Encoding.UTF8.GetBytes(svg));
        }
    }
}

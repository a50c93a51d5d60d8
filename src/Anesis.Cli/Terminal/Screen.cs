using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Terminal;

/// <summary>Where a command writes: results to one stream, progress and messages to the other.</summary>
internal sealed class Screen(TextWriter output, TextWriter messages, bool messagesAreTerminal, bool outputIsTerminal)
{
    public TextWriter Output => output;

    public TextWriter Messages => messages;

    public bool OutputIsTerminal => outputIsTerminal;

    /// <summary>Turns progress and notes off (--quiet, --json).</summary>
    public bool Quiet { get; set; }

    public static Screen OfProcess()
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = false };
        var messages = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        return new(output, messages, !Console.IsErrorRedirected, !Console.IsOutputRedirected);
    }

    public void Note(string text)
    {
        if (!Quiet)
        {
            ClearProgress();
            messages.WriteLine(text);
        }
    }

    /// <summary>Diagnostics go out whole, errors first in red where a person looks; --quiet keeps errors.</summary>
    public void Show(IEnumerable<Diagnostic> diagnostics)
    {
        ClearProgress();
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Severity))
        {
            if (Quiet && diagnostic.Severity != Severity.Error)
            {
                continue;
            }

            string colour = diagnostic.Severity == Severity.Error ? "\e[31m" : "\e[33m";
            messages.WriteLine(messagesAreTerminal ? $"{colour}{diagnostic}\e[0m" : diagnostic.ToString());
        }
    }

    /// <summary>A line that is written over; on a terminal only.</summary>
    public void Progress(double fraction, string what)
    {
        if (Quiet || !messagesAreTerminal)
        {
            return;
        }

        int filled = (int)(30 * Math.Clamp(fraction, 0, 1));
        messages.Write($"\r\e[2K{new string('█', filled)}{new string('░', 30 - filled)} {100 * fraction,3:F0} %  {what}");
        _progressShown = true;
    }

    public void ClearProgress()
    {
        if (_progressShown)
        {
            messages.Write("\r\e[2K");
            _progressShown = false;
        }
    }

    private bool _progressShown;
}

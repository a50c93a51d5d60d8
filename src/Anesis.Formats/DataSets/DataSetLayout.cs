using System.Text;

namespace Anesis.Formats.DataSets;

/// <summary>How a data set's file is cut into cells: a text that the CSV reader takes as it is, line for line.</summary>
/// <param name="Text">Without a byte-order mark, with a header line that "#" does not hide, and with commas where blanks stood between cells.</param>
/// <param name="DecimalComma">Cells are parted by semicolons, so that a comma in a number is its decimal sign.</param>
internal readonly record struct DataSetLayout(string Text, bool DecimalComma)
{
    public static DataSetLayout Of(string text)
    {
        string body = text.TrimStart('\uFEFF');
        string header = Header(body, out int at);
        bool hidden = header.StartsWith('#') && Names(header[1..]).Contains("TIME", StringComparer.OrdinalIgnoreCase);
        if (hidden)
        {
            body = string.Concat(body.AsSpan(0, at), " ", body.AsSpan(at + 1));
            header = header[1..];
        }

        bool blanks = header.AsSpan().IndexOfAny(",;\t|") < 0 && Names(header).Length > 1 && header.Trim().Contains(' ', StringComparison.Ordinal);
        return new(blanks ? WithCommas(body) : body, !header.Contains(',', StringComparison.Ordinal) && header.Contains(';', StringComparison.Ordinal));
    }

    /// <summary>The first line that is neither empty nor a comment; a comment that lists TIME and other columns is a header too.</summary>
    private static string Header(string text, out int at)
    {
        at = 0;
        while (at < text.Length)
        {
            int end = text.IndexOfAny(['\n', '\r'], at);
            end = end < 0 ? text.Length : end;
            string line = text[at..end];
            string start = line.TrimStart();
            if (start.Length > 0 && (!start.StartsWith('#') || (line[0] == '#' && Names(line[1..]) is { Length: > 1 } names && names.Contains("TIME", StringComparer.OrdinalIgnoreCase))))
            {
                return line;
            }

            at = end + 1;
        }

        at = Math.Min(at, text.Length);
        return "";
    }

    private static string[] Names(string header) => header.Split((char[])[',', ';', '\t', ' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs of blanks become one comma; blanks at the ends of a line are dropped.</summary>
    private static string WithCommas(string text)
    {
        var written = new StringBuilder(text.Length);
        bool pending = false, started = false;
        foreach (char c in text)
        {
            if (c is '\n' or '\r')
            {
                written.Append(c);
                pending = started = false;
            }
            else if (c is ' ' or '\t')
            {
                pending = started;
            }
            else
            {
                if (pending)
                {
                    written.Append(',');
                }

                written.Append(c);
                pending = false;
                started = true;
            }
        }

        return written.ToString();
    }
}

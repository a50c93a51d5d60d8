using System.Net;
using System.Text.RegularExpressions;
using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>A model's notes as plain paragraphs.</summary>
internal static partial class ModelText
{
    private const int MostLetters = 2500;

    public static TextSection? NotesOf(Model model)
    {
        if (string.IsNullOrWhiteSpace(model.Notes))
        {
            return null;
        }

        var paragraphs = new List<string>();
        int letters = 0;
        foreach (string part in BlockEnd().Split(Hidden().Replace(model.Notes, "")))
        {
            string text = Space().Replace(WebUtility.HtmlDecode(Tag().Replace(part, "")), " ").Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (letters + text.Length > MostLetters)
            {
                paragraphs.Add("… (the model's notes go on in its file)");
                break;
            }

            letters += text.Length;
            paragraphs.Add(text);
        }

        return paragraphs.Count == 0 ? null : new("What the model says of itself", paragraphs.ToValueList());
    }

    [GeneratedRegex("<(?<name>style|script)\\b.*?</\\k<name>\\s*>|<!--.*?-->", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("</(?:[a-z]+:)?(?:p|div|h[1-6]|li|tr|table|dt|dd|pre|blockquote)\\s*>|<(?:[a-z]+:)?br\\s*/?>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex BlockEnd();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}

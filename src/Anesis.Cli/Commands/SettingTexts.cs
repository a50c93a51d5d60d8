using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Reads "--set name=value".</summary>
internal static class SettingTexts
{
    /// <summary>Puts each into <paramref name="settings"/>, over what stands there; errors name the text.</summary>
    public static void Read(IEnumerable<string> texts, Dictionary<string, double> settings, List<Diagnostic> diagnostics)
    {
        var byHand = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? text : text[..equals].Trim();
            if (name.Length == 0 || equals < 0 || !double.TryParse(text[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                diagnostics.Add(new("AN1005", Severity.Error, new("--set"), $"\"{text}\"", "name=value with a number, such as CL=5.2"));
            }
            else if (!byHand.Add(name))
            {
                diagnostics.Add(new("AN1005", Severity.Error, new("--set"), $"\"{name}\" twice", "each quantity once"));
            }
            else
            {
                settings[name] = value;
            }
        }
    }
}

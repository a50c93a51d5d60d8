using System.Text.Encodings.Web;
using System.Text.Json;

namespace Anesis.Cli.Commands;

/// <summary>Results as JSON for programs and people: indented, letters as they are.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(object result, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(result, Layout));

    /// <summary>JSON has no NaN.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

using Anesis.Formats.Toml;

namespace Anesis.Pharmacometrics;

/// <summary>The files' schema number.</summary>
internal static class SchemaOne
{
    public static void Check(TomlTable table)
    {
        double schema = table.Number("schema");
        if (schema != 1 && !double.IsNaN(schema))
        {
            table.Error("AN0904", "schema", FormattableString.Invariant($"schema {schema}"), "schema 1, the only one there is");
        }
    }
}

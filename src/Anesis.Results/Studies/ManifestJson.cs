using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Results.Studies;

/// <summary>The manifest as JSON: camel case, indented, lists compared by element on reading back.</summary>
internal static class ManifestJson
{
    private static readonly ManifestContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // a file, never part of a web page
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters =
        {
            new ListConverter<OutputColumn>(), new ListConverter<StudySetting>(), new ListConverter<IndividualColumn>(), new ListConverter<StudyPart>(),
            new ListConverter<FailedIndividual>(), new ListConverter<StudyInputCopy>(), new ListConverter<string>(),
            new JsonStringEnumConverter<IndividualColumnKind>(JsonNamingPolicy.CamelCase),
        },
    });

    public static byte[] Write(StudyManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Context.StudyManifest);

    /// <exception cref="JsonException">The text is not a manifest.</exception>
    public static StudyManifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Context.StudyManifest) ?? throw new JsonException("null");

    private sealed class ListConverter<T> : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ((T[]?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T[]))) ?? throw new JsonException("null list")).ToValueList();

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options.GetTypeInfo(typeof(T[])));
    }
}

[JsonSerializable(typeof(StudyManifest))]
[JsonSerializable(typeof(OutputColumn[]))]
[JsonSerializable(typeof(StudySetting[]))]
[JsonSerializable(typeof(IndividualColumn[]))]
[JsonSerializable(typeof(StudyPart[]))]
[JsonSerializable(typeof(FailedIndividual[]))]
[JsonSerializable(typeof(StudyInputCopy[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ManifestContext : JsonSerializerContext;

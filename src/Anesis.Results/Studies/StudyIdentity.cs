using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Anesis.Results.Studies;

/// <summary>Hashes that name a study's inputs.</summary>
internal static class StudyIdentity
{
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// SHA-256 of all that determines the results: program, inputs, settings, options, outputs, people, cutting.
    /// Every field goes in with its length, so that no two lists of fields run together.
    /// </summary>
    public static string Of(StudyManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(object? field)
        {
            string text = Convert.ToString(field, CultureInfo.InvariantCulture) ?? "";
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
            hash.AppendData(bytes);
        }

        Add(manifest.Format);
        Add(manifest.Program);
        Add(manifest.Seed);
        Add(manifest.Options);
        Add(manifest.TimeUnit);
        Add(manifest.Individuals);
        Add(manifest.Layout);
        Add(manifest.Settings.Count);
        foreach (var setting in manifest.Settings)
        {
            Add(setting);
        }

        Add(manifest.Outputs.Count);
        foreach (var output in manifest.Outputs)
        {
            Add(output.Name);
            Add(output.Unit);
        }

        Add(manifest.IndividualColumns.Count);
        foreach (var column in manifest.IndividualColumns)
        {
            Add(column);
        }

        Add(manifest.Ids is null ? null : string.Join('\n', manifest.Ids));
        foreach (var input in manifest.Inputs)
        {
            Add(input.Kind);
            Add(input.Sha256);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}

namespace Anesis.Mathematics.Randomness;

/// <summary>A number made from a name, for a stream of draws that belongs to the name: FNV-1a over its UTF-16 units, 64 bits.</summary>
public static class TextHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }
}

using System.Text;

namespace Anesis.Fuzz;

/// <summary>Makes inputs out of seeds: bytes changed, parts taken out, doubled, swapped or put in from another seed, words of the languages put in. Input n is the same each time.</summary>
internal sealed class Mutation(IReadOnlyList<byte[]> seeds, ulong key)
{
    private const int LongestInput = 1 << 16;

    private static readonly byte[][] Words = [.. new[]
    {
        "<", ">", "</", "/>", "&amp;", "&#0;", "<!DOCTYPE a>", "<!--", "]]>", "<![CDATA[", "xmlns=\"\"", "id=\"\"", "1e999", "-1", "NaN", "INF", "0x", "9999999999", "\0", "\ufeff", "\ud7ff", "é", "(", ")", "((((((((", "))))))))",
        "^", "->", "=>", ":=", "';", "//", "/*", "*/", "end", "model ", "at ", "piecewise(", "\"", "'", "\\", "\n", "\r", "\t", ",", ";", "..", "/../", "<math/>", "<apply/>", "<ci/>", "<cn/>", "<lambda/>", "<sbml/>",
    }.Select(Encoding.UTF8.GetBytes)];

    public byte[] Input(long n)
    {
        var draws = new Draws(key, (ulong)n);
        var bytes = new List<byte>(seeds[draws.Below(seeds.Count)]);
        for (int change = 1 + draws.Below(4); change > 0; change--)
        {
            Change(bytes, draws);
        }

        return [.. bytes.Take(LongestInput)];
    }

    private void Change(List<byte> bytes, Draws draws)
    {
        int at = draws.Below(bytes.Count + 1), length = Math.Min(draws.Below(1 << draws.Below(8)), bytes.Count - at);
        switch (draws.Below(8))
        {
            case 0 when bytes.Count > 0:
                bytes[Math.Min(at, bytes.Count - 1)] = (byte)draws.Below(256);
                break;
            case 1 when bytes.Count > 0:
                bytes[Math.Min(at, bytes.Count - 1)] ^= (byte)(1 << draws.Below(8));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                byte[] other = seeds[draws.Below(seeds.Count)];
                int from = draws.Below(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(draws.Below(200), other.Length - from)).ToArray());
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6 when length > 0:
                byte[] repeated = [.. bytes.GetRange(at, length)];
                for (int i = draws.Below(30); i > 0 && bytes.Count < LongestInput; i--)
                {
                    bytes.InsertRange(at, repeated);
                }

                break;
            default:
                bytes.InsertRange(at, Words[draws.Below(Words.Length)]);
                break;
        }
    }

    /// <summary>A stream of numbers that follows from the key and the input's number alone.</summary>
    private sealed class Draws(ulong key, ulong input)
    {
        private ulong _state = (key * 0x9E3779B97F4A7C15) ^ (input * 0xD1342543DE82EF95);

        /// <summary>From 0 to one less than <paramref name="limit"/> (SplitMix64).</summary>
        public int Below(int limit)
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            return limit <= 1 ? 0 : (int)(z % (ulong)limit);
        }
    }
}

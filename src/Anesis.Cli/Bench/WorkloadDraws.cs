using Anesis.Mathematics;

namespace Anesis.Cli.Bench;

/// <summary>The draws that the benchmark's specification fixes: splitmix64 to uniforms, Box-Muller to normals.</summary>
internal static class WorkloadDraws
{
    /// <summary>base · exp(ω · z(seed, P·i + j)) of subject i for its P parameters j.</summary>
    public static double[] LogNormal(ulong seed, int subject, ReadOnlySpan<double> typical, ReadOnlySpan<double> omega)
    {
        var values = new double[typical.Length];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = typical[j] * Elementary.Exp(omega[j] * Normal(seed, (ulong)((typical.Length * subject) + j)));
        }

        return values;
    }

    private static double Normal(ulong seed, ulong n) =>
        Math.Sqrt(-2 * Elementary.Log(Uniform(seed, 2 * n))) * Elementary.Cos(2 * Math.PI * Uniform(seed, (2 * n) + 1));

    private static double Uniform(ulong seed, ulong n) => ((Mix(seed + ((n + 1) * 0x9E3779B97F4A7C15)) >> 11) + 0.5) * (1.0 / (1L << 53));

    private static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9;
        x ^= x >> 27;
        x *= 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

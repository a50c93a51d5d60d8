namespace Anesis.Simulation.Events;

internal static class Philox
{
    /// <summary>Philox 4x32-10 (Salmon et al. 2011): a uniform in (0, 1) of 53 bits.</summary>
    public static double Uniform(ulong seed, ulong individual, uint stream, uint counter)
    {
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        uint c0 = counter, c1 = stream, c2 = (uint)individual, c3 = (uint)(individual >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0;
            ulong p1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        ulong bits = ((ulong)c0 << 32) | c1;
        return ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));
    }
}

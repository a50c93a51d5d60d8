using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;

namespace Anesis.Mathematics.Tests;

public sealed unsafe class JumpDrawTests
{
    /// <summary>Known answers of the authors of Philox for 4×32 with ten rounds (Random123, kat_vectors).</summary>
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0xe169c58d6627e8d5ul, 0x9b00dbd8bc57ac4cul)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x41c83b0e408f276dul, 0x6d5451fda20bc7c6ul)]
    [InlineData(0x85a308d3243f6a88ul, 0x0370734413198a2eul, 0x299f31d0a4093822ul, 0x94fdccebd16cfe09ul, 0x24126ea15001e420ul)]
    public void Philox_in_lanes_gives_the_known_answers(ulong counter, ulong number, ulong key, ulong first, ulong second)
    {
        Check<Lanes1>(counter, number, key, first, second);
        Check<Lanes2>(counter, number, key, first, second);
        Check<Lanes4>(counter, number, key, first, second);
        Check<Lanes8>(counter, number, key, first, second);
    }

    [Fact]
    public void Exponential_draws_are_the_logarithms_of_their_uniforms()
    {
        foreach (ulong bits in new[] { 0ul, 1ul << 12, ulong.MaxValue, 1ul << 63, (1ul << 63) - 1, 0xB504F333F9DE6484ul, 0x123456789ABCDEFul })
        {
            double u = ((bits >> 12) + 0.5) * 2.220446049250313e-16;
            double expected = -Elementary.Log(u);
            double found = JumpDraws.Exponential(Bits<Lanes1>(bits)).Value;
            found.Should().BeApproximately(expected, 4e-16 * expected).And.BePositive();
            Lanes8.Get(JumpDraws.Exponential(Bits<Lanes8>(bits)), 5).Should().Be(found);
            JumpDraws.Share(Bits<Lanes1>(bits)).Value.Should().Be((bits >> 12) * 2.220446049250313e-16).And.BeLessThan(1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(4)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(37.5)]
    [InlineData(1000)]
    public void Poisson_counts_have_their_distribution(double mean)
    {
        const int Draws = 40_000;
        var draws = new DrawSequence(new DrawKey(11, 3, 4));
        var counts = new Dictionary<double, int>();
        for (int i = 0; i < Draws; i++)
        {
            double count = draws.Poisson(mean);
            counts[count] = counts.GetValueOrDefault(count) + 1;
        }

        if (mean == 0)
        {
            counts.Keys.Should().Equal(0);
            return;
        }

        // χ² over classes of at least 20 expected counts; five standard deviations of it.
        double chi = 0, expected = 0, seen = 0;
        int classes = 0;
        for (double k = 0; k < mean + (20 * Math.Sqrt(mean)) + 20; k++)
        {
            expected += Draws * Elementary.Exp((k * Elementary.Log(mean)) - mean - Elementary.LogGamma(k + 1));
            seen += counts.GetValueOrDefault(k);
            if (expected >= 20)
            {
                chi += (seen - expected) * (seen - expected) / expected;
                (expected, seen) = (0, 0);
                classes++;
            }
        }

        chi.Should().BeLessThan(classes + (5 * Math.Sqrt(2 * classes)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e10)]
    public void A_Poisson_mean_out_of_range_gives_NaN(double mean) =>
        new DrawSequence(new DrawKey(1, 2, 3)).Poisson(mean).Should().Be(double.NaN);

    private static T Bits<T>(ulong bits)
        where T : struct, ILanes<T> => T.CreateBits((long)bits);

    private static void Check<T>(ulong counter, ulong number, ulong key, ulong first, ulong second)
        where T : struct, ILanes<T>
    {
        double* keys = stackalloc double[PhiloxLanes.RoundKeys * T.Count];
        PhiloxLanes.Expand<T>(key, keys);
        PhiloxLanes.Block(keys, Bits<T>(counter), Bits<T>(number), out T low, out T high);
        BitConverter.DoubleToUInt64Bits(T.Get(low, T.Count - 1)).Should().Be(first);
        BitConverter.DoubleToUInt64Bits(T.Get(high, T.Count - 1)).Should().Be(second);
    }
}

using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;

namespace Anesis.Mathematics.Tests;

public class PhiloxTests
{
    /// <summary>Known answers that the Random123 library publishes for philox4x64 with 10 rounds.</summary>
    [Theory]
    [InlineData(0ul, 0ul, 0ul, 0ul, 0ul, 0ul, 0x16554d9eca36314cul, 0xdb20fe9d672d0fdcul, 0xd7e772cee186176bul, 0x7e68b68aec7ba23bul)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x87b092c3013fe90bul, 0x438c3c67be8d0224ul, 0x9cc7d7c69cd777b6ul, 0xa09caebf594f0ba0ul)]
    [InlineData(0x243f6a8885a308d3ul, 0x13198a2e03707344ul, 0xa4093822299f31d0ul, 0x082efa98ec4e6c89ul, 0x452821e638d01377ul, 0xbe5466cf34e90c6cul, 0xa528f45403e61d95ul, 0x38c72dbd566e9788ul, 0xa5a1610e72fd18b5ul, 0x57bd43b5e52b7fe6ul)]
    public void Blocks_are_the_published_ones(ulong c0, ulong c1, ulong c2, ulong c3, ulong k0, ulong k1, ulong r0, ulong r1, ulong r2, ulong r3) =>
        Philox.Block(c0, c1, c2, c3, k0, k1).Should().Be((r0, r1, r2, r3));

    [Fact]
    public void A_draw_depends_on_its_key_and_number_only()
    {
        DrawKey key = new(1, 2, 3);
        double[] forward = [.. Enumerable.Range(0, 50).Select(n => key.Uniform((ulong)n))];
        double[] backward = [.. Enumerable.Range(0, 50).Reverse().Select(n => key.Uniform((ulong)n)).Reverse()];
        backward.Should().Equal(forward);
        forward.Should().OnlyHaveUniqueItems();
        new[] { key, new(9, 2, 3), new(1, 9, 3), new(1, 2, 9) }.Select(k => k.Uniform(0)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Uniform_draws_fill_the_open_interval_evenly()
    {
        const int Draws = 200_000;
        int[] bins = new int[100];
        DrawKey key = new(7, 0, 1);
        for (ulong n = 0; n < Draws; n++)
        {
            double u = key.Uniform(n);
            u.Should().BeGreaterThan(0).And.BeLessThan(1);
            bins[(int)(u * 100)]++;
        }

        // Chi-square with 99 degrees of freedom: 99.9 % lie below 148.2.
        bins.Sum(count => (count - 2000.0) * (count - 2000.0) / 2000.0).Should().BeLessThan(148.2);
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_the_normal()
    {
        const int Draws = 200_000;
        DrawKey key = new(11, 5, 2);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(n => key.Normal((ulong)n))];
        draws.Average().Should().BeApproximately(0, 0.01);
        draws.Average(z => z * z).Should().BeApproximately(1, 0.015);
        draws.Average(z => z * z * z * z).Should().BeApproximately(3, 0.12);
    }

    [Fact]
    public void Lanes_draw_what_each_key_draws_alone()
    {
        DrawKey[] keys = [.. Enumerable.Range(0, 8).Select(i => new DrawKey(3, (ulong)i, 4))];
        Lanes8 row = DrawKey.Normal<Lanes8>(keys, 17);
        for (int lane = 0; lane < 8; lane++)
        {
            Lanes8.Get(row, lane).Should().Be(keys[lane].Normal(17));
        }
    }
}

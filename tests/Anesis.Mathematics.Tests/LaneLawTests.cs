using Anesis.Mathematics.Lanes;
using CsCheck;

namespace Anesis.Mathematics.Tests;

/// <summary>A lane's bits depend on that lane alone: not on its neighbours, not on the number of lanes, not on how often the code ran.</summary>
public unsafe class LaneLawTests
{
    private static readonly double[] Awkward =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 2, 3, -800, 800, 710, -745.2, 1e-310, -5e-324, 1e308, -1e300, 1e22, 823549.6645, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, BitConverter.Int64BitsToDouble(0x7FF8DEADBEEF0001), 1e-8, 0.999999999999, 1.0000000001,
        Math.PI, Math.PI / 2, 1e6, 27.5, -27.5, 170.5, -170.5, 6381956970095103 * 6.668014432879854e+239,
    ];

    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double, Gen.Double[-30, 30], Gen.Double[0, 1], Gen.Double[-1000, 1000], Gen.OneOf(Awkward.Select(value => Gen.Const(value)).ToArray()), Gen.ULong.Select(BitConverter.UInt64BitsToDouble));

    public static TheoryData<string> Functions => [.. Catalogue.Unary, .. Catalogue.Binary, "PowInteger"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_lane_count_gives_the_same_bits_whatever_the_neighbours(string function) =>
        AnyDouble.Array[16].Select(AnyDouble.Array[16]).Sample(
            (x, y) => Row<Lanes16>(function, x, y).SequenceEqual(Row<Lanes1>(function, x, y))
                && Row<Lanes8>(function, x, y).SequenceEqual(Row<Lanes1>(function, x, y))
                && Row<Lanes4>(function, x, y).SequenceEqual(Row<Lanes1>(function, x, y))
                && Row<Lanes2>(function, x, y).SequenceEqual(Row<Lanes1>(function, x, y)),
            iter: 3000,
            threads: 1);

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_neighbour_of_any_kind_changes_nothing_early_or_late(string function)
    {
        double[] own = [0.3, 1.7, -2.2, 44.25];
        double[] x = new double[16];
        double[] y = new double[16];
        for (int round = 0; round < 40; round++)
        {
            foreach (double value in own)
            {
                long alone = Row<Lanes1>(function, [value, .. new double[15]], [1.25, .. new double[15]])[0];
                for (int shift = 0; shift < Awkward.Length; shift++)
                {
                    for (int lane = 0; lane < 16; lane++)
                    {
                        x[lane] = Awkward[(shift + lane) % Awkward.Length];
                        y[lane] = Awkward[(shift + (3 * lane)) % Awkward.Length];
                    }

                    int place = shift & 15;
                    x[place] = value;
                    y[place] = 1.25;
                    Row<Lanes8>(function, x, y)[place].Should().Be(alone, "{0}({1}) has neighbours", function, value);
                    Row<Lanes16>(function, x, y)[place].Should().Be(alone, "{0}({1}) has neighbours", function, value);
                }
            }
        }
    }

    [Fact]
    public void A_power_has_the_same_bits_in_usual_and_in_unusual_company() =>
        Gen.Select(Gen.OneOf(Gen.Double[1e-300, 1e300], Gen.Double[0, 3], Gen.Const(0.0), Gen.Const(1.0)), Gen.OneOf(Gen.Double[1e-3, 4], Gen.Double[4, 900])).Array[16].Sample(
            pairs =>
            {
                double[] x = [.. pairs.Select(p => p.Item1)];
                double[] y = [.. pairs.Select(p => p.Item2)];
                long[] usual = Row<Lanes16>("Pow", x, y);
                double[] awkward = [.. y];
                awkward[15] = -1;
                long[] unusual = Row<Lanes16>("Pow", x, awkward);
                unusual.Take(15).Should().Equal(usual.Take(15));
                Row<Lanes1>("Pow", x, y).Should().Equal(usual);
            },
            iter: 3000,
            threads: 1);

    private static long[] Row<T>(string function, double[] x, double[] y)
        where T : struct, ILanes<T>
    {
        long[] result = new long[16];
        fixed (double* px = x, py = y)
        fixed (long* target = result)
        {
            for (int i = 0; i < 16; i += T.Count)
            {
                T.Store(Catalogue.Lanes(function, T.Load(px + i), T.Load(py + i)), (double*)target + i);
            }
        }

        return result;
    }
}

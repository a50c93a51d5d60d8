using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics.Tests;

/// <summary>The bits do not change where the processor lacks wide vectors or fused multiply-add, or where the JIT does not optimise.</summary>
public unsafe class ProcessorTests
{
    private const string Target = "ANESIS_DIGEST_FILE";

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [InlineData("DOTNET_JITMinOpts", "1")]
    public void Every_function_gives_the_same_bits_on_a_lesser_processor(string setting, string value)
    {
        string file = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                start.ArgumentList.Add(typeof(ProcessorTests).Assembly.Location);
            }

            start.ArgumentList.Add("-method");
            start.ArgumentList.Add($"{typeof(ProcessorTests).FullName}.{nameof(A_digest_of_every_function_is_written)}");
            start.Environment[setting] = value;
            start.Environment[Target] = file;
            foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal)).ToArray())
            {
                start.Environment.Remove(name);
            }

            using Process child = Process.Start(start)!;
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            File.ReadAllText(file).Should().Be(Digest(), "{0}", output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_digest_of_every_function_is_written()
    {
        string digest = Digest();
        digest.Should().HaveLength(64 * 4);
        if (Environment.GetEnvironmentVariable(Target) is { Length: > 0 } file)
        {
            File.WriteAllText(file, digest);
        }
    }

    private static string Digest() => Digest<Lanes16>() + Digest<Lanes8>() + Digest<Lanes2>() + Digest<Lanes1>();

    private static string Digest<T>()
        where T : struct, ILanes<T>
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        double* row = stackalloc double[16];
        double* x = stackalloc double[16];
        double* y = stackalloc double[16];
        foreach (string function in (string[])[.. Catalogue.Unary, .. Catalogue.Binary, "PowInteger"])
        {
            for (int i = 0; i < 100; i++)
            {
                for (int lane = 0; lane < 16; lane++)
                {
                    double n = (16 * i) + lane;
                    x[lane] = (i & 3) switch { 0 => (n * 0.0137) - 11, 1 => n / 1601, 2 => n * n * n * 12345.678, _ => (n * 0.9) - 700 };
                    y[lane] = (n * 0.01) - 7.3;
                }

                for (int lane = 0; lane < 16; lane += T.Count)
                {
                    T.Store(Catalogue.Lanes(function, T.Load(x + lane), T.Load(y + lane)), row + lane);
                }

                hash.AppendData(new ReadOnlySpan<byte>(row, 128));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLower(CultureInfo.InvariantCulture);
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Anesis.Fuzz;

/// <summary>
/// dotnet run -c Release --project bench/Anesis.Fuzz -- [inputs] [key]: gives that many changed inputs (10 million by default) to the parsers in turn. An exception, an input that takes longer than
/// 2 s, or more than 1 GiB ends the run with the input's number; Mutation makes the same input of the same number again.
/// </summary>
internal static class Program
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static int Main(string[] args)
    {
        long count = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
        ulong key = args.Length > 1 ? ulong.Parse(args[1], CultureInfo.InvariantCulture) : 1;
        var parsers = Parsers.All.Select(p => (p.Name, p.Read, Mutation: new Mutation(Parsers.SeedsOf(p.Name), key))).ToArray();
        var all = Stopwatch.StartNew();
        long slowest = 0;
        for (long n = 0; n < count; n++)
        {
            var (name, read, mutation) = parsers[(int)(n % parsers.Length)];
            byte[] input = mutation.Input(n);
            long start = Stopwatch.GetTimestamp();
            try
            {
                read(input);
            }
            catch (Exception failure)
            {
                Console.Error.WriteLine($"{name}, input {n} of key {key}: {failure}");
                return 1;
            }

            long took = Stopwatch.GetTimestamp() - start;
            slowest = Math.Max(slowest, took);
            if (Stopwatch.GetElapsedTime(start) > Longest || (n % 10_000 == 0 && Environment.WorkingSet > 1L << 30))
            {
                Console.Error.WriteLine($"{name}, input {n} of key {key}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, {Environment.WorkingSet >> 20} MB");
                return 1;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} inputs, {all.Elapsed.TotalSeconds:F0} s, slowest {1000.0 * slowest / Stopwatch.Frequency:F0} ms, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB: no exception, no hang"));
        return 0;
    }
}

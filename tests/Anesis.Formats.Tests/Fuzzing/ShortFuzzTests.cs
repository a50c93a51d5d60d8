using System.Diagnostics;
using Anesis.Fuzz;

namespace Anesis.Formats.Tests.Fuzzing;

/// <summary>A few of the inputs that bench/Anesis.Fuzz gives by the million.</summary>
public sealed class ShortFuzzTests
{
    public static TheoryData<string> Names() => [.. Parsers.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_inputs_neither_throw_nor_hang(string name)
    {
        var mutation = new Mutation(Parsers.SeedsOf(name), key: 7);
        var read = Parsers.All.First(p => p.Name == name).Read;
        for (long n = 0; n < 2000; n++)
        {
            byte[] input = mutation.Input(n);
            long start = Stopwatch.GetTimestamp();
            read.Invoking(r => r(input)).Should().NotThrow($"of input {n}");
            Stopwatch.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(20), $"input {n} is short");
        }
    }

    [Fact]
    public void Inputs_follow_from_their_number() =>
        new Mutation(Parsers.SeedsOf("sbml"), key: 3).Input(99).Should().Equal(new Mutation(Parsers.SeedsOf("sbml"), key: 3).Input(99));
}

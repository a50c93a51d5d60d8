using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Stochastic;

/// <summary>Models of these tests, and how they are run.</summary>
internal static class StochasticModels
{
    /// <summary>X arrives 20 times a unit of time and stays for 2 on average: from none, X(t) is Poisson with mean 40·(1 − exp(−t/2)).</summary>
    public const string Queue = """
        compartment cell = 1; substanceOnly species X in cell; X = 0; k = 20
        arrival: => X; k
        leaving: X => ; X/2
        """;

    /// <summary>2P ⇌ P2 (DSMTS 003-01).</summary>
    public const string Dimer = """
        compartment cell = 1; substanceOnly species P in cell, P2 in cell; P = 100; P2 = 0
        dimerisation: 2 P => P2; 0.001*P*(P - 1)/2
        dissociation: P2 => 2 P; 0.01*P2
        """;

    public static CompiledModel Compile(string text, int lanes, params string[] outputs)
    {
        var compiled = AntimonyReader.Read("model m()\n" + text + "\nend", "m.ant", null).Then(Flattening.Flatten)
            .Then(m => Compiler.Compile(m, new() { Lanes = lanes, Outputs = outputs.ToValueList() }));
        compiled.Diagnostics.Should().BeEmpty();
        return compiled.Value!;
    }

    public static EnsembleOptions Options(Method method, ulong seed = 7) => new() { Method = method, Seed = seed, Threads = 1 };

    public static Collector Run(CompiledModel model, int people, double[] times, EnsembleOptions options)
    {
        var sink = new Collector();
        Ensemble.Run(model, new Individuals(people, _ => (new() { OutputTimes = times }, [])), options, sink);
        return sink;
    }

    /// <summary>Mean and variance of output <paramref name="output"/> at each time.</summary>
    public static (double Mean, double Variance)[] Moments(this Collector sink, int times, int output = 0)
    {
        var sums = new (double Sum, double Squares)[times];
        int n = 0;
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++, n++)
            {
                block.Outcomes[k].Should().Be(Outcome.Completed);
                for (int t = 0; t < times; t++)
                {
                    double value = block.Values[((block.RowStarts[k] + t) * block.OutputCount) + output];
                    sums[t] = (sums[t].Sum + value, sums[t].Squares + (value * value));
                }
            }
        }

        return [.. sums.Select(s => (s.Sum / n, (s.Squares - (s.Sum * s.Sum / n)) / (n - 1)))];
    }
}

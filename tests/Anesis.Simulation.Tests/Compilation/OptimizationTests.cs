using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Compilation;

/// <summary>The compiler silently stops to optimise a method past some size: the runtime itself says how each emitted method was compiled.</summary>
public class OptimizationTests(OptimizationTests.CompiledMethods listener) : IClassFixture<OptimizationTests.CompiledMethods>
{
    private static readonly string[] s_emitted = ["derivatives", "jacobian", "observe", "factor", "solve"];

    [Theory]
    [InlineData(2000, 8, "derivatives", "jacobian", "observe")]
    [InlineData(120, 8, "derivatives", "jacobian", "observe", "factor", "solve")]
    [InlineData(120, 16, "derivatives", "jacobian", "observe", "factor", "solve")]
    public void Methods_emitted_for_a_large_model_are_compiled_with_full_optimisation(int states, int lanes, params string[] expected)
    {
        listener.Forget();
        var compiled = AntimonyReader.Read(Chain(states), "chain.ant").Then(Flattening.Flatten).Then(m => Compiler.Compile(m, new CompileRequest { Lanes = lanes }));
        compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));
        var block = TestRun.One(compiled.Value!, new IndividualPlan { OutputTimes = [1e-3] }, new EnsembleOptions { Method = Method.Stiff, RelativeTolerance = 1e-2, Threads = 1 });
        block.Outcomes[0].IsCompleted.Should().BeTrue();

        // The runtime's events arrive a little later, on a thread of their own.
        var watch = Stopwatch.StartNew();
        while (!expected.All(name => listener.Methods.Any(m => m.Name == name)) && watch.ElapsedMilliseconds < 20_000)
        {
            Thread.Sleep(20);
        }

        var found = listener.Methods.Where(m => s_emitted.Contains(m.Name)).ToArray();
        found.Select(m => m.Name).Distinct().Should().Contain(expected);
        found.Where(m => m.Tier != CompiledMethods.Optimized).Should().BeEmpty();
    }

    /// <summary>A chain of compartments whose exchange saturates.</summary>
    private static string Chain(int states)
    {
        var text = new StringBuilder("model chain()\n  k = 3; m = 0.7\n");
        for (int i = 0; i < states; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  var x{i} = {1 + (i % 7)}\n");
        }

        for (int i = 0; i < states; i++)
        {
            int before = (i + states - 1) % states, after = (i + 1) % states;
            text.Append(CultureInfo.InvariantCulture, $"  x{i}' = k*x{before}/(m + x{before}) - k*x{i}*x{after}/(m + x{i} + x{after}) - 0.1*x{i}\n");
        }

        return text.Append("end\n").ToString();
    }

    /// <summary>One listener for all: the runtime may take one that ends for the next one's end.</summary>
    public sealed class CompiledMethods : EventListener
    {
        public const uint Optimized = 2;

        private const EventKeywords Compilation = (EventKeywords)0x10;

        private readonly ConcurrentQueue<(string Name, uint Tier)> _methods = new();

        public IEnumerable<(string Name, uint Tier)> Methods => _methods;

        public void Forget() => _methods.Clear();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Compilation);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true || eventData.PayloadNames is not { } names)
            {
                return;
            }

            // Bits 7 to 9 of the flags are the tier: 1 is the least optimisation, 2 all of it.
            string name = (string)eventData.Payload![names.IndexOf("MethodName")]!;
            uint flags = (uint)eventData.Payload[names.IndexOf("MethodFlags")]!;
            _methods.Enqueue((name, (flags >> 7) & 7));
        }
    }
}

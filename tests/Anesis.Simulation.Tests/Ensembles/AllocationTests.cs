using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

public class AllocationTests
{
    [Fact]
    public void Steps_doses_events_and_rows_allocate_nothing()
    {
        const string text = """
            model m()
              compartment c = 1
              substanceOnly species A in c, B in c
              A = 0; B = 0; k = 0.5; n = 0
              J1: A => B; k*A
              J2: B => ; 0.1*B
              E: at (B > 20): n = n + 1
            end
            """;
        var flat = Flattening.Flatten(AntimonyReader.Read(text, "m.ant").Value!);
        var compiled = Compiler.Compile(flat.Value!, new CompileRequest { Outputs = ValueList.Create<string>(["A", "B", "n"]), Inputs = ValueList.Create<string>(["k"]) });
        compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));

        // The longer run has fifty times the doses, steps and events; its memory is that of its rows.
        long Allocated(int doses)
        {
            var plan = new IndividualPlan
            {
                Records = [new DosingRecord(0, RecordKind.Dose, 0, 100, Interval: 24, Additional: doses - 1), new DosingRecord(1, RecordKind.Dose, 1, 10, Rate: 5, Interval: 24, Additional: doses - 1)],
                OutputTimes = [24.0 * doses],
            };
            var individuals = new Individuals(16, i => (plan, [0.4 + (0.01 * i)]));
            long before = GC.GetAllocatedBytesForCurrentThread();
            var summary = Ensemble.Run(compiled.Value!, individuals, new EnsembleOptions { Threads = 1 }, new Drop());
            summary.Completed.Should().Be(16);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The first makes code, that of whole steps too.
        Allocated(100);
        long few = Allocated(2);
        long many = Allocated(100);
        (many - few).Should().BeLessThan(4096);
    }

    private sealed class Drop : IResultSink
    {
        public void Accept(ResultBlock block)
        {
        }
    }
}

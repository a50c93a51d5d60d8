using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>
/// While a large model is still being read, on another core: a small stiff one is computed and thrown away, so that the integrators are loaded and compiled when the large one comes.
/// A tenth of a second less for the whole person.
/// </summary>
internal static class Rehearsal
{
    // More states than a step compiled whole may have, so that the steps of large models are what is compiled.
    private const int States = 14;

    public static void Begin() => new Thread(Compute) { IsBackground = true, Name = "rehearsal" }.Start();

    private static void Compute()
    {
        var text = new StringBuilder("k = 1000; ");
        for (int i = 0; i < States; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"y{i} = 2; y{i}' = k*(y{(i + 1) % States} - y{i}^3) - y{i}^1.5/(1 + y{i}); ");
        }

        var model = AntimonyReader.Read(text.ToString(), "rehearsal").Then(Flattening.Flatten).Then(flat => Compiler.Compile(flat, new CompileRequest()));
        Ensemble.Run(model.Value!, new Alike(), new EnsembleOptions { Threads = 1 }, new Nowhere());
    }

    private sealed class Alike : IIndividuals
    {
        private readonly IndividualPlan _plan = new() { OutputTimes = [0, 1e-4, 1e-2, 0.1, 1, 2, 5] };

        public int Count => 8;

        public IndividualPlan Describe(int index, Span<double> inputs) => _plan;
    }

    private sealed class Nowhere : IResultSink
    {
        public void Accept(ResultBlock block)
        {
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Compiles ∂f/∂y and ∂f/∂t of a model.</summary>
internal sealed unsafe class JacobianCompilation(LoweredModel model, int[] derivatives, KernelEmitter emitter, int scratch, int lanes)
{
    public JacobianCode Compile()
    {
        lock (model.Graph)
        {
            var graph = model.Graph;
            var gradients = Gradients.ByStatesAndTime(graph).Of(derivatives);
            int[] rowStarts = new int[gradients.Length + 1];
            var columns = new List<int>();
            var nodes = new List<int>();
            int[] byTime = new int[gradients.Length];
            bool hasTime = false;
            for (int row = 0; row < gradients.Length; row++)
            {
                byTime[row] = graph.Constant(0);
                var entries = new List<(int Column, int Node)>();
                for (int i = 0; i < gradients[row].Leaves.Length; i++)
                {
                    int leaf = gradients[row].Leaves[i];
                    int node = gradients[row].Derivatives[i];
                    if (graph.IsConstant(node, 0))
                    {
                        continue;
                    }

                    if (graph.Kind(leaf) == NodeKind.Time)
                    {
                        byTime[row] = node;
                        hasTime = true;
                    }
                    else
                    {
                        entries.Add((graph.A(leaf), node));
                    }
                }

                foreach (var (column, node) in entries.OrderBy(e => e.Column))
                {
                    columns.Add(column);
                    nodes.Add(node);
                }

                rowStarts[row + 1] = columns.Count;
            }

            return new(
                Kernel("jacobian", nodes),
                new(gradients.Length, rowStarts, [.. columns]),
                hasTime ? Kernel("time derivative", byTime) : null,
                !model.IsAlgebraic.Contains(true) && nodes.TrueForAll(graph.IsHoistable)
                && derivatives.All(node => (graph.DependsOn(node) & (Dependence.Time | Dependence.Delayed)) == Dependence.None));
        }
    }

    private Kernel Kernel(string name, IEnumerable<int> nodes)
    {
        (var kernel, int needed) = emitter.Emit(name, nodes.Select((n, i) => (n, new Destination(KernelArray.Result, i))).ToList());
        return needed <= scratch ? kernel : new OwnScratch(kernel, needed * lanes).Run;
    }

    /// <summary>A kernel made after the scratch count was told, which needs more: each thread keeps an array for it.</summary>
    private sealed class OwnScratch(Kernel kernel, int length)
    {
        [ThreadStatic]
        [SuppressMessage("Design", "MA0169", Justification = "grows on demand, one for all kernels of a thread")]
        private static double[]? _memory;

        public void Run(double* time, double* states, double* parameters, double* result, double* scratch)
        {
            if (_memory is null || _memory.Length < length)
            {
                _memory = GC.AllocateUninitializedArray<double>(length, pinned: true);
            }

            fixed (double* own = _memory)
            {
                kernel(time, states, parameters, result, own);
            }
        }
    }
}

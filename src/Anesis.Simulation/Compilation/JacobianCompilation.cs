using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Compiles ∂f/∂y and ∂f/∂t of a model.</summary>
internal sealed class JacobianCompilation(LoweredModel model, KernelEmitter emitter, int scratch, int lanes)
{
    public JacobianCode Compile()
    {
        lock (model.Graph)
        {
            var graph = model.Graph;
            var gradients = model.DerivativeGradients;
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

            int[] optimized = ExtremumSelection.Apply(graph, Optimization.Apply(graph, [.. nodes, .. byTime]));
            if (graph.IsFull)
            {
                throw new InvalidOperationException($"The Jacobian needs more than {graph.Limit:N0} operations.");
            }

            nodes = [.. optimized[..nodes.Count]];
            byTime = optimized[nodes.Count..];
            return new(
                Kernel("jacobian", nodes),
                new(gradients.Length, rowStarts, [.. columns]),
                hasTime ? Kernel("time derivative", byTime) : null,
                !model.IsAlgebraic.Contains(true) && nodes.TrueForAll(graph.IsHoistable)
                && model.Derivatives.All(node => (graph.DependsOn(node) & (Dependence.Time | Dependence.Delayed)) == Dependence.None));
        }
    }

    private Kernel Kernel(string name, IEnumerable<int> nodes)
    {
        (var kernel, int needed) = emitter.Emit(name, nodes.Select((n, i) => (n, new Destination(KernelArray.Result, i))).ToList());
        return OwnScratch.For(kernel, needed, scratch, lanes);
    }
}

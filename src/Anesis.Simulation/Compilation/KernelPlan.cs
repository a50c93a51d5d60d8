using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>An array that kernels write to, in the order of their arguments.</summary>
internal enum KernelArray
{
    Time,
    States,
    Parameters,
    Result,
    Scratch,
}

/// <summary>Where a value goes: quantity <paramref name="Index"/> of an array.</summary>
internal readonly record struct Destination(KernelArray Array, int Index);

/// <summary>One step of a kernel: keeps the value of a node in a local, or stores it, or copies a scratch value.</summary>
/// <param name="Node">What is computed; −1 for a copy.</param>
/// <param name="Store">Where it is stored; null: a local.</param>
/// <param name="CopyFrom">The scratch slot that is copied, for a copy.</param>
internal readonly record struct Statement(int Node, Destination? Store, int CopyFrom = -1);

/// <summary>
/// The order in which a kernel computes its nodes, cut into chunks that the JIT optimises in full. A node used once is computed where it is used;
/// a node used more often is a local, and a scratch slot too where another chunk reads it.
/// </summary>
internal sealed class KernelPlan
{
    /// <summary>
    /// Nodes (with leaves) and locals of a chunk. The JIT stops optimising at 60,000 bytes of IL, 20,000 instructions, 2,000 blocks, 2,000 locals or 8,000 uses
    /// of locals, and from 1,024 locals on keeps some in memory; compile time grows faster than the size well before.
    /// </summary>
    private const int LargestChunk = 1200;
    private const int MostLocals = 300;

    /// <summary>Operations in one expression tree: deeper ones cost the JIT more than a local.</summary>
    private const int LargestTree = 24;

    private readonly ExpressionGraph _graph;
    private readonly Func<int, bool> _isLoaded;
    private readonly int _parts;
    private readonly Dictionary<int, int> _uses = [];
    private readonly Dictionary<int, int> _treeSizes = [];
    private readonly HashSet<int> _kept = [];
    private readonly Dictionary<int, int> _chunkOf = [];

    /// <summary>isLoaded: nodes that stand in memory already (leaves, hoisted values). staged: all values are computed before the first is stored, for a kernel that overwrites what it reads. parts: how many times each statement is written out.</summary>
    public KernelPlan(ExpressionGraph graph, IReadOnlyList<(int Node, Destination Store)> targets, Func<int, bool> isLoaded, bool staged, int parts)
    {
        (_graph, _isLoaded, _parts) = (graph, isLoaded, parts);
        Order(targets, staged);
        FindCrossings();
    }

    public List<List<Statement>> Chunks { get; } = [];

    /// <summary>Scratch slots of nodes that are read in a chunk other than their own.</summary>
    public Dictionary<int, int> Crossing { get; } = [];

    public int ScratchCount { get; private set; } = LaneInstructions.CallArea;

    /// <summary>Nodes of all chunks, leaves among them.</summary>
    public int Size { get; private set; }

    public bool IsKept(int node) => _kept.Contains(node);

    public bool IsLoaded(int node) => _isLoaded(node);

    private void Order(IReadOnlyList<(int Node, Destination Store)> targets, bool staged)
    {
        var order = new List<int>();
        foreach (var (node, _) in targets)
        {
            Visit(node, order);
        }

        // A node is placed before the first target that needs it; the post-order lists nodes target by target.
        foreach (int node in order)
        {
            int size = 1;
            for (int k = 0; k < _graph.Kind(node).Arity(); k++)
            {
                int operand = Operand(node, k);
                size += _kept.Contains(operand) || _isLoaded(operand) || _graph.Kind(operand).IsLeaf() ? 1 : _treeSizes[operand];
            }

            _treeSizes[node] = size;
            if (_uses[node] > 1 || size > LargestTree)
            {
                _kept.Add(node);
            }
        }

        var chunk = new List<Statement>();
        int weight = 0;
        int locals = 0;
        void Add(Statement statement, int size)
        {
            if (chunk.Count > 0 && (_parts * (weight + size) > LargestChunk || _parts * locals >= MostLocals))
            {
                Chunks.Add(chunk);
                chunk = [];
                weight = 0;
                locals = 0;
            }

            chunk.Add(statement);
            weight += size;
            Size += size;
            locals += statement.Store is null ? 1 : 0;
            if (statement.Store is null && statement.Node >= 0)
            {
                _chunkOf[statement.Node] = Chunks.Count;
            }
        }

        int next = 0;
        int stagedSlots = LaneInstructions.CallArea;
        var copies = new List<Statement>();
        for (int t = 0; t < targets.Count; t++)
        {
            var (node, store) = targets[t];
            for (; next < _ends[t]; next++)
            {
                if (_kept.Contains(order[next]))
                {
                    Add(new(order[next], null), _treeSizes[order[next]]);
                }
            }

            if (staged)
            {
                copies.Add(new(-1, store, stagedSlots));
                store = new(KernelArray.Scratch, stagedSlots++);
            }

            Add(new(node, store), _kept.Contains(node) || !_treeSizes.TryGetValue(node, out int size) ? 2 : size);
        }

        ScratchCount = stagedSlots;
        foreach (var copy in copies)
        {
            Add(copy, 2);
        }

        if (chunk.Count > 0)
        {
            Chunks.Add(chunk);
        }
    }

    private readonly List<int> _ends = [];

    private void Visit(int root, List<int> order)
    {
        Use(root);
        var work = new Stack<(int Node, int Next)>();
        if (IsNew(root))
        {
            work.Push((root, 0));
        }

        while (work.TryPop(out var item))
        {
            if (item.Next == _graph.Kind(item.Node).Arity())
            {
                order.Add(item.Node);
                continue;
            }

            work.Push((item.Node, item.Next + 1));
            int operand = Operand(item.Node, item.Next);
            Use(operand);
            if (IsNew(operand))
            {
                work.Push((operand, 0));
            }
        }

        _ends.Add(order.Count);
    }

    private void Use(int node) => _uses[node] = _uses.GetValueOrDefault(node) + 1;

    private bool IsNew(int node) => _uses[node] == 1 && !_graph.Kind(node).IsLeaf() && !_isLoaded(node);

    private int Operand(int node, int index) => index == 0 ? _graph.A(node) : index == 1 ? _graph.B(node) : _graph.C(node);

    private void FindCrossings()
    {
        var work = new Stack<int>();
        for (int c = 0; c < Chunks.Count; c++)
        {
            foreach (var statement in Chunks[c])
            {
                if (statement.Node < 0)
                {
                    continue;
                }

                if (statement.Store is not null && _kept.Contains(statement.Node))
                {
                    Cross(statement.Node, c);
                    continue;
                }

                work.Push(statement.Node);
                while (work.TryPop(out int node))
                {
                    if (_graph.Kind(node).IsLeaf() || _isLoaded(node))
                    {
                        continue;
                    }

                    for (int k = 0; k < _graph.Kind(node).Arity(); k++)
                    {
                        int operand = Operand(node, k);
                        if (_kept.Contains(operand))
                        {
                            Cross(operand, c);
                        }
                        else
                        {
                            work.Push(operand);
                        }
                    }
                }
            }
        }
    }

    private void Cross(int node, int chunk)
    {
        if (_chunkOf[node] != chunk && !Crossing.ContainsKey(node))
        {
            Crossing[node] = ScratchCount++;
        }
    }
}

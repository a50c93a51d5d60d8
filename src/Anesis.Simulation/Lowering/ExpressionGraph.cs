using System.Runtime.InteropServices;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Expressions with every common part once: a directed acyclic graph of nodes named by numbers, operands always before what uses them,
/// so that every pass over a graph is one loop. Equal nodes are one node. Nodes are only ever added.
/// </summary>
public sealed partial class ExpressionGraph
{
    private readonly List<Node> _nodes = [];
    private int[] _buckets = new int[1024];

    /// <summary>A model whose formulas need more is refused rather than computed for hours.</summary>
    public const int LargestModel = 2_000_000;

    /// <summary>Room for derivatives too.</summary>
    public const int LargestGraph = 40_000_000;

    public int Count => _nodes.Count;

    /// <summary>How many nodes there may be.</summary>
    public int Limit { get; set; } = LargestGraph;

    /// <summary>Set when <see cref="Limit"/> was reached; results are meaningless then.</summary>
    public bool IsFull { get; private set; }

    public NodeKind Kind(int node) => Nodes[node].Kind;

    /// <summary>The first operand; of a State, Parameter, Delayed or Draw leaf its index.</summary>
    public int A(int node) => Nodes[node].A;

    public int B(int node) => Nodes[node].B;

    public int C(int node) => Nodes[node].C;

    /// <summary>The value of a constant.</summary>
    public double Value(int node) => Nodes[node].Value;

    public Dependence DependsOn(int node) => Nodes[node].Depends;

    public bool IsConstant(int node) => Nodes[node].Kind == NodeKind.Constant;

    public bool IsConstant(int node, double value) => Nodes[node].Kind == NodeKind.Constant && Nodes[node].Value == value;

    /// <summary>Constant between discontinuities: of parameters and constants alone.</summary>
    public bool IsHoistable(int node) => (Nodes[node].Depends & Dependence.NotHoistable) == Dependence.None;

    private ReadOnlySpan<Node> Nodes => CollectionsMarshal.AsSpan(_nodes);

    private int Intern(NodeKind kind, int a, int b = 0, int c = 0, double value = 0)
    {
        int found = Find(kind, a, b, c, value);
        if (found >= 0)
        {
            return found;
        }

        if (kind.IsCommutative())
        {
            found = Find(kind, b, a, c, value);
            if (found >= 0)
            {
                return found;
            }
        }

        if (_nodes.Count >= Limit)
        {
            IsFull = true;
            return 0;
        }

        var depends = kind switch
        {
            NodeKind.Time => Dependence.Time,
            NodeKind.State => Dependence.States,
            NodeKind.Parameter => Dependence.Parameters,
            NodeKind.Delayed => Dependence.Delayed,
            NodeKind.Draw => Dependence.Draws,
            _ => Dependence.None,
        };
        int arity = kind.Arity();
        var nodes = Nodes;
        depends |= arity > 0 ? nodes[a].Depends : Dependence.None;
        depends |= arity > 1 ? nodes[b].Depends : Dependence.None;
        depends |= arity > 2 ? nodes[c].Depends : Dependence.None;
        if (_nodes.Count * 2 > _buckets.Length)
        {
            Rehash();
        }

        uint slot = Hash(kind, a, b, c, value) & (uint)(_buckets.Length - 1);
        int node = _nodes.Count;
        _nodes.Add(new Node(kind, depends, a, b, c, value, _buckets[slot]));
        _buckets[slot] = node + 1;
        return node;
    }

    private int Find(NodeKind kind, int a, int b, int c, double value)
    {
        var nodes = Nodes;
        int next = _buckets[Hash(kind, a, b, c, value) & (uint)(_buckets.Length - 1)];
        while (next > 0)
        {
            ref readonly Node node = ref nodes[next - 1];
            if (node.Kind == kind && node.A == a && node.B == b && node.C == c
                && BitConverter.DoubleToInt64Bits(node.Value) == BitConverter.DoubleToInt64Bits(value))
            {
                return next - 1;
            }

            next = node.Next;
        }

        return -1;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 4];
        var nodes = CollectionsMarshal.AsSpan(_nodes);
        for (int i = 0; i < nodes.Length; i++)
        {
            ref Node node = ref nodes[i];
            uint slot = Hash(node.Kind, node.A, node.B, node.C, node.Value) & (uint)(_buckets.Length - 1);
            node = node with { Next = _buckets[slot] };
            _buckets[slot] = i + 1;
        }
    }

    private static uint Hash(NodeKind kind, int a, int b, int c, double value)
    {
        ulong h = ((ulong)kind << 56) ^ ((ulong)(uint)a << 20) ^ (uint)b ^ ((ulong)(uint)c << 40) ^ (ulong)BitConverter.DoubleToInt64Bits(value);
        h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9;
        h = (h ^ (h >> 27)) * 0x94D049BB133111EB;
        return (uint)(h ^ (h >> 31));
    }

    private readonly record struct Node(NodeKind Kind, Dependence Depends, int A, int B, int C, double Value, int Next);
}

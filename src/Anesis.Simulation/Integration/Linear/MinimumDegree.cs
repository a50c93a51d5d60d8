using System.Runtime.InteropServices;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// An order of elimination by approximate minimum degree (P. R. Amestoy, T. A. Davis, I. S. Duff, SIAM J. Matrix Anal. Appl. 17 (1996) 886–905):
/// the graph of what is left is kept as cliques, one for each eliminated node ("elements"), the degree of a node is bounded by the sizes of its cliques outside the last one,
/// nodes that can't be told apart are eliminated together, and a clique inside another is dropped. Ties go to the node that has been as it is for the longest, then to the lowest: what is eliminated next depends little on what was eliminated last, and a processor
/// works on several places of a solution at once. The order is a function of the graph.
/// </summary>
internal sealed class MinimumDegree
{
    private readonly int _size;
    private readonly List<int>[] _nodes;
    private readonly List<int>[] _elements;
    private readonly List<int>?[] _cliques;

    /// <summary>How many nodes a node stands for; 0 for one that another stands for.</summary>
    private readonly int[] _weight;
    private readonly int[] _degree;
    private readonly List<int>?[] _members;
    private readonly int[] _mark;
    private readonly long[] _outside;
    private readonly SortedSet<(int Degree, int Since, int Node)> _queue = [];
    private readonly int[] _since;
    private int _stamp;
    private long _base;

    private MinimumDegree(List<int>[] graph)
    {
        _size = graph.Length;
        _nodes = graph;
        _elements = new List<int>[_size];
        _cliques = new List<int>?[_size];
        _weight = new int[_size];
        _degree = new int[_size];
        _members = new List<int>?[_size];
        _mark = new int[_size];
        _outside = new long[_size];
        _since = new int[_size];
        for (int i = 0; i < _size; i++)
        {
            _elements[i] = [];
            _weight[i] = 1;
            _degree[i] = graph[i].Count;
            _queue.Add((_degree[i], 0, i));
        }
    }

    /// <summary>Nodes in the order of elimination. The graph is symmetric, without loops and without repeated edges, and is consumed.</summary>
    public static int[] Order(List<int>[] graph) => new MinimumDegree(graph).Run();

    private int[] Run()
    {
        var order = new List<int>(_size);
        while (order.Count < _size)
        {
            int pivot = _queue.Min.Node;
            _queue.Remove(_queue.Min);
            Eliminate(pivot, order);
        }

        return [.. order];
    }

    private void Eliminate(int pivot, List<int> order)
    {
        List<int> clique = Clique(pivot);
        Take(pivot, order);
        int cliqueWeight = 0;
        foreach (int i in clique)
        {
            _queue.Remove((_degree[i], _since[i], i));
            cliqueWeight += _weight[i];
        }

        MeasureOutside(clique);
        var buckets = new Dictionary<long, List<int>>();
        var kept = new List<int>(clique.Count);
        foreach (int i in clique)
        {
            if (Update(i, pivot, cliqueWeight, order.Count, out long hash))
            {
                kept.Add(i);
                ref List<int>? bucket = ref CollectionsMarshal.GetValueRefOrAddDefault(buckets, hash, out _);
                (bucket ??= []).Add(i);
            }
            else
            {
                // Nothing but this clique is left of it: it goes with the pivot, without fill.
                Take(i, order);
            }
        }

        foreach (List<int> alike in buckets.Values)
        {
            Merge(alike);
        }

        kept.RemoveAll(i => _weight[i] == 0);
        foreach (int i in kept)
        {
            _since[i] = order.Count;
            _queue.Add((_degree[i], _since[i], i));
        }

        _cliques[pivot] = kept;
    }

    /// <summary>The nodes that the pivot's elimination joins; the cliques that it belonged to are inside of that one.</summary>
    private List<int> Clique(int pivot)
    {
        int stamp = ++_stamp;
        _mark[pivot] = stamp;
        var clique = new List<int>();
        foreach (int i in _nodes[pivot])
        {
            if (_weight[i] > 0 && _mark[i] != stamp)
            {
                _mark[i] = stamp;
                clique.Add(i);
            }
        }

        foreach (int e in _elements[pivot])
        {
            if (_cliques[e] is { } old)
            {
                foreach (int i in old)
                {
                    if (_weight[i] > 0 && _mark[i] != stamp)
                    {
                        _mark[i] = stamp;
                        clique.Add(i);
                    }
                }

                _cliques[e] = null;
            }
        }

        clique.Sort();
        return clique;
    }

    /// <summary>How much of each neighbouring clique lies outside the new one.</summary>
    private void MeasureOutside(List<int> clique)
    {
        _base += _size + 1;
        foreach (int i in clique)
        {
            foreach (int e in _elements[i])
            {
                if (_cliques[e] is not { } other)
                {
                    continue;
                }

                if (_outside[e] < _base)
                {
                    long size = 0;
                    foreach (int j in other)
                    {
                        size += _weight[j];
                    }

                    _outside[e] = _base + size;
                }

                _outside[e] -= _weight[i];
            }
        }
    }

    /// <summary>A node's neighbours after the elimination, its degree's bound and a hash of its neighbours. False where only the new clique is left.</summary>
    private bool Update(int node, int pivot, int cliqueWeight, int eliminated, out long hash)
    {
        int stamp = _stamp;
        long outside = 0;
        hash = pivot;
        List<int> elements = _elements[node];
        int kept = 0;
        foreach (int e in CollectionsMarshal.AsSpan(elements))
        {
            if (_cliques[e] is null)
            {
                continue;
            }

            long rest = _outside[e] - _base;
            if (rest == 0)
            {
                _cliques[e] = null;
                continue;
            }

            elements[kept++] = e;
            outside += rest;
            hash += e;
        }

        elements.RemoveRange(kept, elements.Count - kept);
        elements.Add(pivot);
        List<int> nodes = _nodes[node];
        kept = 0;
        foreach (int j in CollectionsMarshal.AsSpan(nodes))
        {
            if (_weight[j] > 0 && _mark[j] != stamp && j != pivot)
            {
                nodes[kept++] = j;
                outside += _weight[j];
                hash += j;
            }
        }

        nodes.RemoveRange(kept, nodes.Count - kept);
        long inside = cliqueWeight - _weight[node];
        long bound = Math.Min(_size - eliminated - _weight[node], Math.Min(_degree[node] + inside, inside + outside));
        _degree[node] = (int)Math.Max(bound, 0);
        return outside > 0;
    }

    /// <summary>Of nodes with the same hash, those with the same neighbours become one.</summary>
    private void Merge(List<int> alike)
    {
        for (int a = 0; a < alike.Count; a++)
        {
            int i = alike[a];
            if (_weight[i] == 0)
            {
                continue;
            }

            for (int b = a + 1; b < alike.Count; b++)
            {
                int j = alike[b];
                if (_weight[j] > 0 && Same(_elements[i], _elements[j]) && Same(_nodes[i], _nodes[j]))
                {
                    _degree[i] -= _weight[j];
                    _weight[i] += _weight[j];
                    _weight[j] = 0;
                    (_members[i] ??= []).Add(j);
                }
            }
        }
    }

    private bool Same(List<int> a, List<int> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        a.Sort();
        b.Sort();
        return a.SequenceEqual(b);
    }

    /// <summary>A node and all that it stands for are eliminated.</summary>
    private void Take(int node, List<int> order)
    {
        _weight[node] = 0;
        var open = new Stack<int>([node]);
        while (open.TryPop(out int next))
        {
            order.Add(next);
            foreach (int member in _members[next] ?? [])
            {
                open.Push(member);
            }
        }
    }
}

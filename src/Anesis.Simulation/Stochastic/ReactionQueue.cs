namespace Anesis.Simulation.Stochastic;

/// <summary>When each reaction happens next, the earliest first: a heap in which each reaction's place is known, so that its time can be changed (Gibson and Bruck's indexed priority queue).</summary>
internal sealed class ReactionQueue
{
    private readonly double[] _times;
    private readonly int[] _heap;
    private readonly int[] _places;

    public ReactionQueue(int reactions)
    {
        _times = new double[reactions];
        Array.Fill(_times, double.PositiveInfinity);
        _heap = [.. Enumerable.Range(0, reactions)];
        _places = [.. _heap];
    }

    public int First => _heap[0];

    public double this[int reaction] => _times[reaction];

    /// <summary>Gives a reaction another time. Reactions of one time stand in the order of their numbers.</summary>
    public void Set(int reaction, double time)
    {
        double before = _times[reaction];
        _times[reaction] = time;
        if (time < before)
        {
            Rise(_places[reaction]);
        }
        else if (time > before)
        {
            Sink(_places[reaction]);
        }
    }

    private bool IsBefore(int a, int b) => _times[a] < _times[b] || (_times[a] == _times[b] && a < b);

    private void Rise(int place)
    {
        int reaction = _heap[place];
        while (place > 0)
        {
            int parent = (place - 1) / 2;
            if (!IsBefore(reaction, _heap[parent]))
            {
                break;
            }

            Put(_heap[parent], place);
            place = parent;
        }

        Put(reaction, place);
    }

    private void Sink(int place)
    {
        int reaction = _heap[place];
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= _heap.Length)
            {
                break;
            }

            child += child + 1 < _heap.Length && IsBefore(_heap[child + 1], _heap[child]) ? 1 : 0;
            if (!IsBefore(_heap[child], reaction))
            {
                break;
            }

            Put(_heap[child], place);
            place = child;
        }

        Put(reaction, place);
    }

    private void Put(int reaction, int place)
    {
        _heap[place] = reaction;
        _places[reaction] = place;
    }
}

using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// How long a leap may last: no propensity changes by more than a share ε of itself, in mean and in standard deviation, as far as the reactions that are not critical
/// change it. A reaction is critical when ten events or fewer would use up what it consumes; such reactions happen one at a time. Beyond that paper, no leap takes more
/// than a share 2ε of what returns an amount to its mean: where gain and loss cancel, mean and spread alone allow leaps longer than the time of return, and a leap
/// of λτ inflates the variance by 1/(1 − λτ/2).
/// </summary>
/// <remarks>Cao, Gillespie and Petzold, "Efficient step size selection for the tau-leaping simulation method", J. Chem. Phys. 124 (2006), 044109.</remarks>
internal sealed class LeapChoice
{
    private const double CriticalEvents = 10;

    private readonly NetworkReaction[] _reactions;
    private readonly double _epsilon;
    private readonly (double Order, double Copies)[][] _uses;
    private readonly double[] _mean;
    private readonly double[] _variance;
    private readonly double[] _loss;

    public LeapChoice(ReactionNetwork network, int states, double epsilon)
    {
        _reactions = [.. network.Reactions];
        _epsilon = epsilon;
        _mean = new double[states];
        _variance = new double[states];
        _loss = new double[states];
        IsCritical = new bool[_reactions.Length];
        _uses = [.. Enumerable.Range(0, states).Select(s => _reactions.Where(r => r.Reads.Contains(s)).Select(r => Use(r, s)).Distinct().ToArray())];
    }

    public bool[] IsCritical { get; }

    /// <summary>Marks the critical reactions and returns the longest leap for the others; +∞ where these change nothing that a rate depends on.</summary>
    public double Longest(ReadOnlySpan<double> propensities, ReadOnlySpan<double> states)
    {
        Array.Clear(_mean);
        Array.Clear(_variance);
        Array.Clear(_loss);
        for (int j = 0; j < _reactions.Length; j++)
        {
            double propensity = propensities[j];
            IsCritical[j] = propensity > 0 && EventsLeft(_reactions[j], states) < CriticalEvents;
            if (IsCritical[j])
            {
                continue;
            }

            foreach (var (state, change) in _reactions[j].Changes)
            {
                _mean[state] += change * propensity;
                _variance[state] += change * change * propensity;
                _loss[state] += Math.Max(-change, 0) * propensity;
            }
        }

        double longest = double.PositiveInfinity;
        for (int s = 0; s < _mean.Length; s++)
        {
            if (_variance[s] == 0 || _uses[s].Length == 0)
            {
                continue;
            }

            double share = _epsilon * states[s] / Sensitivity(s, states[s]);
            double bound = Math.Max(share, 1);
            longest = Math.Min(longest, Math.Min(bound / Math.Abs(_mean[s]), bound * bound / _variance[s]));
            longest = Math.Min(longest, Math.Max(2 * share, 1) / _loss[s]);
        }

        return longest;
    }

    /// <summary>How many molecules a reaction takes of all kinds, each kind that it only reads counted once, and of this one.</summary>
    private static (double Order, double Copies) Use(NetworkReaction reaction, int state)
    {
        double Taken(int s) => reaction.Consumes.Where(c => c.State == s).Sum(c => c.Count);
        return (reaction.Reads.Sum(s => Math.Max(Taken(s), 1)), Math.Max(Taken(state), 1));
    }

    private static double EventsLeft(NetworkReaction reaction, ReadOnlySpan<double> states)
    {
        double left = double.PositiveInfinity;
        foreach (var (state, change) in reaction.Changes)
        {
            left = change < 0 ? Math.Min(left, Math.Floor(states[state] / -change)) : left;
        }

        return left;
    }

    /// <summary>The relative change of the rate of highest sensitivity for a relative change of the amount (the gᵢ of that paper, for any order).</summary>
    private double Sensitivity(int state, double amount)
    {
        double most = 1;
        foreach (var (order, copies) in _uses[state])
        {
            double sum = copies;
            for (int k = 1; k < copies; k++)
            {
                sum += amount > k ? k / (amount - k) : k;
            }

            most = Math.Max(most, order / copies * sum);
        }

        return most;
    }
}

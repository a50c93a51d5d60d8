using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Stiff;

/// <summary>
/// How much of each state's change over a step is rounding: no error estimate can fall below it, however short the step. The rounding of f is taken from higher
/// differences along the course (Moré and Wild, Estimating computational noise, SIAM J Sci Comput 2011, 33, 1292), in which all that is smooth cancels,
/// and from what a rounding of each state does to f; a state takes it on with h·γ / (1 + h·γ·|∂fᵢ/∂yᵢ|), and hands it on.
/// </summary>
internal sealed unsafe class RoundingFloor<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int Points = 9;

    /// <summary>By how much the error estimate, a sum of stages with large weights, may exceed the rounding of one stage.</summary>
    private const double Amplification = 100;

    /// <summary>Over so many reactions the rounding of a slope is followed.</summary>
    private const int Passes = 3;

    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>The variance of independent numbers as a share of that of their fourth differences: (4!)² / 8!.</summary>
    private const double Variance = 1.0 / 70;

    /// <summary>
    /// Where a state changes by more over the step, the step is as long as its course allows, and what differences show may not be rounding. Below it
    /// all that is smooth is beneath 1e-12 of the slope in them.
    /// </summary>
    private const double MostChange = 1e-3;

    private readonly LaneProblem<TLanes> _problem;
    private readonly int _states;
    private readonly long _stride;
    private readonly double* _slopes;
    private readonly double* _place;
    private readonly double* _rounding;
    private readonly double* _time;
    private readonly int* _rowStarts;
    private readonly int* _columns;

    public RoundingFloor(LaneProblem<TLanes> problem, LaneMemory memory)
    {
        _problem = problem;
        _states = problem.Model.StateCount;
        _stride = (long)_states * TLanes.Count;
        _slopes = memory.Doubles(_stride * Points);
        _place = memory.Doubles(_stride);
        _rounding = memory.Doubles(_stride);
        _time = memory.Doubles(TLanes.Count);
        _rowStarts = memory.Copy(problem.Model.JacobianPattern.RowStarts);
        _columns = memory.Copy(problem.Model.JacobianPattern.Columns);
    }

    /// <summary>floor[i] = the least absolute tolerance of state i that a step of that size can meet; every lane is computed.</summary>
    /// <param name="time">The step's start.</param>
    /// <param name="states">The states there.</param>
    /// <param name="jacobian">∂f/∂y there.</param>
    /// <param name="step">The step's size.</param>
    /// <param name="gamma">The method's γ.</param>
    /// <param name="floor">The answer.</param>
    public void Measure(double* time, double* states, double* jacobian, TLanes step, double gamma, double* floor)
    {
        Sample(time, states, step * TLanes.Create(1.0 / 8));
        TLanes change = LargestChange(states, step);
        FourthDifferences();
        TLanes stepTimesGamma = step * TLanes.Create(gamma);
        for (int i = 0; i < _states; i++)
        {
            long at = (long)i * TLanes.Count;
            TLanes carried = TLanes.Zero;
            for (int e = _rowStarts[i]; e < _rowStarts[i + 1]; e++)
            {
                TLanes slope = TLanes.Abs(TLanes.Load(jacobian + ((long)e * TLanes.Count)));
                carried = TLanes.FusedMultiplyAdd(slope, TLanes.Abs(TLanes.Load(states + ((long)_columns[e] * TLanes.Count))), carried);
            }

            TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Create(UnitRoundoff), carried, TLanes.Load(_rounding + at)), _rounding + at);
            TLanes.Store(TLanes.Zero, floor + at);
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            Spread(jacobian, stepTimesGamma, floor);
        }

        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes least = TLanes.Create(Amplification) * TLanes.Load(floor + at);
            TLanes.Store(least & TLanes.LessThan(change, TLanes.Create(MostChange)), floor + at);
        }
    }

    /// <summary>f at equal distances along the course.</summary>
    private void Sample(double* time, double* states, TLanes spacing)
    {
        for (int k = 0; k < Points; k++)
        {
            TLanes ahead = TLanes.Create(k) * spacing;
            TLanes.Store(TLanes.Load(time) + ahead, _time);
            for (long at = 0; at < _stride; at += TLanes.Count)
            {
                TLanes state = TLanes.Load(states + at);
                TLanes.Store(k == 0 ? state : TLanes.FusedMultiplyAdd(ahead, TLanes.Load(_slopes + at), state), _place + at);
            }

            _problem.Slopes(_time, _place, _slopes + (k * _stride));
        }
    }

    /// <summary>The largest relative change of a state over the step.</summary>
    private TLanes LargestChange(double* states, TLanes step)
    {
        TLanes largest = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes change = step * TLanes.Abs(TLanes.Load(_slopes + at));
            largest = Larger(TLanes.Select(TLanes.GreaterThan(change, TLanes.Zero), change / TLanes.Abs(TLanes.Load(states + at)), TLanes.Zero), largest);
        }

        return largest;
    }

    /// <summary>The rounding of each slope from its fourth differences.</summary>
    private void FourthDifferences()
    {
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes squares = TLanes.Zero;
            for (int k = 0; k + 4 < Points; k++)
            {
                double* first = _slopes + (k * _stride) + at;
                TLanes outer = TLanes.Load(first) + TLanes.Load(first + (4 * _stride));
                TLanes inner = TLanes.Load(first + _stride) + TLanes.Load(first + (3 * _stride));
                TLanes difference = outer - (TLanes.Create(4) * inner) + (TLanes.Create(6) * TLanes.Load(first + (2 * _stride)));
                squares = TLanes.FusedMultiplyAdd(difference, difference, squares);
            }

            TLanes.Store(TLanes.Sqrt(squares * TLanes.Create(Variance / (Points - 4))), _rounding + at);
        }
    }

    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);

    /// <summary>Each state takes on the rounding of its own slope and what that of the others does to it.</summary>
    private void Spread(double* jacobian, TLanes stepTimesGamma, double* floor)
    {
        for (int i = 0; i < _states; i++)
        {
            long at = (long)i * TLanes.Count;
            TLanes sum = TLanes.Load(_rounding + at);
            TLanes own = TLanes.Zero;
            for (int e = _rowStarts[i]; e < _rowStarts[i + 1]; e++)
            {
                TLanes slope = TLanes.Abs(TLanes.Load(jacobian + ((long)e * TLanes.Count)));
                if (_columns[e] == i)
                {
                    own = slope;
                }
                else
                {
                    sum = TLanes.FusedMultiplyAdd(slope, TLanes.Load(floor + ((long)_columns[e] * TLanes.Count)), sum);
                }
            }

            TLanes.Store(sum * stepTimesGamma / TLanes.FusedMultiplyAdd(stepTimesGamma, own, TLanes.One), floor + at);
        }
    }
}

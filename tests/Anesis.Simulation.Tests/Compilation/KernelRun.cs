using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Tests.Compilation;

/// <summary>Memory of a compiled model for one individual in one of its lanes; the other lanes hold junk.</summary>
internal sealed unsafe class KernelRun
{
    private readonly CompiledModel _model;
    private readonly int _lane;
    private readonly double[] _time;
    private readonly double[] _states;
    private readonly double[] _parameters;
    private readonly double[] _scratch;

    public KernelRun(CompiledModel model, int lane = 0)
    {
        (_model, _lane) = (model, lane);
        _time = Junk(1);
        _states = Junk(model.StateCount);
        _parameters = Junk(model.Layout.Stride);
        _scratch = Junk(model.ScratchCount);
        SetTime(0);
        for (int i = 0; i < model.StateCount; i++)
        {
            State(i) = model.StateDefaults[i];
        }

        for (int i = 0; i < model.Layout.Free; i++)
        {
            Parameter(i) = model.ParameterDefaults[i];
        }
    }

    public ref double State(int i) => ref _states[(i * _model.Lanes) + _lane];

    public ref double Parameter(int i) => ref _parameters[(i * _model.Lanes) + _lane];

    public ref double State(string id) => ref State(IndexOf(_model.States, id));

    public ref double Parameter(string id) => ref Parameter(IndexOf(_model.Parameters, id));

    public void SetTime(double time) => _time[_lane] = time;

    /// <summary>Start, then Hoist.</summary>
    public KernelRun Begin()
    {
        Run(_model.Start, 0);
        Run(_model.Hoist, 0);
        return this;
    }

    public double[] Run(Kernel kernel, int count)
    {
        double[] result = Junk(count);
        fixed (double* t = _time, y = _states, p = _parameters, r = result, s = _scratch)
        {
            kernel(t, y, p, r, s);
        }

        return [.. Enumerable.Range(0, count).Select(i => result[(i * _model.Lanes) + _lane])];
    }

    public double[] Derivatives() => Run(_model.Derivatives, _model.StateCount);

    public double[] Observe() => Run(_model.Observe, _model.Outputs.Count);

    public double Observe(string output) => Observe()[IndexOf(_model.Outputs, output)];

    private static int IndexOf(IEnumerable<string> names, string id) => names.Select((n, i) => (n, i)).First(x => x.n == id).i;

    private double[] Junk(int count)
    {
        double[] junk = [double.NaN, double.PositiveInfinity, -1e300, 1e-310, -0.0, 7, double.NegativeInfinity];
        return [.. Enumerable.Range(0, Math.Max(count, 1) * _model.Lanes).Select(i => junk[i % junk.Length])];
    }
}

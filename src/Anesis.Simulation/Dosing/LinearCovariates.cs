using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>Sets parameters that run in straight lines between records to their values at each lane's time, before the model is evaluated.</summary>
internal sealed unsafe class LinearCovariates(CompiledModel model, Lane[] lanes) : IDisposable
{
    private readonly NativeDoubles scratch = new(model.ScratchCount * model.Lanes);
    private readonly NativeDoubles result = new(Math.Max(1, model.StateCount) * model.Lanes);

    public void Fill(double* time, double* states, double* parameters)
    {
        bool any = false;
        foreach (Lane lane in lanes)
        {
            if (lane.Block is not null && lane.Plan.CovariateRule == CovariateRule.Linear && lane.Covariates.Any)
            {
                lane.Covariates.SetLine(lane.Record, time[lane.Index], parameters, lanes.Length, lane.Index);
                any = true;
            }
        }

        if (any)
        {
            model.Hoist(time, states, parameters, result.Pointer, scratch.Pointer);
        }
    }

    public void Dispose()
    {
        scratch.Dispose();
        result.Dispose();
    }
}

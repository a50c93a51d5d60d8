namespace Anesis.Simulation.Compilation;

/// <summary>
/// A compiled function of the model for all lanes at once. Every array is lane-minor: quantity i of lane l stands at [i·Lanes + l].
/// A kernel computes every lane, whatever the other lanes hold; what it writes for a lane depends on that lane's inputs only.
/// </summary>
/// <param name="time">[1] time of each lane, in the model's unit.</param>
/// <param name="states">[StateCount] continuous states.</param>
/// <param name="parameters">[ParameterStride] free, hoisted, delayed and drawn quantities, in the regions of <see cref="ParameterLayout"/>.</param>
/// <param name="result">Where the kernel writes; its length stands at the kernel's property.</param>
/// <param name="scratch">[ScratchCount] working memory, content irrelevant.</param>
public unsafe delegate void Kernel(double* time, double* states, double* parameters, double* result, double* scratch);

/// <summary>
/// Regions of the parameter array, in order: quantities that change only at discontinuities (free), expressions of these alone (hoisted,
/// recomputed by <see cref="CompiledModel.Hoist"/> after each change), values of delay(…) that the integrator fills before each evaluation,
/// and uniform draws in (0, 1) that it fills before the start and before each event execution.
/// </summary>
public sealed record ParameterLayout(int Free, int Hoisted, int Delayed, int Draws)
{
    public int HoistedStart => Free;

    public int DelayedStart => Free + Hoisted;

    public int DrawsStart => Free + Hoisted + Delayed;

    public int Stride => Free + Hoisted + Delayed + Draws;
}

using System.Runtime.Intrinsics;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Integration.Multistep;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Makes machine code of models.</summary>
public static class Compiler
{
    /// <summary>Lowers and compiles a model without submodels, or says what is wrong with it or with the request.</summary>
    public static Checked<CompiledModel> Compile(Model flatModel, CompileRequest request) => Compile(request, () => Lowerer.Lower(flatModel, request));

    /// <summary>Whether a request may ask for so many lanes; 0 leaves their number to the machine.</summary>
    public static bool IsLaneCount(int lanes) => lanes is 0 or 1 or 2 or 4 or 8 or 16;

    /// <summary>Compiles what <paramref name="lower"/> makes of the request's model, if its number of lanes is one.</summary>
    internal static Checked<CompiledModel> Compile(CompileRequest request, Func<Checked<LoweredModel>> lower) => IsLaneCount(request.Lanes)
        ? lower().Then(lowered => Checked.Ok(Compile(lowered, request.Lanes, request.Individuals)))
        : Checked.Refused<CompiledModel>(new Diagnostic("AN0523", Severity.Error, SourceSpan.None, $"{request.Lanes} lanes", "0, 1, 2, 4, 8 or 16"));

    /// <summary>Compiles for 1, 2, 4, 8 or 16 lanes (8 in place of 16 for large systems); 0: as many as this machine computes fast.</summary>
    public static CompiledModel Compile(LoweredModel lowered, int lanes = 0, int individuals = 0) =>
        new ModelCompilation(lowered, LaneInstructions.For(LanesFor(lowered, lanes, individuals))).Compile();

    /// <summary>
    /// Two vectors of eight side by side hide what one waits for, where there are people to fill them. The stages of a larger system would no longer lie in the nearest cache.
    /// </summary>
    private static int LanesFor(LoweredModel lowered, int lanes, int individuals) => lanes switch
    {
        0 => FastLanes == 8 && individuals >= PeopleForTwo && lowered.States.Count <= MostStatesForTwo ? 16 : FastLanes,
        16 when LargeSystems.LeastStates <= lowered.States.Count => 8,
        _ => lanes,
    };

    /// <summary>Fewer gain less than the wider code takes to make.</summary>
    private const int PeopleForTwo = 2000;
    private const int MostStatesForTwo = 40;

    /// <summary>The widest lane count that this machine computes in single instructions.</summary>
    public static int FastLanes =>
        Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : 2;
}

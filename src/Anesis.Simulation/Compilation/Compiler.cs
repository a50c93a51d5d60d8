using System.Runtime.Intrinsics;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Makes machine code of models.</summary>
public static class Compiler
{
    /// <summary>Lowers and compiles a model without submodels, or says what is wrong with it or with the request.</summary>
    public static Checked<CompiledModel> Compile(Model flatModel, CompileRequest request) => request.Lanes is 0 or 1 or 2 or 4 or 8
        ? Lowerer.Lower(flatModel, request).Then(lowered => Checked.Ok(Compile(lowered, request.Lanes)))
        : Checked.Refused<CompiledModel>(new Diagnostic("AN0523", Severity.Error, SourceSpan.None, $"{request.Lanes} lanes", "0, 1, 2, 4 or 8"));

    /// <summary>Compiles for 1, 2, 4 or 8 lanes; 0: as many as this machine computes in one instruction.</summary>
    public static CompiledModel Compile(LoweredModel lowered, int lanes = 0) =>
        new ModelCompilation(lowered, LaneInstructions.For(lanes == 0 ? FastLanes : lanes)).Compile();

    /// <summary>The widest lane count that this machine computes in single instructions.</summary>
    public static int FastLanes =>
        Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : 2;
}

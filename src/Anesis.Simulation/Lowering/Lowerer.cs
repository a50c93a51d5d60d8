using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>Turns a flat model into slots and nodes, with the meaning that SBML Level 3 Version 2 gives it.</summary>
public static class Lowerer
{
    public static Checked<LoweredModel> Lower(Model model, CompileRequest request)
    {
        var diagnostics = new DiagnosticBag();
        if (!model.Submodels.IsEmpty)
        {
            diagnostics.Error("AN0521", model.Span, "a model with submodels", "a flat model (Flattening.Flatten makes one)");
            return new(null, diagnostics.Items);
        }

        model = FixedValues.Apply(model, request.Fixed, diagnostics);
        var functions = new FunctionTable(model.FunctionDefinitions, diagnostics);
        var table = new QuantityTable(model, diagnostics);
        var network = new Network(model, table);
        var inputs = InputNames.Resolve(request.Inputs, table, diagnostics);
        AlgebraicRules.Match(model, table, diagnostics);
        if (diagnostics.HasErrors)
        {
            return new(null, diagnostics.Items);
        }

        var slots = SlotAllocation.Allocate(model, table, inputs, diagnostics);
        var graph = new ExpressionGraph { Limit = ExpressionGraph.LargestModel };
        var run = new RunContext(network, graph, functions, diagnostics);
        var start = new StartContext(network, graph, functions, diagnostics, run);
        var past = new StartContext(network, graph, functions, diagnostics, run, before: true);
        var lowered = new Assembly(model, network, graph, run, start, past, slots, diagnostics).Build(request);
        lowered = AlgebraicElimination.Apply(FastEquilibrium.Apply(lowered, run.FastReactions()));
        List<int> steered = [.. lowered.Derivatives];
        foreach (var happening in lowered.Events)
        {
            steered.Add(happening.Trigger);
        }

        var (roots, stops) = Discontinuities.Find(graph, [.. steered, .. lowered.DelaySources]);
        lowered = lowered with { Roots = roots, TimeStops = stops };
        if (graph.IsFull)
        {
            diagnostics.Error("AN0514", model.Span, $"formulas of more than {ExpressionGraph.LargestModel:N0} operations", "a smaller model");
        }

        graph.Limit = ExpressionGraph.LargestGraph;
        return diagnostics.HasErrors ? new(null, diagnostics.Items) : new(lowered, diagnostics.Items);
    }
}

using Anesis.Formats.Combine;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>The plainest experiment with a model: one time course, with a report and a plot of every species (or of what changes).</summary>
public static class TimeCourseExperiment
{
    private const string SbmlPrefix = "sbml";

    /// <param name="model">What is simulated.</param>
    /// <param name="modelFile">The model's file, relative to the experiment.</param>
    /// <param name="end">Until when, in the model's unit.</param>
    /// <param name="steps">Intervals between outputs.</param>
    public static SedDocument Of(Model model, string modelFile, double end, int steps)
    {
        List<(string Id, string List, string Element)> observed = model.Species.IsEmpty
            ? [.. model.Parameters.Where(p => !p.Constant).Select(p => (p.Id, "listOfParameters", "parameter"))]
            : [.. model.Species.Select(s => (s.Id, "listOfSpecies", "species"))];
        ValueList<(string, string)> namespaces = [(SbmlPrefix, SbmlNamespaces.Of(SbmlEdition.L3V2))];
        var time = new SedGenerator("time", new(new Symbol("t"), [new("t", null, "KISAO:0000832", "task", null, null)], [])) { Name = "time" };
        var generators = observed.Select(q => new SedGenerator("dg_" + q.Id, new(new Symbol("v"),
            [new("v", new($"/{SbmlPrefix}:sbml/{SbmlPrefix}:model/{SbmlPrefix}:{q.List}/{SbmlPrefix}:{q.Element}[@id='{q.Id}']", namespaces), null, "task", null, null)], [])) { Name = q.Id }).ToList();
        return new(1, 4)
        {
            Models = [new SedModel("model", "urn:sedml:language:sbml", modelFile, [])],
            Simulations = [new SedTimeCourse("course", 0, 0, end, steps) { Algorithm = new("KISAO:0000019", []) }],
            Tasks = [new SedSimulationTask("task", "model", "course")],
            Generators = [time, .. generators],
            Outputs =
            [
                new SedReport("report", [.. generators.Prepend(time).Select(g => new SedColumn("column_" + g.Id, g.Name!, g.Id))]),
                new SedPlot("plot", [.. generators.Select(g => new SedCurve("curve_" + g.Id, time.Id, g.Id))]),
            ],
        };
    }

    /// <summary>A model with that experiment as an archive.</summary>
    public static Checked<CombineArchive> Archive(ModelDocument document, double end, int steps)
    {
        var text = SbmlWriter.ToText(document);
        return !text.IsOk ? new(null, text.Diagnostics) : Flattening.Flatten(document).Then(flat => new Checked<CombineArchive>(new(
        [
            new("model.xml", CombineArchive.SbmlFormat, false, System.Text.Encoding.UTF8.GetBytes(text.Value)),
            new("experiment.sedml", CombineArchive.SedMlFormat, true, System.Text.Encoding.UTF8.GetBytes(SedWriter.ToText(Of(flat, "model.xml", end, steps)))),
        ]), text.Diagnostics));
    }
}

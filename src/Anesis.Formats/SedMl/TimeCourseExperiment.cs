using Anesis.Formats.Combine;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>A uniform time course from 0, and what is observed in it.</summary>
/// <param name="End">Until when, in the model's unit.</param>
/// <param name="Steps">Intervals between outputs.</param>
/// <param name="Selected">Ids of species, parameters, compartments and reactions; empty: every species; of a model without any the parameters that change, or else everything.</param>
public sealed record TimeCourse(double End, int Steps, ValueList<string> Selected);

/// <summary>The plainest experiment with a model: one time course, with a report and a plot of what is observed.</summary>
public static class TimeCourseExperiment
{
    private const string SbmlPrefix = "sbml";

    /// <summary>The experiment, or which selected ids the model does not have.</summary>
    /// <param name="model">What is simulated; only its own quantities can be observed, not those of submodels.</param>
    /// <param name="modelFile">The model's file, relative to the experiment.</param>
    /// <param name="version">Level (2 or 3) and version of that file, whose namespace the experiment's targets need.</param>
    /// <param name="course">The course.</param>
    public static Checked<SedDocument> Of(Model model, string modelFile, SbmlVersion version, TimeCourse course)
    {
        var known = Quantities(model);
        var unknown = course.Selected.Where(id => !known.ContainsKey(id)).Select(id => new Diagnostic("AN1006", Severity.Error, new("--select"), $"\"{id}\"", "a species, parameter, compartment or reaction of the model", Spelling.Nearest(id, known.Keys))).ToList();
        string[] observed = !course.Selected.IsEmpty ? [.. course.Selected.Distinct(StringComparer.Ordinal)]
            : model.Species.IsEmpty ? [.. model.Parameters.Where(p => !p.Constant).Select(p => p.Id)] : [.. model.Species.Select(s => s.Id)];
        observed = observed.Length > 0 ? observed : [.. known.Keys];
        if (observed.Length == 0)
        {
            unknown.Add(new("AN1006", Severity.Error, new(modelFile), "a model without species, parameters, compartments and reactions of its own", "a model with something to observe"));
        }

        return unknown.Count > 0 ? Checked.Refused<SedDocument>(unknown) : Checked.Ok(Document(observed, known, modelFile, version, course));
    }

    /// <summary>A model, its submodels resolved, with that experiment as an archive.</summary>
    /// <param name="document">The model.</param>
    /// <param name="course">The course.</param>
    /// <param name="version">The SBML to write; null: the newest that can say the model.</param>
    public static Checked<CombineArchive> Archive(ModelDocument document, TimeCourse course, SbmlVersion? version = null) => Flattening.Flatten(document).Then(flat =>
    {
        var resolved = document with { Main = flat, Definitions = [], Externals = [], Packages = document.Packages.Where(p => p.Namespace != SbmlNamespaces.Comp).ToValueList() };
        var written = version ?? SbmlWriter.BestVersion(resolved);
        return SbmlWriter.ToText(resolved, written).Then(text => Of(flat, "model.xml", written, course).Then(experiment => Checked.Ok(new CombineArchive(
        [
            new("model.xml", CombineArchive.SbmlFormat, false, System.Text.Encoding.UTF8.GetBytes(text)),
            new("experiment.sedml", CombineArchive.SedMlFormat, true, System.Text.Encoding.UTF8.GetBytes(SedWriter.ToText(experiment))),
        ]))));
    });

    private static SedDocument Document(string[] observed, Dictionary<string, string> known, string modelFile, SbmlVersion version, TimeCourse course)
    {
        ValueList<(string, string)> namespaces = [(SbmlPrefix, SbmlNamespaces.Of(SbmlEditions.Of(version)))];
        var time = new SedGenerator("time", new(new Symbol("t"), [new("t", null, "KISAO:0000832", "task", null, null)], [])) { Name = "time" };
        var generators = observed.Select(id => new SedGenerator("dg_" + id, new(new Symbol("v"),
            [new("v", new($"/{SbmlPrefix}:sbml/{SbmlPrefix}:model/{known[id]}[@id='{id}']", namespaces), null, "task", null, null)], [])) { Name = id }).ToList();
        return new(1, 4)
        {
            Models = [new SedModel("model", "urn:sedml:language:sbml", modelFile, [])],
            Simulations = [new SedTimeCourse("course", 0, 0, course.End, course.Steps) { Algorithm = new("KISAO:0000019", []) }],
            Tasks = [new SedSimulationTask("task", "model", "course")],
            Generators = [time, .. generators],
            Outputs =
            [
                new SedReport("report", [.. generators.Prepend(time).Select(g => new SedColumn("column_" + g.Id, g.Name!, g.Id))]),
                new SedPlot("plot", [.. generators.Select(g => new SedCurve("curve_" + g.Id, time.Id, g.Id))]),
            ],
        };
    }

    /// <summary>Where each quantity stands in the model's element.</summary>
    private static Dictionary<string, string> Quantities(Model model)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(model.Species.Select(s => s.Id), "listOfSpecies", "species");
        Add(model.Parameters.Select(p => p.Id), "listOfParameters", "parameter");
        Add(model.Compartments.Select(c => c.Id), "listOfCompartments", "compartment");
        Add(model.Reactions.Select(r => r.Id), "listOfReactions", "reaction");
        return found;

        void Add(IEnumerable<string> ids, string list, string element)
        {
            foreach (string id in ids)
            {
                found[id] = $"{SbmlPrefix}:{list}/{SbmlPrefix}:{element}";
            }
        }
    }
}

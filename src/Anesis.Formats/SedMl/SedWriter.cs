using System.Globalization;
using System.Text;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Writing;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>Writes SED-ML Level 1 Version 4.</summary>
public static class SedWriter
{
    private const string Namespace = "http://sed-ml.org/sed-ml/level1/version4";

    public static string ToText(SedDocument document)
    {
        var o = new XmlOutput();
        o.Begin("sedML");
        o.Attribute("xmlns", Namespace);
        foreach (var (prefix, meaning) in Targets(document).SelectMany(t => t.Namespaces).DistinctBy(n => n.Prefix).OrderBy(n => n.Prefix, StringComparer.Ordinal))
        {
            o.Attribute("xmlns:" + prefix, meaning);
        }

        o.Attribute("level", "1");
        o.Attribute("version", "4");
        Inside(o, "notes", document.Notes);
        Inside(o, "annotation", document.Annotation);

        List(o, "listOfDataDescriptions", document.Data, Write);
        List(o, "listOfModels", document.Models, Write);
        List(o, "listOfSimulations", document.Simulations, Write);
        List(o, "listOfTasks", document.Tasks, Write);
        List(o, "listOfDataGenerators", document.Generators, (w, g) => Element(w, "dataGenerator", g, () => Formula(w, g.Formula)));
        List(o, "listOfOutputs", document.Outputs, SedOutputWriter.Write);
        List(o, "listOfStyles", document.Styles, SedOutputWriter.Write);
        AlgorithmParameters(o, document.AlgorithmParameters);
        o.End();
        return o.ToString();
    }

    private static IEnumerable<SedTarget> Targets(SedDocument document)
    {
        var repeated = document.Tasks.OfType<SedRepeatedTask>().ToList();
        var sets = repeated.SelectMany(t => t.Changes.Concat(t.SubTasks.SelectMany(s => s.Changes))).ToList();
        var formulas = document.Generators.Select(g => g.Formula).Concat(sets.Select(s => s.Formula)).Concat(repeated.SelectMany(t => t.Ranges).OfType<SedFunctionalRange>().Select(r => r.Formula))
            .Concat(document.Models.SelectMany(m => m.Changes).OfType<SedComputeChange>().Select(c => c.Formula));
        return document.Models.SelectMany(m => m.Changes).Select(c => c.Target).Concat(sets.Select(s => s.Target)).Concat(formulas.SelectMany(f => f.Variables).SelectMany(v => new[] { v.Target, v.Target2 }).OfType<SedTarget>());
    }

    internal static void List<T>(XmlOutput o, string name, ValueList<T> items, Action<XmlOutput, T> write)
    {
        if (items.IsEmpty)
        {
            return;
        }

        o.Begin(name);
        foreach (var item in items)
        {
            write(o, item);
        }

        o.End();
    }

    private static void Inside(XmlOutput o, string name, string? markup)
    {
        if (markup is { Length: > 0 })
        {
            o.Begin(name);
            o.Content(markup);
        }
    }

    internal static void Element(XmlOutput o, string name, SedElement element, Action content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        o.Begin(name);
        o.Attribute("id", element.Id.Length == 0 ? null : element.Id);
        o.Attribute("name", element.Name);
        foreach (var (attribute, value) in attributes)
        {
            o.Attribute(attribute, value);
        }

        Inside(o, "notes", element.Notes);
        Inside(o, "annotation", element.Annotation);
        content();
        o.End();
    }

    private static void Write(XmlOutput o, SedData data) => Element(o, "dataDescription", data, () =>
    {
        Inside(o, "dimensionDescription", data.Dimensions);
        List(o, "listOfDataSources", data.Sources, (w, source) => Element(w, "dataSource", source, () => List(w, "listOfSlices", source.Slices, (x, slice) =>
        {
            x.Begin("slice");
            x.Attribute("reference", slice.Reference);
            x.Attribute("value", slice.Value);
            x.Attribute("startIndex", slice.First == 0 ? null : slice.First.ToString(CultureInfo.InvariantCulture));
            x.Attribute("endIndex", slice.Last == int.MaxValue ? null : slice.Last.ToString(CultureInfo.InvariantCulture));
            x.End();
        }), ("indexSet", source.IndexSet)));
    }, ("source", data.File), ("format", data.Format));

    private static void Write(XmlOutput o, SedModel model) =>
        Element(o, "model", model, () => List(o, "listOfChanges", model.Changes, Write), ("language", model.Language), ("source", model.Source));

    private static void Write(XmlOutput o, SedChange change)
    {
        o.Begin(change switch
        {
            SedChangeAttribute => "changeAttribute",
            SedComputeChange => "computeChange",
            SedChangeXml { Edit: SedXmlEdit.Add } => "addXML",
            SedChangeXml { Edit: SedXmlEdit.Change } => "changeXML",
            _ => "removeXML",
        });
        o.Attribute("target", change.Target.Path);
        o.Attribute("symbol", (change as SedComputeChange)?.Symbol);
        switch (change)
        {
            case SedChangeAttribute attribute:
                o.Attribute("newValue", attribute.NewValue);
                break;
            case SedComputeChange compute:
                Formula(o, compute.Formula);
                break;
            case SedChangeXml { NewXml.Length: > 0 } xml:
                o.Begin("newXML");
                o.Content(xml.NewXml);
                break;
        }

        o.End();
    }

    private static void Write(XmlOutput o, SedSimulation simulation)
    {
        switch (simulation)
        {
            case SedTimeCourse course:
                Element(o, "uniformTimeCourse", course, () => Algorithm(o, course.Algorithm), ("initialTime", Text(course.Initial)), ("outputStartTime", Text(course.Start)), ("outputEndTime", Text(course.End)),
                    ("numberOfSteps", course.Steps.ToString(CultureInfo.InvariantCulture)));
                break;
            case SedOneStep step:
                Element(o, "oneStep", step, () => Algorithm(o, step.Algorithm), ("step", Text(step.Step)));
                break;
            default:
                Element(o, simulation is SedSteadyState ? "steadyState" : "analysis", simulation, () => Algorithm(o, simulation.Algorithm));
                break;
        }
    }

    private static void Algorithm(XmlOutput o, SedAlgorithm? algorithm)
    {
        if (algorithm is null)
        {
            return;
        }

        o.Begin("algorithm");
        o.Attribute("kisaoID", algorithm.Kisao);
        AlgorithmParameters(o, algorithm.Parameters);
        o.End();
    }

    private static void AlgorithmParameters(XmlOutput o, ValueList<SedAlgorithmParameter> parameters) => List(o, "listOfAlgorithmParameters", parameters, (w, parameter) =>
    {
        w.Begin("algorithmParameter");
        w.Attribute("kisaoID", parameter.Kisao);
        w.Attribute("value", parameter.Value);
        AlgorithmParameters(w, parameter.Inner);
        w.End();
    });

    private static void Write(XmlOutput o, SedTask task)
    {
        if (task is SedSimulationTask single)
        {
            Element(o, "task", single, () => { }, ("modelReference", single.Model), ("simulationReference", single.Simulation));
            return;
        }

        if (task is SedEstimationTask estimation)
        {
            Element(o, "parameterEstimationTask", estimation with { Notes = null, Annotation = null }, () => o.Content(estimation.Markup), ("modelReference", estimation.Model));
            return;
        }

        var repeated = (SedRepeatedTask)task;
        Element(o, "repeatedTask", repeated, () =>
        {
            List(o, "listOfRanges", repeated.Ranges, Write);
            List(o, "listOfChanges", repeated.Changes, Write);
            List(o, "listOfSubTasks", repeated.SubTasks, (w, subTask) =>
            {
                Element(w, "subTask", subTask, () => List(w, "listOfChanges", subTask.Changes, Write), ("task", subTask.Task), ("order", subTask.Order?.ToString(CultureInfo.InvariantCulture)));
            });
        }, ("range", repeated.Range), ("resetModel", repeated.ResetModel ? "true" : "false"), ("concatenate", repeated.Concatenate is { } joined ? joined ? "true" : "false" : null));
    }

    private static void Write(XmlOutput o, SedRange range)
    {
        switch (range)
        {
            case SedUniformRange uniform:
                Element(o, "uniformRange", uniform, () => { }, ("start", Text(uniform.Start)), ("end", Text(uniform.End)), ("numberOfSteps", uniform.Steps.ToString(CultureInfo.InvariantCulture)), ("type", uniform.Logarithmic ? "log" : "linear"));
                break;
            case SedVectorRange vector:
                Element(o, "vectorRange", vector, () =>
                {
                    foreach (double value in vector.Values)
                    {
                        o.TextElement("value", Text(value));
                    }
                });
                break;
            case SedDataRange data:
                Element(o, "dataRange", data, () => { }, ("sourceReference", "#" + data.Source));
                break;
            case SedFunctionalRange function:
                Element(o, "functionalRange", function, () => Formula(o, function.Formula), ("range", function.Range));
                break;
        }
    }

    private static void Write(XmlOutput o, SedSetValue change)
    {
        o.Begin("setValue");
        o.Attribute("modelReference", change.Model);
        o.Attribute("target", change.Target.Path);
        o.Attribute("symbol", change.Symbol);
        o.Attribute("range", change.Range);
        Formula(o, change.Formula);
        o.End();
    }

    private static void Formula(XmlOutput o, SedFormula formula)
    {
        List(o, "listOfVariables", formula.Variables, (w, variable) =>
        {
            w.Begin("variable");
            w.Attribute("id", variable.Id);
            w.Attribute("target", variable.Target?.Path);
            w.Attribute("symbol", variable.Symbol);
            w.Attribute("taskReference", variable.Task);
            w.Attribute("modelReference", variable.Model);
            w.Attribute("target2", variable.Target2?.Path);
            w.Attribute("symbol2", variable.Symbol2);
            w.Attribute("term", variable.Term);
            w.Attribute("dimensionTerm", variable.Dimension);
            List(w, "listOfAppliedDimensions", variable.AppliedTo, (d, target) =>
            {
                d.Begin("appliedDimension");
                d.Attribute(target.StartsWith('#') ? "dimensionTarget" : "target", target.TrimStart('#'));
                d.End();
            });
            w.End();
        });
        List(o, "listOfParameters", formula.Parameters, (w, parameter) =>
        {
            w.Begin("parameter");
            w.Attribute("id", parameter.Id);
            w.Attribute("value", Text(parameter.Value));
            w.End();
        });
        if (formula.Math is { } math)
        {
            new MathMlWriter(o, SbmlNamespaces.Of(SbmlEdition.L3V2)) { ForeignSymbol = name => "http://sed-ml.org/#" + name }.Write(math);
        }
    }

    /// <summary>The name of a member of an enumeration as files have it: with a small letter first.</summary>
    internal static string NameOf(string member) => char.ToLowerInvariant(member[0]) + member[1..];

    internal static string Text(double value) => XsdText.Write(value);
}

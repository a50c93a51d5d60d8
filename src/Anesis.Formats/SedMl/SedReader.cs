using System.Globalization;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>Reads SED-ML Level 1, Versions 1 to 5. Files that it refers to are not opened here.</summary>
public static class SedReader
{
    private const string NamespaceStart = "http://sed-ml.org/";

    /// <summary>The experiment, or everything that is wrong with its text.</summary>
    public static Checked<SedDocument> Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(bytes.Span, fileName, XmlLimits.Default, diagnostics);
        var document = text is null ? null : BoundedXml.Parse(text, fileName, XmlLimits.Default, diagnostics);
        if (document is null)
        {
            return Checked.Refused<SedDocument>(diagnostics);
        }

        var reading = new SedReading(document, fileName, diagnostics);
        var root = document.Root;
        if (root.Name != "sedML" || !root.Namespace.StartsWith(NamespaceStart, StringComparison.Ordinal))
        {
            reading.Error(root, $"a document of <{root.QualifiedName}> in the namespace \"{root.Namespace}\"", "<sedML> in a namespace of SED-ML");
            return Checked.Refused<SedDocument>(diagnostics);
        }

        var read = Read(reading, root) with { Source = fileName };
        diagnostics.AddRange(SedReferences.Check(read));
        return new(diagnostics.Exists(d => d.Severity == Severity.Error) ? null : read, diagnostics.ToValueList());
    }

    private static SedDocument Read(SedReading r, XmlNode root)
    {
        int Number(string name) => int.TryParse(SedReading.Text(root, name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 1;
        var notes = r.Child(root, "notes");
        return new(Number("level"), Number("version"))
        {
            Notes = notes is null ? null : r.Markup(notes),
            Data = r.Items(root, "listOfDataDescriptions").Select(n => r.Named(n, new SedData(r.Required(n, "id"), r.Required(n, "source"), SedReading.Text(n, "format") ?? "urn:sedml:format:numl", DataSources(r, n)) { Dimensions = r.Child(n, "dimensionDescription") is { } d ? r.Markup(d) : null })).ToValueList(),
            Models = r.Items(root, "listOfModels").Where(n => n.Name == "model").Select(n => r.Named(n, new SedModel(r.Required(n, "id"), SedReading.Text(n, "language") ?? "", r.Required(n, "source"), Changes(r, n)))).ToValueList(),
            Simulations = r.Items(root, "listOfSimulations").Select(n => Simulation(r, n)).OfType<SedSimulation>().ToValueList(),
            Tasks = r.Items(root, "listOfTasks").Select(n => Task(r, n)).OfType<SedTask>().ToValueList(),
            Generators = r.Items(root, "listOfDataGenerators").Select(n => r.Named(n, new SedGenerator(r.Required(n, "id"), r.Formula(n)))).ToValueList(),
            Outputs = r.Items(root, "listOfOutputs").Select(n => SedOutputReader.Output(r, n)).OfType<SedOutput>().ToValueList(),
            Styles = r.Items(root, "listOfStyles").Where(n => n.Name == "style").Select(n => SedOutputReader.Style(r, n)).ToValueList(),
            AlgorithmParameters = AlgorithmParameters(r, root),
            Annotation = r.Child(root, "annotation") is { } annotation ? r.Markup(annotation) : null,
        };
    }

    private static ValueList<SedDataSource> DataSources(SedReading r, XmlNode node) => r.Items(node, "listOfDataSources").Select(s => r.Named(s, new SedDataSource(r.Required(s, "id"), SedReading.Text(s, "indexSet"),
        r.Items(s, "listOfSlices").Select(slice => Slice(r, slice)).ToValueList()))).ToValueList();

    private static SedSlice Slice(SedReading r, XmlNode slice)
    {
        if (SedReading.Text(slice, "index") is { } task)
        {
            r.Error(slice, $"a slice by the repeats of the task \"{task}\"", "a slice by \"value\", \"startIndex\" or \"endIndex\": data of a file have no repeats");
        }

        return new(r.Required(slice, "reference"), SedReading.Text(slice, "value"))
        {
            First = SedReading.Text(slice, "startIndex") is null ? 0 : r.Integer(slice, "startIndex"),
            Last = SedReading.Text(slice, "endIndex") is null ? int.MaxValue : r.Integer(slice, "endIndex"),
        };
    }

    private static ValueList<SedChange> Changes(SedReading r, XmlNode model)
    {
        var changes = new List<SedChange>();
        foreach (var node in r.Items(model, "listOfChanges"))
        {
            if (r.Target(node) is not { } target)
            {
                r.Error(node, $"<{node.Name}> without the attribute \"target\"", "that attribute");
                continue;
            }

            SedChange? change = node.Name switch
            {
                "changeAttribute" => new SedChangeAttribute(target, node.Attribute("newValue") ?? ""),
                "addXML" => new SedChangeXml(target, SedXmlEdit.Add, NewXml(r, node)),
                "changeXML" => new SedChangeXml(target, SedXmlEdit.Change, NewXml(r, node)),
                "removeXML" => new SedChangeXml(target, SedXmlEdit.Remove, ""),
                "computeChange" => new SedComputeChange(target, r.Formula(node)) { Symbol = SedReading.Kisao(SedReading.Text(node, "symbol")) },
                _ => null,
            };
            if (change is null)
            {
                r.Error(node, $"the change <{node.Name}>", "changeAttribute, computeChange, addXML, changeXML or removeXML", Spelling.Nearest(node.Name, ["changeAttribute", "computeChange", "addXML", "changeXML", "removeXML"]));
                continue;
            }

            changes.Add(change with { Span = r.At(node) });
        }

        return changes.ToValueList();
    }

    private static string NewXml(SedReading r, XmlNode node) => r.Child(node, "newXML") is { } xml ? r.Markup(xml) : "";

    private static SedSimulation? Simulation(SedReading r, XmlNode node)
    {
        string id = r.Required(node, "id");
        SedSimulation? simulation = node.Name switch
        {
            "uniformTimeCourse" => new SedTimeCourse(id, r.Real(node, "initialTime"), r.Real(node, "outputStartTime"), r.Real(node, "outputEndTime"), r.Steps(node)),
            "oneStep" => new SedOneStep(id, r.Real(node, "step")),
            "steadyState" => new SedSteadyState(id),
            "analysis" => new SedAnalysis(id),
            _ => null,
        };
        if (simulation is null)
        {
            r.Error(node, $"the simulation <{node.Name}>", "uniformTimeCourse, oneStep or steadyState", Spelling.Nearest(node.Name, ["uniformTimeCourse", "oneStep", "steadyState"]));
            return null;
        }

        if (simulation is SedTimeCourse course && !(double.IsFinite(course.Initial) && course.Initial <= course.Start && course.Start <= course.End && double.IsFinite(course.End)))
        {
            r.Error(node, string.Create(CultureInfo.InvariantCulture, $"times {course.Initial}, {course.Start}, {course.End}"), "finite times, initialTime ≤ outputStartTime ≤ outputEndTime");
        }

        var algorithm = r.Child(node, "algorithm");
        return r.Named(node, simulation with
        {
            Algorithm = algorithm is null ? null : new(SedReading.Kisao(r.Required(algorithm, "kisaoID")) ?? "", AlgorithmParameters(r, algorithm)),
        });
    }

    /// <summary>Settings, in their list or (as the specification's examples have it) without one.</summary>
    private static ValueList<SedAlgorithmParameter> AlgorithmParameters(SedReading r, XmlNode node) => r.Items(node, "listOfAlgorithmParameters").Concat(node.Children.Where(c => c.Name == "algorithmParameter" && c.Namespace == r.Namespace))
        .Select(p => new SedAlgorithmParameter(SedReading.Kisao(r.Required(p, "kisaoID")) ?? "", SedReading.Text(p, "value") ?? "") { Inner = AlgorithmParameters(r, p) }).ToValueList();

    private static SedTask? Task(SedReading r, XmlNode node)
    {
        string id = r.Required(node, "id");
        switch (node.Name)
        {
            case "task":
                return r.Named(node, new SedSimulationTask(id, r.Required(node, "modelReference"), r.Required(node, "simulationReference")));
            case "repeatedTask":
                return r.Named(node, new SedRepeatedTask(id, SedReading.Text(node, "range") ?? "", r.Boolean(node, "resetModel", absent: false))
                {
                    Ranges = r.Items(node, "listOfRanges").Select(n => Range(r, n)).OfType<SedRange>().ToValueList(),
                    Changes = SetValues(r, node),
                    SubTasks = r.Items(node, "listOfSubTasks").Select(s => r.Named(s, new SedSubTask(SedReading.Text(s, "id") ?? "", r.Required(s, "task"), SedReading.Text(s, "order") is null ? null : r.Integer(s, "order"), SetValues(r, s)))).OrderBy(s => s.Order ?? 0).ToValueList(),
                    Concatenate = r.Flag(node, "concatenate"),
                });
            case "parameterEstimationTask":
                return r.Named(node, new SedEstimationTask(id, r.Required(node, "modelReference"), r.Markup(node)));
            default:
                r.Error(node, $"the task <{node.Name}>", "task, repeatedTask or parameterEstimationTask", Spelling.Nearest(node.Name, ["task", "repeatedTask", "parameterEstimationTask"]));
                return null;
        }
    }

    private static ValueList<SedSetValue> SetValues(SedReading r, XmlNode node) => r.Items(node, "listOfChanges").Select(n =>
        new SedSetValue(r.Required(n, "modelReference"), r.Target(n) ?? new(r.Required(n, "target"), []), SedReading.Text(n, "range"), r.Formula(n)) { Symbol = SedReading.Kisao(SedReading.Text(n, "symbol")), Span = r.At(n) }).ToValueList();

    private static bool IsLogarithmic(SedReading r, XmlNode range)
    {
        string? type = SedReading.Text(range, "type");
        if (type is not (null or "linear" or "log" or "logarithmic" or "log10"))
        {
            r.Error(range, $"\"{type}\" as the attribute \"type\"", "linear or log", Spelling.Nearest(type, ["linear", "log"]));
        }

        bool isLogarithmic = type is "log" or "logarithmic" or "log10";
        if (isLogarithmic && !(r.Real(range, "start") > 0 && r.Real(range, "end") > 0))
        {
            r.Error(range, $"a logarithmic range from {SedReading.Text(range, "start")} to {SedReading.Text(range, "end")}", "two numbers above 0");
        }

        return isLogarithmic;
    }

    private static SedRange? Range(SedReading r, XmlNode node)
    {
        string id = r.Required(node, "id");
        SedRange? range = node.Name switch
        {
            "uniformRange" => new SedUniformRange(id, r.Real(node, "start"), r.Real(node, "end"), r.Steps(node), IsLogarithmic(r, node)),
            "vectorRange" => new SedVectorRange(id, node.Children.Where(c => c.Name == "value").Select(c => double.TryParse(c.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : Wrong(r, c)).ToValueList()),
            "functionalRange" => new SedFunctionalRange(id, SedReading.Text(node, "range"), r.Formula(node)),
            "dataRange" => new SedDataRange(id, r.Required(node, "sourceReference").TrimStart('#')),
            _ => null,
        };
        if (range is null)
        {
            r.Error(node, $"the range <{node.Name}>", "uniformRange, vectorRange, functionalRange or dataRange", Spelling.Nearest(node.Name, ["uniformRange", "vectorRange", "functionalRange", "dataRange"]));
            return null;
        }

        return r.Named(node, range);
    }

    private static double Wrong(SedReading r, XmlNode node)
    {
        r.Error(node, $"\"{node.Text.Trim()}\" in a vector", "a number");
        return double.NaN;
    }
}

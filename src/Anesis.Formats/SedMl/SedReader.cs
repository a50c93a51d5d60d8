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
            Data = r.Items(root, "listOfDataDescriptions").Select(n => Named(r, n, new SedData(r.Required(n, "id"), r.Required(n, "source"), SedReading.Text(n, "format") ?? "urn:sedml:format:numl", DataSources(r, n)))).ToValueList(),
            Models = r.Items(root, "listOfModels").Where(n => n.Name == "model").Select(n => Named(r, n, new SedModel(r.Required(n, "id"), SedReading.Text(n, "language") ?? "", r.Required(n, "source"), Changes(r, n)))).ToValueList(),
            Simulations = r.Items(root, "listOfSimulations").Select(n => Simulation(r, n)).OfType<SedSimulation>().ToValueList(),
            Tasks = r.Items(root, "listOfTasks").Select(n => Task(r, n)).OfType<SedTask>().ToValueList(),
            Generators = r.Items(root, "listOfDataGenerators").Select(n => Named(r, n, new SedGenerator(r.Required(n, "id"), r.Formula(n)))).ToValueList(),
            Outputs = r.Items(root, "listOfOutputs").Select(n => Output(r, n)).OfType<SedOutput>().ToValueList(),
        };
    }

    private static T Named<T>(SedReading r, XmlNode node, T element)
        where T : SedElement => element with { Name = SedReading.Text(node, "name"), Span = r.At(node) };

    private static ValueList<SedDataSource> DataSources(SedReading r, XmlNode node) => r.Items(node, "listOfDataSources").Select(s => Named(r, s, new SedDataSource(r.Required(s, "id"), SedReading.Text(s, "indexSet"),
        r.Items(s, "listOfSlices").Select(slice => (r.Required(slice, "reference"), SedReading.Text(slice, "value") ?? "")).ToValueList()))).ToValueList();

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
                "computeChange" => new SedComputeChange(target, r.Formula(node)),
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
        return Named(r, node, simulation with
        {
            Algorithm = algorithm is null ? null : new(SedReading.Kisao(r.Required(algorithm, "kisaoID")) ?? "",
                r.Items(algorithm, "listOfAlgorithmParameters").Select(p => (SedReading.Kisao(r.Required(p, "kisaoID")) ?? "", SedReading.Text(p, "value") ?? "")).ToValueList()),
        });
    }

    private static SedTask? Task(SedReading r, XmlNode node)
    {
        string id = r.Required(node, "id");
        switch (node.Name)
        {
            case "task":
                return Named(r, node, new SedSimulationTask(id, r.Required(node, "modelReference"), r.Required(node, "simulationReference")));
            case "repeatedTask":
                return Named(r, node, new SedRepeatedTask(id, SedReading.Text(node, "range") ?? "", r.Boolean(node, "resetModel", absent: false))
                {
                    Ranges = r.Items(node, "listOfRanges").Select(n => Range(r, n)).OfType<SedRange>().ToValueList(),
                    Changes = SetValues(r, node),
                    SubTasks = r.Items(node, "listOfSubTasks").Select(s => new SedSubTask(r.Required(s, "task"), int.TryParse(SedReading.Text(s, "order"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int order) ? order : 0, SetValues(r, s))).OrderBy(s => s.Order).ToValueList(),
                });
            default:
                r.Error(node, $"the task <{node.Name}>", "task or repeatedTask", Spelling.Nearest(node.Name, ["task", "repeatedTask"]));
                return null;
        }
    }

    private static ValueList<SedSetValue> SetValues(SedReading r, XmlNode node) => r.Items(node, "listOfChanges").Select(n =>
        new SedSetValue(r.Required(n, "modelReference"), r.Target(n) ?? new(r.Required(n, "target"), []), SedReading.Text(n, "range"), r.Formula(n))).ToValueList();

    private static SedRange? Range(SedReading r, XmlNode node)
    {
        string id = r.Required(node, "id");
        SedRange? range = node.Name switch
        {
            "uniformRange" => new SedUniformRange(id, r.Real(node, "start"), r.Real(node, "end"), r.Steps(node), SedReading.Text(node, "type") is "log" or "logarithmic"),
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

        return Named(r, node, range);
    }

    private static double Wrong(SedReading r, XmlNode node)
    {
        r.Error(node, $"\"{node.Text.Trim()}\" in a vector", "a number");
        return double.NaN;
    }

    private static SedOutput? Output(SedReading r, XmlNode node)
    {
        string id = r.FileId(node);
        switch (node.Name)
        {
            case "plot2D":
                var curves = r.Items(node, "listOfCurves").Where(c => c.Name == "curve").ToList();
                var areas = r.Items(node, "listOfCurves").Where(c => c.Name == "shadedArea").Select(c =>
                    Named(r, c, new SedArea(SedReading.Text(c, "id") ?? "", r.Required(c, "xDataReference"), r.Required(c, "yDataReferenceFrom"), r.Required(c, "yDataReferenceTo"))));
                bool Log(string attribute, string axis) => curves.Exists(c => r.Boolean(c, attribute, absent: false)) || (r.Child(node, axis) is { } a && SedReading.Text(a, "type") is "log10" or "log");
                return Named(r, node, new SedPlot(id, curves.Select(c => Named(r, c, new SedCurve(SedReading.Text(c, "id") ?? "", r.Required(c, "xDataReference"), r.Required(c, "yDataReference")))).ToValueList())
                {
                    Areas = areas.ToValueList(),
                    X = Axis(r, r.Child(node, "xAxis")),
                    Y = Axis(r, r.Child(node, "yAxis")),
                    LogX = Log("logX", "xAxis"),
                    LogY = Log("logY", "yAxis"),
                });
            case "report":
                return Named(r, node, new SedReport(id, r.Items(node, "listOfDataSets").Select(c => Named(r, c, new SedColumn(r.Required(c, "id"), SedReading.Text(c, "label") ?? r.Required(c, "id"), r.Required(c, "dataReference")))).ToValueList()));
            case "plot3D":
                return Named(r, node, new SedSurfacePlot(id, r.Items(node, "listOfSurfaces").Select(s => (r.Required(s, "xDataReference"), r.Required(s, "yDataReference"), r.Required(s, "zDataReference"))).ToValueList()));
            case "figure" or "parameterEstimationResultPlot" or "waterfallPlot":
                return null;
            default:
                r.Error(node, $"the output <{node.Name}>", "plot2D, plot3D, report or figure", Spelling.Nearest(node.Name, ["plot2D", "plot3D", "report", "figure"]));
                return null;
        }
    }

    private static SedAxis Axis(SedReading r, XmlNode? node) => node is null ? new(null, double.NaN, double.NaN) : new(SedReading.Text(node, "name"), Limit(r, node, "min"), Limit(r, node, "max"));

    private static double Limit(SedReading r, XmlNode node, string name) => SedReading.Text(node, name) is null ? double.NaN : r.Real(node, name);
}

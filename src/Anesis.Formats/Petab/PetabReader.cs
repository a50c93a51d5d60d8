using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Anesis.Formats.Petab;

/// <summary>Reads PEtab problems, Version 1: the YAML file and the tables and model that it names, in its folder, below, or in the folder that holds it and below (collections keep common files one level up).</summary>
public static class PetabReader
{
    private const int LargestYaml = 1 << 20;

    private const int DeepestYaml = 50;

    public static Checked<PetabProblem> Read(string path)
    {
        var diagnostics = new List<Diagnostic>();
        var source = new FolderSource(Root(path));
        if (Yaml(path, diagnostics) is not { } root || Files(root, path, diagnostics) is not { } files)
        {
            return Checked.Refused<PetabProblem>(diagnostics);
        }

        string? Load(string name)
        {
            var read = source.TryRead(name, path);
            if (read is null)
            {
                diagnostics.Add(new("AN0823", Severity.Error, new(path), $"the file \"{name}\"", "a readable file in the problem's folder or below, or in the folder above it"));
            }

            return read?.Text;
        }

        IEnumerable<PetabTable> Tables(IEnumerable<string> names, params string[] required)
        {
            foreach (string name in names)
            {
                if (Load(name) is { } text)
                {
                    yield return PetabTable.Parse(text, Path.Combine(Path.GetDirectoryName(path) ?? "", name), required, diagnostics);
                }
            }
        }

        var parameters = Tables(files.Parameters, "parameterId").ToList();
        var conditions = Tables(files.Conditions, "conditionId").ToList();
        var observables = Tables(files.Observables, "observableId", "observableFormula", "noiseFormula").ToList();
        var measurements = Tables(files.Measurements, "observableId", "simulationConditionId", "measurement", "time").ToList();
        if (files.Models is not [var modelFile])
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path), $"{files.Models.Count} models", "one SBML model"));
            return Checked.Refused<PetabProblem>(diagnostics);
        }

        if (Load(modelFile) is not { } modelText || diagnostics.Exists(d => d.Code is "AN0820" or "AN0823" && d.Severity == Severity.Error))
        {
            return Checked.Refused<PetabProblem>(diagnostics);
        }

        var model = SbmlReader.Read(modelText, Path.Combine(Path.GetDirectoryName(path) ?? "", modelFile)).Then(Flattening.Flatten);
        diagnostics.AddRange(model.Diagnostics);
        var problem = new PetabProblem(model.Value ?? new Model(), PetabRows.Parameters(parameters), PetabRows.Conditions(conditions), PetabRows.Observables(observables, diagnostics), PetabRows.Measurements(measurements)) { Source = path };
        if (model.IsOk)
        {
            PetabCheck.Check(problem, diagnostics);
        }

        return new(diagnostics.Exists(d => d.Severity == Severity.Error) ? null : problem, diagnostics.ToValueList());
    }

    /// <summary>The folder that files may lie in: the one that holds the problem's folder, unless that is the whole file system.</summary>
    private static string Root(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        return Path.GetDirectoryName(folder) is { } above && Path.GetDirectoryName(above) is not null ? above : folder;
    }

    /// <summary>True for a YAML file that is a PEtab problem.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    private sealed record FileNames(List<string> Parameters, List<string> Conditions, List<string> Observables, List<string> Measurements, List<string> Models);

    private static YamlMappingNode? Yaml(string path, List<Diagnostic> diagnostics)
    {
        var bytes = FolderSource.TryReadBytes(path, path, diagnostics);
        if (bytes is null)
        {
            return null;
        }

        if (bytes.Value.Length > LargestYaml)
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path), $"{bytes.Value.Length} bytes of YAML", $"at most {LargestYaml}"));
            return null;
        }

        try
        {
            string text = System.Text.Encoding.UTF8.GetString(bytes.Value.Span);
            if (TooDeep(text) is { } mark)
            {
                diagnostics.Add(new("AN0823", Severity.Error, new(path, (int)mark.Line, (int)mark.Column), $"lists or tables nested more than {DeepestYaml} deep", "a PEtab problem"));
                return null;
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..])
            {
                return root;
            }

            diagnostics.Add(new("AN0823", Severity.Error, new(path, 1, 1), "no table of keys", "a PEtab problem: format_version, parameter_file, problems"));
        }
        catch (YamlException problem)
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path, (int)problem.Start.Line, (int)problem.Start.Column), problem.Message.TrimEnd('.'), "YAML"));
        }

        return null;
    }

    /// <summary>Where a text is nested deeper than a problem ever is. The library reads nested tables by recursion, its parser does not.</summary>
    private static Mark? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestYaml)
            {
                return parser.Current.Start;
            }
        }

        return null;
    }

    private static FileNames? Files(YamlMappingNode root, string path, List<Diagnostic> diagnostics)
    {
        string version = Scalar(root, "format_version") ?? "";
        if (!version.StartsWith('1'))
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path, 1, 1), version.Length == 0 ? "no format_version" : $"format_version {version}", "1"));
            return null;
        }

        if (!root.Children.TryGetValue(new YamlScalarNode("problems"), out var node) || node is not YamlSequenceNode { Children: [YamlMappingNode problem, ..] } all)
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path, 1, 1), "no problems", "a list \"problems\" with one entry"));
            return null;
        }

        if (all.Children.Count > 1)
        {
            diagnostics.Add(new("AN0823", Severity.Error, new(path, (int)all.Start.Line, (int)all.Start.Column), $"{all.Children.Count} problems", "one in a file"));
            return null;
        }

        return new(Names(root, "parameter_file"), Names(problem, "condition_files"), Names(problem, "observable_files"), Names(problem, "measurement_files"), Names(problem, "sbml_files"));
    }

    private static string? Scalar(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { } text } ? text : null;

    private static List<string> Names(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value)
        ? value switch
        {
            YamlScalarNode { Value: { Length: > 0 } text } => [text],
            YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "").Where(s => s.Length > 0)],
            _ => [],
        }
        : [];
}

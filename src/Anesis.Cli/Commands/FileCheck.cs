using Anesis.Formats;
using Anesis.Formats.DataSets;
using Anesis.Formats.Petab;
using Anesis.Formats.Toml;
using Anesis.Ketamine.Claims;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Pharmacometrics.Scenarios;

namespace Anesis.Cli.Commands;

/// <summary>Checks a file of any kind that Anesis reads.</summary>
internal static class FileCheck
{
    public static ValueList<Diagnostic> Check(string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv" when File.Exists(path):
                return InputText.Read(path, path, "a CSV file").Then(text => DataSetReader.Read(text, path)).Diagnostics;
            case ".toml" when File.Exists(path):
                var toml = InputText.Read(path, path, "a TOML file");
                return toml.IsOk ? CheckToml(path, toml.Value) : toml.Diagnostics;
            case ".yaml" or ".yml":
                return PetabReader.Read(path).Diagnostics;
            case var _ when ExperimentFile.Is(path):
                return ExperimentFile.Read(path, new()).Diagnostics;
            default:
                return ModelCheck.Check(path);
        }
    }

    /// <summary>What a TOML file is shows in its keys.</summary>
    private static ValueList<Diagnostic> CheckToml(string path, string text)
    {
        var root = TomlText.Parse(text, path);
        if (!root.IsOk)
        {
            return root.Diagnostics;
        }

        var keys = root.Value.Entries;
        if (keys.ContainsKey("question"))
        {
            return Scenario.Read(text, path).Diagnostics;
        }

        if (keys.ContainsKey("claim"))
        {
            return ClaimFileReader.Read(text, path).Then(file => ClaimRun.Prepare([file], mutate: true)).Diagnostics;
        }

        if (keys.ContainsKey("route") || keys.ContainsKey("default_drug"))
        {
            return RouteMapFile.Read(text, path).Diagnostics;
        }

        if (keys.TryGetValue("regimen", out var regimen) && !keys.ContainsKey("covariate"))
        {
            var texts = regimen is TomlList list ? list.Items : [regimen];
            return texts.OfType<TomlScalar>().SelectMany(t => RegimenText.Read(t.Value.ToString() ?? "", $"{path}:{t.Span.Line}", 8766 * 10).Diagnostics).ToValueList();
        }

        return PopulationFile.Read(text, path).Diagnostics;
    }
}

using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Routes;
using Anesis.Pharmacometrics.Scenarios;

namespace Anesis.Ketamine;

/// <summary>The models, scenarios, populations and routes that ship.</summary>
public static class ShippedModels
{
    public static IReadOnlyList<string> Models => ShippedFiles.Names("models", ".ant");

    /// <summary>Whether a model of that name ships.</summary>
    public static bool IsModel(string name) => ShippedFiles.Has($"models/{name}.ant");

    /// <summary>Whether a scenario of that name ships.</summary>
    public static bool IsScenario(string name) => ShippedFiles.Has($"models/scenarios/{name}.toml");

    public static IReadOnlyList<string> Scenarios => ShippedFiles.Names("models/scenarios", ".toml");

    public static IReadOnlyList<string> Populations => ShippedFiles.Names("populations", ".toml");

    /// <summary>The model of that name, or null.</summary>
    public static Checked<ModelDocument>? Model(string name) =>
        ShippedFiles.TryRead($"models/{name}.ant") is { } text ? AntimonyReader.Read(text, $"models/{name}.ant", new Imports()) : null;

    public static Checked<Scenario>? Scenario(string name) =>
        ShippedFiles.TryRead($"models/scenarios/{name}.toml") is { } text ? Pharmacometrics.Scenarios.Scenario.Read(text, $"models/scenarios/{name}.toml") : null;

    public static Checked<Population>? Population(string name) =>
        ShippedFiles.TryRead($"populations/{name}.toml") is { } text ? PopulationFile.Read(text, $"populations/{name}.toml") : null;

    /// <summary>Where doses go in the model of that name; null when it has no file of routes.</summary>
    public static Checked<RouteMap>? Routes(string name) =>
        ShippedFiles.TryRead($"models/{name}.routes.toml") is { } text ? RouteMapFile.Read(text, $"models/{name}.routes.toml") : null;

    /// <summary>The model's text with all that it imports, for a study's record.</summary>
    public static IEnumerable<(string Name, string Text)> Texts(string name) =>
        Models.Append(name).Distinct(StringComparer.Ordinal).OrderByDescending(m => m == name).Select(m => ($"models/{m}.ant", ShippedFiles.TryRead($"models/{m}.ant")!));

    private sealed class Imports : IModelSource
    {
        public (string FileName, string Text)? TryRead(string name, string importingFile) =>
            ShippedFiles.TryRead("models/" + name) is { } text ? ("models/" + name, text) : null;

        public Checked<ModelDocument> ReadOther(string fileName, string text) => SbmlReader.Read(text, fileName);
    }
}

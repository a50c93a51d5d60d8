using Anesis.Formats;
using Anesis.Ketamine;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Routes;
using Anesis.Pharmacometrics.Scenarios;
using Anesis.Results.Studies;

namespace Anesis.Cli.Commands;

/// <summary>What "MODEL" on a command line means: a scenario, a model that ships, or a file.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="Model">Without submodels.</param>
/// <param name="Scenario">When the name is a scenario's.</param>
/// <param name="Routes">Where doses go by route.</param>
/// <param name="Texts">What was read, for the record.</param>
internal sealed record Subject(string Name, Model Model, Scenario? Scenario, RouteMap? Routes, ValueList<StudyInput> Texts)
{
    private static readonly string[] NotYet = [".cellml"];

    /// <summary>True for the flagship.</summary>
    public bool IsPerson => Routes is not null;

    /// <param name="name">As it was written.</param>
    /// <param name="stored">The texts of a study that is run again: a model file is read as it was then.</param>
    public static Checked<Subject> Find(string name, StoredTexts? stored = null)
    {
        if (ShippedModels.Scenario(name) is { } scenario)
        {
            return scenario.Then(s => Shipped(name, s.Model, s));
        }

        if (ShippedModels.IsModel(name))
        {
            return Shipped(name, name, null);
        }

        string extension = Path.GetExtension(name).ToLowerInvariant();
        if (NotYet.Contains(extension))
        {
            return Checked.Refused<Subject>(new Diagnostic("AN1012", Severity.Error, new(name), $"a {extension} file", "an Antimony (.ant), SBML (.xml), SED-ML (.sedml) file or a COMBINE archive (.omex)"));
        }

        if (!File.Exists(name) && extension.Length == 0 && !name.Contains('/', StringComparison.Ordinal))
        {
            var known = ShippedModels.Scenarios.Concat(ShippedModels.Models);
            return Checked.Refused<Subject>(new Diagnostic("AN1012", Severity.Error, new("command line"), $"\"{name}\"", "a scenario (anesis scenarios), a model that ships (anesis models) or a file", Spelling.Nearest(name, known) is { } near ? $"\"{near}\"" : null));
        }

        return extension == ".toml" ? FromScenarioFile(name, stored) : FromModelFile(name, stored);
    }

    private static Checked<Subject> FromScenarioFile(string name, StoredTexts? stored)
    {
        var text = stored?.Find("scenario", name) is { } kept ? Checked.Ok(kept) : InputText.Read(name, "MODEL", "a scenario (TOML), an Antimony or an SBML file");
        return text.Then(t => Scenario.Read(t, name)
            .Then(scenario => Shipped(name, scenario.Model, scenario)
                .Then(subject => Checked.Ok(subject with { Texts = [.. subject.Texts.Where(s => s.Kind != "scenario"), new("scenario", name, t)] }))));
    }

    private static Checked<Subject> FromModelFile(string name, StoredTexts? stored)
    {
        string path = name;
        string? kept = stored?.Find("model", name);
        string? folder = null;
        if (kept is not null && !(File.Exists(name) && File.ReadAllText(name) == kept))
        {
            folder = Directory.CreateTempSubdirectory("anesis-").FullName;
            path = Path.Combine(folder, Path.GetFileName(name));
            File.WriteAllText(path, kept);
        }

        try
        {
            return ModelFile.Read(path).Then(document => Flattening.Flatten(document)
                .Then(flat => Checked.Ok(new Subject(name, flat, null, null, [new("model", name, kept ?? File.ReadAllText(path))]))));
        }
        finally
        {
            if (folder is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Checked<Subject> Shipped(string name, string model, Scenario? scenario)
    {
        var read = ShippedModels.Model(model);
        if (read is null)
        {
            return Checked.Refused<Subject>(new Diagnostic("AN1012", Severity.Error, new(name), $"the model \"{model}\"", $"one of {string.Join(", ", ShippedModels.Models)}"));
        }

        var routes = ShippedModels.Routes(model);
        if (routes is { IsOk: false })
        {
            return Checked.Refused<Subject>(routes.Diagnostics);
        }

        var texts = ShippedModels.Texts(model).Select(t => new StudyInput("model", t.Name, t.Text));
        if (scenario is not null)
        {
            texts = texts.Append(new("scenario", $"models/scenarios/{name}.toml", ShippedFiles.TryRead($"models/scenarios/{name}.toml") ?? ""));
        }

        return read.Then(Flattening.Flatten).Then(flat => Checked.Ok(new Subject(name, flat, scenario, routes?.Value, texts.ToValueList())));
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Trials;

namespace Anesis.Ketamine.Trials;

/// <summary>The published trials that ship, and their roles.</summary>
public static class ShippedTrials
{
    private const string RolesFile = "trials/roles.toml";

    private static readonly Lazy<Checked<TrialRoles>> AllRoles = new(() => TrialRoles.Read(ShippedFiles.TryRead(RolesFile)!, RolesFile));

    public static IReadOnlyList<string> Names { get; } = [.. ShippedFiles.Names("trials", ".toml").Where(n => n != "roles")];

    /// <summary>The trial of that name, or null.</summary>
    public static Checked<Trial>? Trial(string name) =>
        name != "roles" && ShippedFiles.TryRead($"trials/{name}.toml") is { } text ? TrialFile.Read(text, $"trials/{name}.toml") : null;

    public static Checked<TrialRoles> Roles() => AllRoles.Value;

    /// <summary>The trial with its model and population from what ships, ready to run. Errors name what is not there.</summary>
    public static Checked<TrialRun> Prepare(Trial trial, int? people, ulong seed, IReadOnlyDictionary<string, double>? settings = null)
    {
        if (ShippedModels.Model(trial.Model) is not { } document)
        {
            return Checked.Refused<TrialRun>(new Diagnostic("AN0932", Severity.Error, new(trial.Id), $"the model \"{trial.Model}\"", $"one of {string.Join(", ", ShippedModels.Models)}", Spelling.Nearest(trial.Model, ShippedModels.Models)));
        }

        if (ShippedModels.Population(trial.Population) is not { } population)
        {
            return Checked.Refused<TrialRun>(new Diagnostic("AN0932", Severity.Error, trial.PopulationSpan, $"the population \"{trial.Population}\"", $"one of {string.Join(", ", ShippedModels.Populations)}", Spelling.Nearest(trial.Population, ShippedModels.Populations)));
        }

        return document.Then(Modeling.Composition.Flattening.Flatten).Then(model => population.Then(who => ShippedModels.Routes(trial.Model) switch
        {
            { IsOk: false } wrong => Checked.Refused<TrialRun>(wrong.Diagnostics),
            var found => TrialRun.Prepare(trial, model, found?.Value, who, people ?? trial.People, seed, settings),
        }));
    }
}

using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Populations;
using Anesis.Results.Studies;

namespace Anesis.Cli.Commands;

/// <summary>What --population means: a population that ships, by name, or a file.</summary>
internal static class NamedPopulation
{
    /// <param name="name">As it was written.</param>
    /// <param name="stored">The texts of a study that is run again, or null.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>The population and its text for the record; null where it cannot be read.</returns>
    public static (Population Population, StudyInput Text)? Read(string name, StoredTexts? stored, List<Diagnostic> diagnostics)
    {
        if (ShippedModels.Population(name) is { } shipped)
        {
            string place = $"populations/{name}.toml";
            diagnostics.AddRange(shipped.Diagnostics);
            return shipped.IsOk ? (shipped.Value, new("population", place, ShippedFiles.TryRead(place)!)) : null;
        }

        if (stored is null && !Path.Exists(name) && !Path.HasExtension(name))
        {
            diagnostics.Add(new("AN1009", Severity.Error, new("--population"), $"\"{name}\"", $"a file, or one of {string.Join(", ", ShippedModels.Populations)}", Spelling.Nearest(name, ShippedModels.Populations)));
            return null;
        }

        var text = stored?.Find("population", name) is { } kept ? Checked.Ok(kept) : InputText.Read(name, "--population", $"a TOML file of a population, or one of {string.Join(", ", ShippedModels.Populations)}");
        var read = text.Then(t => PopulationFile.Read(t, name));
        diagnostics.AddRange(read.Diagnostics);
        return read.IsOk ? (read.Value, new("population", name, text.Value!)) : null;
    }
}

using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>Which trials a fit may see and which only judge it, and which parameters it may move: trials/roles.toml.</summary>
/// <param name="Fit">The fit's name.</param>
/// <param name="Uses">Each trial once.</param>
/// <param name="Parameters">With bounds.</param>
public sealed record TrialRoles(string Fit, ValueList<TrialUse> Uses, ValueList<FittedParameter> Parameters)
{
    public bool IsFitted(string trial) => Uses.Any(u => u.Trial == trial && u.Fitted);

    public static Checked<TrialRoles> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a file of roles", errors);
        SchemaOne.Check(table);
        table.Text("model");
        var uses = new List<TrialUse>();
        foreach (var part in table.Tables("use", "a trial's role"))
        {
            var use = new TrialUse(part.Text("trial"), part.Word("role", "", "fit", "validate") == "fit", part.Text("why")) { Optimised = part.Truth("optimise", true) };
            if (uses.Exists(u => u.Trial == use.Trial))
            {
                part.Error("AN0930", "trial", $"a second role for \"{use.Trial}\"", "one role for each trial");
            }

            part.RefuseOthers();
            uses.Add(use);
        }

        var parameters = new List<FittedParameter>();
        foreach (var part in table.Tables("parameter", "a parameter"))
        {
            var parameter = new FittedParameter(part.Text("id"), part.Number("low"), part.Number("high"), part.Text("why"));
            if (parameter.Low >= parameter.High)
            {
                part.Error("AN0931", "low", FormattableString.Invariant($"bounds {parameter.Low} and {parameter.High}"), "low below high");
            }

            part.RefuseOthers();
            parameters.Add(parameter);
        }

        var roles = new TrialRoles(table.Text("fit"), uses.ToValueList(), parameters.ToValueList());
        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<TrialRoles>(errors) : Checked.Ok(roles);
    });
}

/// <summary>A trial's role. Optimised: the search sees it; a fitted trial that it does not see was used by hand before.</summary>
public sealed record TrialUse(string Trial, bool Fitted, string Why)
{
    public bool Optimised { get; init; } = true;
}

/// <summary>A parameter that the fit may move.</summary>
public sealed record FittedParameter(string Id, double Low, double High, string Why);

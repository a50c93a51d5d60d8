using Anesis.Cli.Commands;
using Anesis.Cli.Runs;
using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>The parameters that the run used, each with where it comes from.</summary>
internal static class RunParameters
{
    /// <summary>A report of more rows than this helps nobody; the model's file has them all.</summary>
    private const int MostRows = 1000;

    private static readonly Dictionary<string, string> Modules = new(StringComparer.Ordinal)
    {
        [""] = "Person and situation", ["who"] = "Body and enzymes", ["intake"] = "Routes and absorption", ["plasma"] = "Ketamine in plasma", ["products"] = "Metabolites", ["brain"] = "Effect site and receptors",
        ["mind"] = "Dissociation", ["awareness"] = "Consciousness and airway", ["heart"] = "Circulation", ["breathing"] = "Breathing", ["feeling"] = "Mood",
    };

    public static IEnumerable<ParameterSection> Of(FinishedRun run)
    {
        var all = Entries(run).ToList();
        if (all.Count > 0)
        {
            string note = run.Subject.IsPerson ? "All can be set with --set name=value. A grade says what a value rests on." : "";
            yield return new("Parameters used", all.Take(MostRows).ToValueList())
            {
                Note = all.Count <= MostRows ? note.Length == 0 ? null : note : FormattableString.Invariant($"{note} The first {MostRows} of {all.Count:N0} are shown; the model's file has all.").TrimStart(),
            };
        }
    }

    private static IEnumerable<ParameterEntry> Entries(FinishedRun run)
    {
        var model = run.Subject.Model;
        var arm = run.Main.Arm;
        var computed = model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule v => v.Variable, _ => "" })
            .Concat(model.InitialAssignments.Select(a => a.Symbol)).ToHashSet(StringComparer.Ordinal);
        var columns = arm.Request.Data is { } data ? data.Covariates.ToHashSet(StringComparer.Ordinal) : [];
        var parameters = model.Parameters.Where(p => !computed.Contains(p.Id) || arm.Experiment.Held.ContainsKey(p.Id)).Select(p => Entry(p, p.Value, p.Units, p.Id));
        if (run.Subject.IsPerson)
        {
            return parameters.GroupBy(p => p.Group).SelectMany(g => g);
        }

        var locals = model.Reactions.Where(r => r.KineticLaw is not null).SelectMany(r => r.KineticLaw!.LocalParameters.Select(p => Entry(p, p.Value, p.Units, $"{r.Id}.{p.Id}")));
        var sizes = model.Compartments.Where(c => !computed.Contains(c.Id)).Select(c => Entry(c, c.Size, c.Units ?? model.VolumeUnits, c.Id) with { Group = "Compartments" });
        var initial = model.Species.Where(s => !computed.Contains(s.Id) && (s.InitialAmount ?? s.InitialConcentration) is not null)
            .Select(s => Entry(s, s.InitialAmount ?? s.InitialConcentration, null, s.Id) with { Group = "Initial values", Unit = OutputUnits.Columns(model, [s.InitialAmount is null ? $"[{s.Id}]" : $"amount({s.Id})"])[0].Unit });
        var entries = parameters.Concat(locals).Select(p => p with { Group = "Parameters" }).Concat(sizes).Concat(initial).ToList();
        return entries.Select(e => e.Group).Distinct().Count() > 1 ? entries : entries.Select(e => e with { Group = null });

        ParameterEntry Entry(Element element, double? value, string? unit, string name)
        {
            var evidence = Catalogue.Evidence(element.Notes);
            string? source = evidence.GetValueOrDefault("source"), fitted = evidence.GetValueOrDefault("fitted to");
            source = fitted is null ? source : $"{source}; fitted to: {fitted}";
            int module = name.IndexOf("__", StringComparison.Ordinal);
            string text = Numbers.Exact(value ?? double.NaN);
            if (columns.Contains(name))
            {
                (text, source) = ("varies", "the data set, record by record");
            }
            else if (arm.Experiment.Drawn.Contains(name))
            {
                (text, source) = ("varies", source is null ? "drawn for each person" : $"drawn for each person; {source}");
            }
            else if (arm.Experiment.Held.TryGetValue(name, out double held))
            {
                string by = arm.Request.Settings.ContainsKey(name) ? "set for this run" : arm.Request.Population?.Sets.Any(s => s.Id == name) == true ? "set by the population" : "set by the regimen's route";
                (text, source) = (Numbers.Exact(held), value is null || value == held ? by : $"{by}; the model's own value is {Numbers.Exact(value.Value)}");
            }

            return new(name, text, OutputUnits.Text(unit, model), source, Enum.TryParse<EvidenceGrade>(evidence.GetValueOrDefault("grade"), out var grade) ? grade : null)
            {
                Meaning = element.Name == element.Id ? null : element.Name,
                Link = element.CvTerms.SelectMany(t => t.Resources).FirstOrDefault(r => r.StartsWith("http", StringComparison.OrdinalIgnoreCase)),
                Group = run.Subject.IsPerson ? Modules.GetValueOrDefault(module > 0 ? name[..module] : "", module > 0 ? name[..module] : "Other") : null,
            };
        }
    }
}

using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.VirtualPopulations;

namespace Anesis.Cli.Commands;

/// <summary>"anesis people": a table of virtual people, with organs where that is asked for, weighted or selected to look like a target (docs/virtual-populations.md).</summary>
internal static class PeopleCommand
{
    private static readonly Argument<string> Source = new("SOURCE") { Description = "a population (name or TOML file), or a CSV table of people", HelpName = "POPULATION|FILE.csv" };
    private static readonly Option<int?> People = new("--people") { Description = "how many people are drawn from a population (1000)" };
    private static readonly Option<bool> Organs = new("--organs") { Description = "add sizes and flows of organs, from columns sex (1: woman), age (years), height (cm) and weight (kg)" };
    private static readonly Option<bool> OrganVariation = new("--organ-variability") { Description = "draw each organ about its regression, with --organs: people of one size differ" };
    private static readonly Option<string?> Target = new("--target") { Description = "what the people are to look like: a TOML file of means, deviations, shares, quantiles", HelpName = "FILE.toml" };
    private static readonly Option<int?> Take = new("--take") { Description = "take so many people by their weights, in place of weights" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "all draws follow from it alone", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Output = new("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "no progress and no notes" };

    public static Command Create(Screen screen)
    {
        var command = new Command("people", "a table of virtual people, weighted or selected to look like a target") { Source, People, Organs, OrganVariation, Target, Take, Seed, Output, Quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(Quiet);
            return Run(parsed, screen);
        });
        return command;
    }

    private static int Run(ParseResult parsed, Screen screen)
    {
        var diagnostics = new List<Diagnostic>();
        int? people = parsed.GetValue(People), take = parsed.GetValue(Take);
        foreach (var (option, value) in new[] { ("--people", people), ("--take", take) })
        {
            if (value is < 1 or > 10_000_000)
            {
                diagnostics.Add(new("AN1006", Severity.Error, new(option), value.Value.ToString(CultureInfo.InvariantCulture), "a number of people from 1 to 10000000"));
            }
        }

        WantedFile.Any(parsed.GetValue(Output), Output.Name, diagnostics);
        string? targetPath = parsed.GetValue(Target);
        if (take is not null && targetPath is null)
        {
            diagnostics.Add(new("AN1007", Severity.Error, new("--take"), "--take without --target", "--target: it says what the people that are taken look like"));
        }

        if (parsed.GetValue(OrganVariation) && !parsed.GetValue(Organs))
        {
            diagnostics.Add(new("AN1007", Severity.Error, new(OrganVariation.Name), $"{OrganVariation.Name} without {Organs.Name}", $"{Organs.Name}: what varies are organs"));
        }

        var target = targetPath is null ? null : InputText.Read(targetPath, "--target", "a TOML file of targets").Then(text => PopulationTarget.Read(text, targetPath));
        diagnostics.AddRange(target?.Diagnostics ?? []);
        var table = diagnostics.Exists(d => d.Severity == Severity.Error) ? null : Table(parsed.GetValue(Source)!, people, parsed.GetValue(Seed), diagnostics);
        if (table is not null && parsed.GetValue(Organs))
        {
            table = WithOrgans(table, parsed.GetValue(OrganVariation) ? parsed.GetValue(Seed) : null, diagnostics);
        }

        var weights = table is not null && target?.Value is { } wanted ? EntropyWeights.Find(table, wanted.Moments) : null;
        diagnostics.AddRange(weights?.Diagnostics ?? []);
        screen.Show(diagnostics);
        if (table is null || diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return ExitCode.WrongInput;
        }

        var taken = take is { } number ? weights!.Value!.Take(number, parsed.GetValue(Seed)) : null;
        string csv = table.Csv(taken is null ? weights?.Value?.Weights ?? [] : [], taken);
        OutputText.WriteTable(parsed.GetValue(Output), screen.Output, writer => writer.Write(csv));
        if (weights?.Value is { } found)
        {
            foreach (var (moment, reached) in target!.Value!.Moments.Zip(found.Reached))
            {
                screen.Note(string.Create(CultureInfo.InvariantCulture, $"{moment.Name}: {reached:G6} (target {moment.Value:G6})"));
            }

            screen.Note(string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count:N0} people, worth {found.EffectivePeople:N0} of equal weight{(taken is null ? "" : $"; {taken.Count:N0} taken, {taken.Distinct().Count():N0} different")}"));
        }

        return ExitCode.Done;
    }

    private static PeopleTable? Table(string source, int? people, ulong seed, List<Diagnostic> diagnostics)
    {
        if (Path.GetExtension(source).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            if (people is not null)
            {
                diagnostics.Add(new("AN1007", Severity.Error, new("--people"), "--people with a table", "a population; a table has the people that it has"));
            }

            var read = InputText.Read(source, "SOURCE", "a CSV table of people").Then(text => PeopleTable.Read(text, source));
            diagnostics.AddRange(read.Diagnostics);
            return read.Value;
        }

        if (NamedPopulation.Read(source, null, diagnostics) is not { } named)
        {
            return null;
        }

        var population = named.Population;
        var quantities = population.Covariates.Select(c => c.Id).Concat(population.Sets.Select(s => s.Id)).Concat(population.RandomEffects.Select(e => e.Id)).Concat(population.Correlations.SelectMany(c => new[] { c.First, c.Second })).ToHashSet(StringComparer.Ordinal);
        var sampler = PopulationSampler.Create(new Model { Id = "people" }, population with { Correlations = [.. population.Correlations.Where(c => population.RandomEffects.Any(e => e.Id == c.First))] }, quantities, new HashSet<string>(StringComparer.Ordinal));
        diagnostics.AddRange(sampler.Diagnostics);
        if (!sampler.IsOk)
        {
            return null;
        }

        var ids = sampler.Value.Ids;
        double[] row = new double[ids.Count];
        var rows = new List<ValueList<double>>();
        for (int i = 0; i < (people ?? 1000); i++)
        {
            sampler.Value.Draw(seed, i, row);
            rows.Add(ValueList.Create<double>(row));
        }

        return new(ids, [], rows.ToValueList());
    }

    /// <param name="table">The people.</param>
    /// <param name="seed">The seed of what organs have beyond their regressions; null: nothing.</param>
    /// <param name="diagnostics">What is wrong.</param>
    private static PeopleTable? WithOrgans(PeopleTable table, ulong? seed, List<Diagnostic> diagnostics)
    {
        string[] needed = ["sex", "age", "height", "weight"];
        int[] at = [.. needed.Select(n => table.Columns.ToList().FindIndex(c => c.Equals(n, StringComparison.OrdinalIgnoreCase)))];
        if (at.Contains(-1))
        {
            diagnostics.Add(new("AN0944", Severity.Error, new("--organs"), $"people without {string.Join(", ", needed.Where((_, i) => at[i] < 0))}", "columns sex (1: woman, 0: man), age (years), height (cm) and weight (kg)"));
            return null;
        }

        var rows = table.Rows.Select((r, person) => (ValueList<double>)[.. r, .. Organ(r, person)]).ToValueList();
        return table with { Columns = [.. table.Columns, .. VirtualAdult.Quantities.Select(q => q.Name)], Rows = rows };

        double[] Organ(ValueList<double> r, int person)
        {
            bool woman = r[at[0]] == 1;
            double[] regressions = VirtualAdult.Of(woman, r[at[1]], r[at[2]], r[at[3]]);
            return seed is { } drawn ? OrganVariability.About(regressions, woman, drawn, person) : regressions;
        }
    }
}

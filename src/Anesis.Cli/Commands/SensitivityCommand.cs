using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Sensitivity;

namespace Anesis.Cli.Commands;

/// <summary>"anesis sensitivity": which parameters decide a result, near the model's own values and over what is believed of them (docs/sensitivity.md).</summary>
internal static class SensitivityCommand
{
    private const int MostEvaluations = 2_000_000;

    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var model = new Argument<string>("MODEL") { HelpName = "MODEL", Description = "a model or scenario that ships, or a file" };
        model.CompletionSources.Add(Completions.Names(() => ShippedModels.Scenarios.Concat(ShippedModels.Models)));
        var of = new Option<string[]>("--of") { Description = "a result: \"OUTPUT at TIME\", or max, min, mean or last and an output; repeatable", HelpName = "TARGET" };
        var kind = new Option<string>("--kind") { Description = "local, morris or sobol", DefaultValueFactory = _ => "local", HelpName = "KIND" };
        kind.CompletionSources.Add(Completions.Names(() => ["local", "morris", "sobol"]));
        var parameters = new Option<string?>("--parameters") { Description = "ids, joined by commas; default: every constant that is not 0 nor a random effect", HelpName = "a,b,c" };
        var population = new Option<string?>("--population") { Description = "move what differs between these people in place of constants; with morris or sobol", HelpName = "NAME|FILE" };
        population.CompletionSources.Add(Completions.Names(() => ShippedModels.Populations));
        var range = new Option<double?>("--range") { Description = "share by which each moves up and down; default: the range that the model notes, else 0.25", HelpName = "SHARE" };
        var points = new Option<int>("--points") { Description = "morris: trajectories (default 10); sobol: base points (default 256)", HelpName = "N" };
        var regimen = new Option<string[]>("--regimen") { Description = "doses in words; repeatable", HelpName = "TEXT" };
        var set = new Option<string[]>("--set") { Description = "a parameter's value", HelpName = "name=value" };
        var until = new Option<string?>("--until") { Description = "end of the simulation", HelpName = "TIME" };
        var every = new Option<string?>("--every") { Description = "spacing at which courses are looked at, for max, min and mean", HelpName = "TIME" };
        var top = new Option<int>("--top") { Description = "show so many parameters", DefaultValueFactory = _ => 20 };
        var seed = new Option<ulong>("--seed") { Description = "of the sampling", DefaultValueFactory = _ => 1UL };
        var rtol = new Option<double>("--rtol") { Description = "relative tolerance of a step", DefaultValueFactory = _ => 1e-8 };
        var csv = new Option<string?>("--csv") { Description = "write a row for each target and parameter", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "the result as JSON" };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("sensitivity", "which parameters decide a result: local, by elementary effects (Morris), by shares of variance (Sobol)")
        {
            model, of, kind, parameters, population, range, points, regimen, set, until, every, top, seed, rtol, csv, json, threads, quiet,
        };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(quiet) || parsed.GetValue(json);
            var subject = Subject.Find(parsed.GetValue(model)!);
            screen.Show(subject.Diagnostics);
            if (!subject.IsOk)
            {
                return ExitCode.WrongInput;
            }

            var errors = new List<Diagnostic>();
            WantedFile.Any(parsed.GetValue(csv), csv.Name, errors);
            if (OptionRanges.Check(parsed, rtol, threads) is { } wrong)
            {
                errors.Add(wrong);
            }

            string method = parsed.GetValue(kind)!.ToLowerInvariant();
            if (method is not ("local" or "morris" or "sobol"))
            {
                errors.Add(new("AN1006", Severity.Error, new("--kind"), $"\"{method}\"", "local, morris or sobol", Spelling.Nearest(method, ["local", "morris", "sobol"])));
            }

            int number = parsed.GetResult(points) is { Implicit: false } ? parsed.GetValue(points) : method == "sobol" ? 256 : 10;
            if (number is < 2 or > 1_000_000)
            {
                errors.Add(new("AN1006", Severity.Error, new("--points"), number.ToString(CultureInfo.InvariantCulture), "a number from 2 to 1,000,000"));
            }

            if (parsed.GetValue(range) is { } share && !(share is > 0 and < 1))
            {
                errors.Add(new("AN1006", Severity.Error, new("--range"), share.ToString(CultureInfo.InvariantCulture), "a share between 0 and 1, such as 0.25"));
            }

            Pharmacometrics.Populations.Population? people = null;
            if (parsed.GetValue(population) is { } who)
            {
                if (method == "local" || parsed.GetValue(parameters) is not null)
                {
                    errors.Add(new("AN1016", Severity.Error, new("--population"), method == "local" ? "--population with local sensitivities" : "--population with --parameters", "--kind morris or sobol, without --parameters"));
                }

                people = NamedPopulation.Read(who, null, errors)?.Population;
                errors.RemoveAll(e => e.Severity != Severity.Error);
            }

            var problem = errors.Count > 0 ? null : new SensitivityRequest(subject.Value, errors)
            {
                Targets = parsed.GetValue(of) ?? [],
                Parameters = parsed.GetValue(parameters),
                Population = people,
                Range = parsed.GetValue(range),
                Regimen = parsed.GetValue(regimen) ?? [],
                Sets = parsed.GetValue(set) ?? [],
                Until = parsed.GetValue(until),
                Every = parsed.GetValue(every),
                RelativeTolerance = parsed.GetValue(rtol),
            }.Prepare();
            long evaluations = problem is null ? 0 : method switch { "morris" => MorrisScreening.Evaluations(number, problem.Parameters.Count), "sobol" => SobolIndices.Evaluations(number, problem.Parameters.Count, problem.Correlation.Among.Count), _ => 1 + (2L * problem.Parameters.Count) };
            if (evaluations > MostEvaluations)
            {
                errors.Add(new("AN1006", Severity.Error, new("--points"), $"{evaluations} simulations", $"at most {MostEvaluations}: fewer points, or --parameters"));
            }

            screen.Show(errors);
            if (problem is null || errors.Count > 0)
            {
                return ExitCode.WrongInput;
            }

            var result = SensitivityResult.Run(problem, method, number, parsed.GetValue(seed), parsed.GetValue(threads), new RunProgress(screen, p => $"{p.Finished:N0} of {p.Individuals:N0} simulations"), cancel);
            screen.ClearProgress();
            if (parsed.GetValue(csv) is { } file)
            {
                OutputText.Write(file, "--csv", result.Csv);
            }

            if (parsed.GetValue(json))
            {
                result.Json(screen.Output);
            }
            else
            {
                result.Plain(screen.Output, Math.Max(1, parsed.GetValue(top)));
            }

            return result.Failed > 0 ? ExitCode.Negative : ExitCode.Done;
        });
        return command;
    }
}

/// <summary>Makes a sensitivity problem of what a command line says.</summary>
internal sealed class SensitivityRequest(Subject subject, List<Diagnostic> errors)
{
    public string[] Targets { get; init; } = [];

    public string? Parameters { get; init; }

    /// <summary>Who differs: their covariates and random effects are moved in place of constants.</summary>
    public Pharmacometrics.Populations.Population? Population { get; init; }

    public double? Range { get; init; }

    public string[] Regimen { get; init; } = [];

    public string[] Sets { get; init; } = [];

    public string? Until { get; init; }

    public string? Every { get; init; }

    public double RelativeTolerance { get; init; } = 1e-8;

    public SensitivityProblem? Prepare()
    {
        var flat = subject.Model;
        var unit = ModelTime.UnitOf(flat);
        string untilText = Until ?? subject.Scenario?.Until ?? "";
        double end = untilText.Length == 0 ? double.NaN : TimeText.Read(untilText, "--until", unit, "", errors);
        if (untilText.Length == 0 || end <= 0)
        {
            errors.Add(new("AN1003", Severity.Error, new("--until"), untilText.Length == 0 ? "nothing" : $"\"{untilText}\"", "an end above 0 for the simulation, such as --until 7d"));
            return null;
        }

        var targets = Targets.Select(t => SensitivityTarget.Read(t, "--of", unit, end, errors)).OfType<SensitivityTarget>().ToValueList();
        if (Targets.Length == 0)
        {
            errors.Add(new("AN1002", Severity.Error, new("--of"), "nothing", "a result such as --of \"madrs at 7 d\" or --of \"max A\""));
        }

        var quantities = ModelQuantities.Of(flat);
        errors.AddRange(targets.Where(t => !quantities.Contains(t.Output.Trim('[', ']'))).Select(t => new Diagnostic("AN0506", Severity.Error, new("--of"), $"an output \"{t.Output}\"", "an id of the model", Spelling.Nearest(t.Output, quantities))));
        var settings = (subject.Scenario?.Sets ?? []).ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal);
        SettingTexts.Read(Sets, settings, errors);
        errors.AddRange(ModelQuantities.Unknown(settings.Keys, quantities));
        Regimen? doses = null;
        foreach (string text in Regimen.Length > 0 ? Regimen.ToValueList() : subject.Scenario?.Regimen ?? [])
        {
            var read = RegimenText.Read(text, "--regimen", end * unit.Hours);
            errors.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error));
            doses = read.Value is { } one ? doses?.With(one) ?? one : doses;
        }

        var times = new SortedSet<double>(OutputGrid.Read(Every ?? subject.Scenario?.Every ?? string.Create(CultureInfo.InvariantCulture, $"{end / 100:R}"), "--every", unit, end, errors));
        times.UnionWith(targets.Where(t => t.Kind == TargetKind.At).Select(t => t.Time));
        foreach (var (id, value, _) in (Population?.Sets ?? []).Where(s => !settings.ContainsKey(s.Id)))
        {
            settings[id] = value;
        }

        var moved = Population is { } people ? MovedPeople.Of(flat, people, settings.Keys.ToHashSet(StringComparer.Ordinal)) : Moved(settings);
        errors.AddRange(ModelQuantities.Unknown(moved.Select(m => m.Id), quantities).Select(d => d with { At = new("--population") }));
        if (errors.Count > 0)
        {
            return null;
        }

        var prepared = SensitivityProblem.Prepare(
            new(flat) { Regimen = doses, Routes = subject.Routes, Settings = settings, OutputTimes = [.. times] }, moved, targets);
        errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.At.IsKnown ? d : d with { At = new(subject.Name) }));
        if (!prepared.IsOk)
        {
            return null;
        }

        var correlation = ScoreCorrelation.Of([.. moved.Select(m => m.Id)], Population?.Correlations ?? []);
        if (correlation is null)
        {
            errors.Add(new("AN0914", Severity.Error, Population!.Correlations[0].Span, "correlations that no people can have together", "a positive definite matrix"));
            return null;
        }

        return prepared.Value.With(RelativeTolerance).With(correlation);
    }

    private ValueList<MovedParameter> Moved(Dictionary<string, double> settings)
    {
        var changed = subject.Model.Rules.Select(r => r switch { Modeling.AssignmentRule a => a.Variable, Modeling.RateRule v => v.Variable, _ => "" })
            .Concat(subject.Model.InitialAssignments.Select(i => i.Symbol)).ToHashSet(StringComparer.Ordinal);
        var constants = subject.Model.Parameters.Where(p => p.Value is not null && !changed.Contains(p.Id)).ToDictionary(p => p.Id, StringComparer.Ordinal);
        List<string> ids;
        if (Parameters is { } named)
        {
            ids = [.. named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
            errors.AddRange(ids.Where(i => !constants.ContainsKey(i)).Select(i => new Diagnostic("AN1005", Severity.Error, new("--parameters"), $"\"{i}\"", "a constant parameter of the model", Spelling.Nearest(i, constants.Keys))));
        }
        else
        {
            ids = [.. constants.Values.Where(p => p.Value != 0 && !p.Id.Contains("eta_", StringComparison.Ordinal) && !IsDefinition(p)).Select(p => p.Id)];
        }

        if (ids.Count == 0)
        {
            errors.Add(new("AN1005", Severity.Error, new("--parameters"), "no parameter to move", "one or more constant parameters of the model"));
        }

        var moved = new List<MovedParameter>();
        foreach (string id in ids.Where(constants.ContainsKey))
        {
            double value = settings.TryGetValue(id, out double said) ? said : constants[id].Value!.Value;
            var (low, high) = Bounds(constants[id], value);
            if (low < high)
            {
                moved.Add(new(id, value, low, high));
            }
            else
            {
                errors.Add(new("AN1005", Severity.Error, new("--parameters"), FormattableString.Invariant($"\"{id}\", which is {value}"), "a parameter with a range to move in: one that is not 0"));
            }
        }

        return moved.ToValueList();
    }

    /// <summary>Numbers that are exact by definition, switches and circles.</summary>
    private static bool IsDefinition(Modeling.Element element)
    {
        var evidence = Catalogue.Evidence(element.Notes);
        return evidence.GetValueOrDefault("range") is "exact" || evidence.GetValueOrDefault("source") is { } source && (source.StartsWith("definition", StringComparison.Ordinal) || source.StartsWith("switch", StringComparison.Ordinal));
    }

    private (double Low, double High) Bounds(Modeling.Element element, double value)
    {
        if (Range is null && Catalogue.Evidence(element.Notes).GetValueOrDefault("range") is { } text)
        {
            string[] ends = text.Split(" to ", 2).Length == 2 ? text.Split(" to ", 2) : text.Split('-', 2);
            if (ends.Length == 2 && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double low) && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double high) && low < high && value >= low && value <= high)
            {
                return (low, high);
            }
        }

        double by = (Range ?? 0.25) * Math.Abs(value);
        return (value - by, value + by);
    }
}

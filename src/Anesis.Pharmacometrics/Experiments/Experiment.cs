using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Units;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.DataSets;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>A request made ready to run: the model compiled, every individual described.</summary>
public sealed record Experiment
{
    private Experiment(CompiledModel model, IIndividuals individuals, ValueList<string> drawn, TimeUnit timeUnit)
    {
        Model = model;
        Individuals = individuals;
        Drawn = drawn;
        TimeUnit = timeUnit;
    }

    public CompiledModel Model { get; }

    public IIndividuals Individuals { get; }

    /// <summary>Quantities that differ between people: the first of the compiled model's inputs.</summary>
    public ValueList<string> Drawn { get; }

    public TimeUnit TimeUnit { get; }

    /// <summary>Quantities that hold another value than the model's for everybody: by the route of a dose, the population, or by hand.</summary>
    public IReadOnlyDictionary<string, double> Held { get; private init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What was taken for granted, for the reader to see.</summary>
    public ValueList<string> Readings { get; private init; }

    private ValueList<ObservedOutput> Observed { get; init; }

    private ulong Seed { get; init; }

    /// <summary>The sink, with predictions turned into observations before it where the request says so.</summary>
    /// <param name="sink">Takes what is observed.</param>
    /// <param name="offset">Number of the first individual where a slice is run.</param>
    public IResultSink Observing(IResultSink sink, int offset = 0) => Observed.IsEmpty ? sink : new ObservedSink(sink, Model.Outputs, Observed, Seed) { Offset = offset };

    /// <summary>What was compiled: the request's model with the rules of its regimen.</summary>
    internal Model Source { get; private init; } = new();

    /// <summary>Compiles the same request for other outputs.</summary>
    private Func<ValueList<string>, Checked<CompiledModel>> CompileFor { get; init; } = _ => throw new InvalidOperationException("an experiment that was not prepared");

    /// <summary>Every dose that one individual gets, additional ones included, in order of time.</summary>
    public ValueList<GivenDose> Explain(int individual) => Doses(individual, probed: false).Doses;

    /// <summary>
    /// Every dose with what enters and when, as the model's bioavailability, lag, rate and duration have it at its record, and all that happens to the individual by dosing and
    /// covariates. Simulates the individual to know.
    /// </summary>
    public (ValueList<GivenDose> Doses, ValueList<Happening> Timeline) ExplainAll(int individual)
    {
        var (doses, plan) = Doses(individual, probed: true);
        var missed = Individuals is VirtualPeople people
            ? people.Missed(individual).Select(d => (d.Time / TimeUnit.Hours, FormattableString.Invariant($"dose {d.Number + 1} of the text is not taken")))
            : [];
        return (doses, DoseTimeline.Of(Model, plan, doses, missed, Individuals is not VirtualPeople));
    }

    private (ValueList<GivenDose> Doses, IndividualPlan Plan) Doses(int individual, bool probed)
    {
        var inputs = new double[Model.InputSlots.Count];
        var plan = Individuals.Describe(individual, inputs);
        var known = probed ? DosingProbe.Read(Model, CompileFor, plan, inputs) : new DosingValues?[plan.Records.Length];
        var regimen = Individuals is VirtualPeople people ? people.Doses(individual, inputs).Select(d => d.Dose).ToList() : null;
        var doses = plan.Records.Select((record, n) => (Record: record, Known: known[n])).Where(p => DosingProbe.IsDose(p.Record))
            .SelectMany((p, n) => Enumerable.Range(0, 1 + p.Record.Additional).Select(k => GivenDose.Of(p.Record, k, Model, regimen?[n], p.Known)))
            .OrderBy(d => d.Time).ToValueList();
        return (doses, plan);
    }

    /// <summary>Checks and compiles. Diagnostics name what is wrong with the request; nothing has run.</summary>
    public static Checked<Experiment> Prepare(ExperimentRequest request)
    {
        var errors = new List<Diagnostic>();
        var readings = new List<string>(request.Regimen?.Readings ?? []);
        var ruled = RuledModel.Of(request.Model, request.Regimen, ModelTime.UnitOf(request.Model));
        errors.AddRange(ruled.Diagnostics);
        foreach (var observed in request.Observed.Where(o => !request.Outputs.IsEmpty && !request.Outputs.Contains(o.Output)))
        {
            errors.Add(new("AN0830", Severity.Error, new("--error"), $"the output \"{observed.Output}\"", $"one of {string.Join(", ", request.Outputs)}", Spelling.Nearest(observed.Output, request.Outputs)));
        }

        request = ruled.IsOk ? request with { Model = ruled.Value.Model } : request;
        var quantities = ModelQuantities.Of(request.Model);
        errors.AddRange(ModelQuantities.Unknown(request.Settings.Keys, quantities));

        var routed = Route(request, readings, errors);
        var fixedValues = Fixed(request, routed, errors);
        var columns = request.Data is { } data ? DataDesign.InputsOf(data, quantities) : [];
        int[] tabled = [.. Enumerable.Range(0, request.Table?.Columns.Count ?? 0).Where(i => quantities.Contains(request.Table!.Columns[i]) && !fixedValues.ContainsKey(request.Table.Columns[i]))];
        if (request.Table is { } given && tabled.Length == 0)
        {
            errors.Add(new("AN0940", Severity.Error, new("--individuals"), $"the columns {string.Join(", ", given.Columns)}", "at least one quantity of the model", Spelling.Nearest(given.Columns.FirstOrDefault() ?? "", quantities)));
        }

        if (request is { Data: { } records, Regimen: null } && !records.Individuals.Any(i => i.Records.Any(r => r.Evid is 1 or 4)))
        {
            readings.Add("the data set has no dose: no AMT, RATE or EVID says one");
        }

        string[] held = [.. tabled.Select(i => request.Table!.Columns[i])];
        bool draws = request.People is not null || request.Replicates is not null;
        var sampler = !draws && request.Population is null
            ? null
            : PopulationSampler.Create(request.Model, request.Population, quantities, fixedValues.Keys.Concat(columns).Concat(held).ToHashSet(StringComparer.Ordinal));
        errors.AddRange(sampler?.Diagnostics ?? []);
        double horizon = Math.Max(request.OutputTimes.DefaultIfEmpty(0).Max(), (request.Regimen?.End ?? 0) / ModelTime.UnitOf(request.Model).Hours);
        var taken = fixedValues.Keys.Concat(columns).Concat(held).ToHashSet(StringComparer.Ordinal);
        var varying = draws ? TimeVarying.Create(request.Population, quantities, taken, ModelTime.UnitOf(request.Model), request.Data, horizon) : null;
        errors.AddRange(varying?.Diagnostics ?? []);
        CheckUncertainty(request, draws ? sampler?.Value : null, quantities, errors);
        if (errors.Count > 0)
        {
            return Checked.Refused<Experiment>(errors);
        }

        var people = draws ? new PersonDraws(sampler?.Value, request.Uncertainty, varying?.Value, request.Table, tabled, taken, request.Seed) : null;
        foreach (string column in columns)
        {
            // What the data say of a quantity, record by record, wins over one value for all.
            fixedValues.Remove(column);
        }

        Checked<CompiledModel> CompileFor(ValueList<string> outputs) => Compiler.Compile(request.Model, new CompileRequest
        {
            Inputs = [.. people?.Inputs ?? [], .. columns],
            Outputs = outputs,
            Fixed = fixedValues,
            Lanes = request.Lanes,
            Individuals = (request.People ?? request.Data?.Individuals.Count ?? 1) * (request.Replicates ?? 1),
        });
        return CompileFor(request.Outputs)
            .Then(model => Join(request, model, people, routed, fixedValues, ruled.Value!.Factors, readings))
            .Then(experiment => Checked.Ok(experiment with { Source = request.Model, CompileFor = CompileFor, Observed = request.Observed, Seed = request.Seed }));
    }

    private static Checked<Experiment> Join(
        ExperimentRequest request, CompiledModel model, PersonDraws? people, ValueList<RoutedDose> routed, Dictionary<string, double> fixedValues,
        IReadOnlyDictionary<ulong, string> factors, List<string> readings)
    {
        var unit = ModelTime.UnitOf(request.Model);
        var drawn = people?.Drawn ?? [];
        if (request.Data is { } data)
        {
            return DataDesign.Create(data, model, request.CovariateRule, unit.Hours)
                .Then(design => Checked.Ok(new Experiment(model, request.Replicates is { } replicates ? new DrawnDesign(design, model, people, replicates) : design, drawn, unit) { Readings = readings.ToValueList(), Held = fixedValues }));
        }

        var errors = new List<Diagnostic>();
        foreach (var (species, _) in routed.SelectMany(r => r.Targets))
        {
            if (!model.Dosing.Any(d => d.Species == species))
            {
                errors.Add(new("AN0721", Severity.Error, routed[0].Dose.Span, $"a dose into \"{species}\"", $"one of {string.Join(", ", model.Dosing.Select(d => d.Species))}", Spelling.Nearest(species, model.Dosing.Select(d => d.Species))));
            }
        }

        if (routed.FirstOrDefault(r => r.Dose.SteadyInterval > 0 && r.Entries(r.Dose.Amount).Count() > 1) is { } several)
        {
            errors.Add(new("AN0735", Severity.Error, several.Dose.Span, "a steady state of a dose that goes into several species, or in several pieces", "a dose into one species, or the doses themselves from the first one on"));
        }

        var body = BodySize.Find(model, routed, fixedValues, request.Model, errors);
        return errors.Count > 0
            ? Checked.Refused<Experiment>(errors)
            : Checked.Ok(new Experiment(model, new VirtualPeople(request, model, people, routed, body, unit, SubstanceFactor(request.Model), factors), drawn, unit) { Readings = readings.ToValueList(), Held = fixedValues });
    }

    private static void CheckUncertainty(ExperimentRequest request, PopulationSampler? sampler, HashSet<string> quantities, List<Diagnostic> errors)
    {
        foreach (string id in request.Uncertainty?.Ids ?? [])
        {
            if (ParameterUncertainty.EffectOf(id) is { } effect)
            {
                if (sampler is not null && sampler.NormalEffect(effect) is not { Deviation: > 0 })
                {
                    errors.Add(new("AN0916", Severity.Error, new("--uncertainty"), $"\"{id}\"", "the deviation of a normal random effect", Spelling.Nearest(effect, sampler.Ids)));
                }
            }
            else if (!quantities.Contains(id))
            {
                errors.Add(new("AN0916", Severity.Error, new("--uncertainty"), $"\"{id}\"", "a quantity of the model", Spelling.Nearest(id, quantities)));
            }
            else if (sampler?.Ids.Contains(id) == true)
            {
                errors.Add(new("AN0916", Severity.Error, new("--uncertainty"), $"\"{id}\", which differs between people", "a parameter that has one value for everybody"));
            }
        }
    }

    private static ValueList<RoutedDose> Route(ExperimentRequest request, List<string> readings, List<Diagnostic> errors)
    {
        var routed = new List<RoutedDose>();
        foreach (var dose in request.Regimen?.Doses ?? [])
        {
            if (dose.Target.Length > 0)
            {
                routed.Add(new(dose, null, [(dose.Target, 1)]));
            }
            else if (request.Routes is { } routes)
            {
                var resolved = routes.Resolve(dose, readings);
                errors.AddRange(resolved.Diagnostics.Where(d => !errors.Contains(d)));
                if (resolved.IsOk)
                {
                    routed.Add(resolved.Value);
                }
            }
            else if (!errors.Exists(e => e.Code == "AN0722"))
            {
                errors.Add(new("AN0722", Severity.Error, dose.Span, "a dose by route for a model without routes", "\"into\" and the id of a species, such as \"100 mg into DEPOT\""));
            }
        }

        var distinct = readings.Distinct(StringComparer.Ordinal).ToList();
        readings.Clear();
        readings.AddRange(distinct);
        return routed.ToValueList();
    }

    /// <summary>What holds for everybody: routes' settings, then the population's, then those by hand.</summary>
    private static Dictionary<string, double> Fixed(ExperimentRequest request, ValueList<RoutedDose> routed, List<Diagnostic> errors)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var saidBy = new Dictionary<string, RoutedDose>(StringComparer.Ordinal);
        foreach (var dose in routed)
        {
            foreach (var setting in dose.Route?.Settings ?? [])
            {
                double value = setting.FromHeld ? dose.Dose.Held ?? setting.Value : setting.Value;
                if (values.TryGetValue(setting.Id, out double before) && before != value)
                {
                    errors.Add(new("AN0723", Severity.Error, dose.Dose.Span, FormattableString.Invariant($"a dose that needs {setting.Id} = {value} beside one that needs {before}"), "doses that agree, in one simulation"));
                }

                values[setting.Id] = value;
            }
        }

        foreach (var (id, value, _) in request.Population?.Sets ?? [])
        {
            values[id] = value;
        }

        foreach (var (id, value) in request.Settings)
        {
            values[id] = value;
        }

        return values;
    }

    /// <summary>Amounts in the model's unit for 1 mg, where that unit is a mass; else 1.</summary>
    private static double SubstanceFactor(Model model)
    {
        var unit = new UnitTable(model).Substance;
        return unit is { } substance && substance.HasSameDimensionAs(UnitKinds.Find("kilogram")!.Value) ? 1e-6 / substance.Factor : 1;
    }
}

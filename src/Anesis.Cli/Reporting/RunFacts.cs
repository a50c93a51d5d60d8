using System.Globalization;
using Anesis.Cli.Runs;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Reporting;

/// <summary>What was run: who, what they took, for how long, how it was computed.</summary>
internal static class RunFacts
{
    public static TableSection Of(FinishedRun run)
    {
        var rows = new List<(string What, string Is)>();
        var (arm, request) = (run.Main.Arm, run.Main.Arm.Request);
        if (run.Subject.Scenario is { } scenario)
        {
            rows.Add(("Scenario", scenario.Id));
        }

        rows.Add(("Model", run.Subject.Model.Name is { } name && name != run.Subject.Name ? $"{name} ({run.Subject.Scenario?.Model ?? Path.GetFileName(run.Subject.Name)})" : run.Subject.Scenario?.Model ?? Path.GetFileName(run.Subject.Name)));
        rows.AddRange(arm.Regimens.Select(r => ("Regimen", r)));
        rows.AddRange(arm.Experiment.Readings.Select(r => ("Taken for granted", r)));
        rows.Add(("People", People(run)));
        if (request.Population is { } population)
        {
            rows.Add(("Population", population.Source.Length > 0 ? $"{population.Title}. {population.Source}" : population.Title));
        }

        if (request.Data is { } data)
        {
            rows.Add(("Data set", data.Source));
        }
        else if (request.OutputTimes.Length > 0)
        {
            rows.Add(("Time", string.Create(CultureInfo.InvariantCulture, $"{Numbers.Exact(request.OutputTimes[0])} to {Numbers.Exact(request.OutputTimes[^1])} {run.TimeUnit ?? "(the model declares no unit)"}, {request.OutputTimes.Length:N0} output times")));
        }

        rows.AddRange(request.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => ("Set", $"{s.Key} = {Numbers.Exact(s.Value)}")));
        rows.AddRange(run.Arms.Skip(1).Select(a => ($"Arm \"{a.Arm.Name}\"", ArmText.Differs(a.Arm, arm))));
        rows.Add(("Seed", run.Solver.Seed.ToString(CultureInfo.InvariantCulture)));
        rows.Add(("Method", Method(run)));
        var work = run.Arms.Aggregate(default(RunCounters), (sum, a) => sum + a.Run.Counters);
        rows.Add(("Work", string.Create(CultureInfo.InvariantCulture, $"{work.Steps:N0} steps, {work.Rejected:N0} rejected, {work.RightHandSides:N0} right-hand sides, {work.Factorizations:N0} factorisations")));
        return new("What was run", [new("What"), new("Is")], rows.Select(r => (ValueList<string>)[r.What, r.Is]).ToValueList());
    }

    public static string Method(FinishedRun run)
    {
        string name = run.Solver.Method switch { Simulation.Ensembles.Method.Auto => "auto (explicit, stiff where needed)", Simulation.Ensembles.Method.Explicit => "explicit", Simulation.Ensembles.Method.Stiff => "stiff", var other => other.ToString() };
        string absolute = run.Solver.AbsoluteTolerance is { } a ? Numbers.Text(a) : "from each state's own scale";
        return $"{name}; relative tolerance {Numbers.Text(run.Solver.RelativeTolerance)}, absolute tolerance {absolute}";
    }

    private static string People(FinishedRun run)
    {
        var (arm, done) = (run.Main.Arm, run.Main.Run);
        return done.Individuals == 1
            ? run.Subject.IsPerson ? "one, with the model's own values" : "one individual, with the model's own values"
            : string.Create(CultureInfo.InvariantCulture, $"{done.Individuals:N0}, of whom {done.Completed:N0} reached the end") + (run.Arms.Count > 1 ? "; the same people in every arm" : "") + (arm.Request.Data is null ? "" : "; as the data set says");
    }
}

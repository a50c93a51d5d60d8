using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// Reads bioavailability, lag, modelled rate and duration and the factor of rules at each dose record of one person, by simulating the person and looking just before each record,
/// so that they are those that the engine uses.
/// </summary>
internal static class DosingProbe
{
    /// <summary>By record; null where the record is no dose or was not reached.</summary>
    public static DosingValues?[] Read(CompiledModel model, Func<ValueList<string>, Checked<CompiledModel>> compile, IndividualPlan plan, ReadOnlySpan<double> inputs)
    {
        var values = new DosingValues?[plan.Records.Length];
        string[] ids =
        [
            .. plan.Records.Where(IsDose).SelectMany(r => new[] { model.Dosing[r.Target].Bioavailability, model.Dosing[r.Target].Lag, model.Dosing[r.Target].Rate, model.Dosing[r.Target].Duration, r.Factor >= 0 ? model.Parameters[r.Factor] : null }.OfType<string>()).Distinct(),
        ];
        if (ids.Length == 0)
        {
            for (int r = 0; r < values.Length; r++)
            {
                values[r] = IsDose(plan.Records[r]) ? new(1, 0, double.NaN, double.NaN, 1) : null;
            }

            return values;
        }

        var probe = compile(ids.ToValueList());
        if (!probe.IsOk)
        {
            return values;
        }

        var (looking, rows) = WithLooks(plan, model, probe.Value);
        var block = Ensemble.RunOne(probe.Value, looking, inputs, new EnsembleOptions());
        for (int r = 0; r < values.Length; r++)
        {
            int row = rows[r];
            if (row < 0 || row >= block.RowStarts[1])
            {
                continue;
            }

            var target = model.Dosing[plan.Records[r].Target];
            double Of(string? id, double otherwise) => id is null ? otherwise : block.Values[(row * ids.Length) + Array.IndexOf(ids, id)];
            values[r] = new(
                Of(target.Bioavailability, 1), Of(target.Lag, 0), Of(target.Rate, double.NaN), Of(target.Duration, double.NaN),
                plan.Records[r].Factor >= 0 ? Of(model.Parameters[plan.Records[r].Factor], 1) : 1);
        }

        return values;
    }

    public static bool IsDose(DosingRecord record) => record.Kind is RecordKind.Dose or RecordKind.ResetAndDose && record.Target >= 0;

    /// <summary>Where another compilation of the same model has a parameter of this one; −1 for none.</summary>
    public static int SlotIn(CompiledModel other, CompiledModel model, int slot) => slot < 0 ? -1 : other.Parameters.ToList().IndexOf(model.Parameters[slot]);

    /// <summary>The plan with an observation just before each dose, for another compilation of the same model; and the row of each record's observation, or −1.</summary>
    private static (IndividualPlan Plan, int[] Rows) WithLooks(IndividualPlan plan, CompiledModel model, CompiledModel probe)
    {
        int width = plan.CovariateSlots.Length;
        var records = new List<DosingRecord>();
        var covariates = new List<double>();
        int[] rows = new int[plan.Records.Length];
        int row = 0;
        for (int r = 0; r < plan.Records.Length; r++)
        {
            var record = plan.Records[r];
            rows[r] = IsDose(record) ? row++ : -1;
            if (rows[r] >= 0)
            {
                records.Add(new(record.Time, RecordKind.Observation));
                covariates.AddRange(plan.CovariateValues.Skip(r * width).Take(width));
            }

            row += record.Kind == RecordKind.Observation ? 1 : 0;
            records.Add(record with { Factor = SlotIn(probe, model, record.Factor) });
            covariates.AddRange(plan.CovariateValues.Skip(r * width).Take(width));
        }

        int[] slots = [.. plan.CovariateSlots.Select(s => SlotIn(probe, model, s))];
        return (plan with { OutputTimes = [], Records = [.. records], CovariateSlots = slots, CovariateValues = [.. covariates] }, rows);
    }
}

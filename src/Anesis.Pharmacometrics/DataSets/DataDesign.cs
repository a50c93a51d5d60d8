using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.DataSets;

/// <summary>A data set's individuals as the engine takes them: records in file order, and columns named like quantities of the model as inputs.</summary>
public sealed class DataDesign : IIndividuals
{
    private readonly IndividualPlan[] _plans;
    private readonly double[][] _inputs;

    private DataDesign(DataSet data, IndividualPlan[] plans, double[][] inputs)
    {
        Data = data;
        _plans = plans;
        _inputs = inputs;
    }

    public DataSet Data { get; }

    public int Count => _plans.Length;

    /// <summary>The data set's columns that are quantities of the model: they replace them, record by record.</summary>
    public static ValueList<string> InputsOf(DataSet data, IReadOnlySet<string> quantities) =>
        data.Covariates.Where(quantities.Contains).ToValueList();

    /// <param name="data">The data set.</param>
    /// <param name="model">Compiled with <see cref="InputsOf"/> as the last of its inputs.</param>
    /// <param name="rule">What a covariate is between records.</param>
    /// <param name="clockUnit">Hours in the model's unit of time, for data sets with clock times.</param>
    public static Checked<DataDesign> Create(DataSet data, CompiledModel model, CovariateRule rule, double clockUnit = 1)
    {
        int[] columns = [.. model.InputSlots.Select(slot => data.Covariates.ToList().IndexOf(model.Parameters[slot])).Where(c => c >= 0)];
        int[] slots = [.. model.InputSlots.Where(slot => data.Covariates.Contains(model.Parameters[slot]))];
        var errors = new List<Diagnostic>();
        var plans = new IndividualPlan[data.Individuals.Count];
        var inputs = new double[plans.Length][];
        foreach (var (column, slot) in columns.Zip(slots))
        {
            if (data.Individuals.All(i => i.Records.All(r => double.IsNaN(r.Covariates[column]))))
            {
                errors.Add(new("AN0813", Severity.Error, new(data.Source, 1), $"a column \"{model.Parameters[slot]}\" without a number", $"numbers, since \"{model.Parameters[slot]}\" is a quantity of the model, or another name for the column"));
            }
        }

        double scale = data.ClockTime ? 1 / clockUnit : 1;
        for (int i = 0; i < plans.Length; i++)
        {
            var records = data.Individuals[i].Records;
            var dosing = new DosingRecord[records.Count];
            var covariates = new double[records.Count * columns.Length];
            for (int r = 0; r < records.Count; r++)
            {
                dosing[r] = Record(data.Source, records[r], model, scale, errors);
                for (int k = 0; k < columns.Length; k++)
                {
                    covariates[(r * columns.Length) + k] = records[r].Covariates[columns[k]];
                }
            }

            inputs[i] = [.. columns.Select((c, k) => records.Select(r => r.Covariates[c]).Where(v => !double.IsNaN(v)).DefaultIfEmpty(model.ParameterDefaults[slots[k]]).First())];
            bool vary = Enumerable.Range(0, covariates.Length).Any(n => covariates[n] != covariates[n % columns.Length]);
            plans[i] = new()
            {
                Start = records[0].Time * scale,
                Records = dosing,
                CovariateSlots = vary ? slots : [],
                CovariateValues = vary ? covariates : [],
                CovariateRule = rule,
            };
        }

        return errors.Count > 0 ? Checked.Refused<DataDesign>(errors) : Checked.Ok(new DataDesign(data, plans, inputs));
    }

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        _inputs[index].CopyTo(inputs[^_inputs[index].Length..]);
        return _plans[index];
    }

    private static DosingRecord Record(string source, DataRecord record, CompiledModel model, double scale, List<Diagnostic> errors)
    {
        var (target, off) = Target(source, record, model, errors);
        if (record.Evid is 1 or 4 && target >= 0 && record.Rate is -1 or -2)
        {
            var dosed = model.Dosing[target];
            bool rate = record.Rate == -1;
            if ((rate ? dosed.Rate : dosed.Duration) is null)
            {
                string prefix = rate ? "R" : "D";
                errors.Add(new("AN0812", Severity.Error, new(source, record.Line, 1), $"RATE {record.Rate}: the {(rate ? "rate" : "duration")} of {dosed.Species} is the model's", FormattableString.Invariant($"a parameter of the model called {prefix}_{dosed.Species} or {prefix}{target + 1}")));
            }
        }

        return new(record.Time * scale, (RecordKind)record.Evid, target, record.Amount, record.Rate > 0 ? record.Rate / scale : record.Rate, record.Interval * scale, record.Additional, record.SteadyState, off);
    }

    private static (int Target, bool SwitchOff) Target(string source, DataRecord record, CompiledModel model, List<Diagnostic> errors)
    {
        bool doses = record.Evid is 1 or 4;
        if (record.Compartment is not { } compartment)
        {
            if (doses && model.Dosing.Count == 0)
            {
                errors.Add(new("AN0811", Severity.Error, new(source, record.Line, 1), "a dose", "a model with a species that can be dosed"));
            }

            return (doses ? 0 : -1, false);
        }

        string expected = $"1 to {model.Dosing.Count}, or one of {string.Join(", ", model.Dosing.Select(d => d.Species))}";
        if (int.TryParse(compartment, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ||
            (double.TryParse(compartment, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && real == (number = (int)real)))
        {
            if (number < 0 && record.Evid == 2 && -number <= model.Dosing.Count)
            {
                return (-number - 1, true);
            }

            if (number == 0 && doses && model.Dosing.Count > 0)
            {
                return (0, false); // NONMEM's default compartment
            }

            if (number > 0 && number <= model.Dosing.Count)
            {
                return (number - 1, false);
            }

            if (!doses)
            {
                return (-1, false);
            }

            errors.Add(new("AN0810", Severity.Error, new(source, record.Line, record.CompartmentColumn), $"CMT {compartment}", expected));
            return (-1, false);
        }

        int index = model.Dosing.ToList().FindIndex(d => d.Species == compartment.TrimStart('-'));
        if (index < 0 && model.Dosing.Count(d => d.Species.Equals(compartment.TrimStart('-'), StringComparison.OrdinalIgnoreCase)) == 1)
        {
            index = model.Dosing.ToList().FindIndex(d => d.Species.Equals(compartment.TrimStart('-'), StringComparison.OrdinalIgnoreCase));
        }

        if (index >= 0)
        {
            return (index, compartment[0] == '-' && record.Evid == 2);
        }

        if (doses || record.Evid == 2)
        {
            errors.Add(new("AN0810", Severity.Error, new(source, record.Line, record.CompartmentColumn), $"CMT \"{compartment}\"", expected, Spelling.Nearest(compartment, model.Dosing.Select(d => d.Species))));
        }

        return (-1, false);
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Petab;

/// <summary>Turns the rows of PEtab's tables into values.</summary>
internal static class PetabRows
{
    private static readonly string[] NotTargets = ["conditionId", "conditionName"];

    public static ValueList<PetabParameter> Parameters(IEnumerable<PetabTable> tables) => Rows(tables, (t, row) => new PetabParameter(
        t.Required(row, "parameterId"), Scale(t, row, "parameterScale"), t.Real(row, "lowerBound") ?? double.NegativeInfinity, t.Real(row, "upperBound") ?? double.PositiveInfinity,
        t.Real(row, "nominalValue"), IsEstimated(t, row)) { Span = t.At(row) });

    public static ValueList<PetabCondition> Conditions(IEnumerable<PetabTable> tables) => Rows(tables, (t, row) => new PetabCondition(
        t.Required(row, "conditionId"), t.Columns.Where(c => c.Length > 0 && !NotTargets.Contains(c)).Select(c => (c, PetabTable.Value(t.Text(row, c)))).ToValueList()) { Span = t.At(row) });

    public static ValueList<PetabObservable> Observables(IEnumerable<PetabTable> tables, List<Diagnostic> diagnostics) => Rows(tables, (t, row) =>
    {
        string distribution = t.Text(row, "noiseDistribution") ?? "normal";
        if (distribution is not ("normal" or "laplace"))
        {
            t.Error(row, $"the distribution \"{distribution}\"", "normal or laplace", Spelling.Nearest(distribution, ["normal", "laplace"]));
        }

        return new PetabObservable(t.Required(row, "observableId"), PetabFormula.Parse(t.Required(row, "observableFormula"), t.At(row), diagnostics),
            PetabFormula.Parse(t.Required(row, "noiseFormula"), t.At(row), diagnostics), Scale(t, row, "observableTransformation"), distribution == "laplace") { Span = t.At(row) };
    });

    public static ValueList<PetabMeasurement> Measurements(IEnumerable<PetabTable> tables) => Rows(tables, (t, row) => new PetabMeasurement(
        t.Required(row, "observableId"), t.Text(row, "preequilibrationConditionId"), t.Required(row, "simulationConditionId"), t.RequiredReal(row, "time"), t.RequiredReal(row, "measurement"),
        Values(t.Text(row, "observableParameters")), Values(t.Text(row, "noiseParameters"))) { Span = t.At(row) });

    private static bool IsEstimated(PetabTable table, int row)
    {
        double estimate = table.Real(row, "estimate") ?? 1;
        if (estimate is not (0 or 1))
        {
            table.Error(row, $"estimate {table.Text(row, "estimate")}", "0 or 1");
        }

        return estimate != 0;
    }

    private static ValueList<T> Rows<T>(IEnumerable<PetabTable> tables, Func<PetabTable, int, T> read) =>
        tables.SelectMany(t => Enumerable.Range(0, t.Count).Select(row => read(t, row))).ToValueList();

    private static ValueList<PetabValue> Values(string? text) => text is null ? [] : text.Split(';').Select(v => PetabTable.Value(v.Trim())).ToValueList();

    private static PetabScale Scale(PetabTable table, int row, string column)
    {
        string text = table.Text(row, column) ?? "lin";
        switch (text)
        {
            case "lin":
                return PetabScale.Lin;
            case "log":
                return PetabScale.Log;
            case "log10":
                return PetabScale.Log10;
            default:
                table.Error(row, $"the scale \"{text}\"", "lin, log or log10", Spelling.Nearest(text, ["lin", "log", "log10"]));
                return PetabScale.Lin;
        }
    }
}

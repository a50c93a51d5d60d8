using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>The observations of a data set that a check compares: those that have a value, with their bin and stratum.</summary>
public sealed class VpcObservations
{
    /// <summary>Monolix's column: 1 for a value known only to be below the limit, which DV then is.</summary>
    private const string CensorColumn = "CENS";

    private VpcObservations(int[] firstRow, int[] indexOfRow, double[] times, double[] values, bool[] censored, int[] strata, ValueList<string> stratumNames)
    {
        (FirstRow, IndexOfRow, Times, Values, Censored, Strata, StratumNames) = (firstRow, indexOfRow, times, values, censored, strata, stratumNames);
    }

    /// <summary>Where each subject's rows (every EVID 0 record) start; one more entry at the end.</summary>
    public int[] FirstRow { get; }

    /// <summary>For each row its place among the compared observations; −1 for one without a value.</summary>
    public int[] IndexOfRow { get; }

    public double[] Times { get; }

    public double[] Values { get; }

    /// <summary>True where the column CENS says that a value is below the limit of quantification.</summary>
    public bool[] Censored { get; }

    public int[] Strata { get; }

    public ValueList<string> StratumNames { get; }

    public int Subjects => FirstRow.Length - 1;

    /// <param name="data">The data set.</param>
    /// <param name="kind">DVID, or null where the data have one kind of observation.</param>
    /// <param name="stratifyBy">A covariate column, or null.</param>
    public static Checked<VpcObservations> Of(DataSet data, string? kind, string? stratifyBy)
    {
        int column = stratifyBy is null ? -1 : data.Covariates.ToList().IndexOf(stratifyBy);
        if (stratifyBy is not null && column < 0)
        {
            return Refused("AN0820", "--stratify", $"\"{stratifyBy}\"", $"a covariate column of the data: {string.Join(", ", data.Covariates)}", Spelling.Nearest(stratifyBy, data.Covariates));
        }

        if (column >= 0 && data.Individuals.SelectMany(i => i.Records).FirstOrDefault(r => r.Evid == 0 && double.IsNaN(r.Covariates[column])) is { } nameless)
        {
            return Refused("AN0820", $"{data.Source}:{nameless.Line}", $"no number in {stratifyBy}", "a number for each stratum: names are no values of a covariate", null);
        }

        string[] kinds = [.. data.Individuals.SelectMany(i => i.Records).Where(r => r.Evid == 0 && r.ObservedKind is not null).Select(r => r.ObservedKind!).Distinct(StringComparer.Ordinal)];
        if (kind is null ? kinds.Length > 1 : !kinds.Contains(kind, StringComparer.Ordinal))
        {
            return Refused("AN0821", "--dvid", kind is null ? $"{kinds.Length} kinds of observation" : $"\"{kind}\"", $"one of {string.Join(", ", kinds)}", kind is null ? null : Spelling.Nearest(kind, kinds));
        }

        int censor = data.Covariates.ToList().FindIndex(c => c.Equals(CensorColumn, StringComparison.OrdinalIgnoreCase));
        var censored = new List<bool>();
        var firstRow = new List<int> { 0 };
        var index = new List<int>();
        var (times, values, strata) = (new List<double>(), new List<double>(), new List<int>());
        var names = new List<string>();
        foreach (var individual in data.Individuals)
        {
            foreach (var record in individual.Records.Where(r => r.Evid == 0))
            {
                bool compared = !record.MissingDependentVariable && double.IsFinite(record.Observed) && (kind is null || record.ObservedKind == kind);
                index.Add(compared ? values.Count : -1);
                if (!compared)
                {
                    continue;
                }

                string stratum = column < 0 ? "" : FormattableString.Invariant($"{stratifyBy} = {record.Covariates[column]}");
                int at = names.IndexOf(stratum);
                if (at < 0)
                {
                    at = names.Count;
                    names.Add(stratum);
                }

                times.Add(record.Time);
                values.Add(record.Observed);
                censored.Add(censor >= 0 && record.Covariates[censor] == 1);
                strata.Add(at);
            }

            firstRow.Add(index.Count);
        }

        return values.Count == 0
            ? Refused("AN0822", data.Source, "no observation with a value", "records with EVID 0 and a DV", null)
            : Checked.Ok(new VpcObservations([.. firstRow], [.. index], [.. times], [.. values], [.. censored], [.. strata], names.ToValueList()));
    }

    private static Checked<VpcObservations> Refused(string code, string place, string found, string expected, string? nearest) =>
        Checked.Refused<VpcObservations>(new Diagnostic(code, Severity.Error, new(place), found, expected, nearest));
}

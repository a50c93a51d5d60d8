using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Pharmacometrics.Markers;
using Anesis.Reports.Pictures;
using Anesis.Results.Columns;
using Anesis.Results.Summaries;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>What an arm's run left: numbers of each person, and for pictures the summary over people or single courses.</summary>
internal sealed record FinishedArm(Arm Arm, KeyNumberSink Numbers, SummaryTable? Summary, ValueList<IndividualCourse> Courses, bool LeavesOutObserved, IndividualIds Ids, EnsembleSummary Run)
{
    /// <summary>What a study that was gone on with held before, in words; the numbers then are of those computed now. Else null.</summary>
    public string? Resumed { get; init; }

    /// <summary>Markers by how well they tell responders, and the share of these; null where none is asked.</summary>
    public MarkerSink? Markers { get; init; }

    /// <summary>Numbers that the scenario's answers ask of this arm; null where there are none.</summary>
    public KeyNumberSink? Answering { get; init; }

    /// <summary>The number of a unit that is told as 0 with all that are not larger; null: none is.</summary>
    public Func<string, double>? Smallest { get; init; }

    /// <summary>Each number as median and 90 % interval; for one person the number alone.</summary>
    public ValueList<Reports.Documents.KeyNumber> Rows => Enumerable.Range(0, Numbers.Numbers.Count).Select(n => Row(Numbers.Numbers[n], Numbers.Of(n).ToArray())).ToValueList();

    /// <summary>This arm less the main one, person by person. What differs by less than a millionth is rounding and counts as equal.</summary>
    public ValueList<Reports.Documents.KeyNumber> DifferencesFrom(FinishedArm main) => Enumerable.Range(0, Numbers.Numbers.Count)
        .Select(n => Row(Numbers.Numbers[n], [.. Numbers.Of(n).ToArray().Zip(main.Numbers.Of(n).ToArray(), Difference)])).ToValueList();

    private static double Difference(double mine, double its) => Math.Abs(mine - its) <= 1e-6 * Math.Max(Math.Abs(mine), Math.Abs(its)) ? 0 : mine - its;

    private Reports.Documents.KeyNumber Row(KeyNumber number, double[] values)
    {
        double smallest = Smallest?.Invoke(number.Unit) ?? 0;
        double[] known = [.. values.Where(v => !double.IsNaN(v)).Select(v => Math.Abs(v) <= smallest ? 0 : v).Order()];
        string? unit = number.Unit.Length == 0 ? null : number.Unit;
        return known.Length == 0
            ? new(number.Label, double.NaN, double.NaN, double.NaN, unit) { People = Run.Completed > 0 ? 0 : null }
            : new(number.Label, OrderStatistics.Quantile(known, 0.5), Quantile(known, 0.05), Quantile(known, 0.95), unit) { People = known.Length < Run.Completed ? known.Length : null };
    }

    private double Quantile(double[] known, double share) => Arm.People == 1 ? double.NaN : OrderStatistics.Quantile(known, share);
}

using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.VirtualPopulations;

/// <summary>One moment that a weighted population is to have: the mean of a function of a person.</summary>
/// <param name="Name">For messages, such as "mean of WT".</param>
/// <param name="Column">The column that it is of.</param>
/// <param name="Function">Of the column's value.</param>
/// <param name="Value">What its mean is to be.</param>
/// <param name="Span">Place in the file.</param>
public sealed record Moment(string Name, string Column, Func<double, double> Function, double Value, SourceSpan Span);

/// <summary>What a population is to look like: means, deviations, shares and quantiles of columns.</summary>
public sealed record PopulationTarget(ValueList<Moment> Moments)
{
    public static Checked<PopulationTarget> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a target", errors);
        SchemaOne.Check(table);
        table.TextOrNull("title");
        table.TextOrNull("source");
        var moments = table.Tables("target", "a target").SelectMany(t => Of(t)).ToValueList();
        table.RefuseOthers();
        if (moments.IsEmpty && errors.Count == 0)
        {
            table.Error("AN0941", "target", "no target", "[[target]] with a column and a mean, sd, share or quantiles");
        }

        return errors.Count > 0 ? Checked.Refused<PopulationTarget>(errors) : Checked.Ok(new PopulationTarget(moments));
    });

    private static List<Moment> Of(TomlTable table)
    {
        var moments = new List<Moment>();
        string column = table.Text("column");
        double? mean = table.NumberOrNull("mean"), deviation = table.NumberOrNull("sd"), share = table.NumberOrNull("share"), value = table.NumberOrNull("value");
        if (mean is { } m)
        {
            moments.Add(new($"mean of {column}", column, x => x, m, table.Span));
        }

        if (deviation is { } sd)
        {
            if (mean is not { } about || !(sd > 0))
            {
                table.Error("AN0941", "sd", "a deviation without a mean, or not above 0", "mean = … and sd = … above 0");
            }
            else
            {
                moments.Add(new($"variance of {column}", column, x => (x - about) * (x - about), sd * sd, table.Span));
            }
        }

        if (share is { } p)
        {
            if (value is not { } which || !(p >= 0 && p <= 1))
            {
                table.Error("AN0941", "share", "a share without a value, or not from 0 to 1", "share = 0.6 and value = 1");
            }
            else
            {
                moments.Add(new(FormattableString.Invariant($"share of {column} = {which}"), column, x => x == which ? 1 : 0, p, table.Span));
            }
        }

        if (table.Table("quantiles", "quantiles") is { } quantiles)
        {
            var probabilities = quantiles.Numbers("probabilities");
            var values = quantiles.Numbers("values");
            if (probabilities.Count != values.Count || probabilities.Any(q => !(q > 0 && q < 1)))
            {
                quantiles.Error("AN0941", "values", $"{probabilities.Count} probabilities and {values.Count} values", "as many probabilities, between 0 and 1, as values");
            }
            else
            {
                moments.AddRange(probabilities.Select((q, i) => new Moment(FormattableString.Invariant($"{100 * q} % quantile of {column}"), column, x => x <= values[i] ? 1 : 0, q, table.Span)));
            }

            quantiles.RefuseOthers();
        }

        table.RefuseOthers();
        if (moments.Count == 0)
        {
            table.Error("AN0941", "column", $"nothing said of {column}", "a mean, sd, share with value, or quantiles");
        }

        return moments;
    }
}

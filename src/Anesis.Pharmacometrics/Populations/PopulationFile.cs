using Anesis.Formats.Toml;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>Reads a population file.</summary>
public static class PopulationFile
{
    public static Checked<Population> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a population", errors);
        SchemaOne.Check(table);
        table.TextOrNull("model");
        var population = new Population(table.Text("id"), table.Text("title"))
        {
            Source = table.TextOrNull("source") ?? "",
            Covariates = table.Tables("covariate", "a covariate").Select(ReadCovariate).ToValueList(),
            Sets = table.Tables("set", "a set").Select(ReadSet).ToValueList(),
            RandomEffects = table.Tables("random_effect", "a random effect").Select(ReadEffect).ToValueList(),
            Correlations = table.Tables("correlation", "a correlation").Select(ReadCorrelation).ToValueList(),
            OccasionEffects = table.Tables("occasion_effect", "an effect of occasions").Select(ReadOccasion).ToValueList(),
            TimeCourses = table.Tables("time_course", "a time course").Select(ReadCourse).ToValueList(),
        };
        foreach (var covariance in table.Tables("covariance", "a covariance"))
        {
            population = PopulationCovariance.Add(population, covariance);
            Ignore(covariance, "grade", "source");
            covariance.RefuseOthers();
        }

        table.RefuseOthers();
        CheckOrder(population, errors);
        return errors.Count > 0 ? Checked.Refused<Population>(errors) : Checked.Ok(population);
    });

    private static void CheckOrder(Population population, List<Diagnostic> errors)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var covariate in population.Covariates)
        {
            if (covariate.By is { } by && !before.Contains(by))
            {
                errors.Add(new("AN0911", Severity.Error, covariate.Span, $"covariate {covariate.Id} by \"{by}\"", "a covariate earlier in the file", Spelling.Nearest(by, before)));
            }

            if (!before.Add(covariate.Id))
            {
                errors.Add(new("AN0911", Severity.Error, covariate.Span, $"a second covariate {covariate.Id}", "each once"));
            }
        }
    }

    private static Covariate ReadCovariate(TomlTable table)
    {
        string id = table.Text("id");
        string? by = table.TextOrNull("by");
        var cases = new List<(double, Distribution)>();
        if (by is null)
        {
            cases.Add((double.NaN, ReadDistribution(table) ?? new ConstantDistribution(double.NaN)));
        }
        else
        {
            foreach (var entry in table.Tables("cases", "a case"))
            {
                cases.Add((entry.Number("when"), ReadDistribution(entry) ?? new ConstantDistribution(double.NaN)));
                entry.RefuseOthers();
            }

            if (cases.Count == 0)
            {
                table.Error("AN0912", "cases", $"covariate {id} by \"{by}\" without cases", "cases = [{ when = …, distribution = … }]");
            }
        }

        var bounds = table.Numbers("truncate");
        if (bounds.Count is not (0 or 2) || (bounds.Count == 2 && !(bounds[0] < bounds[1])))
        {
            table.Error("AN0912", "truncate", "bounds that are not two ascending numbers", "truncate = [low, high]");
        }

        Ignore(table, "grade", "source", "unit", "title");
        table.RefuseOthers();
        return new(id, by, cases.ToValueList(), bounds.Count == 2 ? (bounds[0], bounds[1]) : null, table.Span);
    }

    private static (string, double, SourceSpan) ReadSet(TomlTable table)
    {
        var set = (table.Text("id"), table.Number("value"), table.Span);
        Ignore(table, "grade", "source");
        table.RefuseOthers();
        return set;
    }

    private static (string, Distribution?, SourceSpan) ReadEffect(TomlTable table)
    {
        var effect = (table.Text("id"), ReadDistribution(table), table.Span);
        Ignore(table, "grade", "source");
        table.RefuseOthers();
        return effect;
    }

    private static OccasionEffect ReadOccasion(TomlTable table)
    {
        var distribution = table.NumberOrNull("sd") is { } sd ? new NormalDistribution(0, sd) : ReadDistribution(table);
        var effect = new OccasionEffect(table.Text("id"), distribution ?? new ConstantDistribution(0), table.Texts("starts").ToValueList(), table.TextOrNull("every"), table.TextOrNull("column") ?? "OCC", table.Span);
        if (effect.Starts.Count > 0 && effect.Every is not null)
        {
            table.Error("AN0912", "every", "both starts and every", "one of the two");
        }

        Ignore(table, "grade", "source");
        table.RefuseOthers();
        return effect;
    }

    private static TimeCourse ReadCourse(TomlTable table)
    {
        var factors = table.Numbers("factors");
        var amounts = table.Numbers("plus");
        var times = table.Texts("times");
        var values = factors.Count > 0 ? factors : amounts;
        if (factors.Count > 0 == amounts.Count > 0 || values.Count != times.Count)
        {
            table.Error("AN0912", "times", $"{times.Count} times, {factors.Count} factors and {amounts.Count} amounts", "as many factors, or amounts in plus, as times");
        }

        var course = new TimeCourse(table.Text("id"), times.ToValueList(), values.ToValueList(), amounts.Count > 0, table.Word("between", "steps", "steps", "linear") == "linear", table.Span);
        Ignore(table, "grade", "source");
        table.RefuseOthers();
        return course;
    }

    private static Correlation ReadCorrelation(TomlTable table)
    {
        var between = table.Texts("between");
        double value = table.Number("value");
        if (between.Count != 2)
        {
            table.Error("AN0912", "between", $"{between.Count} names", "between = [\"one\", \"other\"]");
        }

        if (!(value >= -1 && value <= 1))
        {
            table.Error("AN0912", "value", FormattableString.Invariant($"a correlation of {value}"), "-1 to 1");
        }

        Ignore(table, "grade", "source");
        table.RefuseOthers();
        return new(between.Count > 0 ? between[0] : "", between.Count > 1 ? between[1] : "", value, table.Span);
    }

    /// <summary>Null for kind "none".</summary>
    private static Distribution? ReadDistribution(TomlTable owner)
    {
        if (owner.Table("distribution", "a distribution") is not { } table)
        {
            owner.Error("AN0901", "distribution", "no distribution", "distribution = { kind = …, … }");
            return null;
        }

        Distribution? read = table.Word("kind", "", "normal", "lognormal", "logitnormal", "boxcox", "uniform", "triangular", "gamma", "beta", "weibull", "exponential", "choice", "constant", "none") switch
        {
            "normal" => new NormalDistribution(table.Number("mean"), Positive(table, "sd")),
            "lognormal" => new LogNormalDistribution(Positive(table, "median"), Positive(table, "sd")),
            "logitnormal" => ReadLogit(table),
            "boxcox" => new BoxCoxDistribution(Positive(table, "median"), Positive(table, "sd"), table.Number("lambda")),
            "triangular" => ReadTriangular(table),
            "gamma" => Gamma(Positive(table, "shape"), Positive(table, "scale")),
            "beta" => Beta(Positive(table, "a"), Positive(table, "b")),
            "weibull" => new WeibullDistribution(Positive(table, "scale"), Positive(table, "shape")),
            "exponential" => new WeibullDistribution(Positive(table, "mean"), 1),
            "uniform" => ReadUniform(table),
            "choice" => ReadChoice(table),
            "constant" => new ConstantDistribution(table.Number("value")),
            _ => null,
        };
        table.RefuseOthers();
        return read;
    }

    private static QuantileDistribution Gamma(double shape, double scale) => new("gamma", u => Quantiles.Gamma(u, shape, scale));

    private static QuantileDistribution Beta(double a, double b) => new("beta", u => Quantiles.Beta(u, a, b));

    private static LogitNormalDistribution ReadLogit(TomlTable table)
    {
        var read = new LogitNormalDistribution(table.Number("median"), Positive(table, "sd"), table.NumberOrNull("low") ?? 0, table.NumberOrNull("high") ?? 1);
        if (!(read.Low < read.Median && read.Median < read.High))
        {
            table.Error("AN0912", "median", FormattableString.Invariant($"median = {read.Median} with the limits {read.Low} and {read.High}"), "a median between the limits");
        }

        return read;
    }

    private static TriangularDistribution ReadTriangular(TomlTable table)
    {
        var read = new TriangularDistribution(table.Number("low"), table.Number("mode"), table.Number("high"));
        if (!(read.Low <= read.Mode && read.Mode <= read.High && read.Low < read.High))
        {
            table.Error("AN0912", "mode", FormattableString.Invariant($"low = {read.Low}, mode = {read.Mode}, high = {read.High}"), "ascending numbers");
        }

        return read;
    }

    private static ChoiceDistribution ReadChoice(TomlTable table)
    {
        var values = table.Numbers("values");
        var weights = table.Numbers("weights");
        if (values.Count == 0 || values.Count != weights.Count || weights.Any(w => !(w >= 0)) || !(weights.Sum() > 0))
        {
            table.Error("AN0912", "weights", $"{values.Count} values and {weights.Count} weights", "as many weights, 0 or more, as values");
        }

        return new(values.ToValueList(), weights.ToValueList());
    }

    private static UniformDistribution ReadUniform(TomlTable table)
    {
        var read = new UniformDistribution(table.Number("low"), table.Number("high"));
        if (read.Low >= read.High)
        {
            table.Error("AN0912", "high", FormattableString.Invariant($"low = {read.Low} and high = {read.High}"), "low below high");
        }

        return read;
    }

    private static double Positive(TomlTable table, string key)
    {
        double value = table.Number(key);
        if (value <= 0)
        {
            table.Error("AN0912", key, FormattableString.Invariant($"{key} = {value}"), "a number above 0");
        }

        return value;
    }

    private static void Ignore(TomlTable table, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            table.Has(key);
        }
    }
}

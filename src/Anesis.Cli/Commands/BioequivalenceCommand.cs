using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Bioequivalence;

namespace Anesis.Cli.Commands;

/// <summary>"anesis bioequivalence": the ratio of geometric means of a crossover with its 90 % interval (docs/nca.md).</summary>
internal static class BioequivalenceCommand
{
    public static Command Create(Screen screen)
    {
        var data = new Argument<string>("DATA.csv") { Description = "subject, sequence (optional), period, treatment, and a column for each metric" };
        var value = new Option<string>("--value") { Description = "the metric's column, such as AUC", HelpName = "COLUMN", Required = true };
        var test = new Option<string>("--test") { Description = "what the test is called among treatments", DefaultValueFactory = _ => "T", HelpName = "NAME" };
        var reference = new Option<string>("--reference") { Description = "what the reference is called", DefaultValueFactory = _ => "R", HelpName = "NAME" };
        var model = new Option<string>("--model") { Description = "fixed: everything fixed (EMA's method A); random: a random subject (method B)", DefaultValueFactory = _ => "fixed", HelpName = "MODEL" };
        var limits = new Option<string>("--limits") { Description = "two numbers, or scaled: widened by the reference's variability (EMA 2010)", DefaultValueFactory = _ => "0.8,1.25", HelpName = "LIMITS" };
        var output = new Option<string?>("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };
        var command = new Command("bioequivalence", "average bioequivalence of a crossover: ratio of geometric means with its 90 % interval") { data, value, test, reference, model, limits, output };
        command.SetAction(parsed =>
        {
            var wrong = new List<Diagnostic>();
            WantedFile.Any(parsed.GetValue(output), output.Name, wrong);
            string kind = parsed.GetValue(model)!, path = parsed.GetValue(data)!;
            if (kind is not ("fixed" or "random"))
            {
                wrong.Add(new("AN1006", Severity.Error, new(model.Name), $"\"{kind}\"", "fixed or random", Spelling.Nearest(kind, ["fixed", "random"])));
            }

            var read = InputText.Read(path, "DATA.csv", "a CSV file").Then(text => CrossoverFile.Read(text, path, parsed.GetValue(value)!, parsed.GetValue(test)!, parsed.GetValue(reference)!));
            (double Lower, double Upper)? given = Limits(parsed.GetValue(limits)!, limits.Name, wrong);
            screen.Show([.. read.Diagnostics, .. wrong]);
            return read.IsOk && wrong.Count == 0 ? Run(read.Value, kind, given, parsed.GetValue(output), screen, path) : ExitCode.WrongInput;
        });
        return command;
    }

    private static int Run(CrossoverData data, string kind, (double Lower, double Upper)? given, string? output, Screen screen, string path)
    {
        var fixedEffects = CrossoverAnalysis.FixedEffects(data);
        var random = kind == "random" ? CrossoverAnalysis.RandomSubject(data) : null;
        if ((kind == "random" ? random?.Equivalence : fixedEffects?.Equivalence) is not { } found)
        {
            throw new UserError(new("AN0857", Severity.Error, new(path), $"{data.Rows.Count} values that leave nothing to estimate the error from", "test and reference in at least two sequences of at least three subjects in all"));
        }

        var variability = data.Rows.Where(r => r.Treatment == data.Reference).GroupBy(r => r.Subject).Any(g => g.Count() > 1) ? CrossoverAnalysis.Reference(data) : null;
        if (given is null && variability is null)
        {
            throw new UserError(new("AN0857", Severity.Error, new("--limits"), "scaled limits without a subject who had the reference twice", "a replicate design, or two numbers such as 0.8,1.25"));
        }

        var (lower, upper) = given ?? variability!.Limits;
        var rows = new List<(string Name, double Value)>
        {
            ("ratio", found.Ratio), ("lower", found.Lower), ("upper", found.Upper), ("standard_error", found.StandardError), ("degrees_of_freedom", found.DegreesOfFreedom),
        };
        if (random is not null)
        {
            rows.AddRange([("between_subject_variance", random.BetweenSubjectVariance), ("within_subject_variance", random.WithinSubjectVariance)]);
        }
        else
        {
            rows.AddRange([
                ("mean_square_error", fixedEffects!.MeanSquareError), ("within_subject_cv", fixedEffects.WithinSubjectVariation), ("treatment_p", fixedEffects.TreatmentP),
                ("period_f", fixedEffects.PeriodF), ("sequence_p", fixedEffects.SequenceP)]);
        }

        if (variability is not null)
        {
            rows.AddRange([("reference_sd", variability.StandardDeviation), ("reference_cv", variability.Variation)]);
        }

        rows.AddRange([("limit_lower", lower), ("limit_upper", upper), ("subjects", data.Rows.Select(r => r.Subject).Distinct().Count()), ("values", data.Rows.Count)]);
        bool within = found.IsWithin(lower, upper);
        OutputText.WriteTable(output, screen.Output, writer =>
        {
            writer.Write("parameter,value\n");
            foreach (var (name, number) in rows)
            {
                writer.Write($"{name},{CsvField.Of(number)}\n");
            }
        });
        screen.Note(string.Create(CultureInfo.InvariantCulture, $"ratio {100 * found.Ratio:F2} %, 90 % interval {100 * found.Lower:F2} to {100 * found.Upper:F2} %: {(within ? "within" : "not within")} {100 * lower:F2} to {100 * upper:F2} %"));
        return within ? ExitCode.Done : ExitCode.Negative;
    }

    /// <summary>Null: scaled.</summary>
    private static (double Lower, double Upper)? Limits(string text, string option, List<Diagnostic> wrong)
    {
        if (text == "scaled")
        {
            return null;
        }

        double[] numbers = [.. text.Split(',').Select(p => double.TryParse(p.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n : double.NaN)];
        if (numbers is [> 0 and < 1, > 1 and < 1e3])
        {
            return (numbers[0], numbers[1]);
        }

        wrong.Add(new("AN1006", Severity.Error, new(option), $"\"{text}\"", "two numbers about 1 such as 0.8,1.25, or scaled"));
        return null;
    }
}

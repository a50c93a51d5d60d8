using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Ketamine.Ranges;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;

namespace Anesis.Cli.Commands;

/// <summary>"anesis ranges": whether anything leaves its physiological range in virtual people, and the worst (docs/model/ranges.md).</summary>
internal static class RangesCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var people = new Option<int>("--people") { Description = "virtual people in each course", DefaultValueFactory = _ => 200 };
        var population = new Option<string>("--population") { Description = "a population that ships, or a file", DefaultValueFactory = _ => "adults", HelpName = "NAME|FILE" };
        population.CompletionSources.Add(Completions.Names(() => ShippedModels.Populations));
        var file = new Option<string?>("--ranges") { Description = "ranges and courses of your own in place of those that ship", HelpName = "FILE" };
        var seed = new Option<ulong>("--seed") { Description = "of the people", DefaultValueFactory = _ => 1UL };
        var json = new Option<bool>("--json") { Description = "the worst as JSON" };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("ranges", "virtual people through ordinary and extreme courses: does anything leave its physiological range; exit code 1 when it does") { people, population, file, seed, json, threads, quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(quiet) || parsed.GetValue(json);
            int count = parsed.GetValue(people);
            if (count is < 1 or > 10_000_000)
            {
                screen.Show([new("AN1006", Severity.Error, new("--people"), count.ToString(CultureInfo.InvariantCulture), "a number of people from 1 to 10,000,000")]);
                return ExitCode.WrongInput;
            }

            if (OptionRanges.Threads("--threads", parsed.GetValue(threads)) is { } wrong)
            {
                screen.Show([wrong]);
                return ExitCode.WrongInput;
            }

            var ranges = parsed.GetValue(file) is { } own ? InputText.Read(own, "--ranges", "a file of ranges (TOML)").Then(text => RangeFile.Read(text, own)) : RangeFile.OfPerson();
            var errors = ranges.Diagnostics.ToList();
            var named = NamedPopulation.Read(parsed.GetValue(population)!, null, errors);
            if (!ranges.IsOk || named is not { } who)
            {
                screen.Show(errors);
                return ExitCode.WrongInput;
            }

            var prepared = RangeRun.Prepare(ranges.Value, who.Population, count, parsed.GetValue(seed));
            if (!prepared.IsOk)
            {
                screen.Show(prepared.Diagnostics);
                return ExitCode.WrongInput;
            }

            var worst = prepared.Value.Run(parsed.GetValue(threads), course => new RunProgress(screen, p => $"{course}: {p.Finished:N0} of {p.Individuals:N0} people"), cancel);
            screen.ClearProgress();
            if (parsed.GetValue(json))
            {
                JsonText.Write(
                    new
                    {
                        people = count,
                        inside = worst.Count(w => w.Inside),
                        of = worst.Count,
                        failures = prepared.Value.Failures,
                        outputs = worst.Select(w => new { output = w.Range.Id, low = w.Range.Low, high = w.Range.High, inside = w.Inside, lowest = Json(w.Lowest), highest = Json(w.Highest) }),
                    },
                    screen.Output);
            }
            else
            {
                Write(worst, prepared.Value.Failures, count, screen.Output);
            }

            return worst.All(w => w.Inside) && prepared.Value.Failures.Count == 0 ? ExitCode.Done : ExitCode.Negative;
        });
        return command;
    }

    private static void Write(ValueList<WorstOf> worst, List<string> failures, int people, TextWriter output)
    {
        int width = worst.Max(w => w.Range.Id.Length);
        output.WriteLine($"{"output".PadRight(width)}  {"range",-18}  lowest, who, where                                    highest, who, where");
        foreach (var one in worst)
        {
            output.WriteLine($"{one.Range.Id.PadRight(width)}  {$"{Number(one.Range.Low)} to {Number(one.Range.High)}",-18}  {Text(one.Lowest),-53} {Text(one.Highest)}{(one.Inside ? "" : "  OUTSIDE")}");
        }

        foreach (string failure in failures.Take(5))
        {
            output.WriteLine($"not computed: {failure}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people:N0} people in each course{(failures.Count > 0 ? $", {failures.Count} not computed" : "")}"));
        output.WriteLine($"inside {worst.Count(w => w.Inside)} of {worst.Count}");
    }

    private static object Json(Extreme extreme) => new { value = JsonText.Finite(extreme.Value), person = extreme.Person, course = extreme.Course, hours = extreme.Hours };

    private static string Text(Extreme extreme) => string.Create(CultureInfo.InvariantCulture, $"{Number(extreme.Value)} (person {extreme.Person}, {extreme.Course}, {extreme.Hours:G3} h)");

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}

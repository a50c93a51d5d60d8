using System.CommandLine;
using System.Globalization;
using Anesis.Cli.Terminal;
using Anesis.Ketamine.Calibration;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>"anesis calibration": every published measurement beside the person's (docs/model/calibration.md).</summary>
internal static class CalibrationCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var people = new Option<int>("--people") { Description = "virtual people in each study", DefaultValueFactory = _ => 200 };
        var seed = new Option<ulong>("--seed") { Description = "of the people", DefaultValueFactory = _ => 1UL };
        var set = new Option<string[]>("--set") { Description = "a parameter for everybody, such as disposition_set=2", HelpName = "name=value" };
        var studies = new Option<string[]>("--study") { Description = "only studies whose name begins so, such as O4", HelpName = "NAME" };
        var command = new Command("calibration", "published concentrations and effects beside the person's, as Markdown; exit code 1 when the rule of the calibration does not hold") { people, seed, set, studies };
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(people);
            if (count is < 1 or > 100_000)
            {
                screen.Show([new("AN1006", Severity.Error, new("--people"), count.ToString(CultureInfo.InvariantCulture), "a number of people from 1 to 100,000")]);
                return ExitCode.WrongInput;
            }

            var settings = new Dictionary<string, double>(StringComparer.Ordinal);
            var wrong = new List<Diagnostic>();
            SettingTexts.Read(parsed.GetValue(set) ?? [], settings, wrong);
            var run = new CalibrationRun(count, parsed.GetValue(seed), settings);
            wrong.AddRange(run.UnknownSettings());
            if (wrong.Count > 0)
            {
                screen.Show(wrong);
                return ExitCode.WrongInput;
            }

            string[] wanted = parsed.GetValue(studies) ?? [];
            bool Wanted(ObservedStudy study) => wanted.Length == 0 || wanted.Any(w => study.Id.StartsWith(w, StringComparison.OrdinalIgnoreCase));
            var concentrations = run.Rows(ObservedStudies.Concentrations().Value!.Studies.Where(Wanted), cancel);
            screen.Output.Write(CalibrationTable.Concentrations(concentrations, count, parsed.GetValue(seed)));
            screen.Output.Write(CalibrationTable.Effects(run.Rows(ObservedStudies.Effects().Value!.Studies.Where(Wanted), cancel)));
            return CalibrationVerdict.Of(concentrations).Holds ? ExitCode.Done : ExitCode.Negative;
        });
        return command;
    }
}

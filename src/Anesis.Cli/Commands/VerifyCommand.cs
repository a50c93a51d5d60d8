using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Ketamine.Claims;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>"anesis verify": the executable review. Runs the claims and says of each what was expected, what came out and whether it holds (docs/model/claims.md).</summary>
internal static class VerifyCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var words = new Argument<string[]>("CLAIM") { HelpName = "CLAIM", Description = "claims by id, rows such as S01, or files of claims; none: all that ship", Arity = ArgumentArity.ZeroOrMore };
        words.CompletionSources.Add(Completions.Names(() => ShippedClaims.Read().Value?.Names ?? []));
        var csv = new Option<string?>("--csv") { Description = "write a row for each claim to this file", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "the verdicts as JSON" };
        var mutate = new Option<bool>("--mutate") { Description = "run each claim without its mechanism too: one that survives is no evidence for it" };
        var threads = new Option<int>("--threads") { Description = "0: all cores" };
        var quiet = new Option<bool>("--quiet") { Description = "no progress" };
        var command = new Command("verify", "the executable review: run the claims about stress and ketamine; exit code 1 when one does not hold") { words, csv, json, mutate, threads, quiet };
        command.SetAction(parsed =>
        {
            screen.Quiet = parsed.GetValue(quiet) || parsed.GetValue(json);
            WantedFile.Require(parsed.GetValue(csv), csv.Name);

            if (OptionRanges.Threads(threads.Name, parsed.GetValue(threads)) is { } wrong)
            {
                throw new UserError(wrong);
            }

            var prepared = Select(parsed.GetValue(words) ?? []).Then(chosen => ClaimRun.Prepare(chosen.Files, parsed.GetValue(mutate)));
            if (!prepared.IsOk)
            {
                screen.Show(prepared.Diagnostics);
                return ExitCode.WrongInput;
            }

            screen.Progress(0, $"{prepared.Value.Experiments} experiments");
            var verdicts = prepared.Value.Run(parsed.GetValue(threads), new RunProgress(screen, p => $"{p.Finished} of {p.Individuals} experiments"), cancel);
            screen.ClearProgress();
            if (parsed.GetValue(csv) is { } file)
            {
                OutputText.Write(file, "--csv", writer => VerdictText.Csv(verdicts, parsed.GetValue(mutate), writer));
            }

            if (parsed.GetValue(json))
            {
                VerdictText.Json(verdicts, screen.Output);
            }
            else
            {
                VerdictText.Plain(verdicts, parsed.GetValue(mutate), screen.Output);
            }

            return verdicts.All(v => v.Holds && v.Survives != true) ? ExitCode.Done : ExitCode.Negative;
        });
        return command;
    }

    /// <summary>The files with the claims that the words name, each claim once, in the order of the words.</summary>
    private static Checked<ClaimLibrary> Select(string[] words) => ShippedClaims.Read().Then(shipped =>
    {
        var errors = new List<Diagnostic>();
        var chosen = words.Length == 0 ? [.. shipped.Files] : words.SelectMany(w => Named(w, shipped, errors)).ToList();
        var seen = new HashSet<(string, string)>();
        var files = chosen.Select(f => f with { Claims = f.Claims.Where(c => seen.Add((f.Source, c.Id))).ToValueList() }).Where(f => !f.Claims.IsEmpty).ToValueList();
        return errors.Count > 0 ? Checked.Refused<ClaimLibrary>(errors) : Checked.Ok(new ClaimLibrary(files));
    });

    private static ValueList<ClaimFile> Named(string word, ClaimLibrary shipped, List<Diagnostic> errors)
    {
        var found = shipped.Find(word);
        if (!found.IsEmpty)
        {
            return found;
        }

        var read = InputText.ReadOwn(word, "CLAIM", "a file of claims (TOML)", "a claim's id, a row such as S01 or a file of claims", shipped.Names).Then(text => ClaimFileReader.Read(text, word));
        errors.AddRange(read.Diagnostics);
        return read.IsOk ? [read.Value] : [];
    }
}

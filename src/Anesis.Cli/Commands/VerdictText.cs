using Anesis.Formats.DataSets;
using Anesis.Ketamine.Claims;
using Anesis.Modeling.Values;

namespace Anesis.Cli.Commands;

/// <summary>Writes a review of claims for people, as CSV and as JSON.</summary>
internal static class VerdictText
{
    /// <summary>A paragraph for each claim; the last line is "held P of N".</summary>
    public static void Plain(IReadOnlyList<ClaimVerdict> verdicts, bool mutate, TextWriter output)
    {
        foreach (var verdict in verdicts)
        {
            output.WriteLine($"{Word(verdict),-7} {verdict.Claim.Id}  ({verdict.Claim.Says}, grade {verdict.Claim.Grade})");
            output.WriteLine($"        {verdict.Claim.Statement}");
            foreach (var finding in verdict.Findings)
            {
                output.WriteLine($"        expected   {finding.Expected}");
                output.WriteLine($"        simulated  {finding.Simulated}{(verdict.Findings.Count > 1 && !verdict.Holds ? finding.Holds ? " (holds)" : " (does not hold)" : "")}");
            }

            foreach (string failure in verdict.Failures)
            {
                output.WriteLine($"        not run    {failure}");
            }

            if (verdict.Claim.Reason is { } reason)
            {
                output.WriteLine($"        reason     {reason}");
            }

            if (mutate)
            {
                output.WriteLine($"        without    {Mechanism(verdict)}: {(verdict.Without.IsEmpty ? "not tried" : $"{Without(verdict)}, {Simulated(verdict.Without)}")}");
            }
        }

        if (mutate)
        {
            var survivors = verdicts.Where(v => v.Survives == true).Select(v => v.Claim.Id).ToList();
            int tried = verdicts.Count(v => v.Holds && v.Survives is not null);
            output.WriteLine($"fell without their mechanism {tried - survivors.Count} of {tried}{(survivors.Count > 0 ? "; survived: " + string.Join(", ", survivors) : "")}");
        }

        output.WriteLine(Held(verdicts));
    }

    /// <summary>A row for each claim.</summary>
    public static void Csv(IReadOnlyList<ClaimVerdict> verdicts, bool mutate, TextWriter output)
    {
        output.Write($"claim,row,verdict,expected,simulated,says,grade,statement,source,reason{(mutate ? ",mechanism,without_mechanism,simulated_without" : "")}\n");
        foreach (var v in verdicts)
        {
            string[] fields = [v.Claim.Id, v.File.Row, Word(v), Expected(v), Simulated(v.Findings), v.Claim.Says, v.Claim.Grade, v.Claim.Statement, v.Claim.Source, v.Claim.Reason ?? string.Join("; ", v.Failures)];
            string[] without = mutate ? [Mechanism(v), Without(v), Simulated(v.Without)] : [];
            output.Write(string.Join(',', fields.Concat(without).Select(CsvField.Of)) + "\n");
        }
    }

    public static void Json(IReadOnlyList<ClaimVerdict> verdicts, TextWriter output) => JsonText.Write(
        new
        {
            held = verdicts.Count(v => v.Holds),
            of = verdicts.Count,
            claims = verdicts.Select(v => new
            {
                claim = v.Claim.Id,
                row = v.File.Row,
                verdict = Word(v),
                statement = v.Claim.Statement,
                says = v.Claim.Says,
                grade = v.Claim.Grade,
                source = v.Claim.Source,
                reason = v.Claim.Reason,
                failures = v.Failures,
                conditions = v.Findings.Select(Parts),
                mechanism = v.Claim.Mechanism.Select(s => s.Id),
                survives = v.Survives,
                without = v.Without.Select(Parts),
            }),
        },
        output);

    private static string Held(IReadOnlyList<ClaimVerdict> verdicts) => $"held {verdicts.Count(v => v.Holds)} of {verdicts.Count}";

    private static string Word(ClaimVerdict verdict) => verdict.Holds ? "held" : "failed";

    private static object Parts(Finding finding) => new { expected = finding.Expected.ToString(), left = JsonText.Finite(finding.Left), right = JsonText.Finite(finding.Right), holds = finding.Holds };

    private static string Expected(ClaimVerdict verdict) => string.Join("; ", verdict.Findings.Select(f => f.Expected));

    private static string Simulated(ValueList<Finding> findings) => string.Join("; ", findings.Select(f => f.Simulated));

    private static string Mechanism(ClaimVerdict verdict) => verdict.Claim.Mechanism.IsEmpty ? "no mechanism named" : string.Join(", ", verdict.Claim.Mechanism.Select(s => FormattableString.Invariant($"{s.Id} = {s.Value}")));

    private static string Without(ClaimVerdict verdict) => verdict.Survives switch
    {
        null => "",
        true => "survives",
        false => verdict.Holds ? "falls" : "failed before",
    };
}

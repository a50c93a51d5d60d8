using System.Globalization;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Dosing;

/// <summary>A minimal reader of NONMEM-style data sets, for well-formed files only.</summary>
internal sealed class CaseData
{
    private static readonly string[] Known = ["ID", "TIME", "AMT", "RATE", "CMT", "EVID", "MDV", "II", "ADDL", "SS", "DV"];

    private CaseData(List<IndividualPlan> plans) => Plans = plans;

    /// <summary>One a contiguous block of an ID.</summary>
    public List<IndividualPlan> Plans { get; }

    public static CaseData Read(string path, string[] parameters, CovariateRule rule)
    {
        string[] lines = File.ReadAllLines(path);
        string[] header = lines[0].Split(',');
        string[] covariates = [.. header.Where(h => !Known.Contains(h) && parameters.Contains(h))];
        int[] columns = [.. covariates.Select(c => Array.IndexOf(header, c))];
        var plans = new List<IndividualPlan>();
        foreach (var block in Blocks(lines.Skip(1).Select(l => l.Split(',')), Array.IndexOf(header, "ID")))
        {
            var records = block.Select(row => Record(header, row)).ToArray();
            plans.Add(new IndividualPlan
            {
                Start = records[0].Time,
                Records = records,
                CovariateSlots = [.. covariates.Select(c => Array.IndexOf(parameters, c))],
                CovariateValues = [.. block.SelectMany(row => columns.Select(c => Number(row[c], double.NaN)))],
                CovariateRule = rule,
            });
        }

        return new CaseData(plans);
    }

    private static IEnumerable<List<string[]>> Blocks(IEnumerable<string[]> rows, int id)
    {
        List<string[]>? block = null;
        foreach (string[] row in rows)
        {
            if (block is null || block[0][id] != row[id])
            {
                if (block is not null)
                {
                    yield return block;
                }

                block = [];
            }

            block.Add(row);
        }

        yield return block!;
    }

    private static DosingRecord Record(string[] header, string[] row)
    {
        double Get(string name)
        {
            int column = Array.IndexOf(header, name);
            return column < 0 ? 0 : Number(row[column], 0);
        }

        double amount = Get("AMT");
        double rate = Get("RATE");
        int compartment = (int)Get("CMT");
        int kind = header.Contains("EVID") ? (int)Get("EVID") : amount != 0 || rate != 0 ? 1 : 0;
        int target = Math.Abs(compartment) - 1;
        if (kind is 1 or 4 && compartment == 0)
        {
            target = 0;
        }

        return new DosingRecord(Get("TIME"), (RecordKind)kind, target, amount, rate, Get("II"), (int)Get("ADDL"), (int)Get("SS"), kind == 2 && compartment < 0);
    }

    private static double Number(string text, double missing) =>
        text is "." or "" ? missing : double.Parse(text, CultureInfo.InvariantCulture);
}

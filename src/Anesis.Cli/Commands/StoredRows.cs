using System.Globalization;
using Anesis.Results.Studies;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>Compares one individual's results with those that a study holds.</summary>
internal static class StoredRows
{
    /// <summary>The first row (from 0) in which a bit differs; null when none does or the study does not hold the individual.</summary>
    public static int? FirstDifference(Study study, string id, bool numbered, ResultBlock block)
    {
        var query = study.Query();
        if (!query.IsOk)
        {
            throw new UserError(query.Diagnostics[0]);
        }

        using var connection = query.Value;
        bool isNumber = numbered || long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        var rows = connection.Select($"select * from results where id = {(isNumber ? id : $"'{id.Replace("'", "''", StringComparison.Ordinal)}'")}");
        if (!rows.IsOk)
        {
            throw new UserError(rows.Diagnostics[0]);
        }

        using var answer = rows.Value;
        int row = 0;
        foreach (object?[] stored in answer.Read())
        {
            if (row >= block.Times.Length || !Same(stored[1], block.Times[row]))
            {
                return row;
            }

            for (int k = 0; k < block.OutputCount; k++)
            {
                if (!Same(stored[k + 2], block.Values[(row * block.OutputCount) + k]))
                {
                    return row;
                }
            }

            row++;
        }

        return row == 0 || row == block.Times.Length ? null : row;
    }

    private static bool Same(object? stored, double value) => stored is double d && BitConverter.DoubleToInt64Bits(d) == BitConverter.DoubleToInt64Bits(value);
}

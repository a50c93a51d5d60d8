using System.Globalization;
using Anesis.Cli.Runs;

namespace Anesis.Cli.Reporting;

/// <summary>What makes an arm another than the main one.</summary>
internal static class ArmText
{
    public static string Differs(Arm arm, Arm main)
    {
        var parts = new List<string>();
        if (arm.Regimens != main.Regimens)
        {
            parts.Add(arm.Regimens.IsEmpty ? "no dose" : string.Join(" and ", arm.Regimens));
        }

        if (arm.Request.Population != main.Request.Population && arm.Request.Population is { } population)
        {
            parts.Add(population.Title);
        }

        foreach (var (id, value) in arm.Request.Settings.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!main.Request.Settings.TryGetValue(id, out double its) || its != value)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{id} = {value}"));
            }
        }

        return string.Join(", ", parts);
    }
}

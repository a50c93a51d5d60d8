using Anesis.Formats.Toml;

namespace Anesis.Ketamine.Claims;

/// <summary>Reads how the numbers of an arm's people become one: "over" with "quantile" or "threshold", and "among".</summary>
internal static class PeopleReader
{
    private static readonly string[] Words = ["median", "mean", "quantile", "share_above", "share_below"];
    private static readonly string[] Halves = ["upper", "lower"];

    /// <param name="table">The condition, or what differs on its other side.</param>
    /// <param name="side">Whose number it is.</param>
    /// <param name="same">What holds where the table says nothing.</param>
    /// <param name="arm">The side's; null when there is none of that name.</param>
    public static OverPeople? Read(TomlTable table, Side side, OverPeople? same, Arm? arm)
    {
        if (arm?.People is null)
        {
            foreach (string key in new[] { "over", "quantile", "threshold", "among" }.Where(key => arm is not null && table.Has(key)))
            {
                table.Error("AN0924", key, $"\"{key}\" for the arm \"{arm!.Id}\" of one typical person", "an arm with people and population");
            }

            return null;
        }

        if (!table.Has("over") && same is null)
        {
            table.Error("AN0924", "arm", $"the arm \"{arm.Id}\" of {arm.People} people without \"over\"", $"over = one of {string.Join(", ", Words)}");
            return null;
        }

        var statistic = table.Has("over") ? (PeopleStatistic)Math.Max(0, Array.IndexOf(Words, ClaimFileReader.RequiredWord(table, "over", Words))) : same!.Statistic;
        return new(statistic, Level(table, statistic, same)) { Among = ReadHalf(table, side, arm) ?? same?.Among };
    }

    private static double Level(TomlTable table, PeopleStatistic statistic, OverPeople? same)
    {
        string? key = statistic switch
        {
            PeopleStatistic.Quantile => "quantile",
            PeopleStatistic.ShareAbove or PeopleStatistic.ShareBelow => "threshold",
            _ => null,
        };
        foreach (string other in new[] { "quantile", "threshold" }.Where(other => other != key && table.Has(other)))
        {
            table.Error("AN0924", other, $"\"{other}\" for over = \"{Words[(int)statistic]}\"", "\"quantile\" with over = \"quantile\", \"threshold\" with a share");
        }

        if (key is null)
        {
            return double.NaN;
        }

        double level = table.NumberOrNull(key) ?? (same?.Statistic == statistic ? same.Level : double.NaN);
        if (double.IsNaN(level))
        {
            table.Error("AN0924", "over", $"over = \"{Words[(int)statistic]}\" without \"{key}\"", $"\"{key}\", a number");
        }
        else if (key == "quantile" && !(level is > 0 and < 1))
        {
            table.Error("AN0924", key, FormattableString.Invariant($"quantile = {level}"), "a number between 0 and 1");
        }

        return level;
    }

    /// <summary>among = { half, output, statistic, time, from, to }: half of the people, by another number of the same arm.</summary>
    private static HalfOfPeople? ReadHalf(TomlTable table, Side side, Arm arm)
    {
        if (table.Table("among", "half of the people") is not { } among)
        {
            return null;
        }

        int before = among.Errors.Count;
        string half = ClaimFileReader.RequiredWord(among, "half", Halves);
        string output = among.Text("output");
        var statistic = (ClaimStatistic)Math.Max(0, Array.IndexOf(ExpectationReader.Statistics, ClaimFileReader.RequiredWord(among, "statistic", ExpectationReader.Statistics)));
        var marker = new Side(side.Arm, output, statistic)
        {
            Time = ClaimFileReader.Hours(among, "time"),
            From = ClaimFileReader.Hours(among, "from"),
            To = ClaimFileReader.Hours(among, "to"),
            Span = among.Node("output")?.Span ?? among.Span,
        };
        if (among.Errors.Count == before)
        {
            ExpectationReader.CheckTimes(among, marker, arm);
        }

        among.RefuseOthers();
        return new(marker, half == "upper");
    }
}

using System.Globalization;
using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Claims;

/// <summary>Reads one condition of a claim.</summary>
internal static class ExpectationReader
{
    internal static readonly string[] Statistics = ["at", "max", "min", "mean", "first", "last", "rise", "fall", "change", "relative_change", "time_of_max", "time_of_min"];
    private static readonly string[] Relations = ["above", "below", "near", "between", "ratio"];

    public static Expectation Read(TomlTable table, ValueList<Arm> arms)
    {
        int before = table.Errors.Count;
        var left = ReadSide(table, null, arms);
        string relation = ClaimFileReader.RequiredWord(table, "is", Relations);
        var is_ = (Relation)Math.Max(0, Array.IndexOf(Relations, relation));
        var than = table.Table("than", "the other side");
        var bounds = Bounds(table, is_ switch { Relation.Between => "range", Relation.Ratio => "ratio", _ => null });
        var expectation = new Expectation(left, is_)
        {
            Than = than is null ? null : ReadSide(than, left, arms),
            Value = table.NumberOrNull("value"),
            By = table.NumberOrNull("by") ?? 0,
            Low = bounds.Low,
            High = bounds.High,
        };
        than?.RefuseOthers();
        if (table.Errors.Count == before)
        {
            CheckSides(table, expectation, relation);
        }

        table.RefuseOthers();
        return expectation;
    }

    private static void CheckSides(TomlTable table, Expectation e, string relation)
    {
        int sides = (e.Than is null ? 0 : 1) + (e.Value is null ? 0 : 1);
        if (sides != (e.Is == Relation.Between ? 0 : 1))
        {
            table.Error("AN0922", "is", $"\"{relation}\" with {(sides == 0 ? "nothing" : sides == 1 ? "another side" : "both \"than\" and \"value\"")}", e.Is == Relation.Between ? "\"range\" alone" : "either \"than\" or \"value\"");
        }

        if (e.Is == Relation.Near && !(e.By > 0))
        {
            table.Error("AN0922", "is", "\"near\" without \"by\"", "\"by\", how much the sides may differ, above 0");
        }

        if (e.By < 0 || (e.By != 0 && e.Is is Relation.Between or Relation.Ratio))
        {
            table.Error("AN0922", "by", FormattableString.Invariant($"by = {e.By} for \"{relation}\""), "a margin above 0, for above, below and near");
        }
    }

    /// <summary>The range or ratio that the relation needs.</summary>
    private static (double Low, double High) Bounds(TomlTable table, string? key)
    {
        if (key is null)
        {
            return (double.NaN, double.NaN);
        }

        var numbers = table.Numbers(key);
        if (numbers.Count == 2 && !(numbers[0] > numbers[1]))
        {
            return (numbers[0], numbers[1]);
        }

        table.Error("AN0922", table.Has(key) ? key : "is", table.Has(key) ? $"bounds that are not two ascending numbers" : $"no \"{key}\"", $"{key} = [low, high]");
        return (double.NaN, double.NaN);
    }

    /// <param name="table">The condition, or what differs on its other side.</param>
    /// <param name="same">What holds where the table says nothing; null: it must say.</param>
    /// <param name="arms">Of the file.</param>
    private static Side ReadSide(TomlTable table, Side? same, ValueList<Arm> arms)
    {
        string arm = same is null || table.Has("arm") ? table.Text("arm") : same.Arm;
        string output = same is null || table.Has("output") ? table.Text("output") : same.Output;
        var statistic = same is null || table.Has("statistic")
            ? (ClaimStatistic)Math.Max(0, Array.IndexOf(Statistics, ClaimFileReader.RequiredWord(table, "statistic", Statistics)))
            : same.Statistic;
        int before = table.Errors.Count;
        var side = new Side(arm, output, statistic)
        {
            Time = ClaimFileReader.Hours(table, "time") ?? same?.Time,
            From = ClaimFileReader.Hours(table, "from") ?? same?.From,
            To = ClaimFileReader.Hours(table, "to") ?? same?.To,
            Span = table.Node("output")?.Span ?? same?.Span ?? table.Span,
        };
        side = side with { Over = PeopleReader.Read(table, side, same?.Over, arms.FirstOrDefault(a => a.Id == arm)) };
        if (arm.Length > 0 && !arms.Any(a => a.Id == arm))
        {
            table.Error("AN0920", "arm", $"the arm \"{arm}\"", $"one of {string.Join(", ", arms.Select(a => a.Id))}", Spelling.Nearest(arm, arms.Select(a => a.Id)));
        }
        else if (arm.Length > 0 && table.Errors.Count == before)
        {
            CheckTimes(table, side, arms.First(a => a.Id == arm));
        }

        return side;
    }

    internal static void CheckTimes(TomlTable table, Side side, Arm arm)
    {
        if (double.IsNaN(arm.Until / arm.Every))
        {
            return; // the arm's own times are refused
        }

        double last = arm.Steps * arm.Every;
        if (side.Statistic == ClaimStatistic.At)
        {
            if (side.Time is null)
            {
                table.Error("AN0921", "statistic", "\"at\" without \"time\"", "a time such as time = \"24 h\"");
            }
            else if (!Course.IsRow(side.Time.Hours, arm))
            {
                double nearest = Math.Clamp(Math.Round(side.Time.Hours / arm.Every), 0, arm.Steps) * arm.Every;
                table.Error("AN0921", "time", $"{side.Time.Text} in the arm \"{arm.Id}\", which has no row then", string.Create(CultureInfo.InvariantCulture, $"a multiple of {arm.Every:G6} h up to {last:G6} h"), string.Create(CultureInfo.InvariantCulture, $"{nearest:G6} h"));
            }
        }
        else if (Course.RowsWithin(side, arm) is (var first, var end) && first > end)
        {
            table.Error("AN0921", side.From is null ? "to" : "from", $"a window without a row of the arm \"{arm.Id}\"", string.Create(CultureInfo.InvariantCulture, $"\"from\" before \"to\", within 0 to {last:G6} h"));
        }
    }
}

using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using CsvHelper;

namespace Anesis.Formats.DataSets;

/// <summary>
/// Reads NONMEM-style CSV: a header, then rows with ID TIME AMT RATE DUR CMT EVID MDV II ADDL SS DV DVID DATE (any order and case) and covariates.
/// Cells are parted by commas, semicolons, tabs or blanks. ".", "NA" and an empty cell are missing. Units in brackets behind a name and a row of units below the header are passed over. Every wrong cell is reported with its line and column; then nothing is returned.
/// </summary>
public sealed class DataSetReader
{
    private static readonly string[] Known = ["ID", "TIME", "AMT", "RATE", "DUR", "CMT", "EVID", "MDV", "II", "ADDL", "SS", "DV", "DVID", "DATE", "DAT1", "DAT2", "DAT3"];

    private readonly string _source;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, int Column)> _covariates = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly CellReader _cells;
    private readonly string _text;
    private bool _classicSaid;

    private DataSetReader(string text, string source)
    {
        var layout = DataSetLayout.Of(text);
        _text = layout.Text;
        _source = source;
        _cells = new(source, _diagnostics) { DecimalComma = layout.DecimalComma };
    }

    public static Checked<DataSet> Read(string text, string source) => new DataSetReader(text, source).ReadAll();

    /// <summary>Time and line of the individual's record before, where its time could be read.</summary>
    private (double Time, int Line)? _last;

    private Checked<DataSet> ReadAll()
    {
        using var csv = CsvReader.FromText(_text, new CsvReaderOptions { TrackLineNumbers = true, HasHeader = false, CommentPrefix = '#', TrimWhitespace = true });
        if (!csv.Read() || csv.FieldCount == 0)
        {
            return Checked.Refused<DataSet>(new Diagnostic("AN0800", Severity.Error, new(_source, 1, 1), "an empty file", "a header line with at least TIME"));
        }

        int headerLine = (int)csv.LineNumber;
        ReadHeader(csv, headerLine);
        if (_diagnostics.Exists(d => d.Severity == Severity.Error))
        {
            return Checked.Refused<DataSet>(_diagnostics);
        }

        int width = csv.FieldCount;
        var individuals = new List<DataIndividual>();
        var block = new List<DataRecord>();
        var clock = new ClockTime(_source, _diagnostics);
        string? id = null;
        bool first = true;
        while (csv.Read())
        {
            int line = (int)csv.LineNumber;
            if (first && csv.FieldCount == width && IsUnits(csv))
            {
                first = false;
                continue;
            }

            if (csv.FieldCount > 0 && csv.GetString(0).AsSpan().TrimStart() is ['@', ..] || IsMarkedOut(csv))
            {
                continue;
            }

            if (csv.FieldCount != width)
            {
                Error("AN0801", line, 1, $"{csv.FieldCount} cells", $"{width} cells, as in the header");
                continue;
            }

            first = false;
            string rowId = Cell(csv, "ID") is { } given ? given : _columns.ContainsKey("ID") ? "" : "1";
            if (rowId.Length == 0)
            {
                Error("AN0802", line, ColumnOf("ID"), "no ID", "the number or name of the individual");
            }

            if (rowId != id)
            {
                Close(individuals, block, id);
                id = rowId;
                _last = null;
                clock.Restart();
            }

            if (ReadRow(csv, line, clock) is { } record)
            {
                block.Add(record);
            }
        }

        Close(individuals, block, id);
        if (individuals.Count == 0 && _diagnostics.Count == 0)
        {
            Error("AN0800", headerLine, 1, "a header and no rows", "at least one record");
        }

        return _diagnostics.Exists(d => d.Severity == Severity.Error)
            ? Checked.Refused<DataSet>(_diagnostics)
            : new(new DataSet(_source, _covariates.Select(c => c.Name).ToValueList(), individuals.ToValueList()) { ClockTime = clock.WasUsed }, _diagnostics.ToValueList());
    }

    private static void Close(List<DataIndividual> individuals, List<DataRecord> block, string? id)
    {
        if (id is not null && block.Count > 0)
        {
            individuals.Add(new(id, block.ToValueList()));
            block.Clear();
        }
    }

    private void ReadHeader(CsvReader csv, int line)
    {
        for (int i = 0; i < csv.FieldCount; i++)
        {
            string name = WithoutUnit(csv.GetString(i).Trim().TrimStart('\uFEFF'));
            bool known = Known.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (name.Length == 0)
            {
                Error("AN0803", line, i + 1, "a column without a name", "a name for each column");
            }
            else if (!_columns.TryAdd(known ? name.ToUpperInvariant() : name, i))
            {
                Error("AN0803", line, i + 1, $"a second column \"{name}\"", "each name once");
            }
            else if (!known && !string.Equals(name, "C", StringComparison.Ordinal))
            {
                _covariates.Add((name, i));
            }
        }

        Alias("ID", "SUBJECT", "SUBJ", "SUBJID", "USUBJID");
        Alias("DV", "CONC", "CONCENTRATION");
        if (!_columns.ContainsKey("TIME"))
        {
            string? near = Spelling.Nearest("TIME", _covariates.Select(c => c.Name));
            _diagnostics.Add(new("AN0804", Severity.Error, new(_source, line, 1), "no column TIME", "a column TIME", near is null ? null : $"\"TIME\" for \"{near}\""));
        }
    }

    /// <summary>"TIME (h)" and "DV [mg/L]" are TIME and DV.</summary>
    private static string WithoutUnit(string name)
    {
        int bracket = name.AsSpan().IndexOfAny('(', '[');
        return bracket > 0 && name[^1] is ')' or ']' ? name[..bracket].TrimEnd() : name;
    }

    /// <summary>Where a column is not there by NONMEM's name, the first that is there by another's.</summary>
    private void Alias(string name, params ReadOnlySpan<string> others)
    {
        foreach (string other in others)
        {
            int index = _columns.ContainsKey(name) ? -1 : _covariates.FindIndex(c => c.Name.Equals(other, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                _columns[name] = _covariates[index].Column;
                _covariates.RemoveAt(index);
            }
        }
    }

    /// <summary>A row of units straight below the header: its TIME is "h" or another unit of time.</summary>
    private bool IsUnits(CsvReader csv)
    {
        string time = csv.GetString(_columns["TIME"]).Trim('(', ')', '[', ']', ' ').ToLowerInvariant();
        return time is "h" or "hr" or "hrs" or "hour" or "hours" or "min" or "mins" or "minute" or "minutes" or "s" or "sec" or "seconds" or "d" or "day" or "days" or "week" or "weeks" or "hh:mm";
    }

    private DataRecord? ReadRow(CsvReader csv, int line, ClockTime clock)
    {
        int errorsBefore = _diagnostics.Count;
        double Numeric(string column, double absent) =>
            _columns.TryGetValue(column, out int i) ? _cells.Number(csv, i, column, line, absent) : absent;
        int Whole(string column, int least, int most) =>
            _columns.TryGetValue(column, out int i) ? _cells.Whole(csv, i, column, line, least, most) : 0;

        double amount = Numeric("AMT", 0);
        double rate = Numeric("RATE", 0);
        double duration = Numeric("DUR", 0);
        int? classicCompartment = null;
        int evid = _columns.ContainsKey("EVID") ? Evid(csv, line, out classicCompartment) : amount != 0 || rate != 0 ? 1 : 0;
        int additional = Whole("ADDL", -1, 1_000_000);
        double interval = Numeric("II", 0);
        int steady = SteadyState(csv, line, interval);
        string? date = Cell(csv, "DATE") ?? Cell(csv, "DAT1") ?? Cell(csv, "DAT2") ?? Cell(csv, "DAT3");
        string dateOrder = _columns.ContainsKey("DAT1") ? "dmy" : _columns.ContainsKey("DAT2") ? "ymd" : _columns.ContainsKey("DAT3") ? "ydm" : "mdy";
        double time = clock.Read(Cell(csv, "TIME") is { } written ? _cells.Figures(written) : null, date, dateOrder, line, ColumnOf("TIME"));
        bool isTimeWrong = _diagnostics.Skip(errorsBefore).Any(d => d.Code == "AN0807");
        if (!isTimeWrong && _last is { } before && time < before.Time && evid is not (3 or 4))
        {
            Error("AN0807", line, ColumnOf("TIME"), $"TIME {time.ToString("G10", CultureInfo.InvariantCulture)} after {before.Time.ToString("G10", CultureInfo.InvariantCulture)} (line {before.Line})", "times that do not go back within an individual, except at EVID 3 or 4");
        }

        _last = isTimeWrong ? _last : (time, line);
        bool isMissing = Missing(line, _columns.ContainsKey("MDV") ? Numeric("MDV", 0) : double.NaN, out bool isStated);
        double observed = Numeric("DV", double.NaN);
        if (_diagnostics.Skip(errorsBefore).Any(d => d.Severity == Severity.Error))
        {
            return null;
        }

        if (duration != 0)
        {
            rate = CheckedRate(line, amount, rate, duration);
        }

        bool doses = evid is 1 or 4;
        CheckDose(line, doses, amount, rate, interval, additional, steady);
        var covariates = new double[_covariates.Count];
        for (int k = 0; k < covariates.Length; k++)
        {
            covariates[k] = _cells.Covariate(csv, _covariates[k].Column);
        }

        return _diagnostics.Skip(errorsBefore).Any(d => d.Severity == Severity.Error) ? null : new DataRecord
        {
            Line = line,
            Time = time,
            Evid = evid,
            Amount = amount,
            Rate = rate,
            Interval = interval,
            Additional = Math.Max(0, additional),
            SteadyState = steady,
            Compartment = classicCompartment?.ToString(CultureInfo.InvariantCulture) ?? Cell(csv, "CMT"),
            CompartmentColumn = classicCompartment is null ? ColumnOf("CMT") : ColumnOf("EVID"),
            Observed = observed,
            MissingDependentVariable = isStated ? isMissing : evid != 0 || double.IsNaN(observed),
            ObservedKind = Cell(csv, "DVID"),
            Covariates = ValueList.Create<double>(covariates),
        };
    }

    /// <summary>MDV 0 or 1; 100 and 101 mean the same, except in an estimation, which leaves such records out.</summary>
    private bool Missing(int line, double code, out bool isStated)
    {
        isStated = !double.IsNaN(code);
        if (isStated && code is not (0 or 1 or 100 or 101))
        {
            Error("AN0809", line, ColumnOf("MDV"), $"MDV {code.ToString(CultureInfo.InvariantCulture)}", "0 or 1 (or 100 or 101)");
        }

        return code is 1 or 101;
    }

    /// <summary>A first column called C marks rows that are to be left out with a letter.</summary>
    private bool IsMarkedOut(CsvReader csv) =>
        _columns.TryGetValue("C", out int column) && column == 0 && csv.FieldCount > 0 && csv.GetString(0).AsSpan().Trim() is [var first, ..] && char.IsAsciiLetter(first);

    /// <summary>EVID 0 to 4, or RxODE's classic code of a bolus, 100·compartment + 1, which is read with a warning.</summary>
    private int Evid(CsvReader csv, int line, out int? classicCompartment)
    {
        classicCompartment = null;
        double code = _cells.Number(csv, _columns["EVID"], "EVID", line, 0);
        if (code is >= 101 and <= 9901 && code % 100 == 1)
        {
            classicCompartment = (int)code / 100;
            if (!_classicSaid)
            {
                _classicSaid = true;
                _diagnostics.Add(new("AN0809", Severity.Warning, new(_source, line, ColumnOf("EVID")), $"EVID {code}", $"0 to 4; read as a bolus into compartment {classicCompartment} (the classic code of RxODE), here and below"));
            }

            return 1;
        }

        return _cells.Whole(csv, _columns["EVID"], "EVID", line, 0, 4);
    }

    /// <summary>A code that NONMEM does not know (99 in some public files) is no steady state where there is no interval either: said in a warning.</summary>
    private int SteadyState(CsvReader csv, int line, double interval)
    {
        if (!_columns.TryGetValue("SS", out int column))
        {
            return 0;
        }

        double code = _cells.Number(csv, column, "SS", line, 0);
        if (code is 0 or 1 or 2)
        {
            return (int)code;
        }

        _diagnostics.Add(new("AN0809", interval == 0 ? Severity.Warning : Severity.Error, new(_source, line, column + 1), $"SS {code.ToString(CultureInfo.InvariantCulture)}", interval == 0 ? "0, 1 or 2; read as 0, as there is no interval II" : "0, 1 or 2"));
        return 0;
    }

    private double CheckedRate(int line, double amount, double rate, double duration)
    {
        if (rate != 0)
        {
            Error("AN0806", line, ColumnOf("DUR"), "both RATE and DUR", "one of them");
        }
        else if (duration < 0)
        {
            Error("AN0806", line, ColumnOf("DUR"), $"DUR {duration}", "a duration of 0 or more");
        }

        return amount / duration;
    }

    private void CheckDose(int line, bool doses, double amount, double rate, double interval, int additional, int steady)
    {
        if (!doses)
        {
            if (amount != 0)
            {
                Error("AN0805", line, ColumnOf("AMT"), $"AMT {amount} on a record that is no dose", "EVID 1 or 4, or no amount");
            }

            return;
        }

        if (amount < 0)
        {
            Error("AN0805", line, ColumnOf("AMT"), $"AMT {amount}", "an amount of 0 or more");
        }

        if (rate < 0 && rate is not (-1 or -2))
        {
            Error("AN0806", line, ColumnOf("RATE"), $"RATE {rate}", "0 (bolus), above 0, -1 (modelled rate) or -2 (modelled duration)");
        }

        if (amount == 0 && !(steady > 0 && rate != 0))
        {
            Error("AN0805", line, ColumnOf("AMT"), "a dose of amount 0", "an amount above 0 (0 only for the steady state of an endless infusion: SS 1, II 0, RATE above 0)");
        }

        if (interval < 0 || (additional > 0 && interval == 0))
        {
            Error("AN0808", line, ColumnOf("II"), additional > 0 ? $"ADDL {additional} and II {interval}" : $"II {interval}", "an interval above 0 for additional doses");
        }

        if (steady > 0 && interval == 0 && amount != 0)
        {
            Error("AN0808", line, ColumnOf("II"), $"SS {steady} and II 0", "an interval above 0 for a steady state of doses");
        }
    }

    private string? Cell(CsvReader csv, string column) => _columns.TryGetValue(column, out int i) ? CellReader.Text(csv, i) : null;

    /// <summary>The column's number from 1, as a place in the file.</summary>
    private int ColumnOf(string name) => _columns.TryGetValue(name, out int i) ? i + 1 : 1;

    private void Error(string code, int line, int column, string found, string expected) =>
        _diagnostics.Add(new(code, Severity.Error, new(_source, line, column), found, expected));
}

using System.CommandLine;
using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Ketamine;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.VirtualPopulations;
using Anesis.Results.Studies;
using Anesis.Results.Tables;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>Turns what was written on the command line into a request; all that is wrong is found at once.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="options">Its options.</param>
/// <param name="subject">What is simulated; its scenario is the arm's.</param>
/// <param name="stored">The texts of a study that is run again, or null.</param>
/// <param name="arm">The arm that this is the request of, where the command line asks for all; else null.</param>
internal sealed class SimulateRequest(ParseResult parsed, SimulateOptions options, Subject subject, StoredTexts? stored = null, string? arm = null)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<StudyInput> _texts = [.. subject.Texts];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public IReadOnlyList<StudyInput> Texts => _texts;

    /// <summary>The regimens as written, after <see cref="Read"/>.</summary>
    public ValueList<string> RegimenTexts { get; private set; }

    public TimeUnit TimeUnit { get; } = ModelTime.UnitOf(subject.Model);

    public EnsembleOptions Options()
    {
        double rtol = parsed.GetValue(options.Rtol) ?? (subject.IsPerson ? SimulateOptions.PersonTolerance : SimulateOptions.UsualTolerance);
        double? atol = parsed.GetValue(options.Atol);
        if (OptionRanges.Tolerance("--rtol", rtol) is { } wrongTolerance)
        {
            _diagnostics.Add(wrongTolerance);
        }

        if (atol is { } a && !(a > 0 && double.IsFinite(a)))
        {
            Error("AN1006", "--atol", a.ToString(CultureInfo.InvariantCulture), "an absolute tolerance above 0");
        }

        if (OptionRanges.Threads("--threads", parsed.GetValue(options.Threads)) is { } wrongThreads)
        {
            _diagnostics.Add(wrongThreads);
        }

        var method = MethodNames.Parse(parsed.GetValue(options.Method)!);
        double leapError = parsed.GetValue(options.LeapError);
        if (!(leapError >= 0.001 && leapError <= 0.3))
        {
            Error("AN1006", "--leap-error", leapError.ToString(CultureInfo.InvariantCulture), "a share from 0.001 to 0.3");
        }

        return new()
        {
            Method = method,
            RelativeTolerance = rtol,
            AbsoluteTolerance = atol,
            LeapError = leapError,
            Seed = parsed.GetValue(options.Seed),
            Threads = Math.Max(0, parsed.GetValue(options.Threads)),
        };
    }

    /// <summary>The request; only to be used when <see cref="Diagnostics"/> holds no error.</summary>
    public ExperimentRequest Read()
    {
        var data = ReadData();
        double? until = ReadUntil();
        var regimen = ReadRegimen(until);
        int? people = ReadPeople();
        var table = ReadTable(ref people);
        var population = ReadPopulation(ref people);
        if (data is not null && (regimen is not null || people is not null || parsed.GetValue(options.Individuals) is not null || parsed.GetValue(options.Population) is not null || parsed.GetValue(options.At) is not null || parsed.GetValue(options.Every) is not null))
        {
            Error("AN1007", "--data", "a data set together with --regimen, --people, --population, --at or --every", "a data set alone: its records say who is dosed and observed when");
        }

        var uncertainty = ReadUncertainty(people);
        var outputs = ReadOutputs();
        double[] times = data is null ? new OutputTimes(parsed, options, subject.Scenario, TimeUnit, _diagnostics).Read(until, regimen) : [];
        if (parsed.GetValue(options.Output) is { } place && !ResultFile.IsFile(place))
        {
            _texts.Add(new("arguments", "simulate", RunArguments.Write(parsed, options, arm)));
        }

        return new(subject.Model)
        {
            Regimen = regimen,
            Routes = subject.Routes,
            Data = data,
            CovariateRule = CovariateRules.Read(parsed.GetValue(options.Covariates)!, _diagnostics),
            Population = population,
            People = people,
            Uncertainty = uncertainty,
            Table = table,
            Observed = new ObservedOptions(parsed.GetValue(options.Error) ?? [], parsed.GetValue(options.Lloq) ?? [], parsed.GetValue(options.Blq)!).Read(_diagnostics),
            Settings = ReadSettings(),
            OutputTimes = times,
            Outputs = outputs,
            Seed = parsed.GetValue(options.Seed),

            // One person fills one lane: narrow code is made sooner, and gives the same bits.
            Lanes = data is null && people is null or 1 ? 1 : 0,
        };
    }

    private void Error(string code, string option, string found, string expected, string? nearest = null) =>
        _diagnostics.Add(new(code, Severity.Error, new(option), found, expected, nearest));

    private DataSet? ReadData()
    {
        if (parsed.GetValue(options.Data) is not { } path)
        {
            return null;
        }

        var content = Text("data", path, "--data", "a NONMEM-style CSV file");
        if (content is not { } text)
        {
            return null;
        }

        var read = DataSetReader.Read(text, path);
        _diagnostics.AddRange(read.Diagnostics);
        if (read.IsOk && read.Value.Individuals.All(i => i.Records.All(r => r.Evid != 0)))
        {
            _diagnostics.Add(new("AN1007", Severity.Warning, new(path), "no observation (EVID 0): no row to write", "a record for each time that is wanted"));
        }

        _texts.Add(new("data", path, text));
        return read.Value;
    }

    private double? ReadUntil()
    {
        string? text = parsed.GetValue(options.Until) ?? subject.Scenario?.Until;
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        double until = TimeText.Read(text, "--until", TimeUnit, "", _diagnostics);
        if (until <= 0)
        {
            Error("AN1003", "--until", $"\"{text}\"", "a time above 0");
        }

        return double.IsNaN(until) ? null : until;
    }

    private Regimen? ReadRegimen(double? until)
    {
        string[] given = parsed.GetValue(options.Regimen) ?? [];
        var texts = given.Length > 0 ? given : subject.Scenario?.Regimen.ToArray() ?? [];
        RegimenTexts = texts.ToValueList();
        double? horizon = until * TimeUnit.Hours;
        Regimen? all = null;
        foreach (string text in texts)
        {
            var read = RegimenText.Read(text, "--regimen", horizon);
            _diagnostics.AddRange(read.Diagnostics);
            _texts.Add(new("regimen", "--regimen", text));
            if (read.IsOk)
            {
                all = all is null ? read.Value : all.With(read.Value);
            }
        }

        return all;
    }

    private int? ReadPeople()
    {
        int? people = parsed.GetValue(options.People);
        if (people is < 1 or > 100_000_000)
        {
            Error("AN1006", "--people", people.Value.ToString(CultureInfo.InvariantCulture), "a number of people from 1 on");
            return null;
        }

        return people ?? (parsed.GetValue(options.Data) is null ? subject.Scenario?.People : null);
    }

    private Population? ReadPopulation(ref int? people)
    {
        string? name = parsed.GetValue(options.Population) ?? (people is null ? null : subject.Scenario?.Population ?? (subject.IsPerson ? "adults" : null));
        if (name is null)
        {
            return null;
        }

        people ??= 100;
        if (NamedPopulation.Read(name, stored, _diagnostics) is not { } read)
        {
            return null;
        }

        _texts.Add(read.Text);
        return read.Population;
    }

    /// <summary>The people of a table; so many there are.</summary>
    private PeopleTable? ReadTable(ref int? people)
    {
        if (parsed.GetValue(options.Individuals) is not { } path)
        {
            return null;
        }

        if (parsed.GetValue(options.People) is not null)
        {
            Error("AN1007", "--people", "--people together with --individuals", "one of the two: a table has the people that it has");
        }

        if (Text("individuals", path, "--individuals", "a CSV table of people") is not { } text)
        {
            return null;
        }

        _texts.Add(new("individuals", path, text));
        var read = PeopleTable.Read(text, path);
        _diagnostics.AddRange(read.Diagnostics);
        people = read.Value?.Rows.Count ?? people;
        return read.Value;
    }

    private ParameterUncertainty? ReadUncertainty(int? people)
    {
        if (parsed.GetValue(options.Uncertainty) is not { } path)
        {
            return null;
        }

        if (people is null)
        {
            Error("AN1007", "--uncertainty", $"\"{path}\" for one person", "--people with a number of them: each has a draw");
        }

        if (Text("uncertainty", path, "--uncertainty", "a CSV file of posterior draws, or of estimates and their covariance") is not { } text)
        {
            return null;
        }

        _texts.Add(new("uncertainty", path, text));
        var read = ParameterUncertainty.Read(text, path);
        _diagnostics.AddRange(read.Diagnostics);
        return read.Value;
    }

    private string? Text(string kind, string path, string place, string expected)
    {
        if (stored?.Find(kind, path) is { } kept)
        {
            return kept;
        }

        var read = InputText.Read(path, place, expected);
        _diagnostics.AddRange(read.Diagnostics);
        return read.Value;
    }

    private Dictionary<string, double> ReadSettings()
    {
        var settings = subject.Scenario?.Sets.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal) ?? new Dictionary<string, double>(StringComparer.Ordinal);
        SettingTexts.Read(parsed.GetValue(options.Set) ?? [], settings, _diagnostics);
        return settings;
    }

    private ValueList<string> ReadOutputs()
    {
        string[] selected = NameLists.Read(parsed.GetValue(options.Select));
        if (selected.Length == 0 && parsed.GetValue(options.Select) is { Length: > 0 } written)
        {
            Error("AN1013", "--select", $"\"{string.Join(' ', written)}\"", "names of outputs, such as a,b");
        }

        var repeated = selected.GroupBy(s => s, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
        {
            Error("AN1013", "--select", $"\"{repeated.Key}\" twice", "each output once");
        }

        return selected.Length > 0 ? selected.ToValueList() : subject.Scenario?.Outputs ?? (subject.IsPerson ? PersonNumbers.Outputs : []);
    }
}

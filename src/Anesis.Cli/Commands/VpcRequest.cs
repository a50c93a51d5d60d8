using System.CommandLine;
using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>Turns a "vpc" command line into what is simulated and how it is compared; all that is wrong is found at once.</summary>
internal sealed class VpcRequest(ParseResult parsed, VpcOptions options)
{
    private static readonly string[] Kinds = ["numbers", "categories", "counts", "states", "events"];

    private readonly List<Diagnostic> _diagnostics = [];

    public (ExperimentRequest? Request, VpcSettings? Settings, IReadOnlyList<Diagnostic> Diagnostics) Read()
    {
        var subject = Subject.Find(parsed.GetValue(options.Model)!);
        _diagnostics.AddRange(subject.Diagnostics);
        string path = parsed.GetValue(options.Data)!;
        var data = InputText.Read(path, "--data", "a NONMEM-style CSV file").Then(text => DataSetReader.Read(text, path));
        _diagnostics.AddRange(data.Diagnostics);
        var population = parsed.GetValue(options.Population) is { } name ? NamedPopulation.Read(name, null, _diagnostics)?.Population : null;
        var uncertainty = parsed.GetValue(options.Uncertainty) is { } file
            ? InputText.Read(file, "--uncertainty", "a CSV file of posterior draws, or of estimates and their covariance").Then(text => ParameterUncertainty.Read(text, file))
            : null;
        _diagnostics.AddRange(uncertainty?.Diagnostics ?? []);
        var settings = ReadSettings();
        var kind = ReadKind();
        string[] outputs = kind == VpcKind.Categories ? parsed.GetValue(options.Dv)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [parsed.GetValue(options.Dv)!];
        var percentiles = ReadList("--percentiles", parsed.GetValue(options.Percentiles)!, 0, 100);
        Range("--replicates", parsed.GetValue(options.Replicates), 2, 1_000_000, "a number of replicates from 2 to 1000000");
        Range("--level", parsed.GetValue(options.Level), 1, 99.99, "per cent, from 1 to 99.99");
        Range("--additive", parsed.GetValue(options.Additive), 0, double.MaxValue, "a standard deviation of 0 or more");
        Range("--proportional", parsed.GetValue(options.Proportional), 0, 100, "a coefficient of variation of 0 or more");
        var error = ReadError();
        var limit = ReadLimit();
        var picture = new VpcFiles(
            WantedFile.Any(parsed.GetValue(options.Output), "--output", _diagnostics),
            WantedFile.Check(parsed.GetValue(options.Plot), "--plot", _diagnostics, ".svg", ".png"),
            WantedFile.Check(parsed.GetValue(options.Report), "--report", _diagnostics, ".html", ".htm"),
            parsed.GetValue(options.Log),
            !parsed.GetValue(options.NoPoints),
            CommandText.Of(parsed));
        if (OptionRanges.Check(parsed, options.Rtol, options.Threads) is { } wrong)
        {
            _diagnostics.Add(wrong);
        }

        var rule = CovariateRules.Read(parsed.GetValue(options.Covariates)!, _diagnostics);
        var observations = data.IsOk ? VpcObservations.Of(data.Value, parsed.GetValue(options.Dvid), parsed.GetValue(options.Stratify)) : null;
        _diagnostics.AddRange(observations?.Diagnostics ?? []);
        var bins = observations is { IsOk: true } ? ReadBins(observations.Value) : null;
        var outcome = observations is { IsOk: true } ? ReadOutcome(kind, outputs, observations.Value, path) : null;
        var events = kind == VpcKind.Events && data.IsOk && observations is { IsOk: true } ? EventObservations.Of(data.Value, parsed.GetValue(options.Dvid), parsed.GetValue(options.Stratify)) : null;
        _diagnostics.AddRange(events?.Diagnostics ?? []);
        if (_diagnostics.Any(d => d.Severity == Severity.Error) || bins is null)
        {
            return (null, null, _diagnostics);
        }

        int replicates = parsed.GetValue(options.Replicates);
        var request = new ExperimentRequest(subject.Value!.Model)
        {
            Routes = subject.Value.Routes,
            Data = events?.Value?.Followed(rule) ?? data.Value,
            CovariateRule = rule,
            Population = population,
            Uncertainty = uncertainty?.Value,
            Replicates = replicates,
            Settings = settings,
            Outputs = outputs.ToValueList(),
            Seed = parsed.GetValue(options.Seed),
        };
        var solver = new EnsembleOptions { Method = MethodNames.Parse(parsed.GetValue(options.Method)!), RelativeTolerance = parsed.GetValue(options.Rtol), Threads = parsed.GetValue(options.Threads), Seed = request.Seed };
        return (request, new(observations!.Value!, bins, error, percentiles.ToValueList(), parsed.GetValue(options.Level) / 100, replicates, parsed.GetValue(options.Corrected), solver, limit, picture)
        {
            Kind = kind,
            Outcome = outcome,
            Events = events?.Value,
        }, _diagnostics);
    }

    private VpcKind ReadKind()
    {
        string name = parsed.GetValue(options.Kind)!;
        int index = Array.IndexOf(Kinds, name);
        if (index < 0)
        {
            Error("AN1006", "--kind", $"\"{name}\"", $"one of {string.Join(", ", Kinds)}", Spelling.Nearest(name, Kinds));
        }

        var kind = (VpcKind)Math.Max(0, index);
        Option[] numbers = [options.Additive, options.Proportional, options.Error, options.Lloq, options.Blq, options.Percentiles, options.Corrected, options.Log, options.NoPoints];
        Refuse(kind != VpcKind.Numbers, numbers, kind, "numbers");
        Refuse(kind is not (VpcKind.Categories or VpcKind.States), [options.Values], kind, "categories or states");
        Refuse(kind != VpcKind.Counts, [options.Counts, options.Groups], kind, "counts");
        Refuse(kind == VpcKind.Events, [options.Bins], kind, "another kind");
        return kind;
    }

    private void Refuse(bool has, Option[] meant, VpcKind kind, string belongs)
    {
        foreach (var option in meant.Where(o => has && parsed.GetResult(o) is { Implicit: false }))
        {
            Error("AN1007", option.Name, $"{option.Name} with --kind {Kinds[(int)kind]}", $"--kind {belongs}, or no such option");
        }
    }

    /// <summary>What a discrete observation is; null for numbers and events.</summary>
    private DiscreteOutcome? ReadOutcome(VpcKind kind, string[] outputs, VpcObservations observations, string source)
    {
        DiscreteOutcome? outcome = kind switch
        {
            VpcKind.Categories => new CategoryOutcome(ReadValues(outputs.Length == 1 ? [0, 1] : [.. Enumerable.Range(1, outputs.Length).Select(i => (double)i)], Math.Max(2, outputs.Length))),
            VpcKind.States => new StateOutcome(ReadValues([.. observations.Values.Distinct().Order()], 0)),
            VpcKind.Counts => ReadCounts(),
            _ => null,
        };
        if (outcome is StateOutcome { Values.Count: > 30 } states)
        {
            Error("AN0827", source, $"DV with {states.Values.Count} different values", "numbers of states, at most 30 of them");
        }
        else if (outcome is not null && VpcShareSink.Unknown(observations, outcome, source) is { } unknown)
        {
            _diagnostics.Add(unknown);
        }

        return outcome;
    }

    private ValueList<double> ReadValues(double[] otherwise, int count)
    {
        if (parsed.GetValue(options.Values) is not { } text)
        {
            return otherwise.ToValueList();
        }

        double[] values = ReadList("--values", text, double.MinValue, double.MaxValue);
        if (values.Length > 0 && count > 0 && values.Length != count)
        {
            Error("AN1006", "--values", $"{values.Length} values", $"{count}, one for each category");
        }

        return values.Length > 0 && (count == 0 || values.Length == count) ? values.ToValueList() : otherwise.ToValueList();
    }

    private CountOutcome ReadCounts()
    {
        var read = CountDistribution.Read(parsed.GetValue(options.Counts)!, "--counts");
        _diagnostics.AddRange(read.Diagnostics);
        Range("--groups", parsed.GetValue(options.Groups), 1, 30, "a number from 1 to 30");
        return new(read.Value ?? CountDistribution.Poisson, Math.Clamp(parsed.GetValue(options.Groups), 1, 30));
    }

    private void Error(string code, string option, string found, string expected, string? nearest = null) => _diagnostics.Add(new(code, Severity.Error, new(option), found, expected, nearest));

    private void Range(string option, double value, double low, double high, string expected)
    {
        if (!(value >= low && value <= high))
        {
            Error("AN1006", option, value.ToString(CultureInfo.InvariantCulture), expected);
        }
    }

    /// <summary>--error, or the two numbers of --additive and --proportional.</summary>
    private ResidualError ReadError()
    {
        var two = new ResidualError(parsed.GetValue(options.Additive), parsed.GetValue(options.Proportional));
        if (parsed.GetValue(options.Error) is not { } text)
        {
            return two;
        }

        if (!two.IsNone)
        {
            Error("AN1007", "--error", $"\"{text}\" beside --additive or --proportional", "one of the two ways");
        }

        var read = ResidualErrorText.Read(text, "--error");
        _diagnostics.AddRange(read.Diagnostics);
        return read.Value ?? ResidualError.None;
    }

    private Quantification ReadLimit()
    {
        var below = ObservedOptions.Method(parsed.GetValue(options.Blq)!, _diagnostics);
        double? limit = parsed.GetValue(options.Lloq);
        Range("--lloq", limit ?? 1, double.Epsilon, double.MaxValue, "a limit above 0");
        return limit is { } value ? new(value, below) : Quantification.None;
    }

    private TimeBins? ReadBins(VpcObservations observations)
    {
        string? text = parsed.GetValue(options.Bins);
        if (text is null)
        {
            return TimeBins.Automatic(observations.Times);
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            Range("--bins", count, 1, 10_000, "a number of bins from 1 to 10000, or their edges");
            return count is >= 1 and <= 10_000 ? TimeBins.EqualCounts(observations.Times, count) : null;
        }

        double[] edges = ReadList("--bins", text, double.MinValue, double.MaxValue);
        if (edges.Length < 2)
        {
            Error("AN1006", "--bins", $"\"{text}\"", "a number of bins, or at least two edges");
            return null;
        }

        return new(edges.ToValueList());
    }

    /// <summary>Ascending numbers.</summary>
    private double[] ReadList(string option, string text, double low, double high)
    {
        var numbers = new List<double>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= low && number <= high) || (numbers.Count > 0 && number <= numbers[^1]))
            {
                Error("AN1006", option, $"\"{part}\" in \"{text}\"", low == 0 ? "ascending numbers from 0 to 100, such as 5,50,95" : "ascending numbers, such as 0,1,2,4");
                return [];
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private Dictionary<string, double> ReadSettings()
    {
        var settings = new Dictionary<string, double>(StringComparer.Ordinal);
        SettingTexts.Read(parsed.GetValue(options.Set) ?? [], settings, _diagnostics);
        return settings;
    }
}

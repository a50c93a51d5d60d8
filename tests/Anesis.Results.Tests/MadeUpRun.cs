using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Results.Studies;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Tests;

/// <summary>A run made up from closed forms: concentration and pressure of n people; every tenth fails half way when asked to.</summary>
internal sealed record MadeUpRun(int People, int Rows, bool SomeFail = false)
{
    public static ValueList<OutputColumn> Outputs { get; } = [new("ketamine_venous", "ng/mL", "Ketamine, venous plasma"), new("systolic", "mmHg")];

    public StudyDescription Description(int peoplePerPart = 7, int groupRows = 16) => new()
    {
        ProgramVersion = "0.1.0-test",
        Command = "anesis simulate person --people 20",
        Inputs = [new("model", "person.ant", "model person\n  x = 1 # λ \"quoted\"\nend\n"), new("regimen", "--regimen", "0.5 mg/kg iv over 40 min")],
        Settings = [new("clearance", 1.25)],
        Options = new EnsembleOptions { Seed = ulong.MaxValue - 3 },
        Outputs = Outputs,
        TimeUnit = "h",
        Individuals = People,
        Layout = new StudyLayout(peoplePerPart, groupRows),
    };

    public IndividualTable Table { get; } = new(
        [new("weight", IndividualColumnKind.Covariate, "kg"), new("clearance", IndividualColumnKind.Parameter, "L/h")],
        static (i, values) => (values[0], values[1]) = (50 + i, 70 + (i / 3.0)));

    public bool Fails(int individual) => SomeFail && individual % 10 == 3;

    public int RowsOf(int individual) => Fails(individual) ? Rows / 2 : Rows;

    public double Value(int individual, int row, int output) => output == 0 ? 200.0 * (individual + 1) / (row + 1.5) : 120 + Math.Sqrt(individual) - (row / 7.0);

    public ResultBlock Block(int first, int count)
    {
        int[] starts = new int[count + 1];
        for (int k = 0; k < count; k++)
        {
            starts[k + 1] = starts[k] + RowsOf(first + k);
        }

        double[] times = new double[starts[count]];
        double[] values = new double[2 * times.Length];
        for (int k = 0; k < count; k++)
        {
            for (int row = 0; row < RowsOf(first + k); row++)
            {
                times[starts[k] + row] = row * 0.25;
                values[2 * (starts[k] + row)] = Value(first + k, row, 0);
                values[(2 * (starts[k] + row)) + 1] = Value(first + k, row, 1);
            }
        }

        var outcomes = Enumerable.Range(first, count)
            .Select(i => Fails(i) ? new Outcome(OutcomeKind.StepTooSmall, Rows * 0.125, "ketamine_venous") : Outcome.Completed).ToArray();
        return new(first, count, 2, starts, times, values, outcomes) { Counters = new RunCounters(10 * count, count, 60 * count, 0) };
    }

    /// <summary>Feeds the individuals of a range in blocks of the given size.</summary>
    public void Feed(IResultSink sink, IndividualRange range, int blockSize)
    {
        for (int first = range.First; first < range.End; first += blockSize)
        {
            sink.Accept(Block(first, Math.Min(blockSize, range.End - first)));
        }
    }

    public void Feed(IResultSink sink, int blockSize = 5) => Feed(sink, new IndividualRange(0, People), blockSize);
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("anesis-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

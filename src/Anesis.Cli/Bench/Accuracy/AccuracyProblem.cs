using Anesis.Formats;
using Anesis.Formats.Antimony;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Cli.Bench.Accuracy;

/// <summary>A model with values of known accuracy: rows by <paramref name="Times"/>, one value a column.</summary>
/// <param name="Name">As its source calls it.</param>
/// <param name="Model">Reads the model.</param>
/// <param name="Columns">What the columns are: ids, species by their concentration.</param>
/// <param name="Times">Ascending, in the model's time unit.</param>
/// <param name="Values">[row][column].</param>
/// <param name="Uncertainty">Relative error of the reference itself.</param>
/// <param name="AbsoluteTolerance">Where the problem's publication asks for one; null: by each state's own scale.</param>
internal sealed record AccuracyProblem(string Name, Func<Checked<ModelDocument>> Model, string[] Columns, double[] Times, double[][] Values, double Uncertainty = 0, double? AbsoluteTolerance = null)
{
    public static AccuracyProblem Shipped(string name, string file, string[] columns, double[] times, double[][] values, double? absolute = null) =>
        new(name, () => ReadShipped(file), columns, times, values, 0, absolute);

    public static AccuracyProblem File(string name, string path, string[] columns, double[] times, double[][] values, double uncertainty) =>
        new(name, () => ModelFile.Read(path), columns, times, values, uncertainty);

    public CompiledModel Compile()
    {
        var compiled = Model().Then(Flattening.Flatten).Then(m =>
        {
            var species = m.Species.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
            return Compiler.Compile(m, new CompileRequest { Outputs = Columns.Select(c => species.Contains(c) ? $"[{c}]" : c).ToValueList(), Lanes = 1 });
        });
        return compiled.IsOk ? compiled.Value : throw new UserError(compiled.Diagnostics.First(d => d.Severity == Severity.Error));
    }

    private static Checked<ModelDocument> ReadShipped(string file)
    {
        using var stream = typeof(AccuracyProblem).Assembly.GetManifestResourceStream("bench/" + file)
            ?? throw new InvalidOperationException($"the model {file} is not in the program");
        using var reader = new StreamReader(stream);
        return AntimonyReader.Read(reader.ReadToEnd(), file, null);
    }
}

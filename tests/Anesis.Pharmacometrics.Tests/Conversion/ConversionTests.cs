using Anesis.Formats;
using Anesis.Formats.Antimony;
using Anesis.Formats.Antimony.Writing;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Conversion;

/// <summary>A model that was turned into Antimony and back simulates bitwise the same.</summary>
public sealed class ConversionTests
{
    private static readonly double[] Times = [0, 0.3, 1, 2.5, 5];

    [Fact]
    public void Cases_of_the_test_suite_keep_their_bits()
    {
        string[] folders = [.. Directory.GetDirectories(SharedFiles.Find("conformance/semantic")).Order(StringComparer.Ordinal)];
        Differences(folders.Select(f => Directory.GetFiles(f, "*-sbml-*.xml").Order(StringComparer.Ordinal).Last())).Should().BeEmpty();
    }

    [Fact]
    public void Real_models_keep_their_bits() =>
        Differences(Directory.GetFiles(SharedFiles.Find("realworld/biomodels"), "*.xml").Order(StringComparer.Ordinal)).Should().BeEmpty();

    internal static List<string> Differences(IEnumerable<string> files)
    {
        var found = new List<string>();
        foreach (string file in files)
        {
            var first = ModelFile.Read(file);
            if (!first.IsOk)
            {
                continue;
            }

            var antimony = AntimonyWriter.Write(first.Value);
            bool isTold = antimony.Diagnostics.Any(d => d.Code == "AN0151");

            var second = AntimonyReader.Read(antimony.Text, "model.ant");
            if (isTold && !second.IsOk)
            {
                continue;
            }

            if (!second.IsOk || Outputs(first.Value) is not { IsEmpty: false } outputs)
            {
                found.AddRange(second.IsOk ? [] : [$"{Path.GetFileName(file)}: {second.Diagnostics.First(d => d.Severity == Severity.Error)}"]);
                continue;
            }

            string text = SbmlWriter.ToText(second.Value).Value!;
            long[]? a = Bits(first.Value, outputs), b = Bits(second.Value, outputs), c = Bits(SbmlReader.Read(text, "model.xml").Value!, outputs);
            // What Antimony cannot say, such as that a reaction is fast, changes the course, and is reported.
            if (!isTold && a is not null && (b is null || c is null || !a.SequenceEqual(b) || !a.SequenceEqual(c)))
            {
                found.Add(Path.GetFileName(file) + (b is null || !a.SequenceEqual(b) ? " as Antimony" : " as SBML again"));
            }
        }

        return found;
    }

    internal static ValueList<string> Outputs(ModelDocument document) =>
        Flattening.Flatten(document) is { IsOk: true } flat ? flat.Value.Species.Select(s => s.Id).Concat(flat.Value.Parameters.Where(p => !p.Constant).Select(p => p.Id)).ToValueList() : [];

    /// <summary>Bits of a short course; null when the model cannot be simulated.</summary>
    internal static long[]? Bits(ModelDocument document, ValueList<string> outputs)
    {
        var compiled = Flattening.Flatten(document).Then(m => Compiler.Compile(m, new CompileRequest { Outputs = outputs, Lanes = 1 }));
        return compiled.IsOk ? [.. Ensemble.RunOne(compiled.Value, new IndividualPlan { OutputTimes = Times }, [], new EnsembleOptions { Threads = 1, MaximumSteps = 20_000 }).Values.Select(BitConverter.DoubleToInt64Bits)] : null;
    }
}

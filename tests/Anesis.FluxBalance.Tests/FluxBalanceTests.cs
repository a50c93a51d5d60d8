using Anesis.Formats;
using Anesis.Modeling;
using Anesis.Tests;

namespace Anesis.FluxBalance.Tests;

public sealed class FluxBalanceTests
{
    [Fact]
    public void Optima_of_the_test_suite_are_found()
    {
        string folder = SharedFiles.Find("conformance/semantic");
        int compared = 0;
        foreach (string name in Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal))
        {
            string results = Path.Combine(folder, name, name + "-results.csv");
            string[] lines = [.. File.ReadAllLines(results).Where(l => l.Trim().Length > 0)];
            string[] columns = [.. lines[0].Split(',').Select(c => c.Trim())];
            if (columns[0].Equals("time", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var model = ModelFile.Read(Directory.GetFiles(Path.Combine(folder, name), "*-sbml-*.xml").Order(StringComparer.Ordinal).Last());
            var solved = FluxBalanceAnalysis.Solve(model.Value!.Main);
            solved.Diagnostics.Should().BeEmpty(name);
            string[] expected = lines[1].Split(',');
            for (int i = 0; i < columns.Length; i++)
            {
                double wanted = double.Parse(expected[i], System.Globalization.CultureInfo.InvariantCulture);
                double found = columns[i] == solved.Value!.Objective ? solved.Value.Optimum : solved.Value.Fluxes.First(f => f.Reaction == columns[i]).Flux;
                (double.IsNaN(wanted) ? double.IsNaN(found) : Math.Abs(wanted - found) <= 0.001 + (0.001 * Math.Abs(wanted))).Should().BeTrue($"{name} {columns[i]}: {found} for {wanted}");
                compared++;
            }
        }

        compared.Should().BeGreaterThan(40);
    }

    [Fact]
    public void A_chain_carries_what_its_narrowest_bound_lets_through()
    {
        var solved = FluxBalanceAnalysis.Solve(Chain(upper: 3));
        solved.Value!.Optimum.Should().BeApproximately(3, 1e-9);
        solved.Value.Fluxes.Should().OnlyContain(f => Math.Abs(f.Flux - 3) < 1e-9);
    }

    [Fact]
    public void Without_bounds_the_optimum_is_infinite() => FluxBalanceAnalysis.Solve(Chain(upper: double.PositiveInfinity)).Value!.Status.Should().Be(FluxStatus.Unbounded);

    [Fact]
    public void Bounds_that_exclude_each_other_leave_no_optimum() => double.IsNaN(FluxBalanceAnalysis.Solve(Chain(upper: -1)).Value!.Optimum).Should().BeTrue();

    [Fact]
    public void An_objective_that_is_not_there_is_refused_with_the_nearest_name() =>
        FluxBalanceAnalysis.Solve(Chain(3), "grwth").Diagnostics[0].Nearest.Should().Be("growth");

    /// <summary>→ A → B →, the last flux maximised.</summary>
    private static Model Chain(double upper) => new()
    {
        Compartments = [new() { Id = "c", Size = 1, SpatialDimensions = 3 }],
        Species = [new() { Id = "A", Compartment = "c" }, new() { Id = "B", Compartment = "c" }],
        Parameters = [new() { Id = "low", Value = 0 }, new() { Id = "high", Value = upper }, new() { Id = "open", Value = double.PositiveInfinity }],
        Reactions =
        [
            new() { Id = "into", Products = [new() { Species = "A" }], LowerFluxBound = "low", UpperFluxBound = "open" },
            new() { Id = "through", Reactants = [new() { Species = "A" }], Products = [new() { Species = "B" }], LowerFluxBound = "low", UpperFluxBound = "high" },
            new() { Id = "out", Reactants = [new() { Species = "B" }], LowerFluxBound = "low", UpperFluxBound = "open" },
        ],
        FluxBalance = new() { Strict = false, ActiveObjective = "growth", Objectives = [new() { Id = "growth", Fluxes = [new() { Reaction = "out", Coefficient = 1 }] }] },
    };
}

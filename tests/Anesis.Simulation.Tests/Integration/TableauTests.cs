using Anesis.Simulation.Integration.Explicit;

namespace Anesis.Tests.Integration;

/// <summary>The numbers of the explicit pairs against the order conditions of all rooted trees (Butcher; Hairer, Nørsett, Wanner I, II.2).</summary>
public class TableauTests
{
    /// <summary>A rooted tree by its subtrees.</summary>
    private sealed record Tree(Tree[] Branches)
    {
        public int Order { get; } = 1 + Branches.Sum(b => b.Order);

        /// <summary>γ(t): the order times the densities of the branches.</summary>
        public double Density { get; } = (1 + Branches.Sum(b => b.Order)) * Branches.Aggregate(1.0, (product, b) => product * b.Density);

        /// <summary>Φᵢ(t): the elementary weight's inner sums, a number a stage.</summary>
        public double[] Weights(double[][] a) =>
            Branches.Aggregate(
                Enumerable.Repeat(1.0, a.Length).ToArray(),
                (product, branch) =>
                {
                    double[] inner = branch.Weights(a);
                    return [.. product.Select((p, i) => p * a[i].Select((w, j) => w * inner[j]).Sum())];
                });
    }

    private static List<Tree> Trees(int order)
    {
        var byOrder = new List<Tree>[order + 1];
        byOrder[1] = [new Tree([])];
        for (int n = 2; n <= order; n++)
        {
            byOrder[n] = [.. Forests(n - 1, n - 1, int.MaxValue, byOrder).Select(f => new Tree([.. f]))];
        }

        return [.. byOrder.Skip(1).SelectMany(t => t)];
    }

    /// <summary>Multisets of trees of that total order: the largest tree first, and among equals by their place in the list.</summary>
    private static IEnumerable<IEnumerable<Tree>> Forests(int total, int largest, int last, List<Tree>[] byOrder)
    {
        if (total == 0)
        {
            yield return [];
            yield break;
        }

        for (int n = Math.Min(total, largest); n >= 1; n--)
        {
            int most = n == largest ? Math.Min(last, byOrder[n].Count - 1) : byOrder[n].Count - 1;
            for (int k = most; k >= 0; k--)
            {
                foreach (IEnumerable<Tree> rest in Forests(total - n, n, k, byOrder))
                {
                    yield return rest.Prepend(byOrder[n][k]);
                }
            }
        }
    }

    private static ExplicitTableau Named(string name) => OrderTests.ExplicitTableaus.Single(t => t.Name == name);

    [Fact]
    public void There_are_as_many_trees_as_Cayley_counted() =>
        Enumerable.Range(1, 8).Select(n => Trees(8).Count(t => t.Order == n)).Should().Equal(1, 1, 2, 4, 9, 20, 48, 115);

    [Theory]
    [InlineData("Tsit5")]
    [InlineData("DOP853")]
    public void A_step_meets_every_order_condition(string name)
    {
        ExplicitTableau t = Named(name);
        foreach (Tree tree in Trees(t.Order))
        {
            double[] weights = tree.Weights(t.A);
            t.B.Select((b, i) => b * weights[i]).Sum().Should().BeApproximately(1 / tree.Density, 1e-13, $"a tree of order {tree.Order} asks so");
        }
    }

    [Theory]
    [InlineData("Tsit5", 4)]
    [InlineData("DOP853", 5)]
    public void The_compared_solution_has_its_order_and_no_more(string name, int order)
    {
        ExplicitTableau t = Named(name);
        double Defect(Tree tree)
        {
            double[] weights = tree.Weights(t.A);
            return Math.Abs(t.Error.Select((e, i) => e * weights[i]).Sum());
        }

        Trees(order).Max(Defect).Should().BeLessThan(1e-13);
        Trees(order + 1).Max(Defect).Should().BeGreaterThan(1e-5);
    }

    [Theory]
    [InlineData("Tsit5")]
    [InlineData("DOP853")]
    public void Dense_output_meets_every_order_condition_at_every_place(string name)
    {
        ExplicitTableau t = Named(name);
        foreach (double theta in (double[])[0.1, 0.37, 0.5, 0.81, 1])
        {
            foreach (Tree tree in Trees(t.DenseOrder))
            {
                double[] weights = tree.Weights(t.A);
                double sum = t.Dense.Select((_, i) => weights[i] * t.DenseWeight(i, theta)).Sum();
                sum.Should().BeApproximately(Math.Pow(theta, tree.Order) / tree.Density, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("Tsit5")]
    [InlineData("DOP853")]
    public void The_stability_limit_is_where_the_stability_function_leaves_one(string name)
    {
        ExplicitTableau t = Named(name);
        double Growth(double z)
        {
            double[] k = new double[t.StepStages];
            for (int i = 0; i < k.Length; i++)
            {
                k[i] = z * (1 + t.A[i].Select((a, j) => a * k[j]).Sum());
            }

            return Math.Abs(1 + t.B.Select((b, i) => b * k[i]).Sum());
        }

        Enumerable.Range(1, 200).Select(i => Growth(-t.StabilityLimit * i * 0.995 / 200)).Max().Should().BeLessThanOrEqualTo(1);
        Growth(-t.StabilityLimit * 1.02).Should().BeGreaterThan(1);
    }

    [Fact]
    public void A_wrong_number_is_found_when_the_tableau_is_built()
    {
        var build = () => new ExplicitTableau("broken", "", 1, 1, 1, 2, 1, [[], [1]], [1, 0], [0.5, -0.4], [[1], [0]]);
        build.Should().Throw<InvalidOperationException>().WithMessage("broken: the error weights sum to*");
    }
}

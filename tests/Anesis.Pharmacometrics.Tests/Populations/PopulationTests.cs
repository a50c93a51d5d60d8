using Anesis.Formats.Antimony;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Tests.Populations;

public sealed class PopulationTests
{
    /// <summary>R is a constant input; A gathers it.</summary>
    private const string Gather = "model m\n  A' = R + S; A = 0; R = 1; S = 0; eta_a = 0; eta_b = 0\nend\n";

    private static Checked<Population> Read(string body) => PopulationFile.Read("schema = 1\nid = \"p\"\ntitle = \"t\"\n" + body, "p.toml");

    private static Checked<Experiment> Prepare(string body, double[] times, int people, string[] outputs, ParameterUncertainty? uncertainty = null) => Read(body).Then(population =>
        Experiment.Prepare(new(AntimonyReader.Read(Gather, "m.ant", null).Then(Flattening.Flatten).Value!) { Population = population, People = people, OutputTimes = times, Outputs = [.. outputs], Uncertainty = uncertainty }));

    private static double[][] Rows(string body, double[] times, int people, string[] outputs, ParameterUncertainty? uncertainty = null)
    {
        var prepared = Prepare(body, times, people, outputs, uncertainty);
        prepared.Diagnostics.Should().BeEmpty();
        var memory = new MemorySink();
        Ensemble.Run(prepared.Value!.Model, prepared.Value.Individuals, new() { RelativeTolerance = 1e-10 }, memory);
        int width = outputs.Length * times.Length;
        return [.. memory.Blocks.SelectMany(b => b.Values).Chunk(width)];
    }

    [Theory]
    [InlineData("{ kind = \"logitnormal\", median = 0.3, sd = 0.8 }", 0.84134474606854293, 0.488147, 0.48815)]
    [InlineData("{ kind = \"logitnormal\", median = 3, sd = 1, low = 1, high = 5 }", 0.5, 3, 3)]
    [InlineData("{ kind = \"boxcox\", median = 2, sd = 0.5, lambda = 0 }", 0.84134474606854293, 3.297442, 3.297443)]
    [InlineData("{ kind = \"boxcox\", median = 2, sd = 0.5, lambda = 1 }", 0.84134474606854293, 3.826206, 3.826207)]
    [InlineData("{ kind = \"triangular\", low = 0, mode = 1, high = 4 }", 0.25, 1, 1)]
    [InlineData("{ kind = \"weibull\", scale = 2, shape = 2 }", 0.63212055882855767, 2, 2)]
    [InlineData("{ kind = \"exponential\", mean = 3 }", 0.63212055882855767, 3, 3)]
    [InlineData("{ kind = \"gamma\", shape = 1, scale = 3 }", 0.63212055882855767, 3, 3)]
    [InlineData("{ kind = \"beta\", a = 1, b = 1 }", 0.4, 0.4, 0.4)]
    public void Quantiles_are_those_of_the_closed_form(string distribution, double u, double low, double high)
    {
        // logit(0.3) + 0.8 = -0.0473: 0.48818; 2 exp(0.5); 2 exp(exp(0.5) - 1).
        var read = Read($"[[covariate]]\nid = \"R\"\ndistribution = {distribution}").Value!.Covariates[0].Cases[0].Distribution;
        read.Quantile(u).Should().BeInRange(low - 1e-4, high + 1e-4);
        if (read is not QuantileDistribution)
        {
            read.Probability(read.Quantile(u)).Should().BeApproximately(u, 1e-9);
            read.Probability(read.Quantile(0.9)).Should().BeApproximately(0.9, 1e-9);
        }
    }

    [Fact]
    public void A_full_covariance_has_its_variances_and_covariances()
    {
        var rows = Rows("[[covariance]]\nof = [\"eta_a\", \"eta_b\"]\nmatrix = [[0.09], [0.03, 0.04]]", [0], 20_000, ["eta_a", "eta_b"]);
        double Product(int i, int j) => rows.Average(r => r[i] * r[j]);
        Product(0, 0).Should().BeApproximately(0.09, 0.003);
        Product(1, 1).Should().BeApproximately(0.04, 0.0015);
        Product(0, 1).Should().BeApproximately(0.03, 0.0015);
    }

    [Theory]
    [InlineData("[[covariance]]\nof = [\"eta_a\", \"eta_b\"]\nmatrix = [[0.09], [0.07, 0.04]]", "AN0914")]
    [InlineData("[[covariance]]\nof = [\"eta_a\", \"eta_b\"]\nmatrix = [[0.09, 0.01], [0.02, 0.04]]", "AN0914")]
    [InlineData("[[covariance]]\nof = [\"eta_a\", \"eta_b\"]\nmatrix = [[0.09]]", "AN0912")]
    [InlineData("[[covariance]]\nof = [\"eta_a\", \"eta_b\"]\nmatrix = [[0.09], [\"x\", 0.04]]", "AN0912")]
    [InlineData("[[time_course]]\nid = \"R\"\ntimes = [\"0 h\"]\nfactors = [1, 2]", "AN0912")]
    [InlineData("[[covariate]]\nid = \"R\"\ndistribution = { kind = \"logitnormal\", median = 2, sd = 1 }", "AN0912")]
    [InlineData("[[covariate]]\nid = \"R\"\ndistribution = { kind = \"logitnorml\", median = 0.5, sd = 1 }", "AN0903")]
    public void A_wrong_file_is_refused_with_its_place(string body, string code)
    {
        var read = Read(body);
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Code == code && d.At.Line > 3);
    }

    [Fact]
    public void Effects_of_occasions_are_drawn_anew_for_each_and_hold_within_it()
    {
        string body = "[[occasion_effect]]\nid = \"S\"\nsd = 0.3\nevery = \"10 h\"";
        var rows = Rows(body, [0, 5, 9.5, 10, 15, 20], 4000, ["S"]);
        rows.Should().OnlyContain(r => r[0] == r[1] && r[1] == r[2] && r[3] == r[4] && r[2] != r[3] && r[5] != r[4]);
        double Product(int i, int j) => rows.Average(r => r[i] * r[j]);
        Product(0, 0).Should().BeApproximately(0.09, 0.006);
        Product(3, 3).Should().BeApproximately(0.09, 0.006);
        Product(0, 3).Should().BeApproximately(0, 0.005);

        // A = ∫ (1 + S) dt.
        var areas = Rows(body, [10, 15], 5, ["A", "S"]);
        areas.Should().OnlyContain(r => Math.Abs(r[2] - r[0] - (5 * (1 + r[3]))) < 1e-8);
    }

    [Fact]
    public void Doses_are_explained_beside_effects_of_occasions()
    {
        var population = Read("[[occasion_effect]]\nid = \"S\"\nsd = 0.3\nevery = \"10 h\"").Value!;
        var experiment = Experiment.Prepare(new(AntimonyReader.Read("model m\n  substanceOnly species A in c; compartment c = 1\n  A = 0; S = 0; k = 0.1\n  A -> ; k*exp(S)*A\nend\n", "m.ant", null).Then(Flattening.Flatten).Value!)
        {
            People = 1, Population = population, OutputTimes = [30], Outputs = ["A"], Regimen = RegimenText.Read("4 into A every 8 h, 3 times", "--regimen", 30).Value,
        }).Value!;
        experiment.Explain(0).Select(d => (d.Time, d.Amount)).Should().Equal((0, 4), (8, 4), (16, 4));
    }

    [Fact]
    public void Occasions_of_a_data_set_are_the_values_of_its_column()
    {
        var data = DataSetReader.Read("ID,TIME,EVID,DV,OCC\n1,0,0,1,1\n1,1,0,1,1\n1,2,0,1,2\n1,3,0,1,1\n", "d.csv").Value!;
        var population = Read("[[occasion_effect]]\nid = \"S\"\nsd = 1").Value!;
        var experiment = Experiment.Prepare(new(AntimonyReader.Read(Gather, "m.ant", null).Then(Flattening.Flatten).Value!) { Data = data, Replicates = 2, Population = population, Outputs = ["S"] }).Value!;
        var plan = experiment.Individuals.Describe(0, new double[experiment.Model.InputSlots.Count]);
        plan.CovariateValues[0].Should().Be(plan.CovariateValues[1]).And.Be(plan.CovariateValues[3]).And.NotBe(plan.CovariateValues[2]);
        experiment.Individuals.Describe(1, new double[experiment.Model.InputSlots.Count]).CovariateValues[0].Should().NotBe(plan.CovariateValues[0]);
    }

    [Fact]
    public void A_time_course_scales_the_persons_own_value_in_steps_or_straight_lines()
    {
        string own = "[[covariate]]\nid = \"R\"\ndistribution = { kind = \"uniform\", low = 1, high = 2 }\n";
        var steps = Rows(own + "[[time_course]]\nid = \"R\"\ntimes = [\"0 h\", \"10 h\"]\nfactors = [1, 3]", [10, 12], 3, ["A", "R"]);
        steps.Should().OnlyContain(r => Math.Abs(r[2] - r[0] - (2 * r[3])) < 1e-8 && Math.Abs(r[3] - (3 * r[0] / 10)) < 1e-8);

        // From R to 3 R in 10 h: the area is 20 R.
        var lines = Rows(own + "[[time_course]]\nid = \"R\"\ntimes = [\"0 h\", \"10 h\"]\nfactors = [1, 3]\nbetween = \"linear\"", [10, 12], 3, ["A", "R"]);
        lines.Should().OnlyContain(r => Math.Abs(r[0] - (20 * r[3] / 3)) < 1e-6);
        lines.Select(r => r[3]).Should().Equal(steps.Select(r => r[3]));
    }

    [Fact]
    public void Uncertain_parameters_have_the_moments_of_their_covariance_or_the_rows_of_the_posterior()
    {
        var covariance = ParameterUncertainty.Read("parameter,estimate,log(R),S\nlog(R),0.5,0.04,0.01\nS,2,0.01,0.09\n", "u.csv").Value!;
        var rows = Rows("", [0], 20_000, ["R", "S"], covariance);
        double[] logs = [.. rows.Select(r => Math.Log(r[0]))];
        logs.Average().Should().BeApproximately(0.5, 0.005);
        logs.Average(l => (l - 0.5) * (l - 0.5)).Should().BeApproximately(0.04, 0.0015);
        rows.Zip(logs).Average(p => (p.First[1] - 2) * (p.Second - 0.5)).Should().BeApproximately(0.01, 0.002);

        var posterior = ParameterUncertainty.Read("R,S\n1,10\n2,20\n4,40\n", "u.csv").Value!;
        var taken = Rows("", [0], 3000, ["R", "S"], posterior);
        taken.Should().OnlyContain(r => r[1] == 10 * r[0]);
        taken.Count(r => r[0] == 2).Should().BeInRange(900, 1100);
    }

    [Fact]
    public void The_deviation_of_a_random_effect_may_be_uncertain()
    {
        // Half of the draws have a deviation of 0.1, half of 0.3: variance 0.05, and a kurtosis above the normal's.
        string effect = "[[random_effect]]\nid = \"eta_a\"\ndistribution = { kind = \"normal\", mean = 0, sd = 0.2 }";
        double[] values = [.. Rows(effect, [0], 20_000, ["eta_a"], ParameterUncertainty.Read("sd(eta_a)\n0.1\n0.3\n", "u.csv").Value!).Select(r => r[0])];
        values.Average(v => v * v).Should().BeApproximately(0.05, 0.0015);
        values.Average(v => v * v * v * v).Should().BeApproximately(3 * (0.0001 + 0.0081) / 2, 0.001);
        Prepare(effect, [0], 3, ["A"], ParameterUncertainty.Read("sd(eta_b)\n0.1\n", "u.csv").Value!).Diagnostics.Single().Nearest.Should().Be("eta_a");
    }

    [Theory]
    [InlineData("parameter,estimate,R\nS,1,1\n", 2, 1)]
    [InlineData("parameter,estimate,R,S\nR,1,1,2\nS,1,2,1\n", 2, 3)]
    [InlineData("R,S\n1,x\n", 2, 2)]
    [InlineData("R,R\n1,1\n", 1, 1)]
    [InlineData("R,S\n", 2, 1)]
    [InlineData("R,S\n1\n", 2, 1)]
    public void A_wrong_file_of_uncertainty_is_refused_with_its_place(string text, int line, int column)
    {
        var read = ParameterUncertainty.Read(text, "u.csv");
        read.Diagnostics.Single().At.Should().Match<SourceSpan>(s => s.Line == line && s.Column == column);
    }

    [Fact]
    public void An_uncertain_quantity_that_differs_between_people_or_is_none_is_refused()
    {
        var uncertainty = ParameterUncertainty.Read("R,T\n1,1\n", "u.csv").Value!;
        var prepared = Prepare("[[covariate]]\nid = \"R\"\ndistribution = { kind = \"uniform\", low = 1, high = 2 }", [0], 3, ["A"], uncertainty);
        prepared.Diagnostics.Select(d => d.Found).Should().Equal("\"R\", which differs between people", "\"T\"");
    }
}

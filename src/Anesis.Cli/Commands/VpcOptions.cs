using System.CommandLine;

namespace Anesis.Cli.Commands;

/// <summary>The options of "vpc", as they were written.</summary>
internal sealed class VpcOptions
{
    public Argument<string> Model { get; } = new("MODEL") { Description = "a model that ships, or an Antimony or SBML file", HelpName = "MODEL" };

    public Option<string> Data { get; } = new("--data") { Description = "a NONMEM-style data set with observations", HelpName = "FILE", Required = true };

    public Option<string> Dv { get; } = new("--dv") { Description = "the output of the model that DV observes; with --kind categories several", HelpName = "NAME", Required = true };

    public Option<string> Kind { get; } = new("--kind") { Description = "what DV is: numbers, categories (--dv names their probabilities), counts (--dv is their mean), states (--dv is the state's number) or events (--dv is their hazard)", DefaultValueFactory = _ => "numbers", HelpName = "KIND" };

    public Option<string?> Values { get; } = new("--values") { Description = "categories, states: what DV holds for each; by default 1, 2, 3, …, or 0 and 1 for a single probability, or the states that the data hold", HelpName = "LIST" };

    public Option<string> Counts { get; } = new("--counts") { Description = "counts: poisson, negbin(SIZE) or zip(SHARE)", DefaultValueFactory = _ => "poisson", HelpName = "DISTRIBUTION" };

    public Option<int> Groups { get; } = new("--groups") { Description = "counts: the share of each below this number, and of those from it on", DefaultValueFactory = _ => 3, HelpName = "NUMBER" };

    public Option<string?> Dvid { get; } = new("--dvid") { Description = "which kind of observation, where the data have a column DVID", HelpName = "KIND" };

    public Option<string?> Population { get; } = new("--population") { Description = "random effects and covariates beside the model's own", HelpName = "FILE" };

    public Option<string?> Uncertainty { get; } = new("--uncertainty") { Description = "uncertain parameters: a CSV file of posterior draws, or of estimates with their covariance; each replicate has a draw", HelpName = "FILE" };

    public Option<string[]> Set { get; } = new("--set") { Description = "name=value, for everybody; repeatable", HelpName = "NAME=VALUE" };

    public Option<double> Additive { get; } = new("--additive") { Description = "residual error: standard deviation, in DV's unit" };

    public Option<double> Proportional { get; } = new("--proportional") { Description = "residual error: coefficient of variation" };

    public Option<string?> Error { get; } = new("--error") { Description = "residual error: additive(a), proportional(b), combined1(a,b), combined2(a,b), power(b,c), log(b); then ar(rho) for autocorrelation", HelpName = "ERROR" };

    public Option<double?> Lloq { get; } = new("--lloq") { Description = "lower limit of quantification, in DV's unit", HelpName = "LIMIT" };

    public Option<string> Blq { get; } = new("--blq") { Description = "what becomes of values below it, observed and simulated: m1 to m7 (Beal 2001)", DefaultValueFactory = _ => "m3", HelpName = "METHOD" };

    public Option<int> Replicates { get; } = new("--replicates") { Description = "how often the data set is simulated", DefaultValueFactory = _ => 500 };

    public Option<string?> Bins { get; } = new("--bins") { Description = "a number of bins with equal counts, or their edges such as 0,1,2,4,8; by default one for each nominal time", HelpName = "BINS" };

    public Option<string> Percentiles { get; } = new("--percentiles") { Description = "which percentiles are compared", DefaultValueFactory = _ => "5,50,95", HelpName = "LIST" };

    public Option<double> Level { get; } = new("--level") { Description = "per cent of the interval over the replicates", DefaultValueFactory = _ => 95 };

    public Option<bool> Corrected { get; } = new("--prediction-corrected") { Description = "scale each value by its bin's median prediction over its own" };

    public Option<string?> Stratify { get; } = new("--stratify") { Description = "a covariate column: a panel for each of its values", HelpName = "COLUMN" };

    public Option<string> Covariates { get; } = new("--covariates") { Description = "what a covariate is between records: nocb, locf or linear", DefaultValueFactory = _ => "nocb", HelpName = "RULE" };

    public Option<ulong> Seed { get; } = new("--seed") { Description = "all draws follow from it alone", DefaultValueFactory = _ => 1 };

    public Option<string> Method { get; } = new("--method") { Description = "auto, explicit, stiff, or for models of single events ssa, tauleap", DefaultValueFactory = _ => "auto", HelpName = "METHOD" };

    public Option<double> Rtol { get; } = new("--rtol") { Description = "relative tolerance, 1e-13 to 1e-2", DefaultValueFactory = _ => 1e-6 };

    public Option<int> Threads { get; } = new("--threads") { Description = "0: all cores; changes no result" };

    public Option<string?> Output { get; } = new("--output") { Description = "write the table to a file instead of standard output", HelpName = "FILE.csv" };

    public Option<string?> Plot { get; } = new("--plot") { Description = "write the picture: .svg or .png", HelpName = "FILE" };

    public Option<string?> Report { get; } = new("--report") { Description = "write a report, self-contained HTML", HelpName = "FILE.html" };

    public Option<bool> Log { get; } = new("--log") { Description = "a logarithmic axis of the observations in the picture" };

    public Option<bool> NoPoints { get; } = new("--no-points") { Description = "the picture without the single observations" };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "no progress and no notes" };

    public Command Command() => new("vpc", "visual predictive check: observations beside simulations of the same design: percentiles, shares of categories and counts, or survival")
    {
        Model, Data, Dv, Kind, Values, Counts, Groups, Dvid, Population, Uncertainty, Set, Additive, Proportional, Error, Lloq, Blq, Replicates, Bins, Percentiles, Level, Corrected, Stratify, Covariates, Seed, Method, Rtol, Threads, Output, Plot, Report, Log, NoPoints, Quiet,
    };
}

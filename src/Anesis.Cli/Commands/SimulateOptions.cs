using System.CommandLine;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>The options of "simulate", as they were written.</summary>
internal sealed class SimulateOptions
{
    public Argument<string> Model { get; } = new("MODEL") { Description = "a scenario (see anesis scenarios), a model that ships (anesis models), or an Antimony or SBML file", HelpName = "MODEL" };

    public Option<string[]> Regimen { get; } = new("--regimen") { Description = "a regimen in words, such as \"0.5 mg/kg iv over 40 min, twice weekly for 4 weeks\"; repeatable, all start together", HelpName = "TEXT" };

    public Option<string?> Data { get; } = new("--data") { Description = "a NONMEM-style data set: its records are simulated, one row for each observation", HelpName = "FILE" };

    public Option<string> Covariates { get; } = new("--covariates") { Description = "what a covariate is between records: nocb, locf or linear", DefaultValueFactory = _ => "nocb", HelpName = "RULE" };

    public Option<int?> People { get; } = new("--people") { Description = "how many people, who differ as the model and the population say", HelpName = "N" };

    public Option<string?> Population { get; } = new("--population") { Description = "a population that ships or a file", HelpName = "FILE" };

    public Option<string?> Individuals { get; } = new("--individuals") { Description = "people with values of their own: a CSV table, a row each, columns named like quantities of the model (anesis people makes such)", HelpName = "FILE.csv" };

    public Option<string?> Uncertainty { get; } = new("--uncertainty") { Description = "uncertain parameters: a CSV file of posterior draws, or of estimates with their covariance; each person has a draw", HelpName = "FILE" };

    public Option<string[]> Error { get; } = new("--error") { Description = "an output with residual error, NAME=ERROR such as \"C=combined2(0.1,0.2)\" (as in anesis vpc); repeatable", HelpName = "NAME=ERROR" };

    public Option<string[]> Lloq { get; } = new("--lloq") { Description = "lower limit of quantification of an output, NAME=LIMIT; repeatable", HelpName = "NAME=LIMIT" };

    public Option<string> Blq { get; } = new("--blq") { Description = "what becomes of values below it: m1 to m4 missing, m5 half, m6 half once, m7 zero", DefaultValueFactory = _ => "m1", HelpName = "METHOD" };

    public Option<string[]> Set { get; } = new("--set") { Description = "name=value: a quantity of the model, for everybody; repeatable", HelpName = "NAME=VALUE" };

    public Option<string?> Until { get; } = new("--until") { Description = "end of the simulation, such as 240h, 7d, or a number in the model's unit", HelpName = "TIME" };

    public Option<string?> Every { get; } = new("--every") { Description = "spacing of the outputs, such as 5min or \"1 min until 24 h then 1 h\"", HelpName = "TIME" };

    public Option<string?> At { get; } = new("--at") { Description = "outputs at these times, such as 0,1,2h", HelpName = "TIMES" };

    public Option<string[]> Select { get; } = new("--select") { Description = "what to observe: a,b; [S] is a concentration, amount(S) an amount; states: every quantity that is integrated", HelpName = "NAMES", AllowMultipleArgumentsPerToken = false };

    public Option<string> Method { get; } = new("--method") { Description = "auto, explicit, stiff, ssa or tauleap", DefaultValueFactory = _ => "auto", HelpName = "METHOD" };

    /// <summary>For any model; the shipped person's parameters are known to two digits, and 1e-6 leaves its states within 1e-5 of their largest values.</summary>
    public const double UsualTolerance = 1e-8, PersonTolerance = 1e-6;

    public Option<double?> Rtol { get; } = new("--rtol") { Description = "relative tolerance, 1e-13 to 1e-2; 1e-8 unless given, 1e-6 for the person and its scenarios" };

    public Option<double?> Atol { get; } = new("--atol") { Description = "absolute tolerance; by default from each state's own scale" };

    public Option<double> LeapError { get; } = new("--leap-error") { Description = "with tauleap: by which share of itself a rate may change within a leap, 0.001 to 0.3", DefaultValueFactory = _ => new EnsembleOptions().LeapError };

    public Option<ulong> Seed { get; } = new("--seed") { Description = "people and draws follow from it alone", DefaultValueFactory = _ => 1 };

    public Option<int> Threads { get; } = new("--threads") { Description = "0: all cores; changes no result" };

    public Option<string?> Output { get; } = new("--output") { Description = "a study folder, or a .csv, .parquet or .arrow file", HelpName = "PATH" };

    public Option<string?> Summary { get; } = new("--summary") { Description = "a row for each time and output over the people: n, mean, sd, quantiles", HelpName = "FILE.csv" };

    public Option<string?> Report { get; } = new("--report") { Description = "a report in one HTML file, with everything inside", HelpName = "FILE.html" };

    public Option<string?> Plot { get; } = new("--plot") { Description = "a picture of the outputs: each person's curve, or the median and the bands of 50 and 90 % of people", HelpName = "FILE.svg|png" };

    public Option<string?> Arm { get; } = new("--arm") { Description = "of a scenario that compares, one arm alone: its name, or main", HelpName = "NAME" };

    public Option<bool> Json { get; } = new("--json") { Description = "results as JSON on standard output" };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "no progress and no notes" };

    public Option<bool> Force { get; } = new("--resume", "--force") { Description = "go on with a study folder that was cut off: only what is missing is computed" };

    public Option<string?> ExplainDoses { get; } = new("--explain-doses") { Description = "print every dose that one person gets and run nothing; --json or --output FILE.csv for programs", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };

    public Command Command()
    {
        var command = new Command("simulate", "simulate a scenario, a model that ships, or a model file, for one person or many")
        {
            Model, Regimen, Data, Covariates, People, Population, Individuals, Uncertainty, Error, Lloq, Blq, Set, Until, Every, At, Select, Method, Rtol, Atol, LeapError, Seed, Threads, Output, Summary, Report, Plot, Arm, Json, Quiet, Force, ExplainDoses,
        };
        Completions.Of(this);
        return command;
    }
}

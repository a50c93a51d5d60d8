using Anesis.Formats.DataSets;
using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Pharmacometrics.VirtualPopulations;
using Anesis.Simulation.Dosing;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>What is to be simulated: a model, who, what they take or which records they have, and what is observed when.</summary>
public sealed record ExperimentRequest(Model Model)
{
    /// <summary>A model without submodels.</summary>
    public Model Model { get; init; } = Model;

    public Regimen? Regimen { get; init; }

    /// <summary>Where doses go; null: each dose must name a species.</summary>
    public RouteMap? Routes { get; init; }

    public DataSet? Data { get; init; }

    public CovariateRule CovariateRule { get; init; }

    public Population? Population { get; init; }

    /// <summary>How uncertain parameters are: each person of <see cref="People"/>, or each of <see cref="Replicates"/>, has a draw; null: they are certain.</summary>
    public ParameterUncertainty? Uncertainty { get; init; }

    /// <summary>People with values of their own, a row each: columns named like quantities of the model replace them. <see cref="People"/> is their number.</summary>
    public PeopleTable? Table { get; init; }

    /// <summary>Null: one person, the model's own; else so many people who differ.</summary>
    public int? People { get; init; }

    /// <summary>Null: the data set's subjects as the model has them; else so many times, their random effects drawn anew.</summary>
    public int? Replicates { get; init; }

    /// <summary>Set by hand; wins over the population, the routes and the model.</summary>
    public IReadOnlyDictionary<string, double> Settings { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Outputs that are observed with an error.</summary>
    public ValueList<ObservedOutput> Observed { get; init; }

    /// <summary>In the model's unit of time; from 0.</summary>
    public double[] OutputTimes { get; init; } = [];

    /// <summary>Empty: as the model.</summary>
    public ValueList<string> Outputs { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>1, 2, 4, 8, 16, or 0: as fast as the machine and the number of people allow.</summary>
    public int Lanes { get; init; }
}

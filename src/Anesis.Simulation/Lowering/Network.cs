using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>The model's quantities and which reactions change which species; slots are counted here.</summary>
internal sealed class Network
{
    private readonly Dictionary<string, List<Participation>> _bySpecies = new(StringComparer.Ordinal);

    private readonly HashSet<string> _fast;
    private Dictionary<int, Quantity>? _states;

    public Network(Model model, QuantityTable table)
    {
        (Model, Table) = (model, table);
        _fast = model.Reactions.Where(r => r is { Fast: true, KineticLaw.Math: not null }).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var reaction in model.Reactions)
        {
            Add(reaction, reaction.Reactants, -1);
            Add(reaction, reaction.Products, 1);
        }
    }

    public Model Model { get; }

    public QuantityTable Table { get; }

    public int Draws { get; set; }

    /// <summary>The reactions that a species takes part in, in document order, reactants before products.</summary>
    public IReadOnlyList<Participation> Of(string species) => _bySpecies.TryGetValue(species, out var list) ? list : [];

    /// <summary>A reaction that is always at equilibrium.</summary>
    public bool IsFast(string reaction) => _fast.Contains(reaction);

    public Quantity StateAt(int slot)
    {
        _states ??= Table.All.Where(q => q.StateSlot >= 0).ToDictionary(q => q.StateSlot);
        return _states[slot];
    }

    /// <summary>The parameter that turns extent into substance of a species, or null.</summary>
    public string? ConversionFactor(Species species) => species.ConversionFactor ?? Model.ConversionFactor;

    private void Add(Reaction reaction, IEnumerable<SpeciesReference> references, int sign)
    {
        foreach (var reference in references)
        {
            if (!_bySpecies.TryGetValue(reference.Species, out var list))
            {
                _bySpecies[reference.Species] = list = [];
            }

            list.Add(new(reaction, reference, sign));
        }
    }

    /// <param name="Reaction">In which reaction.</param>
    /// <param name="Reference">As what.</param>
    /// <param name="Sign">−1 consumed, 1 produced.</param>
    internal sealed record Participation(Reaction Reaction, SpeciesReference Reference, int Sign)
    {
        public Expression? StoichiometryMath => Reference.StoichiometryMath;
    }
}

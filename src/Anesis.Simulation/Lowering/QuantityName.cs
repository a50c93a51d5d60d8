namespace Anesis.Simulation.Lowering;

/// <summary>A name as users write it: an id, "[S]" for the concentration of a species, "amount(S)" for its amount.</summary>
internal readonly record struct QuantityName(string Id, SpeciesMeaning Meaning)
{
    public static QuantityName Parse(string text)
    {
        string name = text.Trim();
        if (name.Length > 2 && name[0] == '[' && name[^1] == ']')
        {
            return new(name[1..^1].Trim(), SpeciesMeaning.Concentration);
        }

        const string amount = "amount(";
        return name.StartsWith(amount, StringComparison.Ordinal) && name[^1] == ')'
            ? new(name[amount.Length..^1].Trim(), SpeciesMeaning.Amount)
            : new(name, SpeciesMeaning.Own);
    }
}

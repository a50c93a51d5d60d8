using Anesis.Modeling.Values;

namespace Anesis.Results.Columns;

/// <summary>
/// What the column <c>id</c> holds for individual k (from 0): k + 1, or the ids of a data set or a list of conditions.
/// Ids that are all whole numbers are stored as integers, others as text.
/// </summary>
public sealed class IndividualIds
{
    private readonly long[]? _numbers;
    private readonly string[]? _names;

    private IndividualIds(long[]? numbers, string[]? names) => (_numbers, _names) = (numbers, names);

    /// <summary>1, 2, 3, …</summary>
    public static IndividualIds Consecutive { get; } = new(null, null);

    public bool AreText => _names is not null;

    public static IndividualIds From(IReadOnlyList<long> ids) => new([.. ids], null);

    /// <summary>Ids as written; kept as text unless every one is a whole number in plain spelling.</summary>
    public static IndividualIds From(IReadOnlyList<string> ids)
    {
        long[] numbers = new long[ids.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!long.TryParse(ids[i], out numbers[i]) || numbers[i].ToString() != ids[i])
            {
                return new(null, [.. ids]);
            }
        }

        return new(numbers, null);
    }

    /// <summary>The id of individual <paramref name="index"/>, for ids that are numbers.</summary>
    public long Number(int index) => _numbers is null ? index + 1L : _numbers[index];

    /// <summary>The id of individual <paramref name="index"/> as text.</summary>
    public string Text(int index) => _names is not null ? _names[index] : Number(index).ToString();

    /// <summary>The given ids, or null for 1, 2, 3, …</summary>
    internal ValueList<string>? Given(int count) =>
        ReferenceEquals(this, Consecutive) ? null : Enumerable.Range(0, count).Select(Text).ToValueList();
}

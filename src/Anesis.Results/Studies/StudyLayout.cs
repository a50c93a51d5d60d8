namespace Anesis.Results.Studies;

/// <summary>
/// How a study's results are cut, fixed before it runs: part k holds individuals k·<see cref="IndividualsPerPart"/> and on.
/// A part is what is computed, written, checked and resumed as one; it can come from any process.
/// </summary>
public sealed record StudyLayout(int IndividualsPerPart, int RowGroupRows)
{
    private const long RowsPerPart = 2_000_000;
    private const int LeastParts = 20;
    private const int LeastPartRows = 5_000;
    private const int MostGroupRows = 262_144;
    private const int LeastGroupRows = 4_096;

    // Values held while a row group fills: 16 MB, so that what was gathered is still in the cache when it is packed.
    private const int ValuesInMemory = 1 << 21;

    /// <summary>Parts of about two million rows; row groups of 262,144 rows, fewer where a model has very many outputs.</summary>
    public static StudyLayout For(long rowsPerIndividual, int outputs) => new(
        (int)Math.Clamp(RowsPerPart / Math.Max(1, rowsPerIndividual), 1, 1_000_000),
        Math.Clamp(ValuesInMemory / (outputs + 2), LeastGroupRows, MostGroupRows));

    /// <summary>As the other, but a run of many people has at least some twenty parts, so that one that is cut off keeps most of what it did.</summary>
    public static StudyLayout For(long rowsPerIndividual, int outputs, int individuals)
    {
        long rows = Math.Max(1, rowsPerIndividual);
        long share = Math.Max((individuals + LeastParts - 1L) / LeastParts, (LeastPartRows + rows - 1) / rows);
        var whole = For(rows, outputs);
        return whole with { IndividualsPerPart = (int)Math.Clamp(share, 1, whole.IndividualsPerPart) };
    }

    public int Parts(int individuals) => (int)((individuals + (long)IndividualsPerPart - 1) / IndividualsPerPart);

    public IndividualRange Part(int part, int individuals)
    {
        int first = part * IndividualsPerPart;
        return new(first, Math.Min(IndividualsPerPart, individuals - first));
    }
}

/// <summary>Consecutive individuals, from 0.</summary>
public sealed record IndividualRange(int First, int Count)
{
    public int End => First + Count;
}

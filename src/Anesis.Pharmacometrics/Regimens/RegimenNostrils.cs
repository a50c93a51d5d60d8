namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Reads what goes into each nostril: "14 mg in each nostril" is twice that, "2 sprays of 14 mg, one in each nostril" says nothing more.</summary>
internal sealed class RegimenNostrils(RegimenCursor at)
{
    /// <summary>How many words from here lead to "nostril", itself included; 0: none.</summary>
    public int Words(int ahead = 0)
    {
        int words = ahead;
        while (at.Ahead(words).Text is "spray" or "sprays" or "puff" or "in" or "into" or "to" or "up" or "each" or "per" or "every" or "the" or "both" or "of")
        {
            words++;
        }

        return words > ahead && at.Ahead(words).Text is "nostril" or "nostrils" or "nare" or "nares" ? words - ahead + 1 : 0;
    }

    /// <summary>At the words that lead to "nostril"; <paramref name="token"/> is what stands before them, a unit of mass or "one".</summary>
    public Course Read(Course course, RegimenToken token)
    {
        at.Skip(Words());
        if (RegimenAmounts.IsMass(token) && course is { Amount: { } amount, Pieces: null })
        {
            at.Note(FormattableString.Invariant($"{amount:G6} mg in each nostril are {2 * amount:G6} mg"));
            return course with { Amount = 2 * amount, Route = course.Route.Length == 0 ? "nasal" : course.Route };
        }

        if (course.Pieces == 2 && token.Text is "one" or "1")
        {
            return course;
        }

        at.Error("AN0709", token, $"\"{token.Raw} {at.Last.Raw}\", which does not say whether the amount is that of one nostril or of both", "the whole dose, such as \"28 mg nasal\", or \"14 mg in each nostril\"");
        return course;
    }
}

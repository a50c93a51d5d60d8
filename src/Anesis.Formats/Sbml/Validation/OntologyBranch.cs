using System.Globalization;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>A branch of the Systems Biology Ontology: a term and all below it (www.ebi.ac.uk/sbo, terms up to SBO:0000695).</summary>
internal sealed record OntologyBranch(string Name, IReadOnlySet<int> Terms)
{
    private const int Last = 695;

    public static readonly OntologyBranch Framework = Of("\"modelling framework\" (SBO:0000004)",
        "4 8 62-63 234 292-295 547-549 624 675-694");

    public static readonly OntologyBranch Expression = Of("\"mathematical expression\" (SBO:0000064)",
        "1 5 12 28-31 41-45 47 49-61 64 69-146 150-152 163-166 187 192 195 198-199 260 262 265-271 273-277 326 333 355 359 362 378-379 386-388 391 425-458 " +
        "474-475 487-489 527-532 560-564 569-570 646");

    public static readonly OntologyBranch Parameter = Of("\"quantitative systems description parameter\" (SBO:0000002)",
        "2 6 9 16-18 22-27 32-40 46 48 65-68 147-149 153-162 186 188-191 193-194 196-197 225-230 254-259 261 263-264 272 279 281-283 287-288 300-310 320-325 " +
        "331-332 337-341 345-350 352-353 356 360-361 363-368 370-373 380-385 389-390 416-417 422-424 463 465-468 470-472 476-486 490-492 497-498 503-525 " +
        "538-542 558-559 566 571-586 592-593 610-623 625-626 641 647-648 661-662 666-667 673-674");

    public static readonly OntologyBranch ReactantOrProduct = Of("\"reactant\" (SBO:0000010) or \"product\" (SBO:0000011)",
        "10-11 15 336 603-604");

    public static readonly OntologyBranch Modifier = Of("\"modifier\" (SBO:0000019)",
        "13 19-21 206-207 459-462 533-537 595-597 636-640 671");

    public static readonly OntologyBranch RateLaw = Of("\"rate law\" (SBO:0000001)",
        "1 12 28-31 41-45 47 49-50 52-61 69-146 150-152 163 166 192 195 198-199 260 262 265-271 273-277 326 333 378-379 386-388 425-458 527-532 560-564 646");

    public static readonly OntologyBranch Interaction = Of("\"occurring entity representation\" (SBO:0000231)",
        "167-185 200-205 208-224 231-233 237-239 330 342-344 357-358 374-377 392-403 407 411-415 464 469 499-502 526 587-589 591 627-632 650-660 665 672 695");

    public static readonly OntologyBranch Entity = Of("\"physical entity representation\" (SBO:0000236)",
        "14 236 240-253 278 280 284-286 290-291 296-299 311-319 327-329 334-335 354 369 404-406 409-410 418-421 493-496 543 590 605-609 634-635 649 668-670");

    public static readonly OntologyBranch Material = Of("\"material entity\" (SBO:0000240)",
        "240 243 245-253 285-286 290-291 296-297 327-328 335 354 369 405-406 410 418-421 543 590 607-609 634-635");

    public OntologyBranch Or(OntologyBranch other) => other == this ? this : new($"{Name} or {other.Name}", Terms.Union(other.Terms).ToHashSet());

    /// <summary>True for a term that is known and of another branch; a term that came later may be anywhere.</summary>
    public static bool IsElsewhere(string term, OntologyBranch branch) =>
        term.StartsWith("SBO:", StringComparison.Ordinal) && int.TryParse(term.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= Last && !branch.Terms.Contains(number);

    private static OntologyBranch Of(string name, string ranges)
    {
        var terms = new HashSet<int>();
        foreach (string range in ranges.Split(' '))
        {
            int dash = range.IndexOf('-', StringComparison.Ordinal);
            int first = int.Parse(dash < 0 ? range : range[..dash], CultureInfo.InvariantCulture), last = dash < 0 ? first : int.Parse(range[(dash + 1)..], CultureInfo.InvariantCulture);
            terms.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return new(name, terms);
    }
}

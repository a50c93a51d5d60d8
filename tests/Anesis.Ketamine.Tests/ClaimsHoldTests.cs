using Anesis.Tests;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The shipped claims hold, but for those that say why not, and none survives the loss of its mechanism.</summary>
public sealed class ClaimsHoldTests
{
    private static readonly Lazy<List<ClaimReview.Verdict>> Review = new(() => ClaimReview.Run(Directory.GetFiles(Path.Combine(SharedFiles.RepositoryRoot, "claims"), "*.toml").Order(StringComparer.Ordinal)));

    [Fact]
    public void A_claim_that_the_model_fails_says_why()
    {
        string.Join('\n', Review.Value.Where(v => !v.Holds && !v.Claim.HasReason).Select(v => $"{v.Claim.Id}: {v.Seen}")).Should().BeEmpty();
        Review.Value.Count(v => v.Holds).Should().BeGreaterThan((int)(0.95 * Review.Value.Count));
    }

    [Fact]
    public void A_claim_with_a_reason_to_fail_does_fail() =>
        Review.Value.Where(v => v.Holds && v.Claim.HasReason).Select(v => v.Claim.Id).Should().BeEmpty();

    [Fact]
    public void No_claim_survives_the_loss_of_its_mechanism() =>
        string.Join('\n', Review.Value.Where(v => v.Holds && v.SurvivesMutation == true).Select(v => $"{v.Claim.Id}: {v.Seen}")).Should().BeEmpty();
}

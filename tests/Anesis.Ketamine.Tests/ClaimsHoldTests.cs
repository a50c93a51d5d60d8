using Anesis.Ketamine.Claims;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The shipped claims hold, but for those that say why not, and none survives the loss of its mechanism.</summary>
public sealed class ClaimsHoldTests
{
    private static readonly Lazy<IReadOnlyList<ClaimVerdict>> Review = new(() => ClaimRun.Prepare(ShippedClaims.Read().Value!.Files, mutate: true).Value!.Run());

    [Fact]
    public void A_claim_that_the_model_fails_says_why()
    {
        string.Join('\n', Review.Value.Where(v => !v.Holds && v.Claim.Reason is null).Select(Line)).Should().BeEmpty();
        Review.Value.Count(v => v.Holds).Should().BeGreaterThan((int)(0.95 * Review.Value.Count));
    }

    [Fact]
    public void A_claim_with_a_reason_to_fail_does_fail() =>
        Review.Value.Where(v => v.Holds && v.Claim.Reason is not null).Select(v => v.Claim.Id).Should().BeEmpty();

    [Fact]
    public void No_claim_survives_the_loss_of_its_mechanism() =>
        string.Join('\n', Review.Value.Where(v => v.Survives == true).Select(Line)).Should().BeEmpty();

    [Fact]
    public void A_claim_alone_comes_out_as_among_all()
    {
        var alone = ClaimRun.Prepare(ShippedClaims.Read().Value!.Find("s01"), mutate: false).Value!.Run(threads: 1, cancel: TestContext.Current.CancellationToken);
        alone.Should().HaveCountGreaterThanOrEqualTo(3);
        foreach (var verdict in alone)
        {
            var among = Review.Value.Single(v => v.Claim.Id == verdict.Claim.Id);
            verdict.Findings.Select(f => f.Simulated).Should().Equal(among.Findings.Select(f => f.Simulated), verdict.Claim.Id);
        }
    }

    private static string Line(ClaimVerdict verdict) => $"{verdict.Claim.Id}: {string.Join("; ", verdict.Findings.Select(f => f.Expected + ": " + f.Simulated))}";
}

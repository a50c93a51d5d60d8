namespace Anesis.Cli.Conformance;

/// <summary>How one case went. <paramref name="Reason"/> is empty for a pass.</summary>
internal sealed record CaseVerdict(string Kind, string Case, bool Passed, string Reason);

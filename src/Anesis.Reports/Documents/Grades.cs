namespace Anesis.Reports.Documents;

public static class Grades
{
    /// <summary>What a grade means, as every report says it.</summary>
    public static string Meaning(EvidenceGrade grade) => grade switch
    {
        EvidenceGrade.A => "measured in people",
        EvidenceGrade.B => "measured in animals",
        EvidenceGrade.C => "only the direction is known; the scale is normalised",
        _ => "fitted here, to data that are then not used as proof",
    };
}

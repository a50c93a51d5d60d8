using Anesis.Modeling;

namespace Anesis.Formats.Sbml;

/// <summary>Levels and versions of SBML, as a set.</summary>
[Flags]
internal enum SbmlEdition
{
    None = 0,
    L1V1 = 1,
    L1V2 = 2,
    L2V1 = 4,
    L2V2 = 8,
    L2V3 = 16,
    L2V4 = 32,
    L2V5 = 64,
    L3V1 = 128,
    L3V2 = 256,
    L1 = L1V1 | L1V2,
    L2 = L2V1 | L2V2 | L2V3 | L2V4 | L2V5,
    L3 = L3V1 | L3V2,
    FromL2V2 = L2V2 | L2V3 | L2V4 | L2V5 | L3,
    FromL2V3 = L2V3 | L2V4 | L2V5 | L3,
    L2V2To5 = L2V2 | L2V3 | L2V4 | L2V5,
    FromL2 = L2 | L3,
    Any = L1 | L2 | L3,
}

internal static class SbmlEditions
{
    public static readonly SbmlEdition[] All =
    [
        SbmlEdition.L1V1, SbmlEdition.L1V2, SbmlEdition.L2V1, SbmlEdition.L2V2, SbmlEdition.L2V3, SbmlEdition.L2V4, SbmlEdition.L2V5, SbmlEdition.L3V1, SbmlEdition.L3V2,
    ];

    /// <summary>The edition of a level and version, or <see cref="SbmlEdition.None"/>.</summary>
    public static SbmlEdition Of(SbmlVersion version) => version switch
    {
        { Level: 1, Version: 1 } => SbmlEdition.L1V1,
        { Level: 1, Version: 2 } => SbmlEdition.L1V2,
        { Level: 2, Version: >= 1 and <= 5 } => (SbmlEdition)((int)SbmlEdition.L2V1 << (version.Version - 1)),
        { Level: 3, Version: 1 } => SbmlEdition.L3V1,
        { Level: 3, Version: 2 } => SbmlEdition.L3V2,
        _ => SbmlEdition.None,
    };

    public static SbmlVersion ToVersion(this SbmlEdition edition) => edition switch
    {
        SbmlEdition.L1V1 => new(1, 1),
        SbmlEdition.L1V2 => new(1, 2),
        SbmlEdition.L2V1 => new(2, 1),
        SbmlEdition.L2V2 => new(2, 2),
        SbmlEdition.L2V3 => new(2, 3),
        SbmlEdition.L2V4 => new(2, 4),
        SbmlEdition.L2V5 => new(2, 5),
        SbmlEdition.L3V1 => new(3, 1),
        _ => new(3, 2),
    };

    public static bool IsIn(this SbmlEdition edition, SbmlEdition set) => (edition & set) != SbmlEdition.None;
}

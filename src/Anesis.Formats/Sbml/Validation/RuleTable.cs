using Anesis.Modeling.Diagnostics;
using static Anesis.Formats.Sbml.SbmlEdition;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>
/// Where each validation rule of SBML's specifications holds, and how strongly: most are errors in some levels and versions, say nothing in others, and those about units and
/// ontology terms became recommendations in Level 2 Version 4 (appendices on validation of Level 2 Version 1 to Level 3 Version 2).
/// </summary>
internal static class RuleTable
{
    private const SbmlEdition ToL2V5 = L1 | L2, ToL2V3 = L1 | L2V1 | L2V2 | L2V3, L2ToV3 = L2V1 | L2V2 | L2V3, FromL2V4 = L2V4 | L2V5 | L3, FromL2V2ToL3V1 = L2V2To5 | L3V1;

    private static readonly Dictionary<int, (SbmlEdition Errors, SbmlEdition Warnings)> Rules = new()
    {
        [10101] = (Any, None),
        [10209] = (FromL2V2ToL3V1, L2V1), [10210] = (FromL2V2ToL3V1, L2V1), [10211] = (FromL2V2ToL3V1, L2V1), [10212] = (FromL2V2ToL3V1, L2V1), [10213] = (FromL2V2ToL3V1, L2V1),
        [10214] = (FromL2V2, L2V1), [10215] = (FromL2V2, L2V1), [10216] = (FromL2V2, L2V1), [10217] = (FromL2V2ToL3V1, L2V1), [10219] = (FromL2V4, L2V1 | L2V2 | L2V3),
        [10221] = (L3, None), [10222] = (L2V5, None), [10224] = (L3V2, None), [10225] = (L3V2, None),
        [10301] = (Any, None), [10302] = (Any, None), [10303] = (Any, None), [10304] = (Any, None), [10305] = (FromL2, None), [10306] = (FromL2, None), [10313] = (L2V5 | L3, None),
        [10501] = (L2V2 | L2V3, L1 | L2V1 | FromL2V4),
        [10511] = (ToL2V3, FromL2V4), [10512] = (ToL2V3, FromL2V4), [10513] = (ToL2V3, FromL2V4), [10514] = (None, L3),
        [10521] = (L2V2 | L2V3, FromL2V4), [10522] = (L2V2 | L2V3, FromL2V4), [10523] = (L2V2 | L2V3, FromL2V4), [10524] = (None, L3),
        [10531] = (ToL2V3, FromL2V4), [10532] = (ToL2V3, FromL2V4), [10533] = (ToL2V3, FromL2V4), [10534] = (None, L3),
        [10541] = (ToL2V3, FromL2V4), [10551] = (L2ToV3, FromL2V4),
        [10561] = (L2ToV3, FromL2V4), [10562] = (L2ToV3, FromL2V4), [10563] = (L2ToV3, FromL2V4), [10564] = (None, L3), [10565] = (None, L3),
        [10601] = (FromL2V2, L1 | L2V1),
        [10701] = (L2V2 | L2V3, FromL2V4), [10702] = (L2V2 | L2V3, FromL2V4), [10703] = (L2V2 | L2V3, FromL2V4), [10704] = (L2V2 | L2V3, FromL2V4), [10705] = (L2V2 | L2V3, FromL2V4),
        [10706] = (L2V2 | L2V3, FromL2V4), [10707] = (L2V2 | L2V3, FromL2V4), [10708] = (L2V2 | L2V3, FromL2V4), [10709] = (L2V2 | L2V3, FromL2V4), [10710] = (L2V2 | L2V3, FromL2V4),
        [10711] = (L2V2 | L2V3, FromL2V4), [10712] = (L2V3, FromL2V4), [10713] = (L2V3, FromL2V4), [10714] = (L2V3, L2V4 | L2V5), [10715] = (L2V3, L2V4 | L2V5), [10716] = (L2V3, FromL2V4),
        [10717] = (L2V3, FromL2V4), [10718] = (None, L3),
        [20204] = (FromL2, None), [20216] = (L3, None), [20217] = (None, L3), [20218] = (None, L3), [20219] = (None, L3), [20220] = (None, L3), [20221] = (None, L3), [20233] = (None, L3),
        [20302] = (L2ToV3, None), [20303] = (FromL2, None), [20304] = (FromL2, None), [20305] = (FromL2, None),
        [20401] = (Any, None), [20402] = (ToL2V5, None), [20403] = (L2, L1), [20404] = (L2, L1), [20405] = (ToL2V5, None), [20406] = (ToL2V5, None), [20407] = (ToL2V3, None), [20408] = (L2ToV3, None),
        [20501] = (L2, None), [20502] = (L2, None), [20503] = (L2, None), [20504] = (ToL2V5, None), [20505] = (L2V2To5, L1 | L2V1), [20506] = (L2V2To5, L2V1),
        [20507] = (L2, L3), [20508] = (L2, L3), [20509] = (ToL2V5, L3), [20510] = (L2V2To5, None),
        [20601] = (Any, None), [20602] = (L2V1 | L2V2, None), [20603] = (L2V1 | L2V2, None), [20604] = (L2, None), [20605] = (L2V1 | L2V2, None), [20606] = (L2V1 | L2V2, None),
        [20607] = (L2V1 | L2V2, None), [20608] = (ToL2V5, L3), [20609] = (FromL2, None), [20610] = (FromL2, L1), [20611] = (FromL2, None), [20612] = (L2V2To5, None), [20613] = (L2V2To5, None),
        [20617] = (L3, None), [20701] = (ToL2V5, L3), [20705] = (L3, None),
        [20801] = (FromL2V2, None), [20802] = (FromL2V2, None), [20803] = (FromL2V2, None), [20806] = (L2V5, None),
        [20901] = (Any, None), [20902] = (Any, None), [20903] = (FromL2, None), [20904] = (FromL2, None), [20906] = (FromL2V2, None), [20911] = (L2V5, None), [20912] = (L3V2, None),
        [21001] = (FromL2V2ToL3V1, None), [21107] = (L3, None), [21111] = (Any, None), [21121] = (FromL2, None), [21124] = (L2V2To5, L2V1), [21131] = (L2V2To5, L2V1), [21173] = (L3V2, L3V1),
        [21202] = (L2 | L3V1, None), [21204] = (L2V1 | L2V2, None), [21206] = (L2V4 | L2V5, None), [21211] = (FromL2, None), [21212] = (FromL2V2, L2V1),
    };

    /// <summary>How strongly a rule holds in an edition; null when the edition does not have it.</summary>
    public static Severity? SeverityOf(int rule, SbmlEdition edition) =>
        !Rules.TryGetValue(rule, out var where) ? null : edition.IsIn(where.Errors) ? Severity.Error : edition.IsIn(where.Warnings) ? Severity.Warning : null;
}

namespace Anesis.Formats.Sbml.Annotations;

/// <summary>The vocabularies of MIRIAM annotations.</summary>
internal static class RdfNames
{
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string DublinTerms = "http://purl.org/dc/terms/";
    public const string VCard3 = "http://www.w3.org/2001/vcard-rdf/3.0#";
    public const string VCard4 = "http://www.w3.org/2006/vcard/ns#";
    public const string Biology = "http://biomodels.net/biology-qualifiers/";
    public const string Modelling = "http://biomodels.net/model-qualifiers/";

    /// <summary>The usual prefix of a qualifier's namespace, or null when it is none.</summary>
    public static string? QualifierPrefix(string xmlNamespace) => xmlNamespace switch
    {
        Biology => "bqbiol",
        Modelling => "bqmodel",
        _ => null,
    };
}

namespace Anesis.Formats.Sbml;

/// <summary>The XML namespaces of SBML and of what stands inside it.</summary>
internal static class SbmlNamespaces
{
    public const string MathMl = "http://www.w3.org/1998/Math/MathML";
    public const string Xhtml = "http://www.w3.org/1999/xhtml";
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Comp = "http://www.sbml.org/sbml/level3/version1/comp/version1";
    public const string Distrib = "http://www.sbml.org/sbml/level3/version1/distrib/version1";
    public const string FbcPrefix = "http://www.sbml.org/sbml/level3/version1/fbc/version";

    /// <summary>Packages that can stand unread without a change of the model's mathematics, by the part of their namespace that names them.</summary>
    private static readonly string[] Harmless = ["layout", "render", "groups", "qual", "annot", "req"];

    /// <summary>The namespace of a level and version.</summary>
    public static string Of(SbmlEdition edition) => edition switch
    {
        SbmlEdition.L1V1 or SbmlEdition.L1V2 => "http://www.sbml.org/sbml/level1",
        SbmlEdition.L2V1 => "http://www.sbml.org/sbml/level2",
        SbmlEdition.L2V2 => "http://www.sbml.org/sbml/level2/version2",
        SbmlEdition.L2V3 => "http://www.sbml.org/sbml/level2/version3",
        SbmlEdition.L2V4 => "http://www.sbml.org/sbml/level2/version4",
        SbmlEdition.L2V5 => "http://www.sbml.org/sbml/level2/version5",
        SbmlEdition.L3V1 => "http://www.sbml.org/sbml/level3/version1/core",
        _ => "http://www.sbml.org/sbml/level3/version2/core",
    };

    public static bool IsCore(string xmlNamespace)
    {
        if (!xmlNamespace.StartsWith("http://www.sbml.org/sbml/level", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var edition in SbmlEditions.All)
        {
            if (string.Equals(Of(edition), xmlNamespace, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the namespace of an SBML Level 3 package, known or not.</summary>
    public static bool IsPackage(string xmlNamespace) =>
        xmlNamespace.StartsWith("http://www.sbml.org/sbml/level3/", StringComparison.Ordinal) && !IsCore(xmlNamespace);

    public static bool IsFbc(string xmlNamespace) => xmlNamespace.StartsWith(FbcPrefix, StringComparison.Ordinal);

    /// <summary>True when the package is read here, or can be left unread.</summary>
    public static bool IsUnderstood(string xmlNamespace) =>
        xmlNamespace is Comp or Distrib || IsFbc(xmlNamespace)
        || Array.Exists(Harmless, name => xmlNamespace.Contains("/" + name + "/", StringComparison.Ordinal));
}

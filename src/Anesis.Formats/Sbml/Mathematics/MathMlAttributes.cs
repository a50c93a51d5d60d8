using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Xml;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>Checks the attributes of MathML elements: SBML allows few, each on few elements.</summary>
internal static class MathMlAttributes
{
    public static void Check(SbmlSource source, XmlNode node)
    {
        foreach (ref readonly var attribute in node.Attributes.AsSpan())
        {
            if (attribute.Prefix.Length > 0)
            {
                if (attribute.Name == "units" && SbmlNamespaces.IsCore(attribute.Namespace) && (node.Name != "cn" || !source.Is(SbmlEdition.L3)))
                {
                    source.Error(attribute, "AN0211", $"the attribute \"units\" on <{node.Name}>", "units on <cn> only, in Level 3", source.Is(SbmlEdition.L3) ? 10220 : 10201);
                }

                continue;
            }

            switch (attribute.Name)
            {
                case "encoding" when node.Name is not ("csymbol" or "annotation" or "annotation-xml" or "semantics"):
                    source.Error(attribute, "AN0211", $"the attribute \"encoding\" on <{node.Name}>", "it on <csymbol> and on annotations only", 10203);
                    break;
                case "definitionURL" when node.Name is not ("csymbol" or "semantics") && !(node.Name == "ci" && source.Is(SbmlEdition.L3)):
                    source.Error(attribute, "AN0211", $"the attribute \"definitionURL\" on <{node.Name}>", "it on <csymbol> and <semantics> only (in Level 3 on <ci> too)", 10204);
                    break;
                case "type" when node.Name != "cn":
                    source.Error(attribute, "AN0211", $"the attribute \"type\" on <{node.Name}>", "it on <cn> only", 10206);
                    break;
                case "type" when attribute.Value is not ("e-notation" or "real" or "integer" or "rational"):
                    source.Error(attribute, "AN0211", $"the type \"{attribute.Value}\"", "\"integer\", \"real\", \"rational\" or \"e-notation\"", 10207);
                    break;
                case "units":
                    source.Error(attribute, "AN0211", $"the attribute \"units\" on <{node.Name}>", "units with the prefix of SBML's namespace, on <cn>, in Level 3", source.Is(SbmlEdition.L3) ? 10220 : 10201);
                    break;
            }
        }
    }
}

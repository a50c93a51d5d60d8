using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Schema;

/// <summary>
/// Checks one element against <see cref="CoreSchema"/>: attributes known, present and well formed; children known, in order, not repeated, not missing, lists not empty where they must not be.
/// </summary>
internal sealed class SchemaCheck(SbmlSource source)
{
    private const int UnknownElement = 10102;
    private const int NotByTheSchema = 10103;

    private readonly Dictionary<string, XmlNode> _metaIds = new(StringComparer.Ordinal);

    public void Check(XmlNode node, ElementSchema schema)
    {
        CheckAttributes(node, schema);
        CheckChildren(node, schema);
    }

    /// <summary>A metaid's form, and that no other element has it.</summary>
    public void CheckMetaId(XmlNode node, in XmlAttributeText attribute)
    {
        if (!XsdText.IsXmlId(attribute.Value))
        {
            source.Error(attribute, "AN0209", $"the metaid \"{attribute.Value}\"", "a letter or underscore followed by letters, digits, '.', '-' and '_'", 10309,
                attribute.Value.Length == 0 && source.Is(SbmlEdition.L1 | SbmlEdition.L2) ? NotByTheSchema : 0);
        }
        else if (!_metaIds.TryAdd(attribute.Value, node))
        {
            var first = _metaIds[attribute.Value];
            source.Error(attribute, "AN0209", $"the metaid \"{attribute.Value}\" again", $"a metaid of its own (line {first.Line} has this one)", 10307);
        }
    }

    private void CheckAttributes(XmlNode node, ElementSchema schema)
    {
        bool level3 = source.Is(SbmlEdition.L3);
        int elementRule = level3 ? schema.AttributeRule : NotByTheSchema;
        foreach (ref readonly var attribute in node.Attributes.AsSpan())
        {
            if (attribute.Prefix.Length > 0)
            {
                if (string.Equals(attribute.Namespace, source.CoreNamespace, StringComparison.Ordinal))
                {
                    source.Error(attribute, "AN0207", $"the attribute \"{attribute.Prefix}:{attribute.Name}\"", "SBML's own attributes without a prefix", elementRule);
                }

                continue;
            }

            CheckAttribute(node, attribute, schema, elementRule);
        }

        foreach (var expected in schema.Attributes)
        {
            if (expected.RequiredIn.IsIn(source.Edition) && expected.In.IsIn(source.Edition) && node.Attribute(expected.Name) is null)
            {
                source.Error(node, "AN0208", $"<{node.Name}> without the attribute \"{expected.Name}\"", Expected(expected.Kind), RuleOf(expected), elementRule);
            }
        }
    }

    private void CheckAttribute(XmlNode node, in XmlAttributeText attribute, ElementSchema schema, int elementRule)
    {
        switch (attribute.Name)
        {
            case "metaid" when source.Is(SbmlEdition.FromL2):
                CheckMetaId(node, attribute);
                return;
            case "sboTerm" when source.Is(SbmlEdition.FromL2V3) || (source.Is(SbmlEdition.L2V2) && schema.SboInL2V2):
                if (!XsdText.IsSboTerm(attribute.Value))
                {
                    source.Error(attribute, "AN0209", $"the sboTerm \"{attribute.Value}\"", "\"SBO:\" and seven digits", 10308);
                }

                return;
            case "name" when source.Is(SbmlEdition.L3V2) && schema.Attribute("name") is null:
                return;
            case "id" when source.Is(SbmlEdition.L3V2) && schema.Attribute("id") is null:
                CheckForm(attribute, new("id", AttributeKind.Id, SbmlEdition.L3V2), elementRule);
                return;
        }

        foreach (var candidate in schema.Attributes)
        {
            if (candidate.In.IsIn(source.Edition) && string.Equals(candidate.Name, attribute.Name, StringComparison.Ordinal))
            {
                CheckForm(attribute, candidate, elementRule);
                return;
            }
        }

        var other = schema.Attribute(attribute.Name);
        var known = schema.Attributes.Where(a => a.In.IsIn(source.Edition)).Select(a => a.Name);
        source.Report("AN0207", Severity.Error, source.At(attribute), $"the attribute \"{attribute.Name}\" on <{node.Name}>",
            other is null ? "an attribute of that element" : $"an attribute of that element in this level and version ({Edition()})",
            Spelling.Nearest(attribute.Name, known), other is null ? elementRule : RuleOf(other), elementRule);
    }

    private void CheckForm(in XmlAttributeText attribute, AttributeSchema schema, int elementRule)
    {
        string value = attribute.Value;
        (bool good, int rule) = schema.Kind switch
        {
            AttributeKind.Id => (XsdText.IsId(value), 10310),
            AttributeKind.IdRef => (XsdText.IsId(value), 10310),
            AttributeKind.UnitId or AttributeKind.UnitRef => (XsdText.IsId(value), 10311),
            AttributeKind.Boolean => (XsdText.TryBoolean(value, out _), elementRule),
            AttributeKind.Integer => (XsdText.TryInteger(value, out _), elementRule),
            AttributeKind.Real => (XsdText.TryReal(value, out _), elementRule),
            _ => (true, 0),
        };
        if (!good)
        {
            source.Error(attribute, "AN0209", $"\"{value}\" as the attribute \"{attribute.Name}\"", Expected(schema.Kind), rule, value.Trim().Length == 0 && rule != elementRule ? elementRule : 0, rule == elementRule && schema.Rule != 0 ? schema.Rule : 0);
        }
    }

    private void CheckChildren(XmlNode node, ElementSchema schema)
    {
        bool level3 = source.Is(SbmlEdition.L3);
        int position = -1, items = 0;
        Span<bool> seen = stackalloc bool[schema.Children.Length];
        bool notes = false, annotation = false;
        foreach (var child in node.Children)
        {
            if (!source.IsCore(child))
            {
                CheckForeign(node, child);
                continue;
            }

            if (child.Name is "notes" or "annotation" || (child.Name == "annotations" && source.Is(SbmlEdition.L1V1)))
            {
                CheckRemark(child, ref child.Name == "notes" ? ref notes : ref annotation, position >= 0 || items > 0);
                continue;
            }

            if (child.Name == "math")
            {
                source.Error(child, "AN0211", "<math> of SBML's own namespace", $"<math xmlns=\"{SbmlNamespaces.MathMl}\">", 10201);
                continue;
            }

            if (Array.Exists(schema.Items, i => i.In.IsIn(source.Edition) && i.Name == child.Name))
            {
                items++;
                continue;
            }

            int at = Array.FindIndex(schema.Children, c => c.In.IsIn(source.Edition) && c.Name == child.Name);
            if (at < 0)
            {
                ReportUnknown(node, child, schema);
                continue;
            }

            if (seen[at])
            {
                source.Error(child, "AN0210", $"another <{child.Name}> in <{node.Name}>", "at most one",
                    level3 ? Prefer(schema.Children[at].Rule, schema.RepetitionRule) : NotByTheSchema);
            }
            else if (at < position && !level3)
            {
                source.Error(child, "AN0210", $"<{child.Name}> behind <{schema.Children[position].Name}>",
                    "the order " + string.Join(", ", schema.Children.Where(c => c.In.IsIn(source.Edition)).Select(c => c.Name)), Prefer(schema.OrderRule, NotByTheSchema), NotByTheSchema);
            }

            seen[at] = true;
            position = Math.Max(position, at);
        }

        CheckMath(node, schema, seen);
        CheckMissing(node, schema, seen, items);
    }

    /// <summary>"math" stands in MathML's namespace, and so among the foreign children.</summary>
    private void CheckMath(XmlNode node, ElementSchema schema, Span<bool> seen)
    {
        int at = Array.FindIndex(schema.Children, c => c.Name == "math");
        if (at < 0)
        {
            return;
        }

        var math = node.Children.Where(c => c.Is(SbmlNamespaces.MathMl, "math")).ToList();
        if (math.Count > 1)
        {
            source.Error(math[1], "AN0210", $"another <math> in <{node.Name}>", "at most one", source.Is(SbmlEdition.L3) ? Prefer(schema.Children[at].Rule, schema.RepetitionRule) : NotByTheSchema);
        }

        seen[at] |= math.Count > 0;
        if (math.Count > 0 && source.Is(SbmlEdition.L1 | SbmlEdition.L2))
        {
            int index = node.Children.IndexOf(math[0]);
            var late = node.Children.Take(index).FirstOrDefault(c => source.IsCore(c) && c.Name is not ("notes" or "annotation"));
            if (late is not null)
            {
                source.Error(math[0], "AN0210", $"<math> behind <{late.Name}>", "<math> first", Prefer(schema.OrderRule, NotByTheSchema), NotByTheSchema);
            }
        }
    }

    private void CheckMissing(XmlNode node, ElementSchema schema, Span<bool> seen, int items)
    {
        bool level3 = source.Is(SbmlEdition.L3);
        for (int i = 0; i < schema.Children.Length; i++)
        {
            var child = schema.Children[i];
            if (!seen[i] && child.RequiredIn.IsIn(source.Edition) && child.In.IsIn(source.Edition))
            {
                int rule = child.Name is "trigger" or "model" ? child.Rule
                    : child.Name == "listOfEventAssignments" ? 21203
                    : node.Name == "kineticLaw" && !level3 ? 21103
                    : level3 ? child.Rule : NotByTheSchema;
                source.Error(node, "AN0210", $"<{node.Name}> without <{child.Name}>", "that element", rule, level3 || rule == NotByTheSchema ? 0 : NotByTheSchema);
            }
        }

        if (schema.Items.Length > 0 && items == 0 && !HasPackageChildren(node))
        {
            foreach (var (editions, rule) in schema.EmptyRules)
            {
                if (editions.IsIn(source.Edition))
                {
                    bool isLocal = node.Name == "listOfParameters" && node.Parent?.Name == "kineticLaw";
                    source.Error(node, "AN0210", $"an empty <{node.Name}>", "at least one element in it, or no such list", isLocal ? 21123 : rule);
                }
            }
        }
    }

    private bool HasPackageChildren(XmlNode node) => node.Children.Exists(c => source.IsDeclaredPackage(c.Namespace));

    private void CheckForeign(XmlNode node, XmlNode child)
    {
        if (child.Is(SbmlNamespaces.MathMl, "math"))
        {
            if (!CoreSchema.Knows(node.Name) || !Array.Exists(CoreSchema.Of(node.Name).Children, c => c.Name == "math" && c.In.IsIn(source.Edition)))
            {
                source.Error(child, "AN0206", $"<math> in <{node.Name}>", "mathematics where SBML has it", NotByTheSchema);
            }

            return;
        }

        if (source.Is(SbmlEdition.L3) && SbmlNamespaces.IsPackage(child.Namespace))
        {
            return;
        }

        source.Error(child, "AN0206", $"<{child.QualifiedName}> of the namespace \"{child.Namespace}\" in <{node.Name}>",
            $"elements of the namespace \"{source.CoreNamespace}\" (others belong into <annotation>)", NotByTheSchema, UnknownElement);
    }

    private void CheckRemark(XmlNode child, ref bool seen, bool late)
    {
        if (seen)
        {
            source.Error(child, "AN0210", $"another <{child.Name}>", "at most one in an element",
                source.Is(SbmlEdition.L3) ? (child.Name == "notes" ? 10805 : 10404) : NotByTheSchema);
        }
        else if (late && source.Is(SbmlEdition.L1 | SbmlEdition.L2))
        {
            source.Error(child, "AN0210", $"<{child.Name}> behind other elements", $"<{child.Name}> first", NotByTheSchema);
        }

        seen = true;
    }

    private void ReportUnknown(XmlNode node, XmlNode child, ElementSchema schema)
    {
        var known = schema.Children.Concat(schema.Items).Where(c => c.In.IsIn(source.Edition)).Select(c => c.Name).ToList();
        bool level3 = source.Is(SbmlEdition.L3);
        int rule = level3 || schema.ItemRule is 21104 or 21105 ? schema.ItemRule : 0;
        string expected = known.Count == 0 ? "no child elements but <notes> and <annotation>" : "<" + string.Join(">, <", known) + ">";
        if (CoreSchema.Knows(child.Name) && schema.Children.Concat(schema.Items).Any(c => c.Name == child.Name))
        {
            expected += $" (there is no <{child.Name}> here in {Edition()})";
        }

        source.Report("AN0206", Severity.Error, source.At(child), $"<{child.QualifiedName}> in <{node.Name}>", expected, Spelling.Nearest(child.Name, known), rule, UnknownElement, level3 ? 0 : NotByTheSchema);
    }

    private string Edition()
    {
        var version = source.Edition.ToVersion();
        return $"Level {version.Level} Version {version.Version}";
    }

    private static int Prefer(int rule, int other) => rule != 0 ? rule : other;

    private int RuleOf(AttributeSchema attribute) =>
        attribute.Rule is 20614 or 20102 or 20103 || source.Is(SbmlEdition.L2) ? attribute.Rule : 0;

    private static string Expected(AttributeKind kind) => kind switch
    {
        AttributeKind.Id or AttributeKind.IdRef or AttributeKind.UnitId or AttributeKind.UnitRef => "an identifier: a letter or '_', then letters, digits and '_'",
        AttributeKind.Boolean => "\"true\" or \"false\"",
        AttributeKind.Integer => "a whole number",
        AttributeKind.Real => "a number such as \"1.5\", \"2e-3\", \"INF\" or \"NaN\"",
        _ => "a text",
    };
}

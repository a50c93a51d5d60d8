using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Validation;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads the outermost element: level, version, packages, and the models in it.</summary>
internal static class DocumentReader
{
    /// <summary>The document, or null after a diagnostic when it is no SBML or holds no model.</summary>
    /// <param name="document">The text.</param>
    /// <param name="file">Its name.</param>
    /// <param name="validate">Whether the rules about meaning are checked too.</param>
    /// <param name="diagnostics">Takes what is wrong with it.</param>
    public static ModelDocument? Read(XmlDocumentText document, string file, bool validate, List<Diagnostic> diagnostics)
    {
        var root = document.Root;
        var edition = FindEdition(document, root, file, diagnostics);
        if (edition is null)
        {
            return null;
        }

        var source = new SbmlSource(document, file, edition.Value, diagnostics);
        source.Packages = ReadPackages(source, root);
        var reader = new ModelReader(source, diagnostics, validate ? model => SbmlValidation.Check(source, model) : null);
        reader.Check.Check(root, CoreSchema.Of("sbml"));
        CheckPackageAttributes(source, root);
        var envelope = reader.Elements.Complete(root, new Envelope());
        if (validate)
        {
            SbmlValidation.CheckDocument(source, envelope);
        }

        var definitions = new List<Model>();
        foreach (var list in root.Children.Where(c => c.Is(SbmlNamespaces.Comp, "listOfModelDefinitions")))
        {
            definitions.AddRange(list.Children.Where(c => c.Is(SbmlNamespaces.Comp, "modelDefinition")).Select(reader.Read));
        }

        var externals = reader.Elements.Comp.ReadExternalModels(root);
        var main = source.Child(root, "model");
        if (main is null && !source.Is(SbmlEdition.L3V2))
        {
            return null;
        }

        return new(main is null ? new Model { Span = source.At(root) } : reader.Read(main), definitions.ToValueList(), externals)
        {
            Source = file,
            ReadFrom = edition.Value.ToVersion(),
            Packages = source.Packages,
            Envelope = WithoutPackageAttributes(envelope, source) is { } rest && rest.Equals(new Envelope()) ? null : WithoutPackageAttributes(envelope, source),
        };
    }

    /// <summary>The edition that the namespace names, with level and version checked against it.</summary>
    private static SbmlEdition? FindEdition(XmlDocumentText document, XmlNode root, string file, List<Diagnostic> diagnostics)
    {
        var at = new SourceSpan(file, root.Line, root.Column, root.QualifiedName.Length);
        if (root.Name != "sbml")
        {
            diagnostics.Add(new("AN0205", Severity.Error, at, $"a document of <{root.QualifiedName}>{OtherFormat(root)}", "<sbml>") { Rules = ["10102"], SourceLine = document.Line(root.Line) });
            return null;
        }

        string? level = root.Attribute("level")?.Trim(), version = root.Attribute("version")?.Trim();
        if (!SbmlNamespaces.IsCore(root.Namespace))
        {
            string known = string.Join(", ", SbmlEditions.All.Select(SbmlNamespaces.Of).Distinct(StringComparer.Ordinal));
            diagnostics.Add(new("AN0205", Severity.Error, at, root.Namespace.Length == 0 ? "<sbml> without a namespace" : $"the namespace \"{root.Namespace}\"", $"one of SBML's namespaces: {known}",
                Spelling.Nearest(root.Namespace, SbmlEditions.All.Select(SbmlNamespaces.Of))) { Rules = ["20101"], SourceLine = document.Line(root.Line) });
            return null;
        }

        var matching = Array.FindAll(SbmlEditions.All, e => SbmlNamespaces.Of(e) == root.Namespace);
        var exact = Array.FindAll(matching, e => e.ToVersion() is var v && $"{v.Level}" == level && $"{v.Version}" == version);
        if (exact is [var edition])
        {
            return edition;
        }

        bool levelFits = Array.Exists(matching, e => $"{e.ToVersion().Level}" == level);
        var expected = matching[^1].ToVersion();
        bool levelNumber = XsdText.TryInteger(level, out int l) && l > 0, versionNumber = XsdText.TryInteger(version, out int v2) && v2 > 0;
        var rules = new List<string>();
        if (!levelFits)
        {
            rules.Add("20102");
        }

        if (level is not null && !levelNumber)
        {
            rules.Add("20105");
        }

        if (levelFits || version is null)
        {
            rules.Add("20103");
        }

        if (version is not null && !versionNumber)
        {
            rules.Add("20106");
        }

        rules.Add("20101");
        diagnostics.Add(new("AN0205", Severity.Error, at, $"level=\"{level}\" version=\"{version}\" with the namespace \"{root.Namespace}\"", $"level=\"{expected.Level}\" version=\"{expected.Version}\"")
        {
            Rules = rules.ToValueList(), SourceLine = document.Line(root.Line),
        });
        return null;
    }

    private static string OtherFormat(XmlNode root) => root.Name switch
    {
        "sedML" => " (SED-ML, a simulation experiment)",
        "model" when root.Namespace.Contains("cellml", StringComparison.OrdinalIgnoreCase) => " (CellML, which is not read here)",
        "omexManifest" => " (the manifest of a COMBINE archive)",
        "html" => " (a web page)",
        _ => "",
    };

    /// <summary>Packages: declared namespaces with the attribute "required".</summary>
    private static ValueList<SbmlPackage> ReadPackages(SbmlSource source, XmlNode root)
    {
        var packages = new List<SbmlPackage>();
        foreach (var declaration in root.Declarations)
        {
            if (!SbmlNamespaces.IsPackage(declaration.Namespace))
            {
                continue;
            }

            string? required = root.Attribute(declaration.Namespace, "required");
            if (!source.Is(SbmlEdition.L3))
            {
                source.Report("AN0214", Severity.Warning, source.At(root), $"the namespace \"{declaration.Namespace}\" of a Level 3 package", "packages in Level 3 only", null);
                continue;
            }

            bool isRequired = false;
            if (required is null || !XsdText.TryBoolean(required, out isRequired))
            {
                source.Error(root, "AN0214", required is null ? $"the package \"{declaration.Prefix}\" without the attribute \"{declaration.Prefix}:required\"" : $"{declaration.Prefix}:required=\"{required}\"",
                    "\"true\" or \"false\" (does the package change the meaning of the core?)");
            }

            if (isRequired && !SbmlNamespaces.IsUnderstood(declaration.Namespace))
            {
                source.Error(root, "AN0214", $"the required package \"{declaration.Prefix}\" ({declaration.Namespace})", "packages that are read here: comp, distrib, fbc");
            }

            packages.Add(new(declaration.Prefix, declaration.Namespace, isRequired));
        }

        return packages.ToValueList();
    }

    private static void CheckPackageAttributes(SbmlSource source, XmlNode root)
    {
        foreach (ref readonly var attribute in root.Attributes.AsSpan())
        {
            if (attribute.Prefix.Length > 0 && SbmlNamespaces.IsPackage(attribute.Namespace) && attribute.Name != "required")
            {
                source.Error(attribute, "AN0207", $"the attribute \"{attribute.Prefix}:{attribute.Name}\" on <sbml>", $"\"{attribute.Prefix}:required\"");
            }
        }
    }

    /// <summary>The "required" attributes are kept as <see cref="ModelDocument.Packages"/>.</summary>
    private static Envelope WithoutPackageAttributes(Envelope envelope, SbmlSource source) => envelope with
    {
        Foreign = envelope.Foreign.Where(f => !(f.IsAttribute && source.IsDeclaredPackage(f.Namespace))).ToValueList(),
    };
}

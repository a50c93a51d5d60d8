using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Names, SBO terms, uncertainties and annotations.</summary>
internal sealed partial class Interpreter
{
    private static readonly HashSet<string> s_uncertainties = new(StringComparer.Ordinal)
    {
        "coefficientOfVariation", "kurtosis", "mean", "median", "mode", "sampleSize", "skewness", "standardDeviation", "stdev", "standardError",
        "variance", "confidenceInterval", "credibleInterval", "interquartileRange", "range", "distribution", "externalParameter",
    };

    /// <summary>The kinds of uncertainty that have a word.</summary>
    public static bool IsUncertainty(string word) => s_uncertainties.Contains(word);

    /// <summary>The element and the attribute in a name such as a.sboTerm or A.x.mean, unless a submodel has an element of that name.</summary>
    private (Variable Owner, string Attribute)? Attribute(NameSyntax name)
    {
        int dot = name.Text.LastIndexOf('.');
        if (dot < 0 || module.Find(name.Text) is not null)
        {
            return null;
        }

        string attribute = name.Text[(dot + 1)..];
        bool isSbo = attribute.Equals("sboTerm", StringComparison.OrdinalIgnoreCase);
        if (!isSbo && !s_uncertainties.Contains(attribute))
        {
            return null;
        }

        string owner = name.Text[..dot];
        var variable = owner.Contains('.', StringComparison.Ordinal) ? module.Find(owner) : module.FindOrAdd(owner, name.Span);
        return variable is null ? null : (variable.Representative, isSbo ? "sboTerm" : attribute == "stdev" ? "standardDeviation" : attribute);
    }

    private void SetAttribute(Variable owner, string attribute, Assigned assigned)
    {
        if (assigned.Kind != AssignmentKind.Initial)
        {
            _diagnostics.Error("AN0122", assigned.Name.Span, $"a rule or a unit for {assigned.Name.Text}", "= and a value");
            return;
        }

        if (attribute == "sboTerm")
        {
            if (Formulas.Literal(assigned.Formula) is not { } term)
            {
                _diagnostics.Error("AN0110", assigned.Name.Span, assigned.Formula is null ? "nothing" : $"\"{assigned.Formula}\"", "the number of an SBO term, such as SBO:0000290");
                return;
            }

            owner.Annotate().Sbo = AnnotationReader.Sbo(term, assigned.Name.Span, _diagnostics) ?? owner.Annotation!.Sbo;
            MarkModified(owner);
            return;
        }

        bool isSpan = attribute is "confidenceInterval" or "credibleInterval" or "interquartileRange" or "range";
        bool isFree = attribute is "distribution" or "externalParameter";
        bool ok = assigned.Vector is { } vector
            ? (isSpan || attribute == "externalParameter") && vector.Count == 2 && vector.All(IsValueOrName)
            : assigned.Formula is not null && !isSpan && (isFree || IsValueOrName(assigned.Formula));
        if (!ok)
        {
            _diagnostics.Error("AN0122", assigned.Name.Span, $"the value of {assigned.Name.Text}",
                isSpan ? "two bounds in braces, each a number or a name, such as {1.5, x}" : isFree ? "a formula" : "a number or a name");
            return;
        }

        foreach (var part in assigned.Vector ?? [assigned.Formula!])
        {
            if (Use(part) is null)
            {
                return;
            }
        }

        var data = Uncertainty(owner, attribute, assigned.Name);
        data.Formula = assigned.Formula;
        data.Bounds = assigned.Vector;
        MarkModified(owner);
    }

    private static bool IsValueOrName(Expression e) => e is Symbol || Formulas.Literal(e) is not null;

    private static UncertaintyData Uncertainty(Variable owner, string kind, NameSyntax name)
    {
        var data = owner.Uncertainties.Find(u => u.Kind == kind);
        if (data is null)
        {
            data = new(kind, name.Span);
            owner.Uncertainties.Add(data);
        }

        return data;
    }

    private void SetDisplayName(DisplayNameStatement statement)
    {
        if (Attribute(statement.Name) is var (owner, attribute) && attribute != "sboTerm")
        {
            Uncertainty(owner, attribute, statement.Name).Text = statement.Text;
            MarkModified(owner);
            return;
        }

        if (module.Find(statement.Name.Text) is null && statement.Name.Text == module.Name)
        {
            module.DisplayName = statement.Text;
            return;
        }

        if (Lookup(statement.Name) is { } variable)
        {
            var target = variable.Representative;
            target.DisplayName = statement.Text;
            MarkModified(target);
        }
    }

    private void Annotate(AnnotationStatement statement)
    {
        if (statement.Name is null || (module.Find(statement.Name.Text) is null && statement.Name.Text == module.Name))
        {
            AnnotationReader.Read(module.Annotation, statement, _diagnostics);
        }
        else if (Lookup(statement.Name) is { } variable)
        {
            var target = variable.Representative;
            AnnotationReader.Read(target.Annotate(), statement, _diagnostics);
            MarkModified(target);
        }
    }
}

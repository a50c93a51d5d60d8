using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>A name as written, with its dots; <paramref name="Boundary"/>: it stood after a $.</summary>
internal sealed record NameSyntax(string Text, SourceSpan Span, bool Boundary = false, NameSyntax? In = null);

internal abstract record Statement
{
    public SourceSpan Span { get; init; }
}

/// <summary>The parts that a declaration or an assignment can give a name: at most one of them.</summary>
internal enum AssignmentKind
{
    None,
    Initial,
    Rule,
    Rate,
    Units,
}

/// <summary>name [in compartment] [= formula | := formula | ' = formula | has unit].</summary>
internal sealed record Assigned(NameSyntax Name, AssignmentKind Kind, Expression? Formula, ValueList<Expression>? Vector = null);

internal enum DeclaredType
{
    Any,
    Species,
    Formula,
    Reaction,
    Dna,
    Gene,
    Operator,
    Compartment,
}

internal sealed record Declaration(DeclaredType Type, bool? Constant, bool SubstanceOnly, ValueList<Assigned> Items) : Statement;

internal sealed record AssignmentStatement(Assigned Assigned) : Statement;

/// <summary>a is b, a is b / c, a * c is b.</summary>
internal sealed record SynchronizeStatement(NameSyntax Left, NameSyntax Right, NameSyntax? Factor) : Statement;

internal sealed record DisplayNameStatement(NameSyntax Name, string Text) : Statement;

internal sealed record ReactantSyntax(double? Stoichiometry, NameSyntax? StoichiometryName, NameSyntax Species);

internal enum Arrow
{
    Reversible,
    Irreversible,
    Inhibits,
    Activates,
    Influences,
}

internal sealed record ReactionStatement(
    NameSyntax? Name, ValueList<ReactantSyntax> Left, Arrow Arrow, ValueList<ReactantSyntax> Right, Expression? Rate, NameSyntax? Compartment) : Statement;

internal sealed record AlgebraicRuleStatement(NameSyntax? Name, double LeftSide, Expression Formula) : Statement;

internal sealed record ArgumentSyntax(NameSyntax? Name, double? Number, SourceSpan Span);

internal sealed record OptionSyntax(NameSyntax Name, Expression? Value);

internal sealed record SubmodelStatement(
    NameSyntax? Name, NameSyntax Module, ValueList<ArgumentSyntax> Arguments, ValueList<OptionSyntax> Options, NameSyntax? Compartment) : Statement;

internal sealed record EventStatement(
    NameSyntax? Name, Expression? Delay, Expression Trigger, ValueList<OptionSyntax> Options, ValueList<Assigned> Assignments) : Statement;

internal sealed record UnitStatement(NameSyntax Name, Expression? Formula) : Statement;

internal sealed record DeleteStatement(ValueList<NameSyntax> Names) : Statement;

internal sealed record ConstraintStatement(NameSyntax? Name, Expression Formula) : Statement;

internal sealed record ObjectiveStatement(NameSyntax? Name, bool Maximize, Expression Formula) : Statement;

internal sealed record StrandStatement(NameSyntax? Name, ValueList<NameSyntax> Elements, bool OpenUpstream, bool OpenDownstream) : Statement;

/// <summary>name qualifier "text", …; with <paramref name="Part"/>, as in <c>a creator1.name "…"</c>. The model itself has no <paramref name="Name"/>.</summary>
internal sealed record AnnotationStatement(NameSyntax? Name, NameSyntax Qualifier, string? Part, ValueList<string> Texts) : Statement;

/// <summary>model.sboTerm = 9.</summary>
internal sealed record ModelSboStatement(double Term) : Statement;

internal sealed record ImportStatement(string Source) : Statement;

internal sealed record ModuleStatement(
    NameSyntax Name, bool IsMain, ValueList<NameSyntax> Exports, ValueList<Statement> Body) : Statement;

internal sealed record FunctionStatement(NameSyntax Name, ValueList<NameSyntax> Arguments, Expression? Body) : Statement;

using Anesis.Formats.Antimony.Syntax;
using Anesis.Formats.Antimony.Writing;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Reads a text and those that it imports into one document, statement by statement.</summary>
internal sealed class FileReader(AntimonyDocument document, IModelSource? imports)
{
    /// <summary>How deep imports may nest.</summary>
    private const int ImportDepth = 64;

    private readonly List<string> _open = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics = document.Diagnostics;

    public void Read(string text, string fileName)
    {
        _diagnostics.Register(fileName, text);
        _open.Add(fileName);
        var tokens = new AntimonyLexer(text, fileName, _diagnostics).Tokens();
        foreach (var statement in new StatementParser(tokens, _diagnostics).ParseFile())
        {
            Take(statement);
        }

        _open.RemoveAt(_open.Count - 1);
        _done.Add(fileName);
    }

    private void Take(Statement statement)
    {
        switch (statement)
        {
            case ImportStatement import:
                Import(import);
                break;
            case FunctionStatement function:
                document.Define(function);
                break;
            case ModuleStatement module:
                Define(module);
                break;
            default:
                if (!TakeForModuleOrFunction(statement))
                {
                    new Interpreter(document, document.Modules[0]).Run(statement);
                }

                break;
        }
    }

    private void Define(ModuleStatement statement)
    {
        if (document.Define(statement) is not { } module)
        {
            return;
        }

        var interpreter = new Interpreter(document, module);
        foreach (var export in statement.Exports)
        {
            var variable = interpreter.Lookup(export);
            if (variable is null || module.Exports.Contains(variable))
            {
                _diagnostics.Error("AN0118", export.Span, $"{export.Text} twice in the interface", "each name once");
                continue;
            }

            module.Exports.Add(variable);
            interpreter.SetKind(variable, VariableKind.Formula, export.Span);
        }

        interpreter.Run(statement.Body);
        new ModuleFinisher(document, module).Finish();
    }

    /// <summary>Statements outside of models whose name is that of a model or function are about it.</summary>
    private bool TakeForModuleOrFunction(Statement statement)
    {
        switch (statement)
        {
            case DisplayNameStatement s when document.FindModule(s.Name.Text) is { } module:
                module.DisplayName = s.Text;
                return true;
            case DisplayNameStatement s when document.FindFunction(s.Name.Text) is { } function:
                function.DisplayName = s.Text;
                return true;
            case AnnotationStatement { Name: { } name } s when (document.FindModule(name.Text)?.Annotation ?? document.FindFunction(name.Text)?.Annotation) is { } annotation:
                AnnotationReader.Read(annotation, s, _diagnostics);
                return true;
            case AssignmentStatement { Assigned: { Kind: AssignmentKind.Initial } assigned } when SboTarget(assigned.Name.Text) is { } annotation:
                if (Formulas.Literal(assigned.Formula) is { } term)
                {
                    annotation.Sbo = AnnotationReader.Sbo(term, assigned.Name.Span, _diagnostics);
                }
                else
                {
                    _diagnostics.Error("AN0110", assigned.Name.Span, $"\"{assigned.Formula}\"", "the number of an SBO term, such as SBO:0000290");
                }

                return true;
            default:
                return false;
        }
    }

    private AnnotationData? SboTarget(string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || !name[(dot + 1)..].Equals("sboTerm", StringComparison.OrdinalIgnoreCase)
            ? null
            : document.FindModule(name[..dot])?.Annotation ?? document.FindFunction(name[..dot])?.Annotation;
    }

    private void Import(ImportStatement statement)
    {
        if (imports?.TryRead(statement.Source, _open[^1]) is not var (fileName, text))
        {
            _diagnostics.Error("AN0123", statement.Span, $"the import of \"{statement.Source}\", which can't be found", "the name of a file beside this one");
            return;
        }

        if (_open.Contains(fileName))
        {
            _diagnostics.Error("AN0124", statement.Span, $"the import of \"{statement.Source}\", which imports this file", $"imports without a circle ({string.Join(" → ", _open)} → {fileName})");
            return;
        }

        if (_open.Count >= ImportDepth)
        {
            _diagnostics.Error("AN0124", statement.Span, $"imports nested more than {ImportDepth} deep", "fewer");
            return;
        }

        // A file that is imported along two ways counts once.
        if (_done.Contains(fileName))
        {
            return;
        }

        if (!text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<'))
        {
            Read(text, fileName);
            return;
        }

        var other = imports.ReadOther(fileName, text);
        foreach (var diagnostic in other.Diagnostics)
        {
            _diagnostics.Add(diagnostic);
        }

        if (other.Value is { } models)
        {
            // What has a meaning in SBML has one in Antimony: its models come in as text, so that both are built in one way.
            var written = AntimonyWriter.Write(Named(models));
            foreach (var diagnostic in written.Diagnostics)
            {
                _diagnostics.Add(diagnostic);
            }

            Read(written.Text, fileName);
        }
    }

    /// <summary>The document with its main model as one among others, so that it does not become the main model here.</summary>
    private static ModelDocument Named(ModelDocument models) =>
        models.Main.Id is "" or ModuleTable.MainName ? models : models with { Main = new Model { Id = ModuleTable.MainName }, Definitions = models.Definitions.Add(models.Main) };
}

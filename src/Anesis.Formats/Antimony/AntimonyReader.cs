using Anesis.Formats.Antimony.Emission;
using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony;

/// <summary>Where the text of an imported file comes from. The reader itself opens no file.</summary>
public interface IModelSource
{
    /// <summary>The text of a file that <paramref name="importingFile"/> imports under <paramref name="name"/>, and the name by which to report it; null when there is none.</summary>
    (string FileName, string Text)? TryRead(string name, string importingFile);

    /// <summary>Reads a file that is not Antimony (SBML). The models that it has become models of the importing text.</summary>
    Checked<ModelDocument> ReadOther(string fileName, string text);
}

/// <summary>
/// Reads Antimony 2 as the reference implementation (libAntimony 2.14) understands it, into models with SBML's meaning.
/// All errors are found in one reading; with an error there is no model.
/// </summary>
public static class AntimonyReader
{
    /// <summary>How large a text may be, in characters.</summary>
    public const int SizeLimit = 64 * 1024 * 1024;

    /// <param name="text">The text.</param>
    /// <param name="fileName">Its name in diagnostics.</param>
    /// <param name="imports">Where imports come from; null: every import is refused.</param>
    public static Checked<ModelDocument> Read(string text, string fileName, IModelSource? imports = null)
    {
        var diagnostics = new DiagnosticBag();
        if (text.Length > SizeLimit)
        {
            diagnostics.Error("AN0128", new(fileName), $"a text of {text.Length} characters", $"at most {SizeLimit}");
            return new(null, diagnostics.ToValueList());
        }

        var document = new AntimonyDocument(diagnostics);
        new FileReader(document, imports).Read(text, fileName);
        document.CheckCalls();
        new ModuleFinisher(document, document.Modules[0]).Finish();
        if (diagnostics.HasErrors)
        {
            return new(null, Ordered(diagnostics));
        }

        var emitted = SbmlComments.Apply(new DocumentEmitter(document).Emit(fileName), text, diagnostics);
        return new(diagnostics.HasErrors ? null : emitted, Ordered(diagnostics));
    }

    private static ValueList<Diagnostic> Ordered(DiagnosticBag diagnostics) => diagnostics.ToValueList() is { Count: > 1 } several
        ? several.OrderBy(d => d.At.File, StringComparer.Ordinal).ThenBy(d => d.At.Line).ThenBy(d => d.At.Column).ToValueList()
        : diagnostics.ToValueList();
}

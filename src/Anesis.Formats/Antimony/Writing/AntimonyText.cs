using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>A model as Antimony text, with what the text does not say of the model (warnings) or says under another name (information).</summary>
public sealed record AntimonyText(string Text, ValueList<Diagnostic> Diagnostics);

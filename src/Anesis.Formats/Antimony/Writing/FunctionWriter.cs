using System.Text;
using Anesis.Formats.Antimony.Syntax;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Writes function definitions and what is said of them.</summary>
internal sealed class FunctionWriter(WritingContext context)
{
    public void Write(StringBuilder text)
    {
        foreach (var (model, name, function) in context.FunctionNames.Ordered)
        {
            if (function.Body is null)
            {
                context.Lost(function.Id, "a function without a formula", "a formula");
                continue;
            }

            var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (string argument in function.Arguments)
            {
                string renamed = argument;
                while (AntimonyWords.IsReserved(renamed) || arguments.ContainsValue(renamed))
                {
                    renamed += "_";
                }

                arguments.TryAdd(argument, renamed);
            }

            var formula = new FormulaText(id => arguments.GetValueOrDefault(id, id), id => context.FunctionNames.Name(model, id), UnitNames.Normal);
            text.Append("function ").Append(name).Append('(').AppendJoin(", ", function.Arguments.Select(a => arguments[a])).Append(")\n  ")
                .Append(formula.Of(function.Body)).Append("\nend\n");
            if (function.Name is not null)
            {
                text.Append(name).Append(" is ").Append(AnnotationWriter.Quote(function.Name)).Append('\n');
            }

            new AnnotationWriter(context, text, "").Write(name, function);
            text.Append('\n');
        }
    }
}

using System.CommandLine.Completions;
using Anesis.Cli.Runs;
using Anesis.Ketamine;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Cli.Commands;

/// <summary>What the shell offers for a word that is not finished: scenarios and models, and from the model on the line its outputs and parameters.</summary>
internal static class Completions
{
    public static void Of(SimulateOptions options)
    {
        options.Model.CompletionSources.Add(Names(() => ShippedModels.Scenarios.Concat(ShippedModels.Models)));
        options.Population.CompletionSources.Add(Names(() => ShippedModels.Populations));
        options.Method.CompletionSources.Add(Names(() => MethodNames.Names));
        options.Arm.CompletionSources.Add(context => Matching(context.ParseResult.GetResult(options.Model) is { Tokens.Count: > 0 } named && Subject.Find(named.Tokens[0].Value) is { IsOk: true } found ? Arms.NamesOf(found.Value) : [], context.WordToComplete).Select(n => new CompletionItem(n)));
        options.Covariates.CompletionSources.Add(Names(() => ["nocb", "locf", "linear"]));
        options.Select.CompletionSources.Add(context =>
        {
            // The last name of a list is completed.
            int comma = context.WordToComplete.LastIndexOf(',');
            string before = context.WordToComplete[..(comma + 1)], word = context.WordToComplete[(comma + 1)..];
            return Matching(Catalogued(context, options, outputs: true), word).Select(n => new CompletionItem(before + n));
        });
        options.Set.CompletionSources.Add(context => Matching(Catalogued(context, options, outputs: false), context.WordToComplete).Select(n => new CompletionItem(n + "=")));
    }

    public static Func<CompletionContext, IEnumerable<CompletionItem>> Names(Func<IEnumerable<string>> names) =>
        context => Matching(names(), context.WordToComplete).Select(n => new CompletionItem(n));

    private static IEnumerable<string> Matching(IEnumerable<string> names, string word) => names.Where(n => n.StartsWith(word, StringComparison.Ordinal));

    private static IEnumerable<string> Catalogued(CompletionContext context, SimulateOptions options, bool outputs)
    {
        if (context.ParseResult.GetResult(options.Model) is not { Tokens.Count: > 0 } named)
        {
            return [];
        }

        var subject = Subject.Find(named.Tokens[0].Value);
        if (!subject.IsOk)
        {
            return [];
        }

        return outputs
            ? Catalogue.Of(subject.Value.Model).Where(e => e.IsOutput).Select(e => e.Name)
            : ModelQuantities.Of(subject.Value.Model).Except(Catalogue.Of(subject.Value.Model).Where(e => e.IsOutput && e.Value is null).Select(e => e.Name)).Order(StringComparer.Ordinal);
    }
}

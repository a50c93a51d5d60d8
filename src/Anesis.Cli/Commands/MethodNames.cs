using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>The names of methods on the command line.</summary>
internal static class MethodNames
{
    private static readonly (string Name, Method Method)[] All =
    [
        ("auto", Method.Auto), ("explicit", Method.Explicit), ("stiff", Method.Stiff), ("ssa", Method.StochasticExact), ("tauleap", Method.TauLeap),
    ];

    public static IEnumerable<string> Names => All.Select(m => m.Name);

    public static string Of(Method method) => All.First(m => m.Method == method).Name;

    public static Method Parse(string name)
    {
        foreach (var (known, method) in All)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return method;
            }
        }

        string names = string.Join(", ", All.Select(m => m.Name));
        throw new UserError(new("AN1004", Severity.Error, new("--method"), $"\"{name}\"", $"one of {names}", Spelling.Nearest(name, All.Select(m => m.Name))));
    }
}

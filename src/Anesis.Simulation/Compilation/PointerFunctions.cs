using System.Reflection;
using Anesis.Mathematics;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Finds the generic methods, from memory to memory, that compute functions for every lane count.</summary>
internal static unsafe class PointerFunctions
{
    public static MethodInfo Find(NodeKind kind)
    {
        bool own = kind is NodeKind.GammaQuantile or NodeKind.PoissonQuantile or NodeKind.BinomialQuantile
            or NodeKind.NormalCumulative or NodeKind.GammaCumulative or NodeKind.PoissonCumulative or NodeKind.BinomialCumulative;
        string name = kind switch
        {
            NodeKind.Power => nameof(Elementary.Pow),
            NodeKind.Arcsin => nameof(Elementary.Asin),
            NodeKind.Arccos => nameof(Elementary.Acos),
            NodeKind.Arctan => nameof(Elementary.Atan),
            NodeKind.Arcsinh => nameof(Elementary.Asinh),
            NodeKind.Arccosh => nameof(Elementary.Acosh),
            NodeKind.Arctanh => nameof(Elementary.Atanh),
            _ => kind.ToString(),
        };
        Type[] pointers = [.. Enumerable.Repeat(typeof(double*), kind.Arity() + 1)];
        return (own ? typeof(DistributionFunctions) : typeof(Elementary)).GetMethod(name, 1, pointers)
            ?? throw new MissingMethodException(nameof(Elementary), name);
    }
}

using System.Globalization;
using System.Text;

namespace Anesis.Simulation.Lowering;

/// <summary>Nodes as text, cut where they are long.</summary>
internal static class GraphText
{
    private const int LongestText = 2000;

    public static string Of(ExpressionGraph graph, int node, LoweredModel? names = null)
    {
        var text = new StringBuilder();
        Write(graph, node, names, text, 0);
        return text.ToString();
    }

    private static void Write(ExpressionGraph graph, int node, LoweredModel? names, StringBuilder text, int depth)
    {
        if (depth > 60 || text.Length > LongestText)
        {
            text.Append("…");
            return;
        }

        var kind = graph.Kind(node);
        int a = graph.A(node);
        switch (kind)
        {
            case NodeKind.Constant:
                text.Append(graph.Value(node).ToString("R", CultureInfo.InvariantCulture));
                return;
            case NodeKind.Time or NodeKind.True or NodeKind.False:
                text.Append(kind.ToString().ToLowerInvariant());
                return;
            case NodeKind.State:
                text.Append(names is null ? $"y{a}" : names.States[a]);
                return;
            case NodeKind.Parameter:
                text.Append(names is null ? $"p{a}" : names.Parameters[a]);
                return;
            case NodeKind.Delayed or NodeKind.Draw:
                text.Append(kind == NodeKind.Draw ? 'u' : 'd').Append(a);
                return;
        }

        string? sign = kind switch
        {
            NodeKind.Add => " + ",
            NodeKind.Subtract => " - ",
            NodeKind.Multiply => "*",
            NodeKind.Divide => "/",
            NodeKind.Less => " < ",
            NodeKind.LessOrEqual => " <= ",
            NodeKind.Equal => " == ",
            NodeKind.NotEqual => " != ",
            NodeKind.And => " && ",
            NodeKind.Or => " || ",
            _ => null,
        };
        text.Append(sign is null ? kind.ToString() : "").Append('(');
        for (int i = 0; i < kind.Arity(); i++)
        {
            text.Append(i > 0 ? sign ?? ", " : "");
            Write(graph, i == 0 ? a : i == 1 ? graph.B(node) : graph.C(node), names, text, depth + 1);
        }

        text.Append(')');
    }
}

using System.Collections;
using System.Reflection;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Tests.Sbml;

/// <summary>Says where two values of records and lists first differ.</summary>
internal static class ModelDifference
{
    public static string? Describe(object? first, object? second, string path = "")
    {
        if (Equals(first, second))
        {
            return null;
        }

        if (first is null || second is null || first.GetType() != second.GetType() || first is string or Expression || first.GetType().IsPrimitive)
        {
            return $"{path}: {first ?? "null"} | {second ?? "null"}";
        }

        if (first is IEnumerable a && second is IEnumerable b)
        {
            var left = a.Cast<object>().ToList();
            var right = b.Cast<object>().ToList();
            if (left.Count != right.Count)
            {
                return $"{path}: {left.Count} items | {right.Count} items: {string.Join(" ; ", left)} | {string.Join(" ; ", right)}";
            }

            return left.Zip(right).Select((pair, i) => Describe(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(d => d is not null);
        }

        foreach (var property in first.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType != typeof(SourceSpan) && p.GetIndexParameters().Length == 0))
        {
            if (Describe(property.GetValue(first), property.GetValue(second), $"{path}.{property.Name}") is { } difference)
            {
                return difference;
            }
        }

        return $"{path}: not equal";
    }
}

using System.Text.RegularExpressions;
using Anesis.Ketamine;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;

namespace Anesis.Cli.Book;

/// <summary>A module of the person as the book shows it.</summary>
/// <param name="Instance">Its name in the person, such as "feeling".</param>
/// <param name="Name">Its file's name, such as "mood".</param>
/// <param name="Model">The module alone, without submodels.</param>
internal sealed record BookModule(string Instance, string Name, Model Model)
{
    /// <summary>Rows of the mission that it belongs to, such as S12; empty where it serves all.</summary>
    public ValueList<string> Rows { get; init; }

    public string Holds { get; init; } = "";

    /// <summary>Where it is weakest, in the words of docs/model/systems.md.</summary>
    public string Weakest { get; init; } = "";

    /// <summary>What its file says before the model begins.</summary>
    public string Introduction { get; init; } = "";

    /// <summary>Wires that it reads, and which modules give them.</summary>
    public ValueList<Wire> Reads { get; init; }

    /// <summary>Wires that it gives, and which modules read them.</summary>
    public ValueList<Wire> Gives { get; init; }

    public string Title => Model.Name ?? Name;
}

/// <summary>A quantity that modules share, with the modules at its other end.</summary>
internal sealed record Wire(string Id, ValueList<string> Modules);

/// <summary>The person's modules with their wiring, from the model itself.</summary>
internal static partial class BookModules
{
    public static ValueList<BookModule> Of(ModelDocument person)
    {
        var documents = Definitions();
        var modules = person.Main.Submodels.Select(s => (s.Id, s.ModelRef, Flat: documents.TryGetValue(s.ModelRef, out var document) ? Flattening.Flatten(document).Value : null)).Where(m => m.Flat is not null).Select(m => new BookModule(m.Id, m.ModelRef, m.Flat!)).ToList();
        var descriptions = Descriptions();
        var wires = Wires(person, modules);
        return modules.Select(module =>
        {
            var (rows, holds, weakest) = descriptions.GetValueOrDefault(module.Name, ([], "", ""));
            return module with
            {
                Rows = rows,
                Holds = holds,
                Weakest = weakest,
                Introduction = IntroductionOf(module.Name),
                Reads = wires.Where(w => w.Readers.Contains(module.Instance)).Select(w => new Wire(w.Id, w.Writers.ToValueList())).ToValueList(),
                Gives = wires.Where(w => w.Writers.Contains(module.Instance)).Select(w => new Wire(w.Id, w.Readers.ToValueList())).ToValueList(),
            };
        }).ToValueList();
    }

    /// <summary>Files by the id of what they define; the id is mostly the file's name.</summary>
    private static Dictionary<string, ModelDocument> Definitions()
    {
        var definitions = new Dictionary<string, ModelDocument>(StringComparer.Ordinal);
        foreach (var document in ShippedModels.Models.Select(file => ShippedModels.Model(file)!.Value).OfType<ModelDocument>())
        {
            definitions.TryAdd(document.Main.Id, document);
        }

        return definitions;
    }

    private sealed record Connection(string Id, List<string> Writers, List<string> Readers);

    private static List<Connection> Wires(ModelDocument person, List<BookModule> modules)
    {
        var computed = modules.ToDictionary(m => m.Instance, m => m.Model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule v => v.Variable, _ => "" }).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var wires = new List<Connection>();
        foreach (Element element in ((IEnumerable<Element>)person.Main.Parameters).Concat(person.Main.Species).Concat(person.Main.Compartments))
        {
            var ends = element.ReplacedElements.Where(r => computed.ContainsKey(r.SubmodelRef)).Select(r => (r.SubmodelRef, Local: r.Target?.IdRef ?? r.Target?.PortRef ?? element.Id)).ToList();
            if (element.ReplacedBy is { } by && computed.ContainsKey(by.SubmodelRef))
            {
                ends.Add((by.SubmodelRef, by.Target.IdRef ?? by.Target.PortRef ?? element.Id));
            }

            if (ends.Count > 0)
            {
                wires.Add(new(element.Id, [.. ends.Where(e => Gives(e)).Select(e => e.SubmodelRef).Distinct()], [.. ends.Where(e => !Gives(e)).Select(e => e.SubmodelRef).Distinct()]));
            }
        }

        return wires;

        bool Gives((string Instance, string Local) end) => computed[end.Instance].Contains(end.Local) || computed[end.Instance].Contains(end.Local.Replace(end.Instance + "__", "", StringComparison.Ordinal));
    }

    /// <summary>By module: rows, what it holds and where it is weakest, from the table of docs/model/systems.md.</summary>
    private static Dictionary<string, (ValueList<string> Rows, string Holds, string Weakest)> Descriptions()
    {
        var found = new Dictionary<string, (ValueList<string>, string, string)>(StringComparer.Ordinal);
        foreach (Match line in TableLine().Matches(ShippedFiles.TryRead("docs/model/systems.md") ?? ""))
        {
            var names = Quoted().Matches(line.Groups["modules"].Value).Select(m => m.Groups["name"].Value);
            ValueList<string> rows = [.. line.Groups["rows"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            foreach (string name in names)
            {
                found[name] = (rows, line.Groups["holds"].Value.Trim(), line.Groups["weakest"].Value.Trim());
            }
        }

        return found;
    }

    private static string IntroductionOf(string name)
    {
        foreach (string file in ShippedModels.Models.Where(f => f == name).Concat(ShippedModels.Models).Distinct(StringComparer.Ordinal))
        {
            string text = ShippedFiles.TryRead($"models/{file}.ant")!;
            if (Regex.IsMatch(text, $@"(?m)^model \*?{Regex.Escape(name)}\(", RegexOptions.None, TimeSpan.FromMinutes(1)))
            {
                return string.Join(' ', text.Split('\n').TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal)).Select(l => l[2..].Trim()));
            }
        }

        return "";
    }

    [GeneratedRegex("^\\| (?<modules>`[^|]*) \\| (?<instances>[^|]*) \\| (?<rows>[^|]*) \\| (?<holds>[^|]*) \\|(?<weakest>[^|]*)\\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableLine();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}

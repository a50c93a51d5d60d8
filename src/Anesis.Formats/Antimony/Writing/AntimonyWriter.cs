using System.Text;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Writes models as Antimony 2. What the language has no word for is named in the diagnostics, element by element.</summary>
public static class AntimonyWriter
{
    public static AntimonyText Write(ModelDocument document)
    {
        var context = new WritingContext(document);
        var text = new StringBuilder();
        foreach (var external in document.Externals)
        {
            context.Lost(external.Id, "a model in another file", $"its text in this file ({external.Source})");
        }

        new FunctionWriter(context).Write(text);
        foreach (var model in context.InOrderOfUse())
        {
            new ModelWriter(context, model).Write(text);
        }

        context.Comments.ForEach(line => text.Append(line).Append('\n'));
        return new(text.ToString(), context.Diagnostics.ToValueList());
    }
}

/// <summary>What the writers of one document share.</summary>
internal sealed class WritingContext
{
    private readonly Dictionary<string, Model> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<Model, NameMap> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Model, string> _modelNames = new(ReferenceEqualityComparer.Instance);

    public WritingContext(ModelDocument document)
    {
        Document = document;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in document.Definitions.Append(document.Main))
        {
            string name = model.Id.Length == 0 ? "__main" : AntimonyWords.IsReserved(model.Id) ? model.Id + "_" : model.Id;
            while (!taken.Add(name))
            {
                name += "_";
            }

            _modelNames[model] = name;
            _models.TryAdd(model.Id, model);
        }

        FunctionNames = new(this);
        foreach (var model in _modelNames.Keys)
        {
            _names[model] = new(model, FunctionNames.All.Concat(taken));
        }
    }

    public ModelDocument Document { get; }

    public DiagnosticBag Diagnostics { get; } = new();

    public FunctionNames FunctionNames { get; }

    public IEnumerable<Model> Models => Document.Definitions.Append(Document.Main);

    public Model? Find(string id) => _models.GetValueOrDefault(id);

    public string Name(Model model) => _modelNames[model];

    public NameMap Names(Model model) => _names[model];

    /// <summary>Says that something of an element is not in the text.</summary>
    public void Lost(string element, string found, string expected) =>
        Diagnostics.Warning("AN0151", new(Document.Source.Length > 0 ? Document.Source : "model", Element: element.Length > 0 ? element : null), found, expected);

    /// <summary>Lines at the end of the text that <see cref="SbmlComments"/> reads.</summary>
    public List<string> Comments { get; } = [];

    public void Remember(params ReadOnlySpan<string> words) => Comments.Add(SbmlComments.Line(words).TrimEnd());

    /// <summary>Says that something of an element is in a comment only, which other readers pass over.</summary>
    public void InComment(string element, string found, string expected) =>
        Diagnostics.Warning("AN0153", new(Document.Source.Length > 0 ? Document.Source : "model", Element: element.Length > 0 ? element : null), found, expected + "; kept in a comment, which other tools pass over");

    /// <summary>Says that something is in the text in another way, with the same meaning.</summary>
    public void Changed(string element, string found, string expected) =>
        Diagnostics.Add(new("AN0152", Modeling.Diagnostics.Severity.Information, new(Document.Source.Length > 0 ? Document.Source : "model", Element: element.Length > 0 ? element : null), found, expected));

    /// <summary>The models, each after those that its submodels use, the main model last where none is made of it.</summary>
    public IEnumerable<Model> InOrderOfUse()
    {
        var done = new HashSet<Model>(ReferenceEqualityComparer.Instance);
        var order = new List<Model>();
        foreach (var root in Models)
        {
            var path = new Stack<(Model Model, int Next)>();
            if (done.Add(root))
            {
                path.Push((root, 0));
            }

            while (path.TryPop(out var top))
            {
                if (top.Next >= top.Model.Submodels.Count)
                {
                    order.Add(top.Model);
                    continue;
                }

                path.Push((top.Model, top.Next + 1));
                if (Find(top.Model.Submodels[top.Next].ModelRef) is { } used && done.Add(used))
                {
                    path.Push((used, 0));
                }
            }
        }

        // Last is where readers expect the main model, unless another model is made of it.
        if (!Models.Any(m => m.Submodels.Any(part => Find(part.ModelRef) is { } used && ReferenceEquals(used, Document.Main))))
        {
            order.Remove(Document.Main);
            order.Add(Document.Main);
        }

        return order;
    }
}

/// <summary>Functions are global in Antimony; those of several models that share an id but not a formula get names of their own.</summary>
internal sealed class FunctionNames
{
    private readonly Dictionary<(Model, string), string> _names = [];
    private readonly Dictionary<string, FunctionDefinition> _definitions = new(StringComparer.Ordinal);

    public FunctionNames(WritingContext context)
    {
        foreach (var model in context.Models)
        {
            foreach (var function in model.FunctionDefinitions)
            {
                string name = IsRateOf(function) ? "rateOf" : function.Id;
                if (!IsRateOf(function))
                {
                    while (AntimonyWords.IsReserved(name) || context.Find(name) is not null || (_definitions.TryGetValue(name, out var other) && !Same(other, function)))
                    {
                        name += "_";
                    }

                    if (_definitions.TryAdd(name, function))
                    {
                        Ordered.Add((model, name, function));
                    }
                }

                _names.TryAdd((model, function.Id), name);
            }
        }
    }

    public List<(Model Model, string Name, FunctionDefinition Function)> Ordered { get; } = [];

    public IEnumerable<string> All => _definitions.Keys;

    public string Name(Model model, string id) => _names.GetValueOrDefault((model, id), id);

    /// <summary>Some tools write rateOf as a function without a meaning of its own.</summary>
    private static bool IsRateOf(FunctionDefinition function) =>
        function is { Id: "rateOf", Arguments.Count: 1, Body: NamedConstant { Kind: ConstantKind.NotANumber } or Number { Value: double.NaN } };

    private static bool Same(FunctionDefinition a, FunctionDefinition b) => a.Arguments == b.Arguments && Equals(a.Body, b.Body);
}

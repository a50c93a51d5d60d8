using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using CsCheck;

namespace Anesis.Formats.Tests.Antimony;

/// <summary>Random models out of everything that Antimony has words for.</summary>
internal static class RandomModels
{
    private static readonly string[] s_quantities = ["p1", "p2", "p3", "p4", "S1", "S2", "S3", "c1", "c2"];
    private static readonly Operator[] s_binary =
    [
        Operator.Plus, Operator.Minus, Operator.Times, Operator.Divide, Operator.Power, Operator.And, Operator.Or, Operator.Xor, Operator.Implies, Operator.Less, Operator.LessOrEqual,
        Operator.Greater, Operator.GreaterOrEqual, Operator.Equal, Operator.NotEqual, Operator.Max, Operator.Min, Operator.Rem, Operator.Quotient, Operator.Log, Operator.Root, Operator.DrawNormal, Operator.DrawUniform,
    ];

    private static readonly Operator[] s_unary =
    [
        Operator.Minus, Operator.Not, Operator.Exp, Operator.Ln, Operator.Abs, Operator.Floor, Operator.Ceiling, Operator.Factorial, Operator.Sin, Operator.Arccoth, Operator.Tanh, Operator.Plus, Operator.Times,
    ];

    private static readonly Gen<double> s_numbers = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-5, 5].Select(i => (double)i), Gen.Double.Where(double.IsFinite), Gen.Const(1e-300), Gen.Const(0.1));

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char['a', 'z'], 1, 12], Gen.String[1, 20].Where(t => !t.Contains('\r') && t.Trim().Length > 0 && t.All(c => !char.IsSurrogate(c) && c != '\uFEFF') && Anesis.Formats.Antimony.Writing.AnnotationWriter.CanQuote(t)),
        Gen.Const("ketamine \"S\"\nα → β & <b>"), Gen.Const("a``b"), Gen.Const("``` three"), Gen.Const("grade: A; range: 1 to 2\nrest"));

    public static Gen<Expression> Formulas(IReadOnlyList<string> names) => Formula(names, 4);

    private static Gen<Expression> Formula(IReadOnlyList<string> names, int depth)
    {
        var leaf = Gen.OneOf(
            s_numbers.Select(x => (Expression)new Number(x)),
            Gen.Int[0, names.Count - 1].Select(i => (Expression)new Symbol(names[i])),
            Gen.Int[0, 5].Select(i => (Expression)new NamedConstant((ConstantKind)i)));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Formula(names, depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(Gen.Int[0, s_binary.Length - 1], inner, inner, (op, a, b) => (Expression)new Apply(s_binary[op], a, b)),
            Gen.Select(Gen.Int[0, s_binary.Length - 1], inner, inner, (op, a, b) => (Expression)new Apply(s_binary[op], a, b)),
            Gen.Select(Gen.Int[0, s_unary.Length - 1], inner, (op, a) => (Expression)new Apply(s_unary[op], a)),
            Gen.Select(inner, inner, inner, (a, b, c) => (Expression)new Apply(Operator.Plus, a, b, c)),
            Gen.Select(inner, inner, inner, (a, b, c) => (Expression)new Apply(Operator.Less, a, b, c)),
            Gen.Select(inner, inner, inner, Gen.Bool, (a, b, c, otherwise) => (Expression)new Piecewise([new Piece(a, b)], otherwise ? c : null)),
            Gen.Select(inner, inner, (a, b) => (Expression)new Call("f", [a, b])));
    }

    public static readonly Gen<Model> Any =
        from parameters in Gen.Select(Gen.Bool, s_numbers, Gen.Bool, Gen.Int[0, 3]).Array[4]
        from species in Gen.Select(Gen.Int[0, 2], s_numbers, Gen.Bool, Gen.Bool, Gen.Int[0, 2]).Array[3]
        from compartments in Gen.Select(Gen.Bool, s_numbers, Gen.Int[0, 2]).Array[2]
        from formulas in Formulas(s_quantities).Array[12]
        from reactions in Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 9]).Array[0, 3]
        from options in Gen.Bool.Array[8]
        from texts in s_text.Array[6]
        from annotated in Gen.Int[0, 10].Array[3]
        select Build(parameters, species, compartments, formulas, reactions, options, texts, annotated);

    private static Model Build(
        (bool HasValue, double Value, bool Constant, int Rule)[] parameters, (int Value, double Number, bool Boundary, bool SubstanceOnly, int Compartment)[] species,
        (bool HasSize, double Size, int Rule)[] compartments, Expression[] formulas, (bool Reversible, bool HasLaw, int Left, int Right, int Stoichiometry)[] reactions,
        bool[] options, string[] texts, int[] annotated)
    {
        var rules = new List<Rule>();
        var initial = new List<InitialAssignment>();
        int next = 0;
        Expression Formula() => formulas[next++ % formulas.Length];

        // Assignments may only lead to names that come later, so that there is no circle.
        Expression Later(string id)
        {
            int index = Array.IndexOf(s_quantities, id);
            return Rename(Formula(), name => Array.IndexOf(s_quantities, name) > index ? name : s_quantities[^1] == id ? null : s_quantities[^1]);
        }

        bool AddRule(string id, int kind)
        {
            switch (kind)
            {
                case 1 when id != s_quantities[^1]:
                    initial.Add(new() { Symbol = id, Math = Later(id) });
                    return false;
                case 2 when id != s_quantities[^1]:
                    rules.Add(new AssignmentRule { Variable = id, Math = Later(id) });
                    return true;
                case 3:
                    rules.Add(new RateRule { Variable = id, Math = Formula() });
                    return true;
                default:
                    return false;
            }
        }

        var ps = parameters.Select((p, i) =>
        {
            bool rule = AddRule($"p{i + 1}", p.Rule);
            return new Parameter { Id = $"p{i + 1}", Value = p.HasValue ? p.Value : null, Constant = p.Constant && !rule, Units = i == 0 && options[0] ? "uM" : i == 1 && options[1] ? "second" : null };
        }).ToValueList();
        var inReactions = reactions.SelectMany(r => new[] { r.Left, r.Right }).ToHashSet();
        var ss = species.Select((s, i) =>
        {
            string id = $"S{i + 1}";
            bool rule = !inReactions.Contains(i + 1) && AddRule(id, s.Value == 2 && options[2] ? 3 : 0);
            return new Species
            {
                Id = id, Compartment = s.Compartment == 2 ? "default_compartment" : $"c{s.Compartment + 1}", BoundaryCondition = s.Boundary, HasOnlySubstanceUnits = s.SubstanceOnly,
                InitialConcentration = s.Value == 1 ? s.Number : null, InitialAmount = s.Value == 2 ? s.Number : null,
                SubstanceUnits = i == 0 && options[3] ? "mole" : null,
            };
        }).ToValueList();
        var cs = compartments.Select((c, i) =>
        {
            bool rule = AddRule($"c{i + 1}", c.Rule);
            return new Compartment { Id = $"c{i + 1}", Size = c.HasSize ? c.Size : null, Constant = !rule && (i == 0 || c.HasSize) };
        }).ToList();
        if (ss.Any(s => s.Compartment == "default_compartment"))
        {
            cs.Add(new() { Id = "default_compartment", Size = 1, SboTerm = "SBO:0000410" });
        }

        var rs = reactions.Select((r, i) => new Reaction
        {
            Id = $"J{i + 1}", Reversible = r.Reversible,
            Reactants = r.Left is >= 1 and <= 3 ? [new SpeciesReference { Species = $"S{r.Left}", Stoichiometry = r.Stoichiometry / 2.0 }] : [],
            Products = r.Right is >= 1 and <= 3 ? [new SpeciesReference { Species = $"S{r.Right}", Id = i == 0 ? "n1" : "", Stoichiometry = 2 }] : [],
            KineticLaw = r.HasLaw ? new KineticLaw { Math = Formula() } : null,
        }).ToList();
        for (int i = 0; i < rs.Count; i++)
        {
            var taking = rs[i].Reactants.Concat(rs[i].Products).Select(s => s.Species).ToHashSet(StringComparer.Ordinal);
            var modifiers = rs[i].KineticLaw is { } law ? Symbols(law.Math!).Where(n => n.StartsWith('S') && !taking.Contains(n)).Distinct(StringComparer.Ordinal) : [];
            rs[i] = rs[i] with { Modifiers = modifiers.Select(n => new ModifierReference { Species = n }).ToValueList() };
            if (rs[i].KineticLaw is null && options[4])
            {
                rs[i] = rs[i] with { Modifiers = [new ModifierReference { Species = "S1", Name = $"i{i}", SboTerm = "SBO:0000020" }] };
            }
        }

        var model = new Model
        {
            Id = "m",
            Name = options[5] ? texts[0] : null,
            Notes = options[6] ? Anesis.Formats.Antimony.Semantics.NotesMarkup.Markup(texts[1]) : null,
            UnitDefinitions = [new UnitDefinition { Id = "uM", Parts = [new("mole", 1, -6), new("litre", -1)] }, new UnitDefinition { Id = "odd", Parts = [new("metre", 2, 3, 1.5), new("second", -0.5)] }],
            FunctionDefinitions = [new FunctionDefinition { Id = "f", Arguments = ["x", "y"], Body = new Apply(Operator.Times, new Symbol("x"), new Apply(Operator.Plus, new Symbol("y"), new Number(1))) }],
            Compartments = cs.ToValueList(), Species = ss, Parameters = ps, InitialAssignments = initial.ToValueList(), Rules = rules.ToValueList(), Reactions = rs.ToValueList(),
            Constraints = options[7] ? [new Constraint { Math = new Apply(Operator.Greater, Formula(), new Number(0)), Message = Anesis.Formats.Antimony.Semantics.NotesMarkup.Markup(texts[5]) }] : [],
        };
        var target = ps.FirstOrDefault(p => !p.Constant && !rules.OfType<AssignmentRule>().Any(r => r.Variable == p.Id));
        if (target is not null)
        {
            model = model with
            {
                Events = [new Event { Id = "E1", Trigger = new() { Math = Formula(), InitialValue = options[0], Persistent = options[1] }, UseValuesFromTriggerTime = options[2],
                    Delay = options[3] ? new() { Math = Formula() } : null, Priority = options[4] ? new() { Math = Formula() } : null,
                    Assignments = [new EventAssignment { Variable = target.Id, Math = Formula() }] }],
            };
        }

        return Annotated(model, texts, annotated);
    }

    private static Model Annotated(Model model, string[] texts, int[] annotated)
    {
        T Describe<T>(T e, int i)
            where T : Element => e with
            {
                Name = annotated[i] > 3 ? texts[2] : null, SboTerm = annotated[i] > 5 ? "SBO:0000290" : null,
                Notes = annotated[i] > 4 ? Anesis.Formats.Antimony.Semantics.NotesMarkup.Markup(texts[3 + (i % 2)]) : null,
                CvTerms = annotated[i] > 6 ? [new CvTerm("bqbiol:isDescribedBy", ["http://identifiers.org/pubmed/1", "http://identifiers.org/doi/2"]), new CvTerm("bqmodel:isDerivedFrom", ["x"])] : [],
                History = annotated[i] > 7 ? new History([new("Doe", "Jo", "jo@x.org", "X"), new("Roe", "Al", null, null)], "2024-05-31T12:30:00Z", ["2024-06-01T00:00:00+02:00"]) : null,
            };
        var p = Describe(model.Parameters[0], 0);
        if (annotated[0] > 2)
        {
            p = p with
            {
                Uncertainties = [new Uncertainty { Parameters =
                [
                    new UncertaintyParameter { Kind = "mean", Value = 2.5 }, new UncertaintyParameter { Kind = "standardDeviation", Variable = "p2" },
                    new UncertaintyParameter { Kind = "range", Lower = -1, UpperVariable = "p3" },
                    new UncertaintyParameter { Kind = "distribution", Math = new Apply(Operator.DrawLogNormal, new Number(0), new Symbol("p2")), DefinitionUrl = "http://x" },
                ] }],
            };
        }

        return model with
        {
            Parameters = model.Parameters.Select((q, i) => i == 0 ? p : q).ToValueList(),
            Species = model.Species.Select((s, i) => i == 0 ? Describe(s, 1) : s).ToValueList(),
            Reactions = model.Reactions.Select((r, i) => i == 0 ? Describe(r, 2) : r).ToValueList(),
        };
    }

    private static IEnumerable<string> Symbols(Expression e) => Anesis.Formats.Antimony.Semantics.Formulas.Names(e);

    private static Expression Rename(Expression e, Func<string, string?> rename) => Anesis.Formats.Antimony.Semantics.Formulas.Map(
        e, leaf => leaf is Symbol s ? rename(s.Id) is { } id ? new Symbol(id) : new Number(1) : leaf);
}

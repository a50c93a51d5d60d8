using Anesis.Formats.Antimony;
using Anesis.Formats.Antimony.Writing;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Tests.Antimony;

public sealed class ReadingTests
{
    private static Model Read(string text) => Document(text).Main;

    private static ModelDocument Document(string text, IModelSource? imports = null)
    {
        var result = AntimonyReader.Read(text, "test.ant", imports);
        result.IsOk.Should().BeTrue(string.Join("\n", result.Diagnostics));
        return result.Value!;
    }

    private static List<string> Errors(string text, IModelSource? imports = null) =>
        AntimonyReader.Read(text, "test.ant", imports).Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => $"{d.Code}@{d.At.Line}:{d.At.Column}").ToList();

    private static Expression Formula(string formula) => Read($"x := {formula}").Rules.OfType<AssignmentRule>().Single().Math!;

    [Theory]
    [InlineData("log(x1)", "ln(x1)")]
    [InlineData("ln(x1)", "ln(x1)")]
    [InlineData("log10(x1)", "log(10, x1)")]
    [InlineData("log(2, x1)", "log(2, x1)")]
    [InlineData("-a^2", "-a^2")]
    [InlineData("2^-a", "2^(-a)")]
    [InlineData("a^b^c", "a^b^c")]
    [InlineData("-a*b", "-a*b")]
    [InlineData("a-b-c", "a - b - c")]
    [InlineData("a/b*c", "a/b*c")]
    [InlineData("--a", "a")]
    [InlineData("asin(a) + arcsin(b)", "arcsin(a) + arcsin(b)")]
    [InlineData("sqr(a) + sqrt(b) + pow(a, 3)", "a^2 + root(2, b) + a^3")]
    [InlineData("0 < a < 1", "lt(0, a, 1)")]
    [InlineData("0 < a <= 1", "0 < a && a <= 1")]
    [InlineData("a > 1 and not b", "a > 1 && !b")]
    [InlineData("!a == b", "!a == b")]
    [InlineData("a <> b", "a != b")]
    [InlineData("a % b", "rem(a, b)")]
    [InlineData("truncatedNormal(0, 1, -2, 2)", "normal(0, 1, -2, 2)")]
    [InlineData("piecewise(1, a > 2, 3)", "piecewise(1, a > 2, 3)")]
    [InlineData("time + avogadro + pi + exponentiale", "time + avogadro + pi + exponentiale")]
    [InlineData("(a +\n b)", "a + b")]
    [InlineData("a + \\\n b", "a + b")]
    public void Formulas_are_those_of_the_infix_of_level_3(string formula, string expected) => Formula(formula).ToString().Should().Be(expected);

    [Fact]
    public void And_and_or_bind_equally_from_the_left() =>
        Formula("a || b && c").Should().BeOfType<Apply>().Which.Operator.Should().Be(Operator.And);

    [Fact]
    public void What_no_statement_says_is_as_in_the_reference_implementation()
    {
        var m = Read("S1 -> $S2; k1*S1*E\nspecies E\nk1 = 2\nk2 = 3*S1\nc in d");
        m.Id.Should().Be("__main");
        m.Compartments.Single(c => c.Id == "default_compartment").Should().Match<Compartment>(c => c.Size == 1 && c.Constant && c.SboTerm == "SBO:0000410");
        m.Species.Single(s => s.Id == "S1").Should().Match<Species>(s => !s.BoundaryCondition && !s.Constant && !s.HasOnlySubstanceUnits && s.InitialConcentration == null);
        m.Species.Single(s => s.Id == "S2").BoundaryCondition.Should().BeTrue();
        m.Parameters.Single(p => p.Id == "k1").Constant.Should().BeTrue();
        m.Parameters.Single(p => p.Id == "k2").Constant.Should().BeFalse("its formula contains a species");
        m.Parameters.Single(p => p.Id == "c").Value.Should().BeNull();
        m.Compartments.Should().Contain(c => c.Id == "d" && c.Size == null);
        var r = m.Reactions.Single();
        r.Should().Match<Reaction>(x => x.Id == "_J0" && x.Reversible);
        r.Modifiers.Select(x => x.Species).Should().Equal("E");
    }

    [Fact]
    public void An_amount_is_written_over_the_compartment()
    {
        var m = Read("compartment C = 2\nspecies a in C = 3/C, b in C = 4");
        m.Species.Single(s => s.Id == "a").Should().Match<Species>(s => s.InitialAmount == 3 && s.InitialConcentration == null);
        m.Species.Single(s => s.Id == "b").Should().Match<Species>(s => s.InitialConcentration == 4);
        m.InitialAssignments.Should().BeEmpty();
    }

    [Fact]
    public void Events_have_all_their_options()
    {
        var e = Read("E1: at 2*z after (x > 3), priority=1, t0=false, persistent=false, fromTrigger=false: y = 0,\n z = x").Events.Single();
        e.Should().Match<Event>(v => v.Id == "E1" && !v.UseValuesFromTriggerTime && !v.Trigger.InitialValue && !v.Trigger.Persistent);
        e.Delay!.Math!.ToString().Should().Be("2*z");
        e.Priority!.Math!.ToString().Should().Be("1");
        e.Assignments.Select(a => a.Variable).Should().Equal("y", "z");
    }

    [Fact]
    public void A_units_definition_is_a_product_in_base_units()
    {
        var m = Read("unit uM = 1e-6 moles/liter\nunit hour = 60*60 seconds\nunit perhour = 1/hour\nunit v = 1000 grams * meters^2 / seconds^3 * ampere^-1\nk = 3 perhour\nS has uM");
        m.UnitDefinitions.Single(u => u.Id == "uM").Parts.Should().Equal(new UnitPart("mole", 1, -6), new UnitPart("litre", -1));
        m.UnitDefinitions.Single(u => u.Id == "perhour").Parts.Should().ContainSingle().Which.Should().Match<UnitPart>(p => p.Kind == "second" && p.Exponent == -1 && p.Multiplier == 3.6 && p.Scale == 3);
        m.UnitDefinitions.Single(u => u.Id == "v").Parts.Should().Equal(new UnitPart("gram", 1, 3), new UnitPart("metre", 2), new UnitPart("second", -3), new UnitPart("ampere", -1));
        m.Parameters.Single(p => p.Id == "k").Should().Match<Parameter>(p => p.Value == 3 && p.Units == "perhour");
    }

    [Fact]
    public void The_unit_of_a_species_is_that_of_its_concentration()
    {
        var m = Read("unit uM = 1e-6 mole/litre\nunit umol = 1e-6 mole\nspecies S in C\ncompartment C\nC has litre\nS has uM");
        m.Species.Single().SubstanceUnits.Should().Be("umol");
    }

    [Fact]
    public void The_starred_model_is_the_main_one_then_the_unnamed_then_the_last()
    {
        Read("model *a()\nx=1\nend\nmodel b()\ny=2\nend\nz=3").Id.Should().Be("a");
        Read("model a()\nx=1\nend\nz=3").Id.Should().Be("__main");
        Read("model a()\nx=1\nend\nmodel b()\ny=2\nend").Id.Should().Be("b");
    }

    [Fact]
    public void An_override_replaces_the_element_of_the_submodel()
    {
        var m = Read("model sub()\n k = 1; q = 2*k\nend\nmodel top()\n A: sub()\n A.k = 5\n A.q = 7\n y := A.k + 1\nend");
        var k = m.Parameters.Single(p => p.Id == "A__k");
        k.Value.Should().Be(5);
        k.ReplacedElements.Single().Should().Match<ReplacedElement>(r => r.SubmodelRef == "A" && r.Target!.IdRef == "k");
        m.Parameters.Single(p => p.Id == "A__q").Value.Should().Be(7);
        m.Submodels.Single().Deletions.Single().Target.MetaIdRef.Should().Be("sub__q__initialAssignment", "the old formula would apply to what replaces q");
        m.Rules.OfType<AssignmentRule>().Single().Math!.ToString().Should().Be("A__k + 1");
    }

    [Fact]
    public void Elements_of_two_submodels_become_one_through_an_element_of_the_holder()
    {
        var m = Read("model sub(S)\n S -> ; k*S\nend\nmodel top()\n A: sub(); B: sub()\n A.S is B.S\nend");
        m.Species.Single().ReplacedElements.Select(r => (r.SubmodelRef, r.Target!.PortRef)).Should().BeEquivalentTo([("A", "S"), ("B", "S")]);
    }

    [Fact]
    public void Conversion_factors_come_with_submodels_and_with_joined_names()
    {
        var m = Read("model sub()\n y = 1\nend\nmodel top()\n A: sub(), timeconv=60, extentconv=xc\n xc = 1000\n A.y * cf is x\n cf = 2\nend");
        m.Submodels.Single().Should().Match<Submodel>(s => s.TimeConversionFactor == "timeconv" && s.ExtentConversionFactor == "xc");
        m.Parameters.Single(p => p.Id == "timeconv").Should().Match<Parameter>(p => p.Value == 60 && p.Constant);
        m.Parameters.Single(p => p.Id == "x").ReplacedElements.Single().ConversionFactor.Should().Be("cf");
    }

    [Fact]
    public void DNA_inherits_the_rate_of_what_is_upstream()
    {
        var m = Read("dna1: --P1--RBS1--G1--\nP1 = S1*k + ...\nRBS1 = ...*3\nG1: -> prot1;");
        m.Reactions.Single(r => r.Id == "G1").KineticLaw!.Math!.ToString().Should().Be("(S1*k + 0)*3");
    }

    [Fact]
    public void Notes_keep_their_text()
    {
        var m = Read("k = 1\nk notes \"grade: A; range: 1 to 2 & <3\"\nx notes ```grade: B\nsecond line```\ny notes \"<p>markup</p>\"");
        m.Parameters.Single(p => p.Id == "k").Notes.Should().Be("<p xmlns=\"http://www.w3.org/1999/xhtml\">grade: A; range: 1 to 2 &amp; &lt;3</p>");
        m.Parameters.Single(p => p.Id == "x").Notes.Should().Be("<p xmlns=\"http://www.w3.org/1999/xhtml\">grade: B\nsecond line</p>");
        m.Parameters.Single(p => p.Id == "y").Notes.Should().Be("<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>markup</p></body>");
    }

    [Fact]
    public void Imports_come_from_their_source_once_and_not_in_a_circle()
    {
        var files = new Files(new()
        {
            ["a.ant"] = "import \"b.ant\"\nmodel a()\n B: b()\nend",
            ["b.ant"] = "model b()\n x = 1\nend",
            ["loop.ant"] = "import \"loop.ant\"",
        });
        var document = Document("import \"a.ant\"\nimport \"b.ant\"\nA: a()", files);
        document.Definitions.Select(d => d.Id).Should().BeEquivalentTo(["a", "b"]);
        Errors("import \"loop.ant\"", files).Should().ContainSingle().Which.Should().StartWith("AN0124");
        Errors("import \"none.ant\"", files).Should().Equal("AN0123@1:1");
        Errors("import \"b.ant\"").Should().Equal("AN0123@1:1");
    }

    [Fact]
    public void An_import_that_is_not_antimony_is_handed_on_and_used()
    {
        var files = new Files(new() { ["m.xml"] = "<sbml/>" });
        var document = Document("import \"m.xml\"\nA: given()\nA.k = 3", files);
        document.Definitions.Single(d => d.Id == "given").Parameters.Single().Should().Match<Parameter>(p => p.Id == "k" && p.Value == 1);
        document.Main.Parameters.Single().Id.Should().Be("A__k");
    }

    [Theory]
    [InlineData("x = 3 +\ny = (1\nz = 2", "AN0103@1:8,AN0103@2:7")]
    [InlineData("a = b\nb = a", "AN0115@2:5")]
    [InlineData("q := 2\nq = 3", "AN0116@2:1")]
    [InlineData("q' = 2\nq := 3", "AN0116@2:1")]
    [InlineData("x = foo(2)", "AN0106@1:5")]
    [InlineData("x = sin(2, 3)", "AN0107@1:5")]
    [InlineData("species in = 3", "AN0108@1:9")]
    [InlineData("model a()\nx = 1\n", "AN0109@1:1")]
    [InlineData("k identiti \"x\"", "AN0110@1:3")]
    [InlineData("A: foo()", "AN0111@1:4")]
    [InlineData("model a()\nend\nmodel a()\nend", "AN0112@3:7")]
    [InlineData("A.x = 3", "AN0113@1:1")]
    [InlineData("S -> ; k\ncompartment S", "AN0114@2:13")]
    [InlineData("model a(x)\nend\nA: a(p, q)", "AN0117@3:9")]
    [InlineData("model a(x, x)\nend", "AN0118@1:12")]
    [InlineData("delete x", "AN0113@1:8")]
    [InlineData("x = 1\nunit u = 3 + x", "AN0121@2:10")]
    [InlineData("k.mean = {1, 2}", "AN0122@1:1")]
    [InlineData("compartment a in b, b in a", "AN0125@1:13,AN0125@1:18")]
    [InlineData("at x > 2, priorty=1: x = 3", "AN0126@1:11")]
    [InlineData("k created \"today\"", "AN0129@1:1")]
    [InlineData("const reaction J", "AN0130@1:7")]
    [InlineData("J: S -> ; k*S\nE -| J;", "AN0131@2:1")]
    [InlineData("function f(x)\n x + y\nend", "AN0132@2:6")]
    [InlineData("x = 3 é", "AN0101@1:7")]
    [InlineData("x = \"abc", "AN0102@1:5,AN0103@1:5")]
    [InlineData("x = 1e999", "AN0104@1:5")]
    public void Every_error_is_reported_at_its_place(string text, string expected) =>
        string.Join(",", Errors(text)).Should().Be(expected);

    [Fact]
    public void A_diagnostic_shows_the_line_and_the_nearest_spelling()
    {
        var diagnostic = AntimonyReader.Read("x = 1\ny = exo(x)", "m.ant").Diagnostics.Single();
        diagnostic.ToString().Should().StartWith("m.ant:2:5: error AN0106: found the function \"exo\"").And.Contain("did you mean exp?").And.Contain("\n    y = exo(x)\n        ^^^^^^");
    }

    [Fact]
    public void Elements_and_formulas_know_their_place()
    {
        var m = Read("k1 = 3\nJ0: A -> B; k1*A");
        m.Reactions.Single().Span.Should().Match<SourceSpan>(s => s.File == "test.ant" && s.Line == 2 && s.Column == 1);
        m.Reactions.Single().KineticLaw!.Math!.Span.Should().Match<SourceSpan>(s => s.Line == 2 && s.Column == 13);
        m.Parameters.Single().Span.Line.Should().Be(1);
    }

    [Fact]
    public void The_writer_names_what_antimony_has_no_word_for()
    {
        var model = new Model { Id = "m", Compartments = [new Compartment { Id = "c", SpatialDimensions = 2, Size = 1 }], Parameters = [new Parameter { Id = "time", Value = 1 }] };
        var written = AntimonyWriter.Write(ModelDocument.Of(model));
        written.Diagnostics.Should().Contain(d => d.Code == "AN0153" && d.Found.Contains("dimensions"));
        written.Diagnostics.Should().Contain(d => d.Code == "AN0152" && d.Expected.Contains("time_"));
        written.Text.Should().Contain("time_ = 1;");
    }

    [Fact]
    public void What_antimony_has_no_word_for_comes_back_from_a_comment()
    {
        var model = new Model
        {
            Id = "m",
            ConversionFactor = "gamma",
            Compartments = [new Compartment { Id = "compartment", SpatialDimensions = 2, Size = 1 }],
            Species = [new Species { Id = "S", Compartment = "compartment", InitialAmount = 1, ConversionFactor = "f" }],
            Parameters = [new Parameter { Id = "gamma", Value = 2 }, new Parameter { Id = "f", Value = 3 }],
            Reactions =
            [
                new Reaction { Id = "J", Fast = true, Reversible = false, Reactants = [new SpeciesReference { Species = "S", Stoichiometry = 1 }], KineticLaw = new KineticLaw { Math = new Apply(Operator.Times, new Symbol("gamma"), new Symbol("S")) } },
            ],
        };
        var second = AntimonyReader.Read(AntimonyWriter.Write(ModelDocument.Of(model)).Text, "model.ant").Value!.Main;
        second.ConversionFactor.Should().Be("gamma");
        second.Compartments.Single().Should().Match<Compartment>(c => c.Id == "compartment" && c.SpatialDimensions == 2);
        second.Species.Single().Should().Match<Species>(s => s.Compartment == "compartment" && s.ConversionFactor == "f");
        second.Reactions.Single().Should().Match<Reaction>(r => r.Fast && r.KineticLaw!.Math!.ToString() == "gamma*S");
    }

    [Fact]
    public void Local_parameters_and_the_names_of_units_come_back()
    {
        Expression k = new Symbol("k"), s = new Symbol("S"), x = new Symbol("x");
        var model = new Model
        {
            Id = "m",
            TimeUnits = "second",
            SubstanceUnits = "substance",
            ExtentUnits = "substance",
            UnitDefinitions = [new UnitDefinition { Id = "substance", Parts = [new UnitPart("mole", 1, -3)] }, new UnitDefinition { Id = "time", Parts = [new UnitPart("second", 1, 0, 60)] }],
            Compartments = [new Compartment { Id = "c", SpatialDimensions = 3, Size = 1 }],
            Species = [new Species { Id = "S", Compartment = "c", InitialAmount = 1 }],
            Parameters = [new Parameter { Id = "k", Value = 5 }, new Parameter { Id = "x", Value = 7, Units = "time" }],
            Reactions = [.. new[] { ("J", 2.0), ("K", 3.0) }.Select(r => new Reaction
            {
                Id = r.Item1,
                Reversible = false,
                Reactants = [new SpeciesReference { Species = "S", Stoichiometry = 1 }],
                KineticLaw = new KineticLaw { Math = new Apply(Operator.Times, k, s, x), LocalParameters = [new Parameter { Id = "k", Value = r.Item2, Units = "time" }] },
            })],
        };
        string text = AntimonyWriter.Write(ModelDocument.Of(model)).Text;
        var second = AntimonyReader.Read(text, "model.ant").Value!.Main;
        second.Parameters.Select(p => (p.Id, p.Value, p.Units)).Should().BeEquivalentTo([("k", 5.0, null), ("x", 7.0, "time")]);
        second.Reactions.Select(r => (r.KineticLaw!.Math!.ToString(), r.KineticLaw.LocalParameters.Single().Id, r.KineticLaw.LocalParameters.Single().Value, r.KineticLaw.LocalParameters.Single().Units))
            .Should().Equal(("k*S*x", "k", 2.0, "time"), ("k*S*x", "k", 3.0, "time"));
        (second.TimeUnits, second.SubstanceUnits, second.ExtentUnits).Should().Be(("second", "substance", "substance"));
        second.UnitDefinitions.Select(u => u.Id).Should().BeEquivalentTo("substance", "time");

        // Who changes the text is not overruled by a line at its end.
        var changed = AntimonyReader.Read(text.Replace("unit time_unit = second", "unit time_unit = 3600 second", StringComparison.Ordinal), "model.ant").Value!.Main;
        changed.TimeUnits.Should().Be("time_unit");
        var shared = AntimonyReader.Read(text.Replace("end\n", "  y := 2*J_k;\nend\n", StringComparison.Ordinal), "model.ant").Value!.Main;
        shared.Parameters.Select(p => p.Id).Should().BeEquivalentTo("k", "x", "y", "J_k");
    }

    [Theory]
    [InlineData("//sbml fast m nothing")]
    [InlineData("//sbml id m k x")]
    [InlineData("//sbml id m k 1+")]
    [InlineData("//sbml dimensions m k 2")]
    [InlineData("//sbml")]
    public void A_comment_for_sbml_that_fits_nothing_is_warned_of(string comment)
    {
        var read = AntimonyReader.Read("model m()\n k = 1; x = 2;\nend\n" + comment + " ", "model.ant");
        read.Value!.Main.Parameters.Select(p => p.Id).Should().Equal("k", "x");
        read.Diagnostics.Should().Contain(d => d.Code == "AN0154" && d.At.Line == 4);
    }

    private sealed class Files(Dictionary<string, string> texts) : IModelSource
    {
        public (string FileName, string Text)? TryRead(string name, string importingFile) => texts.TryGetValue(name, out string? text) ? (name, text) : null;

        public Checked<ModelDocument> ReadOther(string fileName, string text) =>
            Checked.Ok(ModelDocument.Of(new Model { Id = "given", Parameters = [new Parameter { Id = "k", Value = 1 }] }));
    }

    [Fact]
    public void Submodels_that_say_different_things_of_one_quantity_are_warned_of_where_they_are_joined()
    {
        const string Modules = "model a() x = 1; end\nmodel b() x = 2; end\nmodel c() x := time; end\nmodel d() x = 7; x' = 1; end\n";
        string Warnings(string main) => string.Join('\n', AntimonyReader.Read(Modules + "model main()\n A: a(); B: b(); C: c(); D: d();\n" + main + "\nend", "model.ant")
            .Diagnostics.Where(w => w.Code == "AN0132").Select(w => $"{w.At.Line}: {w.Found}"));
        Warnings("A.x is w;\n B.x is w;").Should().StartWith("8: B.x joined to w, of which A.x says something else");
        Warnings("A.x is w;\n C.x is w;").Should().StartWith("8: C.x joined to w");
        Warnings("A.x is w;\n D.x is w;").Should().StartWith("8: D.x joined to w");
        Warnings("C.x is w;\n A.x is w;").Should().BeEmpty("a rule beside a plain value is what a wire is for");
        Warnings("D.x is w;\n A.x is w;").Should().BeEmpty("the state starts from its own value");
        Warnings("A.x is w;\n B.x is w;\n w = 3;").Should().BeEmpty("the holder decides");
    }
}

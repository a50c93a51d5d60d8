using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Tests.Sbml;

public sealed class ContentTests
{
    private static ModelDocument Sample()
    {
        var result = SbmlReader.Read(SampleModels.Level3, "model.xml");
        result.Diagnostics.Select(d => d.ToString()).Should().BeEmpty();
        return result.Value!;
    }

    private static IEnumerable<Diagnostic> Problems(string change, string by)
    {
        string text = SampleModels.Level3.Replace(change, by, StringComparison.Ordinal);
        text.Should().NotBe(SampleModels.Level3);
        return SbmlReader.Read(text, "model.xml").Diagnostics;
    }

    [Fact]
    public void Annotation_is_read_and_what_is_not_understood_is_kept()
    {
        var model = Sample().Main;
        model.History!.Creators.Should().Equal(new Creator("Curie", "Marie", "m@example.org", null));
        model.History.Created.Should().Be("2020-01-02T03:04:05Z");
        model.CvTerms.Should().Equal(new CvTerm("bqmodel:isDescribedBy", ["https://identifiers.org/pubmed/1"]) { Nested = [new("bqbiol:hasPart", ["urn:a&b"])] });
        model.ForeignAnnotation.Should().Contain("<x:unknown xmlns:x=\"urn:x\">kept</x:unknown>").And.Contain("<!-- word for word --><x:more/>");
        model.Notes.Should().Be("<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>About <b>this</b> &amp; that</p></body>");
        model.Name.Should().Be("A <model>");
        model.Lists.Should().Equal(new ListElement("listOfCompartments") { Id = "places" });
    }

    [Fact]
    public void Packages_are_read_and_others_are_kept()
    {
        var document = Sample();
        document.Packages.Select(p => (p.Prefix, p.Required)).Should().Equal(("comp", true), ("distrib", true), ("layout", false));
        var model = document.Main;
        model.Submodels[0].Should().BeEquivalentTo(new { Id = "sub", ModelRef = "inner" });
        model.Submodels[0].Deletions[0].Target.IdRef.Should().Be("z");
        model.Ports[0].Should().BeEquivalentTo(new { Id = "p1" });
        model.Parameters[1].ReplacedElements[0].Should().BeEquivalentTo(new { SubmodelRef = "sub" });
        var uncertainty = model.Parameters[0].Uncertainties[0];
        uncertainty.Parameters.Select(p => (p.Kind, p.Value, p.Lower, p.Upper, p.IsSpan)).Should().Equal(("mean", 3, null, null, false), ("range", null, 1, 5, true));
        model.Foreign.Single().Xml.Should().StartWith("<layout:listOfLayouts xmlns:layout=").And.Contain("layout:width=\"1\"");
        document.Definitions.Single().Parameters.Select(p => p.Id).Should().Equal("q", "z");
    }

    [Fact]
    public void Written_and_read_again_it_is_the_same()
    {
        var document = Sample();
        var again = SbmlReader.Read(SbmlWriter.ToText(document).Value!, "model.xml").Value!;
        ModelDifference.Describe(document, again).Should().BeNull();
    }

    [Fact]
    public void Every_element_knows_its_place()
    {
        var model = Sample().Main;
        string[] lines = SampleModels.Level3.Split('\n');
        foreach (Element element in new Element[] { model, model.Species[0], model.Parameters[2], model.Rules[0], model.Reactions[0], model.Reactions[0].KineticLaw!, model.Events[0].Trigger, model.Submodels[0] })
        {
            string rest = lines[element.Span.Line - 1][(element.Span.Column - 1)..];
            rest[..element.Span.Length].ToLowerInvariant().Should().BeOneOf("model", "species", "parameter", "assignmentrule", "reaction", "kineticlaw", "trigger", "comp:submodel");
            lines[element.Span.Line - 1][element.Span.Column - 2].Should().Be('<');
        }
    }

    [Theory]
    [InlineData("<species id=\"s\" compartment=\"c\"", "<species id=\"s\"", "20623", "AN0208")]
    [InlineData("size=\"2\"", "size=\"two\"", "20517", "AN0209")]
    [InlineData("size=\"2\"", "sise=\"2\"", "20517", "AN0207")]
    [InlineData("reversible=\"false\"", "reversible=\"no\"", "21110", "AN0209")]
    [InlineData("sboTerm=\"SBO:0000009\"", "sboTerm=\"SBO:9\"", "10308", "AN0209")]
    [InlineData("id=\"per_s\"", "id=\"per s\"", "10311", "AN0209")]
    [InlineData("<listOfRules>", "<listOfRules><oddRule/>", "20212", "AN0206")]
    [InlineData("<listOfEventAssignments>", "<listOfEventAssignments/><listOfEventAssignments>", "21222", "AN0210")]
    [InlineData("<kineticLaw>", "<kineticLaw/><kineticLaw>", "21106", "AN0210")]
    [InlineData("<trigger ", "<trigger metaid=\"_m\" ", "10307", "AN0209")]
    [InlineData("<notes><body xmlns=\"http://www.w3.org/1999/xhtml\">", "<notes><body xmlns=\"urn:other\">", "10801", "AN0212")]
    public void What_is_wrong_is_refused_with_its_rule(string change, string by, string rule, string code)
    {
        var problem = Problems(change, by).First(d => d.Severity == Severity.Error);
        problem.Rules.Should().Contain(rule);
        problem.Code.Should().Be(code);
        problem.At.Line.Should().BeGreaterThan(1);
    }

    [Fact]
    public void The_nearest_right_spelling_is_offered() => Problems("size=\"2\"", "sise=\"2\"").First().Nearest.Should().Be("size");

    [Fact]
    public void All_errors_are_found_in_one_reading() =>
        Problems("<listOfParameters>", "<listOfParameters><parameter id=\"1\"/><parameter id=\"x\" value=\"?\" constant=\"true\"/>").Count().Should().BeGreaterThan(2);

    [Fact]
    public void Notes_that_are_no_markup_become_a_paragraph()
    {
        var document = ModelDocument.Of(new Model { Notes = "a < b & c" });
        SbmlReader.Read(SbmlWriter.ToText(document).Value!, "model.xml").Value!.Main.Notes.Should().Be("<p xmlns=\"http://www.w3.org/1999/xhtml\">a &lt; b &amp; c</p>");
    }

    [Fact]
    public void An_element_with_annotation_gets_a_metaid()
    {
        var document = ModelDocument.Of(new Model { Parameters = [new Parameter { Id = "k", CvTerms = [new("bqbiol:is", ["urn:k"])] }] });
        var read = SbmlReader.Read(SbmlWriter.ToText(document).Value!, "model.xml").Value!.Main.Parameters[0];
        read.CvTerms.Should().Equal(new CvTerm("bqbiol:is", ["urn:k"]));
        read.MetaId.Should().Be("meta_k");
    }
}

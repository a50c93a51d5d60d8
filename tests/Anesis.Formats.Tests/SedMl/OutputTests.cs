using System.Text;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Tests;

namespace Anesis.Formats.Tests.SedMl;

public sealed class OutputTests
{
    private const string Everything = """
        <sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" xmlns:sbml="http://www.sbml.org/sbml/level3/version1/core" level="1" version="4">
          <notes><p xmlns="http://www.w3.org/1999/xhtml">All of it.</p></notes>
          <listOfDataDescriptions><dataDescription id="d" source="d.csv" format="urn:sedml:format:csv">
            <dimensionDescription><compositeDescription xmlns="http://www.numl.org/numl/level1/version1" indexType="integer" name="Index"><compositeDescription indexType="string" name="ColumnIds"><atomicDescription valueType="double" name="Values"/></compositeDescription></compositeDescription></dimensionDescription>
            <listOfDataSources><dataSource id="col"><listOfSlices><slice reference="ColumnIds" value="a"/><slice reference="Index" startIndex="1" endIndex="2"/></listOfSlices></dataSource></listOfDataSources></dataDescription></listOfDataDescriptions>
          <listOfModels><model id="m" language="urn:sedml:language:sbml" source="m.xml"><listOfChanges>
            <computeChange target="/sbml:sbml/sbml:model" symbol="KISAO:0000836"><listOfParameters><parameter id="p" value="1"/></listOfParameters><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>p</ci></math></computeChange></listOfChanges></model></listOfModels>
          <listOfSimulations><uniformTimeCourse id="s" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"><algorithm kisaoID="KISAO:0000352"><listOfAlgorithmParameters><algorithmParameter kisaoID="KISAO:0000000" value="KISAO:0000019"><listOfAlgorithmParameters><algorithmParameter kisaoID="KISAO:0000209" value="1e-9"/></listOfAlgorithmParameters></algorithmParameter></listOfAlgorithmParameters></algorithm></uniformTimeCourse></listOfSimulations>
          <listOfTasks><task id="t" modelReference="m" simulationReference="s"/>
            <repeatedTask id="r" range="x" resetModel="true" concatenate="false"><listOfRanges><uniformRange id="x" start="1" end="2" numberOfSteps="1" type="linear"/></listOfRanges><listOfSubTasks><subTask id="sub" task="t" order="1"/></listOfSubTasks></repeatedTask></listOfTasks>
          <listOfDataGenerators><dataGenerator id="g"><listOfVariables><variable id="v" taskReference="r" target="/sbml:sbml" symbol2="KISAO:0000832" term="KISAO:0000834" dimensionTerm="KISAO:0000825"><listOfAppliedDimensions><appliedDimension target="sub"/><appliedDimension dimensionTarget="Index"/></listOfAppliedDimensions></variable></listOfVariables><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>v</ci></math></dataGenerator></listOfDataGenerators>
          <listOfOutputs>
            <plot2D id="p" name="P" legend="false" height="300" width="400"><notes><p xmlns="http://www.w3.org/1999/xhtml">Below.</p></notes><xAxis type="linear" name="x" min="0" max="5" grid="true" reverse="true" style="b"/><yAxis type="log10"/><rightYAxis type="linear"/>
              <listOfCurves><curve id="c" type="barStacked" order="2" style="a" yAxis="right" xDataReference="g" yDataReference="g" xErrorUpper="g" yErrorLower="g"/><shadedArea id="area" order="1" yAxis="left" xDataReference="g" yDataReferenceFrom="g" yDataReferenceTo="g"/></listOfCurves></plot2D>
            <plot3D id="q"><listOfSurfaces><surface id="f" type="heatMap" style="a" order="1" xDataReference="g" yDataReference="g" zDataReference="g"/></listOfSurfaces><zAxis type="linear" name="z"/></plot3D>
            <figure id="fig" numRows="2" numCols="2"><listOfSubPlots><subPlot id="one" plot="p" row="1" col="1" colSpan="2"/><subPlot id="two" plot="q" row="2" col="1"/></listOfSubPlots></figure>
          </listOfOutputs>
          <listOfStyles>
            <style id="a" baseStyle="b"><line type="dashDotDot" color="FF0000"/><marker type="triangleLeft" size="9" fill="00FF0080" lineColor="000000" lineThickness="2"/></style>
            <style id="b"><line type="dash" color="0000FF" thickness="3"/><fill color="112233"/></style>
          </listOfStyles>
          <listOfAlgorithmParameters><algorithmParameter kisaoID="KISAO:0000488" value="3"/></listOfAlgorithmParameters>
        </sedML>
        """;

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        var first = SedReader.Read(Encoding.UTF8.GetBytes(Everything), "e");
        first.Diagnostics.Should().BeEmpty();
        var second = SedReader.Read(Encoding.UTF8.GetBytes(SedWriter.ToText(first.Value!)), "e");
        second.Diagnostics.Should().BeEmpty();
        SedWriter.ToText(second.Value!).Should().Be(SedWriter.ToText(first.Value!));
        second.Value!.Styles.Should().HaveCount(2);
        var plot = second.Value.Outputs.OfType<SedPlot>().Single();
        (plot.Curves[0].Kind, plot.Curves[0].OnRight, plot.Curves[0].XErrorUpper, plot.X.Reverse, plot.Legend, plot.Height).Should().Be((SedCurveKind.BarStacked, true, "g", true, (bool?)false, 300.0));
    }

    [Fact]
    public void A_style_takes_from_its_base_what_it_leaves_open()
    {
        var document = SedReader.Read(Encoding.UTF8.GetBytes(Everything), "e").Value!;
        var style = document.Styles[0].Resolved(document.Styles);
        (style.Line, style.LineColour, style.LineThickness, style.Fill, style.MarkerFill).Should().Be((SedLineKind.DashDotDot, "FF0000", 3.0, "112233", "00FF0080"));
    }

    [Theory]
    [InlineData("row=\"2\" col=\"1\"/>", "row=\"1\" col=\"2\"/>", "over")]
    [InlineData("row=\"2\" col=\"1\"/>", "row=\"3\" col=\"1\"/>", "row 3")]
    [InlineData("plot=\"q\"", "plot=\"qq\"", "\"qq\"")]
    [InlineData("style=\"a\" yAxis", "style=\"aa\" yAxis", "\"aa\"")]
    [InlineData("type=\"barStacked\"", "type=\"barStakced\"", "barStakced")]
    [InlineData("color=\"FF0000\"", "color=\"red\"", "red")]
    [InlineData("<rightYAxis type=\"linear\"/>", "", "right axis")]
    [InlineData("min=\"0\" max=\"5\"", "min=\"6\" max=\"5\"", "6 to 5")]
    [InlineData("<style id=\"b\">", "<style id=\"b\" baseStyle=\"a\">", "itself")]
    public void What_is_wrong_in_outputs_is_said_with_its_line(string right, string wrong, string told)
    {
        var read = SedReader.Read(Encoding.UTF8.GetBytes(Everything.Replace(right, wrong, StringComparison.Ordinal)), "e");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Severity == Severity.Error && d.At.Line > 0 && d.Found.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Slices_cut_a_table_by_column_and_by_rows()
    {
        var data = SedReader.Read(Encoding.UTF8.GetBytes(Everything), "e").Value!.Data[0];
        SedDataReader.Read(data, Encoding.UTF8.GetBytes("time,\"a\",b\n0,1,2\n1,3,4\n2,NA,6\n3,7,8\n"), "d.csv").Value!["col"].Should().Equal([3, double.NaN], (x, y) => x.Equals(y));
    }
}

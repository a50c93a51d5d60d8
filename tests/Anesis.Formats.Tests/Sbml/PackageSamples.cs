namespace Anesis.Formats.Tests.Sbml;

/// <summary>Documents that use every element of a package, with ids, names, terms, notes and annotations where a package lets them stand.</summary>
internal static class PackageSamples
{
    public const string FluxBalance = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" xmlns:fbc="http://www.sbml.org/sbml/level3/version1/fbc/version3" level="3" version="1" fbc:required="false">
          <model id="m" fbc:strict="true">
            <listOfCompartments><compartment id="c" constant="true" size="1"/></listOfCompartments>
            <listOfSpecies>
              <species id="s" compartment="c" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false" fbc:charge="-2" fbc:chemicalFormula="C6H12O6"/>
              <species id="t" compartment="c" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false" fbc:charge="-1.5"/>
            </listOfSpecies>
            <listOfParameters><parameter id="low" value="0" constant="true"/><parameter id="high" value="10" constant="true"/></listOfParameters>
            <listOfReactions>
              <reaction id="r" reversible="false" fast="false" fbc:lowerFluxBound="low" fbc:upperFluxBound="high">
                <listOfReactants><speciesReference species="s" stoichiometry="1" constant="true"/></listOfReactants>
                <listOfProducts><speciesReference species="t" stoichiometry="1" constant="true"/></listOfProducts>
                <fbc:geneProductAssociation fbc:id="ga" metaid="ga_m">
                  <fbc:or sboTerm="SBO:0000174"><fbc:geneProductRef fbc:geneProduct="g1"/><fbc:and metaid="and_m"><fbc:geneProductRef fbc:id="ref" fbc:geneProduct="g2"/><fbc:geneProductRef fbc:geneProduct="g1"/></fbc:and></fbc:or>
                </fbc:geneProductAssociation>
              </reaction>
            </listOfReactions>
            <fbc:listOfObjectives fbc:activeObjective="o" metaid="objectives" sboTerm="SBO:0000004">
              <fbc:objective fbc:id="o" fbc:name="growth" fbc:type="maximize">
                <notes><p xmlns="http://www.w3.org/1999/xhtml">why</p></notes>
                <fbc:listOfFluxObjectives metaid="fluxes"><fbc:fluxObjective fbc:id="f" fbc:name="flux" fbc:reaction="r" fbc:coefficient="1.5" fbc:variableType="linear"/></fbc:listOfFluxObjectives>
              </fbc:objective>
              <fbc:objective fbc:id="p" fbc:type="minimize"><fbc:listOfFluxObjectives><fbc:fluxObjective fbc:reaction="r" fbc:coefficient="1" fbc:variableType="quadratic"/></fbc:listOfFluxObjectives></fbc:objective>
            </fbc:listOfObjectives>
            <fbc:listOfGeneProducts sboTerm="SBO:0000243">
              <fbc:geneProduct metaid="g1_m" fbc:id="g1" fbc:name="one" fbc:label="b0001" fbc:associatedSpecies="s" sboTerm="SBO:0000243"/>
              <fbc:geneProduct fbc:id="g2" fbc:label="b0002"/>
            </fbc:listOfGeneProducts>
            <fbc:listOfUserDefinedConstraints>
              <fbc:userDefinedConstraint fbc:id="u" fbc:lowerBound="low" fbc:upperBound="high">
                <fbc:listOfUserDefinedConstraintComponents><fbc:userDefinedConstraintComponent fbc:variable="r" fbc:coefficient="low" fbc:variableType="linear"/></fbc:listOfUserDefinedConstraintComponents>
              </fbc:userDefinedConstraint>
            </fbc:listOfUserDefinedConstraints>
          </model>
        </sbml>
        """;

    public const string Composed = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" level="3" version="1" comp:required="true">
          <model id="outer">
            <listOfParameters>
              <parameter id="k" constant="true"><comp:replacedBy comp:submodelRef="a" comp:portRef="out" metaid="by"/></parameter>
              <parameter id="x" value="3" constant="false">
                <comp:listOfReplacedElements metaid="replaced">
                  <comp:replacedElement comp:submodelRef="a" comp:deletion="gone"/>
                  <comp:replacedElement comp:submodelRef="b" comp:idRef="inside" comp:conversionFactor="f" sboTerm="SBO:0000002"><comp:sBaseRef comp:idRef="q"/></comp:replacedElement>
                </comp:listOfReplacedElements>
              </parameter>
              <parameter id="f" value="60" constant="true"/>
            </listOfParameters>
            <comp:listOfSubmodels sboTerm="SBO:0000234">
              <comp:submodel comp:id="a" comp:name="first" comp:modelRef="inner" comp:timeConversionFactor="f" comp:extentConversionFactor="f">
                <comp:listOfDeletions metaid="deletions"><comp:deletion comp:id="gone" comp:name="d" comp:idRef="z"/></comp:listOfDeletions>
              </comp:submodel>
              <comp:submodel comp:id="b" comp:modelRef="middle"/>
            </comp:listOfSubmodels>
            <comp:listOfPorts metaid="ports"><comp:port comp:id="px" comp:name="port" comp:idRef="x" sboTerm="SBO:0000002"/></comp:listOfPorts>
          </model>
          <comp:listOfModelDefinitions metaid="definitions">
            <comp:modelDefinition id="inner" name="in">
              <listOfParameters><parameter id="q" value="1" constant="false"/><parameter id="z" value="1" constant="true"/></listOfParameters>
              <comp:listOfPorts><comp:port comp:id="out" comp:idRef="q"/></comp:listOfPorts>
            </comp:modelDefinition>
            <comp:modelDefinition id="middle"><comp:listOfSubmodels><comp:submodel comp:id="inside" comp:modelRef="inner"/></comp:listOfSubmodels></comp:modelDefinition>
          </comp:listOfModelDefinitions>
          <comp:listOfExternalModelDefinitions sboTerm="SBO:0000234"><comp:externalModelDefinition comp:id="ext" comp:name="e" comp:source="other.xml" comp:modelRef="there" comp:md5="0123456789abcdef0123456789abcdef"/></comp:listOfExternalModelDefinitions>
        </sbml>
        """;

    public const string Uncertain = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1" level="3" version="1" distrib:required="true">
          <model id="m">
            <listOfParameters>
              <parameter id="k" value="1" constant="true">
                <distrib:listOfUncertainties metaid="list">
                  <distrib:uncertainty distrib:id="u" distrib:name="spread" sboTerm="SBO:0000002">
                    <distrib:uncertParameter distrib:type="mean" distrib:value="3" distrib:units="second" metaid="mean"/>
                    <distrib:uncertParameter distrib:type="standardDeviation" distrib:var="s"/>
                    <distrib:uncertSpan distrib:type="confidenceInterval" distrib:valueLower="1" distrib:varUpper="s"/>
                    <distrib:uncertParameter distrib:type="externalParameter" distrib:name="shape" distrib:definitionURL="http://www.probonto.org/ontology#PROB_k0000362" distrib:value="2">
                      <distrib:listOfUncertParameters metaid="nested"><distrib:uncertParameter distrib:type="externalParameter" distrib:definitionURL="urn:inner" distrib:value="4"/></distrib:listOfUncertParameters>
                    </distrib:uncertParameter>
                  </distrib:uncertainty>
                </distrib:listOfUncertainties>
              </parameter>
              <parameter id="s" value="1" constant="true"/>
            </listOfParameters>
          </model>
        </sbml>
        """;

    public const string Drawn = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version1/core" xmlns:layout="http://www.sbml.org/sbml/level3/version1/layout/version1" xmlns:render="http://www.sbml.org/sbml/level3/version1/render/version1"
          xmlns:groups="http://www.sbml.org/sbml/level3/version1/groups/version1" xmlns:own="http://www.sbml.org/sbml/level3/version1/unheardof/version1" level="3" version="1"
          layout:required="false" render:required="false" groups:required="false" own:required="false">
          <model id="m" own:shade="grey">
            <listOfParameters><parameter id="k" value="1" constant="true" own:shade="dark"><own:thing own:deep="1"><own:inner>text</own:inner></own:thing></parameter></listOfParameters>
            <layout:listOfLayouts xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <layout:layout layout:id="l">
                <layout:dimensions layout:width="400" layout:height="200"/>
                <layout:listOfAdditionalGraphicalObjects>
                  <layout:generalGlyph layout:id="g" layout:reference="k" render:objectRole="box">
                    <layout:boundingBox><layout:position layout:x="1" layout:y="2"/><layout:dimensions layout:width="3" layout:height="4"/></layout:boundingBox>
                    <layout:curve><layout:listOfCurveSegments><layout:curveSegment xsi:type="LineSegment"><layout:start layout:x="0" layout:y="0"/><layout:end layout:x="1" layout:y="1"/></layout:curveSegment></layout:listOfCurveSegments></layout:curve>
                  </layout:generalGlyph>
                </layout:listOfAdditionalGraphicalObjects>
                <render:listOfRenderInformation><render:renderInformation render:id="ri"><render:listOfStyles><render:style render:idList="g"><render:g render:fill="#aabbcc"/></render:style></render:listOfStyles></render:renderInformation></render:listOfRenderInformation>
              </layout:layout>
              <render:listOfGlobalRenderInformation><render:renderInformation render:id="global"/></render:listOfGlobalRenderInformation>
            </layout:listOfLayouts>
            <groups:listOfGroups><groups:group groups:id="gr" groups:kind="collection"><groups:listOfMembers><groups:member groups:idRef="k"/></groups:listOfMembers></groups:group></groups:listOfGroups>
          </model>
        </sbml>
        """;
}

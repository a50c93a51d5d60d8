namespace Anesis.Formats.Tests.Sbml;

/// <summary>Small documents that use much of SBML.</summary>
internal static class SampleModels
{
    public const string Level3 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" xmlns:comp="http://www.sbml.org/sbml/level3/version1/comp/version1" xmlns:distrib="http://www.sbml.org/sbml/level3/version1/distrib/version1"
          xmlns:layout="http://www.sbml.org/sbml/level3/version1/layout/version1" level="3" version="2" comp:required="true" distrib:required="true" layout:required="false">
          <model id="m" name="A &lt;model&gt;" metaid="_m" substanceUnits="mole" timeUnits="second" extentUnits="mole" volumeUnits="litre" conversionFactor="cf">
            <notes><body xmlns="http://www.w3.org/1999/xhtml"><p>About <b>this</b> &amp; that</p></body></notes>
            <annotation>
              <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:vCard4="http://www.w3.org/2006/vcard/ns#" xmlns:bqmodel="http://biomodels.net/model-qualifiers/" xmlns:bqbiol="http://biomodels.net/biology-qualifiers/" xmlns:x="urn:x">
                <rdf:Description rdf:about="#_m">
                  <dcterms:creator><rdf:Bag><rdf:li rdf:parseType="Resource"><vCard4:hasName rdf:parseType="Resource"><vCard4:family-name>Curie</vCard4:family-name><vCard4:given-name>Marie</vCard4:given-name></vCard4:hasName><vCard4:hasEmail>m@example.org</vCard4:hasEmail></rdf:li></rdf:Bag></dcterms:creator>
                  <dcterms:created rdf:parseType="Resource"><dcterms:W3CDTF>2020-01-02T03:04:05Z</dcterms:W3CDTF></dcterms:created>
                  <bqmodel:isDescribedBy><rdf:Bag><rdf:li rdf:resource="https://identifiers.org/pubmed/1"/></rdf:Bag><bqbiol:hasPart><rdf:Bag><rdf:li rdf:resource="urn:a&amp;b"/></rdf:Bag></bqbiol:hasPart></bqmodel:isDescribedBy>
                  <x:unknown>kept</x:unknown>
                </rdf:Description>
              </rdf:RDF>
              <x:data xmlns:x="urn:data" x:grade="A"><!-- word for word --><x:more/></x:data>
            </annotation>
            <listOfFunctionDefinitions><functionDefinition id="f"><math xmlns="http://www.w3.org/1998/Math/MathML"><lambda><bvar><ci>x</ci></bvar><apply><plus/><ci>x</ci><cn>1</cn></apply></lambda></math></functionDefinition></listOfFunctionDefinitions>
            <listOfUnitDefinitions><unitDefinition id="per_s"><listOfUnits><unit kind="second" exponent="-1" scale="0" multiplier="1"/></listOfUnits></unitDefinition></listOfUnitDefinitions>
            <listOfCompartments id="places"><compartment id="c" size="2" spatialDimensions="3" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="s" compartment="c" initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
            <listOfParameters>
              <parameter id="k" value="1e-3" units="per_s" constant="true" sboTerm="SBO:0000009">
                <distrib:listOfUncertainties><distrib:uncertainty><distrib:uncertParameter distrib:type="mean" distrib:value="3"/><distrib:uncertSpan distrib:type="range" distrib:valueLower="1" distrib:valueUpper="5"/></distrib:uncertainty></distrib:listOfUncertainties>
              </parameter>
              <parameter id="cf" value="1" constant="true"><comp:listOfReplacedElements><comp:replacedElement comp:submodelRef="sub" comp:idRef="q"/></comp:listOfReplacedElements></parameter>
              <parameter id="y" constant="false"/>
            </listOfParameters>
            <listOfInitialAssignments><initialAssignment symbol="s"><math xmlns="http://www.w3.org/1998/Math/MathML" xmlns:sbml="http://www.sbml.org/sbml/level3/version2/core"><cn sbml:units="mole" type="e-notation">1<sep/>-3</cn></math></initialAssignment></listOfInitialAssignments>
            <listOfRules><assignmentRule variable="y"><math xmlns="http://www.w3.org/1998/Math/MathML"><piecewise><piece><apply><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/rateOf">rateOf</csymbol><ci>s</ci></apply><apply><gt/><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol><cn>1</cn></apply></piece><otherwise><apply><ci>f</ci><ci>k</ci></apply></otherwise></piecewise></math></assignmentRule></listOfRules>
            <listOfConstraints><constraint><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><lt/><ci>s</ci><cn>10</cn></apply></math><message><p xmlns="http://www.w3.org/1999/xhtml">too much</p></message></constraint></listOfConstraints>
            <listOfReactions><reaction id="r" reversible="false"><listOfReactants><speciesReference species="s" stoichiometry="1" constant="true"/></listOfReactants><kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>kl</ci><ci>s</ci></apply></math><listOfLocalParameters><localParameter id="kl" value="2"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions>
            <listOfEvents><event id="e" useValuesFromTriggerTime="false"><trigger initialValue="false" persistent="false"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><geq/><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/time">t</csymbol><cn>5</cn></apply></math></trigger><priority><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>1</cn></math></priority><delay><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>1</cn></math></delay><listOfEventAssignments><eventAssignment variable="s"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><csymbol encoding="text" definitionURL="http://www.sbml.org/sbml/symbols/distrib/normal">normal</csymbol><cn>0</cn><cn>1</cn></apply></math></eventAssignment></listOfEventAssignments></event></listOfEvents>
            <comp:listOfSubmodels><comp:submodel comp:id="sub" comp:modelRef="inner"><comp:listOfDeletions><comp:deletion comp:idRef="z"/></comp:listOfDeletions></comp:submodel></comp:listOfSubmodels>
            <comp:listOfPorts><comp:port comp:id="p1" comp:idRef="k"/></comp:listOfPorts>
            <layout:listOfLayouts><layout:layout layout:id="l"><layout:dimensions layout:width="1" layout:height="2"/></layout:layout></layout:listOfLayouts>
          </model>
          <comp:listOfModelDefinitions><comp:modelDefinition id="inner"><listOfParameters><parameter id="q" value="1" constant="true"/><parameter id="z" value="1" constant="true"/></listOfParameters></comp:modelDefinition></comp:listOfModelDefinitions>
        </sbml>
        """;

    public const string Newer = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
          <model>
            <listOfParameters>
              <parameter id="p" value="7" constant="true"/><parameter id="a" constant="false"/><parameter id="b" constant="false"/><parameter id="c" constant="false"/><parameter id="d" constant="false"/><parameter id="e" constant="false"/>
            </listOfParameters>
            <listOfRules>
              <assignmentRule variable="a"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><min/><ci>p</ci><cn>1</cn></apply></math></assignmentRule>
              <assignmentRule variable="b"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><max/><ci>p</ci><cn>1</cn><cn>2</cn></apply></math></assignmentRule>
              <assignmentRule variable="c"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><quotient/><ci>p</ci><cn>2</cn></apply></math></assignmentRule>
              <assignmentRule variable="d"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><rem/><ci>p</ci><cn>2</cn></apply></math></assignmentRule>
              <assignmentRule variable="e"><math xmlns="http://www.w3.org/1998/Math/MathML"><piecewise><piece><cn>1</cn><apply><implies/><apply><gt/><ci>p</ci><cn>1</cn></apply><apply><gt/><ci>p</ci><cn>0</cn></apply></apply></piece></piecewise></math></assignmentRule>
            </listOfRules>
          </model>
        </sbml>
        """;

    public const string Level1 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="1">
          <model name="m">
            <listOfUnitDefinitions><unitDefinition name="substance"><listOfUnits><unit kind="mole" scale="-3"/></listOfUnits></unitDefinition></listOfUnitDefinitions>
            <listOfCompartments><compartment name="c"/><compartment name="d" volume="3" units="liter"/></listOfCompartments>
            <listOfSpecies>
              <specie name="s" compartment="c" initialAmount="2" boundaryCondition="false" units="substance" charge="-2"/>
              <specie name="t" compartment="d" initialAmount="0" boundaryCondition="false"/>
              <specie name="u" compartment="d" initialAmount="1" boundaryCondition="true"/>
            </listOfSpecies>
            <listOfParameters><parameter name="k" value="0.1"/><parameter name="p" value="0" units="volume"/></listOfParameters>
            <listOfRules><parameterRule name="p" formula="sqr(k)^2^3 + log(k) - log10(k)*sqrt(k)"/><specieConcentrationRule specie="u" formula="-k^2" type="rate"/></listOfRules>
            <listOfReactions>
              <reaction name="r" reversible="false">
                <listOfReactants><specieReference specie="s" stoichiometry="3" denominator="2"/></listOfReactants>
                <listOfProducts><specieReference specie="t"/></listOfProducts>
                <kineticLaw formula="v*s*u/pow(k, 2)"><listOfParameters><parameter name="v" value="1" units="time"/></listOfParameters></kineticLaw>
              </reaction>
            </listOfReactions>
          </model>
        </sbml>
        """;
}

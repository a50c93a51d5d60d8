using System.Text;
using Anesis.Formats.Antimony;
using Anesis.Formats.Combine;
using Anesis.Formats.DataSets;
using Anesis.Formats.Sbml;
using Anesis.Formats.SedMl;
using Anesis.Formats.Toml;

namespace Anesis.Fuzz;

/// <summary>What reads foreign text here, each with small seeds of its language.</summary>
internal static class Parsers
{
    private const string Math = "xmlns=\"http://www.w3.org/1998/Math/MathML\"";

    public static IReadOnlyList<(string Name, Action<byte[]> Read, string[] Seeds)> All { get; } =
    [
        ("sbml", bytes => SbmlReader.Validate(bytes, "input.xml"),
        [
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\"><model id=\"m\"><listOfCompartments><compartment id=\"c\" size=\"1\" constant=\"true\" spatialDimensions=\"3\"/></listOfCompartments><listOfSpecies><species id=\"S\" compartment=\"c\" initialAmount=\"1\" hasOnlySubstanceUnits=\"false\" boundaryCondition=\"false\" constant=\"false\"/></listOfSpecies><listOfReactions><reaction id=\"r\" reversible=\"false\"><listOfReactants><speciesReference species=\"S\" stoichiometry=\"1\" constant=\"true\"/></listOfReactants><kineticLaw><math {Math}><apply><times/><cn type=\"e-notation\">1<sep/>-1</cn><ci>S</ci></apply></math></kineticLaw></reaction></listOfReactions></model></sbml>",
            $"<sbml xmlns=\"http://www.sbml.org/sbml/level2/version4\" level=\"2\" version=\"4\"><model><listOfFunctionDefinitions><functionDefinition id=\"f\"><math {Math}><lambda><bvar><ci>x</ci></bvar><apply><power/><ci>x</ci><cn>2</cn></apply></lambda></math></functionDefinition></listOfFunctionDefinitions><listOfParameters><parameter id=\"p\" value=\"1\" constant=\"false\"/></listOfParameters><listOfRules><rateRule variable=\"p\"><math {Math}><piecewise><piece><cn>1</cn><apply><lt/><ci>p</ci><cn>2</cn></apply></piece><otherwise><apply><ci>f</ci><ci>p</ci></apply></otherwise></piecewise></math></rateRule></listOfRules></model></sbml>",
            "<sbml xmlns=\"http://www.sbml.org/sbml/level1\" level=\"1\" version=\"2\"><model name=\"m\"><listOfCompartments><compartment name=\"c\"/></listOfCompartments><listOfSpecies><species name=\"S\" compartment=\"c\" initialAmount=\"1\"/></listOfSpecies><listOfReactions><reaction name=\"r\"><listOfReactants><speciesReference species=\"S\"/></listOfReactants><kineticLaw formula=\"k * S^2 / (1 + exp(-S))\"><listOfParameters><parameter name=\"k\" value=\"1\"/></listOfParameters></kineticLaw></reaction></listOfReactions></model></sbml>",
        ]),
        ("antimony", bytes => AntimonyReader.Read(Encoding.UTF8.GetString(bytes), "input.ant"),
        [
            "model m()\n  compartment c = 1;\n  species S in c, $B in c;\n  J: S -> 2 B; k*S/(Km + S);\n  k = 0.1; Km = 1; S = 10;\n  x := sin(time) + piecewise(1, S > 2, 0);\n  y' = -y; y = 1;\n  at (time > 5 && S < 3), priority = 1, persistent = false: S = S + 1, k = 2*k;\n  unit mM = 1e-3 mole / litre;\n  k has mM;\nend\n",
            "function f(x, y)\n  x^y + max(x, y)\nend\nmodel *top()\n  A: inner(); B: inner();\n  A.p is B.p;\n  delete A.J;\nend\nmodule inner()\n  p = 3; q := f(p, 2);\n  J: -> Z; p;\nend\n",
        ]),
        ("sedml", bytes => SedReader.Read(bytes, "input.sedml"),
        [
            $"<sedML xmlns=\"http://sed-ml.org/sed-ml/level1/version4\" level=\"1\" version=\"4\"><listOfModels><model id=\"m\" language=\"urn:sedml:language:sbml\" source=\"a.xml\"><listOfChanges><changeAttribute target=\"/sbml:sbml/@level\" newValue=\"2\"/></listOfChanges></model></listOfModels><listOfSimulations><uniformTimeCourse id=\"s\" initialTime=\"0\" outputStartTime=\"0\" outputEndTime=\"10\" numberOfSteps=\"10\"><algorithm kisaoID=\"KISAO:0000019\"/></uniformTimeCourse></listOfSimulations><listOfTasks><task id=\"t\" modelReference=\"m\" simulationReference=\"s\"/><repeatedTask id=\"r\" range=\"i\"><listOfRanges><uniformRange id=\"i\" start=\"0\" end=\"1\" numberOfSteps=\"2\"/></listOfRanges><listOfSubTasks><subTask task=\"t\"/></listOfSubTasks></repeatedTask></listOfTasks><listOfDataGenerators><dataGenerator id=\"g\"><listOfVariables><variable id=\"v\" taskReference=\"t\" symbol=\"KISAO:0000832\"/></listOfVariables><math {Math}><ci>v</ci></math></dataGenerator></listOfDataGenerators><listOfOutputs><report id=\"o\"><listOfDataSets><dataSet id=\"d\" label=\"x\" dataReference=\"g\"/></listOfDataSets></report></listOfOutputs></sedML>",
        ]),
        ("archive", bytes => CombineArchive.Read(bytes, "input.omex"), []),
        ("data", bytes => DataSetReader.Read(Encoding.UTF8.GetString(bytes), "input.csv"),
        [
            "ID,TIME,AMT,RATE,CMT,EVID,MDV,II,ADDL,SS,DV,WT\n1,0,100,0,1,1,1,12,3,0,.,70\n1,1,.,.,2,0,0,.,.,.,5.2,70\n2,0,100,-2,1,1,1,.,.,1,.,80\n",
        ]),
        ("toml", bytes => TomlText.Parse(Encoding.UTF8.GetString(bytes), "input.toml"),
        [
            "question = \"a\"\n[model]\nname = 'b' # c\nvalues = [1, 2.5, -3e4]\n[[dose]]\namount = \"0.5 mg/kg\"\nat = { first = 1, then = [2] }\n",
        ]),
    ];

    /// <summary>Seeds of a parser; those of archives are made here.</summary>
    public static IReadOnlyList<byte[]> SeedsOf(string name) => name == "archive"
        ? [new CombineArchive([new("model.xml", CombineArchive.SbmlFormat, false, "<sbml/>"u8.ToArray()), new("a.sedml", CombineArchive.SedMlFormat, true, "<sedML/>"u8.ToArray())]).ToBytes()]
        : [.. All.First(p => p.Name == name).Seeds.Select(Encoding.UTF8.GetBytes)];
}

using System.Text;

namespace Anesis.Cli.Tests;

/// <summary>A folder of files, nearly all of them wrong in one way.</summary>
public sealed class WrongFiles : IDisposable
{
    private const string Model = "model m\n  compartment C = 1\n  species DEPOT in C, CENT in C\n  DEPOT = 0; CENT = 0; ka = 1; ke = 0.1\n  J1: DEPOT -> CENT; ka*DEPOT\n  J2: CENT -> ; ke*CENT\nend\n";
    private const string Sbml = "<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\">";

    public WrongFiles()
    {
        Folder = Directory.CreateTempSubdirectory("anesis-test-").FullName;
        Write("m.ant", Model);
        Write("unfinished.ant", "model m\n  x = 1 +\nend\n");
        Write("endless.ant", "model m\n  x = 1\n");
        Write("cyclic.ant", "model m\n  species S\n  S = 1\n  a := b + S\n  b := a\n  S -> ; a\nend\n");
        Write("badname.ant", "model m\n  1x = 3\nend\n");
        Write("nofunction.ant", "model m\n  species S\n  S = 1\n  S -> ; sinn(S)\nend\n");
        Write("empty.ant", "");
        Write("empty.xml", "");
        Write("empty.csv", "");
        Write("empty.toml", "");
        Write("open.xml", Sbml + "<model><listOfSpecies><species id=\"x\"></listOfSpecies></model></sbml>");
        Write("dtd.xml", "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">]>" + Sbml + "<model id=\"&lol;\"/></sbml>");
        Write("page.xml", "<html></html>");
        Write("noattribute.xml", Sbml + "<model><listOfParameters><parameter value=\"1\" constant=\"true\"/></listOfParameters></model></sbml>");
        Write("unknown.xml", Sbml + "<model><listOfRules><assignmentRule variable=\"nobody\"><math xmlns=\"http://www.w3.org/1998/Math/MathML\"><cn>1</cn></math></assignmentRule></listOfRules></model></sbml>");
        byte[] noise = [0xd5, 0x52, 0, 0xb3, 0xff, 0xfe, 9, 10, 0xe9, 0x1b];
        foreach (string name in (string[])["noise.ant", "noise.xml", "noise.csv", "noise.toml"])
        {
            File.WriteAllBytes(this[name], noise);
        }

        File.WriteAllBytes(this["latin1.csv"], Encoding.Latin1.GetBytes("ID,TIME,AMT,EVID,CMT\n1,0,100,1,1\n1,1,\xe9,0,2\n"));
        File.WriteAllText(this["utf16.ant"], Model, Encoding.Unicode);
        File.WriteAllText(this["utf16.csv"], "ID,TIME\n1,0\n", Encoding.Unicode);
        Write("ok.csv", "ID,TIME,AMT,EVID,CMT\n1,0,100,1,1\n1,1,.,0,2\n");
        Write("notime.csv", "ID,AMT\n1,100\n");
        Write("twice.csv", "ID,TIME,TIME,AMT,EVID\n1,0,0,100,1\n");
        Write("words.csv", "ID,TIME,AMT,EVID,CMT\n1,0,abc,1,1\n1,1,.,0,2\n");
        Write("back.csv", "ID,TIME,AMT,EVID,CMT\n1,2,.,0,2\n1,1,100,1,1\n");
        Write("cmt.csv", "ID,TIME,AMT,EVID,CMT\n1,0,100,1,77\n1,1,.,0,2\n");
        Write("cmtname.csv", "ID,TIME,AMT,EVID,CMT\n1,0,100,1,DEPO\n1,1,.,0,2\n");
        Write("evid.csv", "ID,TIME,AMT,EVID,CMT\n1,0,100,5,1\n1,1,.,0,2\n");
        Write("rate.csv", "ID,TIME,AMT,RATE,EVID,CMT\n1,0,100,-7,1,1\n1,1,.,0,0,2\n");
        Write("modelrate.csv", "ID,TIME,AMT,RATE,EVID,CMT\n1,0,100,-1,1,1\n1,1,.,0,0,2\n");
        Write("modelduration.csv", "ID,TIME,AMT,RATE,EVID,CMT\n1,0,100,-2,1,1\n1,1,.,0,0,2\n");
        Write("short.csv", "ID,TIME,AMT,EVID,CMT\n1,0,100,1\n");
        Write("negative.csv", "ID,TIME,AMT,EVID,CMT\n1,0,-100,1,1\n");
        Write("addl.csv", "ID,TIME,AMT,EVID,CMT,II,ADDL\n1,0,100,1,1,0,3\n1,5,.,0,2,0,0\n");
        Write("ss.csv", "ID,TIME,AMT,EVID,CMT,II,SS\n1,0,100,1,1,0,1\n1,5,.,0,2,0,0\n");
        Write("header.csv", "ID,TIME,AMT,EVID,CMT\n");
        Population("key.toml", "nonsense = 3");
        Population("type.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = \"x\", sd = 1 }");
        Population("kind.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"gauss\" }");
        Population("sd.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = 1, sd = -1 }");
        Population("infinite.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = inf, sd = 1 }");
        Population("uniform.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"uniform\", low = 2, high = 1 }");
        Population("weights.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"choice\", values = [1, 2], weights = [1] }");
        Population("nodistribution.toml", "[[covariate]]\nid = \"ka\"");
        Population("bounds.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = 1, sd = 1 }\ntruncate = [3, 2]");
        Population("stranger.toml", "[[covariate]]\nid = \"kaa\"\ndistribution = { kind = \"normal\", mean = 1, sd = 1 }");
        Population("twin.toml", "[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = 1, sd = 1 }\n[[covariate]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = 1, sd = 1 }");
        Population("by.toml", "[[covariate]]\nid = \"ka\"\nby = \"sex\"\ncases = [{ when = 0, distribution = { kind = \"normal\", mean = 1, sd = 1 } }]");
        Population("correlation.toml", "[[correlation]]\nbetween = [\"ka\", \"ke\"]\nvalue = 2");
        Population("indefinite.toml", "[[random_effect]]\nid = \"ka\"\ndistribution = { kind = \"normal\", mean = 0, sd = 1 }\n[[random_effect]]\nid = \"ke\"\ndistribution = { kind = \"normal\", mean = 0, sd = 1 }\n[[random_effect]]\nid = \"C\"\ndistribution = { kind = \"normal\", mean = 0, sd = 1 }\n[[correlation]]\nbetween = [\"ka\", \"ke\"]\nvalue = 0.9\n[[correlation]]\nbetween = [\"ka\", \"C\"]\nvalue = 0.9\n[[correlation]]\nbetween = [\"ke\", \"C\"]\nvalue = -0.9");
        Write("line.toml", "schema = 1\nid = \"p\ntitle = 3\n");
        Write("scenario.toml", "schema = 1\nid = \"s\"\ntitle = \"t\"\nquestion = \"q\"\nmodel = \"persn\"\nuntil = \"1 h\"\nevery = \"5 min\"\n");
        Write("scenariopeople.toml", "schema = 1\nid = \"s\"\ntitle = \"t\"\nquestion = \"q\"\nmodel = \"person\"\nuntil = \"1 h\"\nevery = \"5 min\"\npeople = -3\n");
        Write("scenariokey.toml", "schema = 1\nid = \"s\"\ntitle = \"t\"\nquestion = \"q\"\nmodel = \"person\"\nuntl = \"1 h\"\nevery = \"5 min\"\n");
        Write("nca.csv", "id,time\n1,0\n");
        Directory.CreateDirectory(this["full"]);
        Write("full/something", "");
    }

    public string Folder { get; }

    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Every file and folder with its size, for a look at what a command left behind.</summary>
    public string Listing() => string.Join('\n', Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(f => $"{f} {(File.Exists(f) ? new FileInfo(f).Length : -1)}"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(this[name], text);

    private void Population(string name, string text) => Write(name, $"schema = 1\nid = \"p\"\ntitle = \"t\"\n{text}\n");
}

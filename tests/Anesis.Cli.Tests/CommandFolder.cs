using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

/// <summary>Runs command lines in a folder of their own, which goes when the test ends.</summary>
internal sealed class CommandFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("anesis-cli-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Read(string name) => File.ReadAllText(Path(name));

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public (int Code, string Output, string Messages) Run(params string[] args)
    {
        var output = new StringWriter();
        var messages = new StringWriter();
        try
        {
            int code = Program.Run(args, new Screen(output, messages, false, false), TestContext.Current.CancellationToken);
            return (code, output.ToString(), messages.ToString());
        }
        catch (UserError error)
        {
            return (ExitCode.WrongInput, output.ToString(), error.Diagnostic.ToString());
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

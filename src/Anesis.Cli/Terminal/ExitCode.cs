namespace Anesis.Cli.Terminal;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A verdict was negative, or some individuals failed.</summary>
    public const int Negative = 1;

    public const int WrongInput = 2;

    /// <summary>Our own bug.</summary>
    public const int Internal = 70;

    public const int Cancelled = 130;
}

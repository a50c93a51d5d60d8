using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Terminal;

/// <summary>Shows how far a run has come, in the words of the command that runs it.</summary>
internal sealed class RunProgress(Screen screen, Func<EnsembleProgress, string> words) : IProgress<EnsembleProgress>
{
    public void Report(EnsembleProgress value) => screen.Progress(value.Finished / (double)value.Individuals, words(value));
}

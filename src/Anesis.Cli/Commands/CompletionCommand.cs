using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>"anesis completion SHELL": the lines that a shell needs to complete commands, options, scenarios, outputs and parameters.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string Script)[] Scripts =
    [
        ("bash", """
            # For ~/.bashrc:  eval "$(anesis completion bash)"
            _anesis() {
              local word="${COMP_WORDS[COMP_CWORD]}" IFS=$'\n'
              COMPREPLY=( $(compgen -W "$(anesis "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word") )
              [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
            }
            complete -o default -F _anesis anesis
            """),
        ("zsh", """
            # For ~/.zshrc:  eval "$(anesis completion zsh)"
            _anesis() {
              local -a found
              found=( ${(f)"$(anesis "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)"} )
              if (( ${#found} )); then compadd -a found; else _files; fi
            }
            compdef _anesis anesis
            """),
        ("fish", """
            # For ~/.config/fish/completions/anesis.fish:  anesis completion fish > that file
            complete -c anesis -a '(anesis "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """),
        ("pwsh", """
            # For $PROFILE:  anesis completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName anesis -ScriptBlock {
              param($wordToComplete, $commandAst, $cursorPosition)
              anesis "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """),
    ];

    public static Command Create(Screen screen)
    {
        var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = string.Join(", ", Scripts.Select(s => s.Shell)) };
        shell.CompletionSources.Add(Completions.Names(() => Scripts.Select(s => s.Shell)));
        var command = new Command("completion", "print what a shell needs to complete commands, scenarios, outputs and parameters") { shell };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(shell)!;
            string? script = Scripts.FirstOrDefault(s => s.Shell == name).Script;
            screen.Output.WriteLine(script ?? throw new UserError(new(
                "AN1004", Severity.Error, new("SHELL"), $"\"{name}\"", $"one of {string.Join(", ", Scripts.Select(s => s.Shell))}", Spelling.Nearest(name, Scripts.Select(s => s.Shell)))));
            return ExitCode.Done;
        });
        return command;
    }
}

using System;
using System.IO;
using Spectre.Console;

namespace ArchGen.Cli;

/// <summary>Where a command writes: results to the output, faults of use to the error stream; colour where someone looks.</summary>
public sealed class CliConsole
{
    private const int NeverWrapped = 1 << 14;
    private readonly TextWriter _error;
    private readonly IAnsiConsole _console;
    private readonly IAnsiConsole _errorConsole;
    private int _progress;

    /// <summary>A console over two writers; <paramref name="colour"/> null: where the output is a terminal and NO_COLOR isn't set.</summary>
    public CliConsole(TextWriter output, TextWriter error, bool? colour)
    {
        Output = output;
        _error = error;
        _console = Over(output, colour ?? (output == Console.Out && IsColoured(Console.IsOutputRedirected, Environment.GetEnvironmentVariable)));
        _errorConsole = Over(error, colour ?? (error == Console.Error && IsColoured(Console.IsErrorRedirected, Environment.GetEnvironmentVariable)));
    }

    /// <summary>True on a terminal that shows colours, unless NO_COLOR is set to anything.</summary>
    internal static bool IsColoured(bool isRedirected, Func<string, string?> environment) =>
        !isRedirected && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";

    /// <summary>The output without colour, for results that programs read.</summary>
    public TextWriter Output { get; }

    /// <summary>Opens what is piped in.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Writes a line in Spectre's markup.</summary>
    public void Markup(string markup) => _console.MarkupLine(markup);

    /// <summary>Writes a table or tree.</summary>
    public void Write(Spectre.Console.Rendering.IRenderable renderable) => _console.Write(renderable);

    /// <summary>Says what can't be done, on the error stream.</summary>
    public void Error(string message) => _errorConsole.MarkupLine($"[red]archgen:[/] {Spectre.Console.Markup.Escape(message)}");

    /// <summary>A note on the error stream.</summary>
    public void Note(string message) => _error.WriteLine(message);

    /// <summary>Says what goes on, over what was said before, where someone looks on; an empty text takes it away.</summary>
    public void Progress(string text)
    {
        if (_error != Console.Error || Console.IsErrorRedirected)
            return;
        _error.Write('\r' + text.PadRight(_progress) + (text.Length == 0 ? "\r" : ""));
        _progress = text.Length;
    }

    // Lines are never wrapped but on a terminal: what follows a pipe must find them whole.
    private static IAnsiConsole Over(TextWriter writer, bool colour)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Math.Max(console.Profile.Width, NeverWrapped);
        return console;
    }
}

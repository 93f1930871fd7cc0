using System;

namespace ArchGen.Cli;

/// <summary>What a command was asked can't be done: a missing file, an unknown name. One clear line, no stack.</summary>
public sealed class CliException(string message, int exitCode = ExitCode.Usage) : Exception(message)
{
    /// <summary>What the process returns.</summary>
    public int Code { get; } = exitCode;
}

/// <summary>What the process returns.</summary>
public static class ExitCode
{
    /// <summary>Done, and nothing found wrong.</summary>
    public const int Success = 0;

    /// <summary>The specs have errors, a fixture doesn't match, or a file isn't formatted.</summary>
    public const int Findings = 1;

    /// <summary>The command couldn't be carried out as it was given.</summary>
    public const int Usage = 2;

    /// <summary>A fault in ArchGen or its environment.</summary>
    public const int Fault = 3;

    /// <summary>Stopped by the user.</summary>
    public const int Cancelled = 130;
}

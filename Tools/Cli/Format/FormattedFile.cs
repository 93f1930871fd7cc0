using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using ArchGen.Workspace;

namespace ArchGen.Cli.Format;

/// <summary>A file as it is and as it would be formatted.</summary>
/// <param name="Path">Its path, as shown.</param>
/// <param name="Written">Its text.</param>
/// <param name="Text">Its text in the one style.</param>
/// <param name="UntouchedLines">Where the definitions begin that stay as they are, for a mistake in their syntax.</param>
internal sealed record FormattedFile(string Path, string Written, string Text, IReadOnlyList<int> UntouchedLines)
{
    // Bytes that are no text would be lost if they were read as some.
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string FullPath { get; init; } = "";

    private bool HasMark { get; init; }

    /// <summary>True where formatting changes anything. A byte order mark goes.</summary>
    public bool IsChanged => HasMark || Text != Written;

    public static FormattedFile Read(string path, CancellationToken cancellation)
    {
        var shown = SpecFiles.Shown(path);
        try
        {
            using var stream = File.OpenRead(path);
            return Read(shown, stream, cancellation) with { FullPath = path };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{shown}' can't be read: {e.Message}");
        }
    }

    public static FormattedFile Read(string shown, Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var all = bytes.ToArray();
        var mark = Encoding.UTF8.Preamble;
        var hasMark = all.AsSpan().StartsWith(mark);
        try
        {
            var source = new SourceText(shown, s_strict.GetString(all.AsSpan(hasMark ? mark.Length : 0)));
            var result = Formatter.Run(source, cancellation);
            return new FormattedFile(
                shown, source.Text, Formatter.Apply(source.Text, result.Edits), [.. result.Untouched.Select(span => source.PositionOf(span.Start).Line + 1)]) { HasMark = hasMark };
        }
        catch (DecoderFallbackException)
        {
            throw new CliException($"'{shown}' isn't UTF-8 text; it is left as it is.");
        }
    }

    public void Write()
    {
        try
        {
            // A link stays one; what it points to is written.
            var target = File.ResolveLinkTarget(FullPath, returnFinalTarget: true)?.FullName ?? FullPath;
            var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(target);
            AtomicFile.Write(target, stream => stream.Write(s_strict.GetBytes(Text)));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{Path}' can't be written: {e.Message}");
        }
    }
}

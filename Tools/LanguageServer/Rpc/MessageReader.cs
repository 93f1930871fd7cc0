using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>Cuts a stream of bytes into messages by their headers. Strict: after a header that isn't one, no later byte can be trusted.</summary>
internal sealed class MessageReader(Stream input)
{
    public const int LongestHeader = 4096;
    public const int LongestBody = 256 * 1024 * 1024;

    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next message's body; null at the end of the stream. The bytes are valid until the next call.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        var length = -1;
        for (var lines = 0; ; lines++)
        {
            if (await LineAsync(isFirst: lines == 0, cancellation).ConfigureAwait(false) is not { } line)
                return null;
            if (line.Length > 0)
                Header(line, ref length);
            else if (length >= 0)
                break;
            else
                throw new FramingException("A message has no Content-Length.");
        }

        while (_end - _start < length)
        {
            if (!await FillAsync(length, cancellation).ConfigureAwait(false))
                throw new FramingException($"The stream ended within a message: {_end - _start} of {length} bytes.");
        }

        var body = _buffer.AsMemory(_start, length);
        _start += length;
        return body;
    }

    private static void Header(string line, ref int length)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            throw new FramingException($"'{Shown(line)}' is no header.");
        var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
        if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            if (length >= 0 || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out length))
                throw new FramingException($"'{Shown(line)}' is no length.");
            if (length > LongestBody)
                throw new FramingException($"A message of {length} bytes is longer than {LongestBody}.");
        }
        else if (!name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            throw new FramingException($"'{Shown(line)}' is no header of the protocol.");
        }
        else if (value.Contains("charset=", StringComparison.OrdinalIgnoreCase)
            && value[(value.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) + 8)..].Trim('"').ToUpperInvariant() is not ("UTF-8" or "UTF8"))
        {
            throw new FramingException($"'{Shown(line)}': only UTF-8 is understood.");
        }
    }

    /// <summary>A header's line without its end; null where the stream ends before a first one.</summary>
    private async Task<string?> LineAsync(bool isFirst, CancellationToken cancellation)
    {
        var seen = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsSpan(_start, seen + at);
                if (line.Length == 0 || line[^1] != '\r')
                    throw new FramingException("A header's line ends without a carriage return.");
                var text = Encoding.ASCII.GetString(line[..^1]);
                _start += seen + at + 1;
                return text;
            }

            seen = _end - _start;
            if (seen > LongestHeader)
                throw new FramingException($"No header's line ends within {LongestHeader} bytes: '{Shown(Encoding.ASCII.GetString(_buffer, _start, 40))}'.");
            if (!await FillAsync(seen + 1, cancellation).ConfigureAwait(false))
                return isFirst && seen == 0 ? null : throw new FramingException("The stream ended within a header.");
        }
    }

    /// <summary>Reads more, into a buffer with room for <paramref name="needed"/> bytes from the start.</summary>
    private async Task<bool> FillAsync(int needed, CancellationToken cancellation)
    {
        if (_start > 0 && (_start == _end || _start + needed > _buffer.Length))
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        // The announced length is only believed as far as bytes arrive.
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, 1024));
        var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private static string Shown(string line) => line.Length <= 60 ? line : line[..60] + "…";
}

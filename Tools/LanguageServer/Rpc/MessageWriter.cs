using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>Writes messages, one at a time, from whichever thread.</summary>
internal sealed class MessageWriter(Stream output)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _body = new(16 * 1024);
    private bool _isClosed;

    /// <summary>Writes the members of one message's object. What can't be written any more is dropped: the client is gone.</summary>
    public void Write(Action<Utf8JsonWriter> members)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _body.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_body, s_options))
            {
                json.WriteStartObject();
                json.WriteString("jsonrpc", "2.0");
                members(json);
                json.WriteEndObject();
            }

            try
            {
                output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_body.WrittenCount}\r\n\r\n")));
                output.Write(_body.WrittenSpan);
                output.Flush();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                _isClosed = true;
            }
        }
    }
}

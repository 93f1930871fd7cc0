using System;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ArchGen.Runtime;

internal sealed partial class PickleReader
{
    private const int LongestNumber = 1024;

    // Steps that push one plain value.
    private bool ReadValue(byte code)
    {
        switch ((char)code)
        {
            case 'N': Push(null); return true;
            case '\x88': Push(true); return true;
            case '\x89': Push(false); return true;
            case 'I': Push(TextNumber()); return true;
            case 'L': Push(TextLong(input.Line())); return true;
            case 'J': Push((long)input.Int32()); return true;
            case 'K': Push((long)input.Byte()); return true;
            case 'M': Push((long)input.UInt16()); return true;
            case '\x8a': Push(Number(input.Byte())); return true;
            case '\x8b': Push(Number(input.Int32())); return true;
            case 'F': Push(TextDouble()); return true;
            case 'G': Push(input.Double()); return true;
            case 'S': Push(Quoted(input.Line())); return true;
            case 'T': Push(input.OldText(input.Int32())); return true;
            case 'U': Push(input.OldText(input.Byte())); return true;
            case 'V': Push(Unescaped(input.Line())); return true;
            case 'X': Push(input.Text((uint)input.Int32())); return true;
            case '\x8c': Push(input.Text(input.Byte())); return true;
            case '\x8d': Push(input.Text(input.Int64())); return true;
            case 'B': Push(input.Bytes((uint)input.Int32())); return true;
            case 'C': Push(input.Bytes(input.Byte())); return true;
            case '\x8e' or '\x96': Push(input.Bytes(input.Int64())); return true;
            default: return false;
        }
    }

    // "01" and "00" are the booleans of protocol 0 and 1.
    private object TextNumber()
    {
        var line = input.Line();
        return line switch { "01" => true, "00" => false, _ => TextLong(line) };
    }

    private object TextLong(string line)
    {
        var digits = line.EndsWith('L') ? line[..^1] : line;
        if (digits.Length > LongestNumber || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Wrong($"'{TensorLimits.Shown(line)}' is no whole number");
        return Narrow(value);
    }

    private object Number(long bytes)
    {
        if (bytes is < 0 or > LongestNumber)
            throw Wrong($"a number of {bytes} bytes");
        return Narrow(new BigInteger(input.Bytes(bytes)));
    }

    private double TextDouble()
    {
        var line = input.Line();
        return double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : line.TrimStart('+', '-') is "inf" ? line[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity
            : line.TrimStart('+', '-') is "nan" ? double.NaN
            : throw Wrong($"'{TensorLimits.Shown(line)}' is no number");
    }

    // Text of protocol 0 in Python 2: as its source would have it.
    private string Quoted(string line)
    {
        if (line.Length < 2 || line[0] is not ('\'' or '"') || line[^1] != line[0])
            throw Wrong("a text without its quotes");
        return Escaped(line[1..^1], isSource: true);
    }

    private string Unescaped(string line) => Escaped(line, isSource: false);

    private string Escaped(string text, bool isSource)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] != '\\' || (!isSource && next is not ('u' or 'U')))
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            switch (next)
            {
                case 'x' when isSource: plain.Append((char)Hex(2)); break;
                case 'u' when !isSource: plain.Append((char)Hex(4)); break;
                case 'U' when !isSource: plain.Append(Wide(Hex(8))); break;
                case 'n': plain.Append('\n'); break;
                case 'r': plain.Append('\r'); break;
                case 't': plain.Append('\t'); break;
                case '\\' or '\'' or '"': plain.Append(next); break;
                default: throw Wrong("an unknown escape in a text");
            }

            long Hex(int digits)
            {
                if (i + digits >= text.Length || !long.TryParse(text.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                    throw Wrong("an unknown escape in a text");
                i += digits;
                return value;
            }
        }

        return plain.ToString();
    }

    private string Wide(long value) => Rune.IsValid((int)Math.Min(value, int.MaxValue)) ? new Rune((int)value).ToString() : throw Wrong("an unknown escape in a text");

    private static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
}

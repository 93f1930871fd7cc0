using System.Globalization;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <content>Words, numbers and strings.</content>
public sealed partial class Lexer
{
    private const string Escapes = "\\\"nrt'";
    private const string Escaped = "\\\"\n\r\t'";

    /// <summary>What a string token stands for: without its quotes, its escapes replaced.</summary>
    internal static string Unescape(string token)
    {
        var text = new System.Text.StringBuilder(token.Length);
        for (var i = 1; i < token.Length; i++)
        {
            if (i == token.Length - 1 && token[i] == token[0])
                break;
            var known = token[i] == '\\' && i + 1 < token.Length ? Escapes.IndexOf(token[i + 1]) : -1;
            text.Append(known >= 0 ? Escaped[known] : token[i]);
            i += known >= 0 ? 1 : 0;
        }
        return text.ToString();
    }

    private TokenKind ReadWord()
    {
        var start = _at;
        var isForeign = false;
        for (; _at < _text.Length && (SyntaxFacts.IsNamePart(Peek()) || IsForeignLetter(Peek())); _at++)
            isForeign |= IsForeignLetter(Peek());
        var word = _text.Substring(start, _at - start);
        if (isForeign)
            Report(Catalog.NonAsciiName, new TextSpan(start, word.Length), null, word);
        else if (word.Length > Limits.NameLength)
            Report(Catalog.BeyondLimit, new TextSpan(start, word.Length), null, Findings.TooLongAName(word.Length), Findings.NameLimit);
        return SyntaxFacts.IsKeyword(word) ? TokenKind.Keyword : TokenKind.Identifier;
    }

    private TokenKind ReadNumber()
    {
        var start = _at;
        SkipDigits();
        if (Peek() == '.' && SyntaxFacts.IsDigit(Peek(1)))
        {
            _at++;
            SkipDigits();
        }
        var sign = Peek(1) is '+' or '-' ? 2 : 1;
        if (Peek() is 'e' or 'E' && SyntaxFacts.IsDigit(Peek(sign)))
        {
            _at += sign;
            SkipDigits();
        }
        // Letters that follow make it no number, rather than a number and a name.
        while (_at < _text.Length && (SyntaxFacts.IsNamePart(Peek()) || IsForeignLetter(Peek())))
            _at++;
        var span = TextSpan.FromBounds(start, _at);
        var text = _source.Slice(span);
        var number = Numbers.Read(text);
        if (number.Fault == NumberFault.TooLarge)
        {
            var largest = number.IsInteger
                ? long.MaxValue.ToString(CultureInfo.InvariantCulture)
                : double.MaxValue.ToString("E2", CultureInfo.InvariantCulture);
            Report(Catalog.NumberTooLarge, span, null, text, largest);
        }
        else if (number.Fault == NumberFault.NotWhole)
        {
            Report(Catalog.MalformedNumber, span, null, text, "with K, M, G or T it must come to a whole number");
        }
        else if (number.Fault == NumberFault.Malformed)
        {
            Report(Catalog.MalformedNumber, span, null, text, "a number is digits, perhaps with a '.', an exponent (1e-6) or one of K, M, G, T at its end");
        }
        return number.IsInteger ? TokenKind.Integer : TokenKind.Float;
    }

    private void SkipDigits()
    {
        while (SyntaxFacts.IsDigit(Peek()) || (Peek() == '_' && SyntaxFacts.IsDigit(Peek(1))))
            _at++;
    }

    private bool ClosesOnLine(char quote)
    {
        for (var i = _at + 1; i < _text.Length && _text[i] is not ('\n' or '\r'); i++)
        {
            if (_text[i] == quote)
                return true;
        }
        return false;
    }

    private TokenKind ReadString(char quote)
    {
        var start = _at++;
        while (_at < _text.Length && Peek() is not ('\n' or '\r') && Peek() != quote)
        {
            if (Peek() == '\\' && _at + 1 < _text.Length && Peek(1) is not ('\n' or '\r'))
            {
                if (Escapes.IndexOf(Peek(1)) < 0)
                    Report(Catalog.UnknownEscape, new TextSpan(_at, 2), null, _text.Substring(_at, 2));
                _at++;
            }
            _at++;
        }
        if (Peek() != quote || _at >= _text.Length)
        {
            Report(Catalog.UnclosedString, TextSpan.FromBounds(start, _at));
            return TokenKind.String;
        }
        _at++;
        if (quote == '\'')
        {
            var span = TextSpan.FromBounds(start, _at);
            var text = _text.Substring(start + 1, span.Length - 2);
            Report(Catalog.UnexpectedCharacter, span, new Fix("write double quotes", span, "\"" + text + "\""), "'", ": strings are written in double quotes");
        }
        return TokenKind.String;
    }
}

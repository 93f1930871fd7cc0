using System;
using System.Collections.Generic;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A text's tokens, the last of which is its end, and what was wrong with their spelling.</summary>
public sealed record LexResult(IReadOnlyList<Token> Tokens, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Splits a text into tokens. Never fails, and loses nothing: all trivia and tokens one after the other are the text.
/// </summary>
public sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private int _at;

    private Lexer(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>The tokens of a text.</summary>
    public static LexResult Lex(SourceText source, CancellationToken cancellation = default)
    {
        var lexer = new Lexer(source);
        lexer.Run(cancellation);
        return new LexResult(lexer._tokens, lexer._diagnostics);
    }

    /// <summary>The tokens of a text up to the first one that <paramref name="isEnd"/> is true of, which is the last.</summary>
    internal static IReadOnlyList<Token> LexTo(SourceText source, Func<Token, bool> isEnd, CancellationToken cancellation)
    {
        var lexer = new Lexer(source);
        lexer.Run(cancellation, isEnd);
        return lexer._tokens;
    }

    private void Run(CancellationToken cancellation, Func<Token, bool>? isEnd = null)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var leading = ReadTrivia(out var startsLine);
            var start = _at;
            var kind = ReadToken();
            var span = TextSpan.FromBounds(start, _at);
            _tokens.Add(new Token(kind, span, _source.Slice(span), leading, startsLine || _tokens.Count == 0));
            if (kind == TokenKind.EndOfFile || isEnd?.Invoke(_tokens[_tokens.Count - 1]) == true)
                return;
        }
    }

    private IReadOnlyList<Trivia> ReadTrivia(out bool sawLineBreak)
    {
        sawLineBreak = false;
        List<Trivia>? trivia = null;
        while (_at < _text.Length)
        {
            var start = _at;
            TriviaKind kind;
            if (Peek() is '\n' or '\r')
            {
                kind = TriviaKind.LineBreak;
                _at += Peek() == '\r' && Peek(1) == '\n' ? 2 : 1;
                sawLineBreak = true;
            }
            else if (IsBlank(Peek()))
            {
                kind = TriviaKind.Whitespace;
                while (_at < _text.Length && IsBlank(Peek()))
                    _at++;
            }
            else if (Peek() == '/' && Peek(1) == '/')
            {
                kind = Peek(2) == '/' && Peek(3) != '/' ? TriviaKind.DocComment : TriviaKind.LineComment;
                while (_at < _text.Length && Peek() is not ('\n' or '\r'))
                    _at++;
            }
            else if (Peek() == '/' && Peek(1) == '*')
            {
                kind = TriviaKind.BlockComment;
                sawLineBreak |= ReadBlockComment();
            }
            else
            {
                break;
            }
            (trivia ??= []).Add(new Trivia(kind, TextSpan.FromBounds(start, _at)));
        }
        return trivia is null ? [] : trivia;
    }

    private bool ReadBlockComment()
    {
        var start = _at;
        var end = _text.IndexOf("*/", _at + 2, System.StringComparison.Ordinal);
        if (end < 0)
            Report(Catalog.UnclosedComment, new TextSpan(start, 2));
        _at = end < 0 ? _text.Length : end + 2;
        return _text.IndexOfAny(['\n', '\r'], start, _at - start) >= 0;
    }

    private TokenKind ReadToken()
    {
        if (_at >= _text.Length)
            return TokenKind.EndOfFile;
        var c = Peek();
        if (SyntaxFacts.IsNameStart(c) || IsForeignLetter(c))
            return ReadWord();
        if (SyntaxFacts.IsDigit(c))
            return ReadNumber();
        if (c == '"' || (c == '\'' && ClosesOnLine('\'')))
            return ReadString(c);
        // `...` and `=>` begin with signs of this language, and are none.
        var foreign = Confusables.At(_text, _at);
        if (foreign is { Written.Length: > 1 })
            return ReadForeign(foreign);
        var sign = SyntaxFacts.SignAt(_text, _at);
        _at += sign.Text.Length;
        return sign.Text.Length > 0 ? sign.Kind : ReadForeign(foreign);
    }

    private TokenKind ReadForeign((string Written, string Meant)? foreign)
    {
        var start = _at;
        _at += foreign?.Written.Length ?? 1;
        if (foreign is null)
        {
            while (_at < _text.Length && IsForeign(Peek()))
                _at++;
        }
        var span = TextSpan.FromBounds(start, _at);
        var written = _source.Slice(span);
        var shown = written.Length == 1 && (char.IsControl(written[0]) || char.IsSurrogate(written[0]) || char.GetUnicodeCategory(written[0]) == System.Globalization.UnicodeCategory.Format)
            ? "U+" + ((int)written[0]).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)
            : written;
        if (foreign is not { Meant: var meant })
            Report(Catalog.UnexpectedCharacter, span, null, shown, "");
        else
            Report(Catalog.UnexpectedCharacter, span, new Fix($"write '{meant}'", span, meant), shown, $": did you mean '{meant}'?");
        return TokenKind.Bad;
    }

    private bool IsForeign(char c) =>
        !SyntaxFacts.IsNamePart(c) && !IsBlank(c) && !IsForeignLetter(c) && c is not ('\n' or '\r' or '"' or '\'')
        && SyntaxFacts.SignAt(_text, _at).Text.Length == 0 && Confusables.At(_text, _at) is null;

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    // U+FEFF is a byte order mark that came along with the text.
    private static bool IsBlank(char c) => c is not ('\n' or '\r') && (char.IsWhiteSpace(c) || c == '\uFEFF');

    private static bool IsForeignLetter(char c) => c > 127 && char.IsLetterOrDigit(c);

    private void Report(DiagnosticDescriptor descriptor, TextSpan span, Fix? fix = null, params string[] arguments) =>
        _diagnostics.Add(Findings.Make(descriptor, _source.Path, span, arguments) with { Fix = fix });
}

using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Sprache;

namespace ArchGen.Dsl.Syntax;

/// <summary>
/// A place between two tokens, and what the parse that got there has found out. Immutable: the diagnostics are a part of
/// the place, so that a branch which Sprache runs and discards takes its own along.
/// </summary>
internal sealed class TokenInput : IInput
{
    private TokenInput? _next;

    public TokenInput(TokenStream stream)
    {
        Stream = stream;
        LinesMatter = true;
    }

    private TokenInput(TokenInput other)
    {
        Stream = other.Stream;
        Index = other.Index;
        LinesMatter = other.LinesMatter;
        Depth = other.Depth;
        Height = other.Height;
        Findings = other.Findings;
        _faultIndex = other._faultIndex;
        IsTooDeep = other.IsTooDeep;
    }

    private int _faultIndex = -1;

    public TokenStream Stream { get; }

    public int Index { get; private set; }

    /// <summary>False inside parentheses and brackets, where a line break means nothing.</summary>
    public bool LinesMatter { get; private set; }

    /// <summary>How many expressions and statements are being parsed, one inside the other.</summary>
    public int Depth { get; private set; }

    /// <summary>How tall the tallest finished tree is, since this was last set to 0.</summary>
    public int Height { get; private set; }

    /// <summary>True once too much nesting has been reported; once is enough.</summary>
    public bool IsTooDeep { get; private set; }

    public Findings? Findings { get; private set; }

    public Token Token => Stream.At(Index);

    public Token Previous => Stream.At(Index == 0 ? 0 : Index - 1);

    public bool AtEnd => Token.Kind == TokenKind.EndOfFile;

    /// <summary>True where the next token is on another line than the last one, and that counts.</summary>
    public bool AtLineStart => LinesMatter && Token.StartsLine;

    string IInput.Source => Stream.Source.Text;

    char IInput.Current => Token.Text.Length > 0 ? Token.Text[0] : '\0';

    int IInput.Position => Index;

    int IInput.Line => Stream.Source.PositionOf(Token.Span.Start).Line + 1;

    int IInput.Column => Stream.Source.PositionOf(Token.Span.Start).Column + 1;

    IDictionary<object, object> IInput.Memos { get; } = EmptyMemos;

    // Only Parse.Ref, which is banned, would write here.
    private static readonly Dictionary<object, object> EmptyMemos = [];

    public TokenInput Advance() => AtEnd ? this : _next ??= new TokenInput(this) { Index = Index + 1 };

    IInput IInput.Advance() => Advance();

    public bool Equals(IInput? other) => other is TokenInput input && input.Stream == Stream && input.Index == Index;

    public override bool Equals(object? obj) => obj is IInput other && Equals(other);

    public override int GetHashCode() => Index;

    public TokenInput MoveTo(int index) => new(this) { Index = index < Stream.Tokens.Count ? index : Stream.Tokens.Count - 1 };

    public TokenInput WithLines(bool matter) => LinesMatter == matter ? this : new(this) { LinesMatter = matter };

    public TokenInput WithDepth(int depth) => Depth == depth ? this : new(this) { Depth = depth };

    public TokenInput WithHeight(int height) => Height == height ? this : new(this) { Height = height };

    /// <summary>True where the next token is one that was reported.</summary>
    public bool IsAtFault => _faultIndex == Index;

    /// <summary>True where something has been reported between an earlier place and this one.</summary>
    public bool HasFaultSince(TokenInput earlier) => !ReferenceEquals(Findings, earlier.Findings);

    /// <summary>This place with the diagnostics of another: what was reported since is a consequence of those.</summary>
    public TokenInput WithFindingsOf(TokenInput other) => HasFaultSince(other) ? new(this) { Findings = other.Findings } : this;

    /// <summary>
    /// Adds a diagnostic. One token causes one error at most: a second one at the same token, or one at or after a token that
    /// the lexer has complained of, is a consequence of the first. What follows from text that was skipped for being nested too
    /// deeply is not reported either.
    /// </summary>
    public TokenInput Report(Diagnostic diagnostic)
    {
        if (_faultIndex == Index || Token.Kind == TokenKind.Bad || (Index > 0 && Previous.Kind == TokenKind.Bad && !Token.StartsLine) || IsTooDeep)
            return this;
        return new(this) { Findings = new Findings(diagnostic, Findings), _faultIndex = Index };
    }

    /// <summary>Adds a diagnostic about the next token, or about the end of the last one's line.</summary>
    public TokenInput Report(DiagnosticDescriptor descriptor, params string[] arguments) =>
        Report(Findings.Make(descriptor, Stream.Source.Path, FaultSpan, arguments));

    public TokenInput ReportTooDeep(int limit)
    {
        if (IsTooDeep)
            return this;
        var diagnostic = Findings.Make(Catalog.NestedTooDeeply, Stream.Source.Path, Token.Span, limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new(this) { Findings = new Findings(diagnostic, Findings), _faultIndex = Index, IsTooDeep = true };
    }

    public Diagnostic Fault(DiagnosticDescriptor descriptor, TextSpan span, params string[] arguments) =>
        Findings.Make(descriptor, Stream.Source.Path, span, arguments);

    /// <summary>Where to point when the next token isn't the wanted one: at it, or, if it is on a later line, at what it should have followed.</summary>
    public TextSpan FaultSpan => Index > 0 && (AtEnd || EndsEarly) ? Previous.Span : Token.Span;

    private bool EndsEarly =>
        Token.StartsLine && (LinesMatter || Token.Kind == TokenKind.CloseBrace)
        && Previous.Kind is not (TokenKind.OpenBrace or TokenKind.CloseBrace or TokenKind.Semicolon);

    /// <summary>What a message calls the next token.</summary>
    public string Found => Describe(Token, EndsEarly && Index > 0);

    private static string Describe(Token token, bool atLineStart) =>
        token.Kind == TokenKind.EndOfFile ? "the end of the file"
        : token.Kind == TokenKind.CloseBrace ? "'}'"
        : atLineStart ? "the end of the line"
        : "'" + (token.Text.Length <= 40 ? token.Text : token.Text.Substring(0, 40) + "…") + "'";
}

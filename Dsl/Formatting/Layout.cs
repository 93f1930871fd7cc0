using System.Collections.Generic;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Formatting;

/// <summary>Places where a line that is too long may be broken. Those of the lowest rank, which are outermost, go first.</summary>
/// <param name="Rank">How deep it is inside the definition.</param>
/// <param name="IsTogether">True where all of them are broken if one is; else as few as will do.</param>
internal sealed record BreakGroup(int Rank, bool IsTogether)
{
    /// <summary>The tokens that would begin a line.</summary>
    public List<int> Tokens { get; } = [];
}

/// <summary>What stands, or shall stand, between a token and the one before it.</summary>
internal sealed class Gap
{
    /// <summary>True where nothing comes between the two on one line; null where their kinds say so.</summary>
    public bool? IsTight { get; set; }

    /// <summary>True between statements that only blanks separate.</summary>
    public bool IsWide { get; set; }

    /// <summary>True where the token begins a line.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True for a body's brace: it begins a line where what it belongs to takes more than one.</summary>
    public bool IsBodyBrace { get; set; }

    /// <summary>True where an empty line may stand.</summary>
    public bool TakesEmptyLine { get; set; }

    /// <summary>How a line that is too long is broken here, if it is.</summary>
    public BreakGroup? Group { get; set; }

    /// <summary>The token whose line's indentation this one's is measured from; -1 for the margin.</summary>
    public int Anchor { get; set; } = -1;

    /// <summary>By how much it is more.</summary>
    public int Extra { get; set; }

    /// <summary>True where the token is aligned with what follows its anchor, if the anchor begins a line.</summary>
    public bool IsAligned { get; set; }

    /// <summary>True once the walk has said where a line would begin.</summary>
    public bool IsPlaced { get; set; }
}

/// <summary>A file's gaps, one before each token, and the bracket that each token is in.</summary>
internal sealed class Layout
{
    public const int Indent = 4;

    private readonly int[] _enclosing;

    public Layout(TokenStream stream)
    {
        Stream = stream;
        var count = stream.Tokens.Count;
        Gaps = new Gap[count];
        LineStart = new int[count];
        LineIndent = new int[count];
        _enclosing = new int[count];
        var around = -1;
        for (var i = 0; i < count; i++)
        {
            Gaps[i] = new Gap();
            var partner = stream.PartnerOf(i);
            if (partner >= 0 && partner < i)
                around = _enclosing[partner];
            _enclosing[i] = around;
            if (partner > i)
                around = i;
        }
    }

    public TokenStream Stream { get; }

    public Gap[] Gaps { get; }

    /// <summary>The token that begins the line of each token that has been set.</summary>
    public int[] LineStart { get; }

    /// <summary>The indentation of that line.</summary>
    public int[] LineIndent { get; }

    /// <summary>The innermost bracket around a token; a bracket is inside the one around both it and its partner. -1 where there is none.</summary>
    public int EnclosingOf(int token) => _enclosing[token];

    /// <summary>The parenthesis or square bracket directly around a token; -1 where a brace or nothing is.</summary>
    public int BracketOf(int token) =>
        _enclosing[token] is >= 0 and var around && Stream.At(around).Kind != TokenKind.OpenBrace ? around : -1;

    /// <summary>True where a token may be put at the start of a line: a definition's keyword with a word behind it would begin a definition there.</summary>
    public bool CanStartLine(int token) =>
        !(Stream.At(token).IsWord && SyntaxFacts.IsTopLevel(Stream.At(token).Text) && Stream.At(token + 1).IsWord);

    /// <summary>The indentation of a line that begins with a token, by its anchor's line.</summary>
    public int IndentOf(int token)
    {
        var gap = Gaps[token];
        if (gap.Anchor < 0)
            return gap.Extra;
        var isAligned = gap.IsAligned && LineStart[gap.Anchor] == gap.Anchor;
        return LineIndent[gap.Anchor] + (isAligned ? Stream.At(gap.Anchor).Span.Length + 1 : gap.Extra);
    }
}

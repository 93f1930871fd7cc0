using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What is written at a place.</summary>
internal enum Wanted
{
    /// <summary>A new name, or what isn't known.</summary>
    Nothing,

    /// <summary>A definition.</summary>
    Definition,

    /// <summary>A namespace.</summary>
    Namespace,

    /// <summary>A model or a variant.</summary>
    Target,

    /// <summary>A type of a parameter.</summary>
    Type,

    /// <summary>What follows a definition's head: where, expect.</summary>
    Clause,

    /// <summary>A dim of a shape.</summary>
    Shape,

    /// <summary>A static value.</summary>
    Static,

    /// <summary>A condition.</summary>
    Condition,

    /// <summary>What a variant may expect.</summary>
    Quantity,

    /// <summary>An output of a model.</summary>
    Output,

    /// <summary>A key map.</summary>
    KeyMap,

    /// <summary>A statement of a body.</summary>
    Statement,

    /// <summary>Something to apply: after a pipe or a label.</summary>
    Step,

    /// <summary>A value or tensor.</summary>
    Value,

    /// <summary>An argument of a call.</summary>
    Argument,

    /// <summary>The axis of an ablation.</summary>
    Axis,

    /// <summary>A kind of layer.</summary>
    LayerKind,

    /// <summary>A recipe.</summary>
    Recipe,

    /// <summary>What a recipe sets.</summary>
    RecipeValue,

    /// <summary>A segment of the path of a step.</summary>
    Path,

    /// <summary>What an axis's option is: a value, or a change of the structure.</summary>
    Option,
}

/// <summary>A place to complete at, by the tokens before it: they are there before anything else of an unfinished line is.</summary>
/// <param name="Offset">Where the cursor is.</param>
/// <param name="Word">The word that the cursor is in or behind; empty where it isn't in one.</param>
/// <param name="Before">The index of the token before that word; -1 for none.</param>
/// <param name="What">What is wanted there.</param>
/// <param name="Site">The call around it, where there is one.</param>
/// <param name="Definition">The keyword of the definition that it is in; empty outside of all.</param>
internal sealed record CompletionPlace(int Offset, TextSpan Word, int Before, Wanted What, CallSite? Site, string Definition)
{
    /// <summary>The path that the cursor is in.</summary>
    public StepPathPlace? Path { get; init; }

    /// <summary>The place at an offset; null inside comments, strings and numbers.</summary>
    public static CompletionPlace? At(SemanticModel model, int offset)
    {
        var stream = model.Tokens;
        var index = 0;
        while (stream.At(index) is { Kind: not TokenKind.EndOfFile } token && token.Span.End < offset)
            index++;
        var at = stream.At(index);
        if (at.Leading.Any(t => t.Kind is TriviaKind.LineComment or TriviaKind.DocComment or TriviaKind.BlockComment && t.Span.Start < offset && (offset < t.Span.End || (offset == t.Span.End && t.Kind != TriviaKind.BlockComment))))
            return null;
        if (StepPathPlace.At(stream, model.Source, offset) is { } path && DefinitionAt(stream, path.Keyword, offset, false) is >= 0 and var edited && Keyword(stream, edited) == "ablation")
            return new CompletionPlace(offset, path.Segment, path.Keyword, Wanted.Path, null, "ablation") { Path = path };
        if (at.Kind is TokenKind.String or TokenKind.Integer or TokenKind.Float && at.Span.Start < offset && (offset < at.Span.End || at.Kind != TokenKind.String))
            return null;
        var isInWord = at.IsWord && at.Span.Start <= offset && offset <= at.Span.End;
        if (!isInWord && at.Span.End == offset && at.Kind != TokenKind.EndOfFile && stream.At(index + 1) is { IsWord: true } touching && touching.Span.Start == offset)
            (index, isInWord) = (index + 1, true);
        var before = isInWord || at.Span.Start >= offset ? index - 1 : index;
        var word = isInWord ? stream.At(index).Span : new TextSpan(offset, 0);
        // After a word that a blank follows, a new one begins.
        var startsLine = isInWord ? stream.At(index).StartsLine : before < 0 || HasLineBreak(model.Source, stream.At(before).Span.End, offset);
        var definition = DefinitionAt(stream, before + (isInWord ? 1 : 0), offset, startsLine);
        var site = CallSite.At(stream, word.Start);
        var what = new PlaceReader(stream, before, startsLine, definition, site, OpenBrackets.At(stream, word.Start)).Read();
        if (what == Wanted.Namespace)
            word = Dotted(stream, before, isInWord ? index : before, word);
        return new CompletionPlace(offset, word, before, what, site, definition < 0 ? "" : Keyword(stream, definition));
    }

    private static string Keyword(TokenStream stream, int definition) =>
        stream.At(definition).Text == "extern" && stream.At(definition + 1).IsWord ? stream.At(definition + 1).Text : stream.At(definition).Text;

    private static bool HasLineBreak(SourceText source, int from, int to) => to > from && source.PositionOf(from).Line < source.PositionOf(to).Line;

    /// <summary>The definition that a place is in: one whose body is closed is over, and one without a body at its line's end.</summary>
    private static int DefinitionAt(TokenStream stream, int last, int offset, bool startsLine)
    {
        var (definition, depth) = (-1, 0);
        for (var i = 0; i <= last && stream.At(i).Span.Start < offset; i++)
        {
            var token = stream.At(i);
            if (stream.IsDefinitionStart(i) || (depth == 0 && token.StartsLine && token.IsWord && SyntaxFacts.DefinitionKeywords.Contains(token.Text) && token.Span.End < offset))
                (definition, depth) = (i, 0);
            else if (token.Kind == TokenKind.OpenBrace)
                depth++;
            else if (token.Kind == TokenKind.CloseBrace && depth > 0 && token.Span.End <= offset && --depth == 0 && definition >= 0 && HasBody(stream, definition))
                definition = -1;
        }
        if (definition < 0 || !startsLine || HasBody(stream, definition))
            return definition;
        var open = OpenBrackets.At(stream, offset).Tokens.Count > 0;
        var previous = last >= 0 ? stream.At(last) : null;
        return open || previous is null || Continues(previous) ? definition : -1;
    }

    private static bool HasBody(TokenStream stream, int definition) => Keyword(stream, definition) is "block" or "mixer" or "model" or "ablation" or "recipe" or "keys" && stream.At(definition).Text != "extern";

    private static bool Continues(Token token) =>
        token.Kind is TokenKind.Comma or TokenKind.Colon or TokenKind.Assign or TokenKind.Arrow or TokenKind.Pipe || SyntaxFacts.BinaryOperatorOf(token) is not null || token.Text is "expect" or "where" or "of" or "at";

    private static TextSpan Dotted(TokenStream stream, int before, int last, TextSpan word)
    {
        var start = word.Start;
        for (var i = before; i > 0 && (stream.At(i).Kind == TokenKind.Dot || stream.At(i + 1).Kind == TokenKind.Dot) && !stream.At(i).Is("import") && !stream.At(i).Is("namespace"); i--)
            start = stream.At(i).Span.Start;
        var end = word.End;
        for (var i = last + 1; i > 0 && stream.At(i) is { StartsLine: false } next && next.Span.Start == end && (next.IsWord || next.Kind == TokenKind.Dot); i++)
            end = next.Span.End;
        return TextSpan.FromBounds(start, end);
    }
}

using System.Collections.Generic;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Formatting;

/// <summary>
/// Goes through a definition's tree and says of each gap what the style has there: which tokens stand tight, where a line begins, where one may be broken.
/// </summary>
internal sealed partial class LayoutWalker
{
    private readonly Layout _layout;
    private readonly TokenStream _stream;

    // The first token of the statement, or of the definition, that each token is in.
    private readonly int[] _owners;
    private readonly int _first;

    // In a label nothing may be broken.
    private bool _isInLabel;

    private LayoutWalker(Layout layout, Region region)
    {
        _layout = layout;
        _stream = layout.Stream;
        _first = region.First;
        _owners = new int[region.Last - region.First + 1];
    }

    /// <summary>Says what the style has in a region.</summary>
    public static void Walk(Layout layout, Region region)
    {
        var walker = new LayoutWalker(layout, region);
        walker.Own(region.First, region.Last);
        walker.Place(region.First, -1, 0);
        layout.Gaps[region.First].IsBroken = region.First > 0;
        layout.Gaps[region.First].TakesEmptyLine = true;
        if (region.Item is DefinitionSyntax definition)
            walker.Visit(definition);
        walker.PlaceRest(region.First, region.Last);
    }

    private Gap[] Gaps => _layout.Gaps;

    private int First(TextSpan span) => _stream.IndexAt(span.Start);

    private int Last(TextSpan span) => span.Length == 0 ? _stream.IndexAt(span.Start) - 1 : _stream.IndexAt(span.End - 1);

    private TokenKind KindAt(int token) => _stream.At(token).Kind;

    // The token behind a node, past the parentheses around it, which are in no node.
    private int Behind(TextSpan span)
    {
        var token = Last(span) + 1;
        while (KindAt(token) == TokenKind.CloseParen)
            token++;
        return token;
    }

    private void Own(int first, int last)
    {
        for (var i = first; i <= last; i++)
            _owners[i - _first] = first;
    }

    private void Place(int token, int anchor, int extra, bool isAligned = false)
    {
        var gap = Gaps[token];
        (gap.Anchor, gap.Extra, gap.IsAligned, gap.IsPlaced) = (anchor, extra, isAligned, true);
    }

    // Where lines begin of which nothing has been said: one step in from the statement, or from the line of the bracket; two within a bracket's item.
    private void PlaceRest(int first, int last)
    {
        for (var i = first + 1; i <= last; i++)
        {
            if (Gaps[i].IsPlaced)
                continue;
            var bracket = _layout.BracketOf(i);
            if (_stream.PartnerOf(i) is var opener and >= 0 && opener < i)
                Place(i, opener, 0);
            else if (bracket < 0)
                Place(i, _owners[i - _first], Layout.Indent);
            else
                Place(i, bracket, i == bracket + 1 || (KindAt(i - 1) == TokenKind.Comma && _layout.EnclosingOf(i - 1) == bracket) ? Layout.Indent : 2 * Layout.Indent);
        }
    }

    // The author's break before a token stays; a line that is too long may be broken there if it has a group.
    private void MayBreak(int token, BreakGroup? group, bool takesEmptyLine = false)
    {
        if (_isInLabel)
            return;
        var gap = Gaps[token];
        gap.TakesEmptyLine = takesEmptyLine;
        if (_stream.At(token).StartsLine)
        {
            gap.IsBroken = true;
        }
        else if (group is not null && _layout.CanStartLine(token))
        {
            gap.Group = group;
            group.Tokens.Add(token);
        }
    }

    private void MayBreakAlone(int token, int rank) => MayBreak(token, new BreakGroup(rank, false));

    // `( … )` or `[ … ]` with commas: broken behind the opener first, then behind as few commas as will do.
    private void Bracket(int opener, int rank, bool isTight)
    {
        if (isTight)
            Gaps[opener].IsTight = true;
        var closer = _stream.PartnerOf(opener);
        if (closer == opener + 1)
            return;
        MayBreakAlone(opener + 1, 2 * rank);
        Commas(opener + 1, closer - 1, 2 * rank + 1);
    }

    private List<int> Commas(int first, int last, int exactRank)
    {
        var group = new BreakGroup(exactRank, false);
        var items = new List<int>();
        for (var i = first; i < last; i++)
        {
            if (_stream.PartnerOf(i) > i)
                i = _stream.PartnerOf(i);
            else if (KindAt(i) == TokenKind.Comma)
                items.Add(i + 1);
        }
        foreach (var item in items)
            MayBreak(item, group, takesEmptyLine: true);
        return items;
    }

    // Items with commas and nothing around, behind a token that they are aligned with.
    private void CommasBehind(int anchor, int last, int exactRank)
    {
        foreach (var item in Commas(anchor + 1, last, exactRank))
            Place(item, anchor, Layout.Indent, isAligned: true);
    }
}

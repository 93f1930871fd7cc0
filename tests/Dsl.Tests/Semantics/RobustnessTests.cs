using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>Every question at every offset of every shipped spec, whole, cut off and garbled: nothing throws, and what comes back lies in the text.</summary>
public class RobustnessTests
{
    public static TheoryData<string> Specs => [.. Editor.Shipped.Select(s => s.Path)];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Whole(string path) => AskAll(SemanticModel.Of(Editor.Compiled, path)!, 1);

    [Theory]
    [MemberData(nameof(Specs))]
    public void Alone(string path) => AskAll(SemanticModel.Of(Editor.Shipped.Single(s => s.Path == path)), 17);

    [Theory]
    [MemberData(nameof(Specs))]
    public void Cut_off(string path)
    {
        var text = Editor.Shipped.Single(s => s.Path == path).Text;
        foreach (var part in new[] { 0.3, 0.8 })
        {
            var cut = text[..(int)(text.Length * part)];
            var model = SemanticModel.Of(ArchCompiler.CompileForEditor([new SourceText(path, cut)]), path)!;
            AskAll(model, 29);
            AskAt(model, cut.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Garbled(string path)
    {
        var text = Editor.Shipped.Single(s => s.Path == path).Text;
        var next = (uint)path.Length;
        int Random(int below)
        {
            next = (next * 1664525) + 1013904223;
            return (int)((next >> 8) % (uint)below);
        }
        for (var round = 0; round < 2; round++)
        {
            var garbled = text;
            for (var edit = 0; edit < 12; edit++)
            {
                var at = Random(garbled.Length);
                garbled = Random(3) switch
                {
                    0 => garbled.Remove(at, Math.Min(1 + Random(6), garbled.Length - at)),
                    1 => garbled.Insert(at, "(){}[],:;=|>\"'/*\n@€"[Random(18)].ToString()),
                    _ => garbled.Insert(at, new[] { "let ", "for i in ", "conv2d(", "where", "x |> ", "norm: ", "variant V = " }[Random(7)]),
                };
            }
            AskAll(SemanticModel.Of(ArchCompiler.CompileForEditor([new SourceText(path, garbled)]), path)!, 31);
        }
    }

    private static void AskAll(SemanticModel model, int stride)
    {
        var text = model.Source.Text;
        void Inside(TextSpan span) => Assert.True(span.Start >= 0 && span.Length >= 0 && span.End <= text.Length, $"{span} of {text.Length}");
        var end = 0;
        foreach (var token in model.SemanticTokens())
        {
            Inside(token.Span);
            Assert.True(token.Span.Start >= end && token.Span.Length > 0);
            end = token.Span.End;
        }
        Assert.All(model.InlayHints(new TextSpan(0, text.Length)), h => Assert.InRange(h.Offset, 0, text.Length));
        Assert.All(model.Folding(), f => Inside(f.Span));
        Assert.All(model.CodeLenses(), l => Inside(l.Span));
        Assert.All(model.CodeActions(new TextSpan(0, text.Length)), a => Assert.All(a.Edits, e => Inside(e.Span)));
        Check(model.Outline(), new TextSpan(0, text.Length));
        for (var offset = 0; offset <= text.Length; offset += stride)
            AskAt(model, offset);
    }

    private static void Check(IReadOnlyList<OutlineItem> items, TextSpan around) => Assert.All(items, item =>
    {
        Assert.True(around.Start <= item.Full.Start && item.Full.End <= around.End && item.Full.Start <= item.NameSpan.Start && item.NameSpan.End <= item.Full.End, item.Name);
        Check(item.Children, item.Full);
    });

    private static void AskAt(SemanticModel model, int offset)
    {
        var hover = model.Hover(offset);
        Assert.True(hover is null || (hover.Span.Start <= offset && offset <= hover.Span.End && hover.Markdown.Length > 0));
        var list = model.Completions(offset);
        Assert.True(list.Replace.Start <= offset && offset <= list.Replace.End);
        Assert.True(model.SignatureHelp(offset) is not { } help || help.Active < help.Parameters.Count);
        var places = model.Definition(offset);
        Assert.True(places.Count == 0 || model.PrepareRename(offset) is not null);
        if (offset % 13 == 0)
        {
            Assert.True(places.Count == 0 || model.References(offset, true).Count > 0);
            var ranges = model.SelectionRanges(offset);
            Assert.True(ranges.Zip(ranges.Skip(1)).All(p => p.Second.Start <= p.First.Start && p.First.End <= p.Second.End));
        }
    }
}

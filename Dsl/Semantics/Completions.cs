using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a completion is.</summary>
public enum CompletionKind
{
    /// <summary>A built-in operator without tensors of its own.</summary>
    Operator,

    /// <summary>A built-in layer.</summary>
    Layer,

    /// <summary>A block or mixer.</summary>
    Block,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A variant.</summary>
    Variant,

    /// <summary>A component parameter, or a named layer that can be applied again.</summary>
    Component,

    /// <summary>A function over static values, built-in or a spec's.</summary>
    Function,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A dim of a signature.</summary>
    Dim,

    /// <summary>An input, a let, a var, a raw tensor, a loop's index.</summary>
    Local,

    /// <summary>The name of an argument, with its colon.</summary>
    Argument,

    /// <summary>One of the words that an argument takes: <c>same</c>, <c>bilinear</c>.</summary>
    Option,

    /// <summary>A way in which a learned tensor starts.</summary>
    Initial,

    /// <summary>A type of parameters.</summary>
    Type,

    /// <summary>A namespace to import.</summary>
    Namespace,

    /// <summary>A keyword.</summary>
    Keyword,
}

/// <summary>Something that could be written. <paramref name="Documentation"/> is Markdown; items are listed best first.</summary>
/// <param name="Label">What the list shows, and what is matched with what is written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">One line: a signature, a type, a shape.</param>
/// <param name="Documentation">More, or empty.</param>
/// <param name="InsertText">What is written.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, string Detail, string Documentation, string InsertText);

/// <summary>What could be written in place of a span, which holds the word that is there already.</summary>
public sealed record CompletionList(TextSpan Replace, IReadOnlyList<CompletionItem> Items);

/// <summary>Says what could be written at a place, by what stands before it.</summary>
internal static class Completer
{
    public static CompletionList At(SemanticModel model, int offset)
    {
        offset = Math.Max(0, Math.Min(offset, model.Source.Text.Length));
        var place = CompletionPlace.At(model, offset);
        if (place is null)
            return new CompletionList(new TextSpan(offset, 0), []);
        var seen = new HashSet<string>();
        return new CompletionList(place.Word, [.. new CompletionSource(model, place).Items().Where(i => seen.Add(i.Label))]);
    }
}

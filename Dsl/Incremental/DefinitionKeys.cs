using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Incremental;

/// <summary>
/// Numbers for definitions: equal in two compilations where a definition and all that it refers to, near or far, are the same, at the same places of their parts.
/// </summary>
internal sealed class DefinitionKeys(Interner interner, IReadOnlyList<FileSymbol> files)
{
    private readonly Dictionary<DefinitionSymbol, int> _full = [];
    private readonly Dictionary<FileSymbol, int> _names = [];

    /// <summary>The number of a definition with all that it refers to.</summary>
    public int Full(DefinitionSymbol definition)
    {
        if (_full.TryGetValue(definition, out var known))
            return known;
        var open = new Stack<DefinitionSymbol>();
        var entered = new HashSet<DefinitionSymbol>();
        open.Push(definition);
        while (open.Count > 0)
        {
            var next = open.Peek();
            if (_full.ContainsKey(next))
            {
                open.Pop();
            }
            else if (entered.Add(next))
            {
                foreach (var referred in Referred(next, null).Where(r => !_full.ContainsKey(r.Definition) && !entered.Contains(r.Definition)))
                    open.Push(referred.Definition);
            }
            else
            {
                open.Pop();
                _full[next] = interner.Number(Text(next));
            }
        }
        return _full[definition];
    }

    /// <summary>The number of a definition's own text.</summary>
    public int Alone(DefinitionSymbol definition) => interner.Number(Own(definition));

    /// <summary>The number of what an ablation puts into the copies that it makes of blocks: its text, and all that stands for a step with what that refers to.</summary>
    public int Replacements(AblationSymbol ablation)
    {
        var referred = SyntaxParts.Below(ablation.Syntax).OfType<EditSyntax>().Select(e => e.By).OfType<ExpressionSyntax>().SelectMany(by => Referred(ablation, by.Span));
        return interner.Number($"{Own(ablation)} puts {string.Join(";", referred.Select(r => $"{r.Name}={Number(Full(r.Definition))}"))}");
    }

    /// <summary>
    /// The number of what decides how a block is found on its own: its text, and of the blocks that it uses what their users see of them (<paramref name="infoOf"/>; null of one
    /// that isn't known yet).
    /// </summary>
    public int Analysis(BlockSymbol block, Func<BlockSymbol, BlockInfo?> infoOf)
    {
        if (block.File.Part is not { } part || (part.Words.Contains("inline") ? InlinedBy(block) : []) is not { } inlined)
            return Full(block);
        var parts = new List<string> { Own(block) };
        foreach (var (name, definition) in Referred(block, null))
        {
            if (definition == block)
                continue;
            // What is inlined is seen to the bottom.
            if (definition is not BlockSymbol { Syntax.Body: not null } used || inlined.Contains(name))
                parts.Add($"{name}={Number(Full(definition))}");
            else if (infoOf(used) is { } info)
                parts.Add($"{name}~{Number(Seen(used, info))}");
            else
                return Full(block);
        }
        foreach (var copy in block.Parts)
        {
            if (infoOf(copy) is not { } info)
                return Full(block);
            parts.Add($"{copy.Name}~{Number(Seen(copy, info))}");
        }
        return interner.Number(string.Join(";", parts));
    }

    /// <summary>The number of what findings about a definition speak of beside what they depend on: the names in sight, which they suggest, and the places of what it refers to.</summary>
    public int Sight(DefinitionSymbol definition) =>
        interner.Number($"{Number(Names(definition.File))} sees {string.Join(" ", Referred(definition, null).Select(r => Place(r.Definition)))}");

    /// <summary>The number of all names that a file sees.</summary>
    public int Names(FileSymbol file)
    {
        if (!_names.TryGetValue(file.Whole, out var number))
            _names[file.Whole] = number = interner.Number("names " + string.Join(" ", file.Visible.Select(v => $"{v.Key}:{v.Value.Article}").OrderBy(n => n, StringComparer.Ordinal)) + " in " + string.Join(" ", files.Select(f => f.Namespace)));
        return number;
    }

    /// <summary>The blocks whose steps stand in a block; null where something is inlined that isn't a definition called by its name.</summary>
    private static HashSet<string>? InlinedBy(BlockSymbol block)
    {
        var names = new HashSet<string>();
        foreach (var inline in SyntaxParts.Below(block.Syntax).OfType<InlineSyntax>())
        {
            if ((inline.Block is CallSyntax call ? call.Callee : inline.Block) is not NameExpressionSyntax { Name: var name } || SyntaxNames.Of(block.Syntax).IsOwn(name))
                return null;
            names.Add(name);
        }
        return names;
    }

    private int Seen(BlockSymbol block, BlockInfo info)
    {
        var header = TextSpan.FromBounds(block.Syntax.Span.Start, block.Syntax.Body!.Span.Start);
        var referred = Referred(block, header).Select(r => $"{r.Name}={Number(r.Definition == block ? 0 : Full(r.Definition))}");
        return interner.Number($"{Standing(block)} {block.File.Source.Slice(header)}\u0001{string.Join(";", referred)}\u0001{info.Fingerprint}");
    }

    private string Text(DefinitionSymbol definition)
    {
        var referred = Referred(definition, null).ToArray();
        if (referred.All(r => _full.ContainsKey(r.Definition)))
            return Own(definition) + ";" + string.Join(";", referred.Select(r => $"{r.Name}={Number(_full[r.Definition])}"));
        // Definitions that refer to one another: all of them, and all that they refer to.
        return "together " + string.Join(" ", Reached(definition).Select(r => $"{Own(r)}({string.Join(";", Referred(r, null).Select(n => $"{n.Name}={Place(n.Definition)}"))})"));
    }

    /// <summary>A definition and all that it refers to, near or far.</summary>
    public static IEnumerable<DefinitionSymbol> Reached(DefinitionSymbol definition)
    {
        var reached = new HashSet<DefinitionSymbol> { definition };
        var open = new Queue<DefinitionSymbol>(reached);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            yield return next;
            foreach (var (_, other) in Referred(next, null))
            {
                if (reached.Add(other))
                    open.Enqueue(other);
            }
        }
    }

    /// <summary>What a definition may refer to, by every word in it (or in a span of it) that names one. The library is always the same.</summary>
    private static IEnumerable<(string Name, DefinitionSymbol Definition)> Referred(DefinitionSymbol definition, TextSpan? span)
    {
        if (definition.File.Part is not { } part)
            yield break;
        foreach (var word in span is { } within ? part.WordsIn(within) : part.Words)
        {
            if (definition.File.Visible.TryGetValue(word, out var referred))
                yield return (word, referred);
        }
    }

    private static string Own(DefinitionSymbol definition) =>
        $"{Place(definition)}:{definition.Name}{Standing(definition)}";

    private static string Standing(DefinitionSymbol definition) =>
        $"{(definition.IsAmbiguous ? "?" : "")}{(definition.File.HasUnknownImport ? "!" : "")}{(definition.File.IsContext ? "-" : "")}@{definition.File.Namespace}{(definition as BlockSymbol)?.Edits}";

    private static string Place(DefinitionSymbol definition) =>
        $"{(definition.File.Part is { } part ? Number(part.Number) : definition.File.Source.Path)}.{Number(definition.Definition.Span.Start)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number for each text, the same for the same. Texts are known by 128 bits of their hash: their own would be most of what an editor's compiler holds.</summary>
internal sealed class Interner
{
    private readonly Dictionary<(ulong, ulong), int> _numbers = [];

    public int Number(string text)
    {
        var hash = Hash(text);
        if (!_numbers.TryGetValue(hash, out var number))
            _numbers[hash] = number = _numbers.Count + 1;
        return number;
    }

    public int Count => _numbers.Count;

    /// <summary>Two rounds of FNV-1a, apart in their beginnings and mixed at the end; the length is part of both.</summary>
    private static (ulong, ulong) Hash(string text)
    {
        unchecked
        {
            var (first, second) = (14695981039346656037UL, 14695981039346656037UL ^ 0x9E3779B97F4A7C15UL);
            foreach (var letter in text)
            {
                first = (first ^ letter) * 1099511628211UL;
                second = (second ^ (letter + 0x100UL)) * 0xD6E8FEB86659FD93UL;
                second ^= second >> 29;
            }
            return (Mixed(first ^ (ulong)text.Length), Mixed(second + (ulong)text.Length));
        }
    }

    private static ulong Mixed(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDUL;
            value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53UL;
            return value ^ (value >> 33);
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>The names of a part of a definition, as the elaborator's scopes have them, with where each begins to be known.</summary>
internal sealed class NameScope(NameScope? parent, TextSpan span)
{
    private readonly Dictionary<string, NameSymbol> _names = [];
    private readonly List<(NameSymbol Symbol, int From)> _entries = [];
    private readonly List<Conditional> _conditional = [];
    private readonly List<NameScope> _within = [];

    public NameScope? Parent { get; } = parent;

    public TextSpan Span { get; } = span;

    /// <summary>The parts of this part, in order.</summary>
    public IReadOnlyList<NameScope> Within => _within;

    /// <summary>The definition that the names are of, as far as it is one's.</summary>
    public Binding.DefinitionSymbol? Owner { get; init; }

    public NameScope Open(TextSpan at, Binding.DefinitionSymbol? owner = null)
    {
        var scope = new NameScope(this, at) { Owner = owner ?? Owner };
        _within.Add(scope);
        return scope;
    }

    public void Add(NameSymbol symbol, int from)
    {
        _names[symbol.Name] = symbol;
        _entries.Add((symbol, from));
    }

    /// <summary>What a name means that is declared in this part or around it.</summary>
    public NameSymbol? FindDeclared(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._names.TryGetValue(name, out var symbol))
                return symbol;
        }
        return null;
    }

    /// <summary>What a name means under the conditions that hold here.</summary>
    public NameSymbol? Find(string name, IReadOnlyList<NameCondition> here)
    {
        if (FindDeclared(name) is { } declared)
            return declared;
        var all = Conditionals().Where(c => c.Symbol.Name == name).ToArray();
        return all.LastOrDefault(c => c.Conditions.All(k => here.All(h => h.Text != k.Text || h.Holds == k.Holds)))?.Symbol ?? all.LastOrDefault()?.Symbol;
    }

    private IEnumerable<Conditional> Conditionals() => Parent is null ? _conditional : Parent.Conditionals().Concat(_conditional);

    /// <summary>After a branch: what it declared exists under its condition.</summary>
    public void Keep(NameScope branch, NameCondition condition)
    {
        foreach (var (symbol, _) in branch._entries.Where(e => !IsVar(e.Symbol)))
            _conditional.Add(new Conditional(symbol, [condition]));
        foreach (var inner in branch._conditional)
            _conditional.Add(inner with { Conditions = [condition, .. inner.Conditions] });
    }

    private static bool IsVar(NameSymbol symbol) => symbol.Syntax is Syntax.LetSyntax { IsVar: true };

    /// <summary>The innermost part around an offset.</summary>
    public NameScope At(int offset)
    {
        var scope = this;
        while (scope._within.LastOrDefault(w => w.Span.Start < offset && offset <= w.Span.End) is { } inner)
            scope = inner;
        return scope;
    }

    /// <summary>Every name that is known at an offset, innermost first, each once.</summary>
    public IEnumerable<NameSymbol> VisibleAt(int offset)
    {
        var seen = new HashSet<string>();
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (var (symbol, _) in scope._entries.Where(e => e.From <= offset).Reverse())
            {
                if (seen.Add(symbol.Name))
                    yield return symbol;
            }
            foreach (var conditional in scope._conditional.AsEnumerable().Reverse().Where(c => c.Symbol.Place.End <= offset))
            {
                if (seen.Add(conditional.Symbol.Name))
                    yield return conditional.Symbol;
            }
        }
    }

    private sealed record Conditional(NameSymbol Symbol, IReadOnlyList<NameCondition> Conditions);
}

/// <summary>A condition as written, or its opposite.</summary>
internal readonly record struct NameCondition(string Text, bool Holds);

using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>One file's names: where each stands, and the scopes.</summary>
internal sealed class FileNames
{
    private readonly Occurrence[] _all;
    private readonly int _longest;

    public FileNames(IEnumerable<Occurrence> all, NameScope root)
    {
        // A name with two meanings (`expose c2`) has the value before the output.
        _all = [.. all.Where(o => o.Span.Length > 0).OrderBy(o => o.Span.Start).ThenBy(o => o.Span.Length).ThenBy(o => o.Symbol.Kind == NameKind.Exposed)];
        _longest = _all.Length == 0 ? 0 : _all.Max(o => o.Span.Length);
        Root = root;
    }

    public IReadOnlyList<Occurrence> All => _all;

    public NameScope Root { get; }

    /// <summary>The name at an offset; just behind it counts, unless another begins there.</summary>
    public Occurrence? At(int offset)
    {
        Occurrence? touched = null;
        for (var i = Math.Max(0, FirstFrom(offset - _longest)); i < _all.Length && _all[i].Span.Start <= offset; i++)
        {
            if (offset < _all[i].Span.End)
                return _all[i];
            if (offset == _all[i].Span.End)
                touched ??= _all[i];
        }
        return touched;
    }

    /// <summary>The index of the first name that begins at an offset or behind it.</summary>
    private int FirstFrom(int offset)
    {
        var (low, high) = (0, _all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_all[middle].Span.Start < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>What the name at exactly a span means.</summary>
    public NameSymbol? At(TextSpan span)
    {
        for (var i = FirstFrom(span.Start); i < _all.Length && _all[i].Span.Start == span.Start; i++)
        {
            if (_all[i].Span == span)
                return _all[i].Symbol;
        }
        return null;
    }
}

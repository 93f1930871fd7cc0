using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <content>Of files that are there for others: what these others come to. All else is found out where the files are compiled for themselves.</content>
internal sealed partial class Compilation
{
    private HashSet<DefinitionSymbol>? _needed;

    /// <summary>True for a file of a namespace of which no file is compiled for itself.</summary>
    private bool IsFar(FileSymbol file) => file.IsContext && !_binder.Files.Any(f => !f.IsContext && f.Namespace == file.Namespace);

    /// <summary>The definitions that are looked at: all but those of far files that nothing refers to, near or far.</summary>
    private IReadOnlyList<DefinitionSymbol> Needed()
    {
        var far = new HashSet<FileSymbol>(_binder.Files.Where(IsFar));
        if (far.Count == 0)
            return [.. Definitions<DefinitionSymbol>()];
        _needed = [.. Definitions<DefinitionSymbol>().Where(d => !far.Contains(d.File.Whole))];
        var open = new Queue<DefinitionSymbol>(_needed);
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            foreach (var name in SyntaxNames.Anywhere(next.Definition))
            {
                if (next.File.Visible.TryGetValue(name, out var referred) && _needed.Add(referred))
                    open.Enqueue(referred);
            }
        }
        return [.. Definitions<DefinitionSymbol>().Where(_needed.Contains)];
    }

    private bool IsLookedAt(DefinitionSymbol definition) => _needed?.Contains(definition) != false;

    /// <summary>The variants of such files that are settled: those that an ablation is of, or that a key map may be held against.</summary>
    private HashSet<VariantSymbol> Asked()
    {
        var asked = new HashSet<VariantSymbol>();
        foreach (var ablation in Definitions<AblationSymbol>().Where(a => !a.File.IsContext))
        {
            if (ablation.File.Visible.TryGetValue(ablation.Syntax.Target.Text, out var target) && target is VariantSymbol variant)
                asked.Add(variant);
        }
        foreach (var keys in Definitions<KeysSymbol>().Where(k => !k.File.IsContext))
        {
            var targets = new HashSet<DefinitionSymbol>(keys.Syntax.Targets.Select(t => keys.File.Visible.TryGetValue(t.Text, out var target) ? target : null).OfType<DefinitionSymbol>());
            asked.UnionWith(keys.File.Visible.Values.OfType<VariantSymbol>().Where(v => targets.Contains(v) || (_elaborator.ModelSymbolOf(v) is { } model && targets.Contains(model))));
        }
        return asked;
    }
}

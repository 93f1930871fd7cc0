using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Whether errors may come from a file that isn't there.</content>
internal sealed partial class Compilation
{
    private static readonly ConditionalWeakTable<SourceText, string[]> s_declared = new();

    /// <summary>See <see cref="CompilationResult.MayLack"/>.</summary>
    public bool MayLack(SourceText other, CancellationToken cancellation)
    {
        if (Errors.Any(d => d.Code == Catalog.KeyRuleUnused.Code))
            return true;
        var own = _binder.Files.Where(f => !f.IsLibrary).ToArray();
        var declared = new HashSet<string>(own.SelectMany(f => f.Definitions).Select(d => d.Name));
        return s_declared.GetValue(other, o => [.. Parser.Parse(o, cancellation).File.Definitions.Select(d => d.Name.Text).Where(n => n.Length > 0).Distinct()])
            .Any(name => !declared.Contains(name) && own.Any(f => HasWord(f.Source.Text, name)));
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !SyntaxFacts.IsNamePart(text[at - 1])) && (at + word.Length == text.Length || !SyntaxFacts.IsNamePart(text[at + word.Length])))
                return true;
        }
        return false;
    }
}

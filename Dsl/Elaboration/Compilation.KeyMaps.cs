using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Key maps, checked against every key of every variant that they are for.</content>
internal sealed partial class Compilation
{
    private readonly Dictionary<KeysSymbol, IReadOnlyList<KeyMapModel>> _keyMaps = [];

    /// <summary>A rule whose two sides are sound.</summary>
    private sealed class KeyRule(KeyRuleSyntax syntax, KeyPattern ours, KeyPattern theirs)
    {
        public KeyRuleSyntax Syntax { get; } = syntax;

        public KeyPattern Ours { get; } = ours;

        public KeyPattern Theirs { get; } = theirs;

        /// <summary>True once it was the first that fits a key.</summary>
        public bool IsUsed { get; set; }

        /// <summary>The rule that was before it at a key that it fits too.</summary>
        public KeyRule? ShadowedBy { get; set; }
    }

    private void CheckKeyMaps(IReadOnlyList<ElaboratedVariant> variants)
    {
        foreach (var symbol in Definitions<KeysSymbol>())
            Guard(symbol.File.Source, () => _keyMaps[symbol] = KeptByKeys(symbol, variants, () => Check(symbol, variants)));
    }

    private IReadOnlyList<KeyMapModel> KeyMapsOf(FileSymbol file) =>
        [.. file.Definitions.OfType<KeysSymbol>().Where(_keyMaps.ContainsKey).SelectMany(k => _keyMaps[k])
            .GroupBy(m => (m.Holder, m.Name)).Select(g => g.First())];

    /// <summary>Reports what is wrong with a map; and the map itself, once for each target.</summary>
    private IReadOnlyList<KeyMapModel> Check(KeysSymbol keys, IReadOnlyList<ElaboratedVariant> variants)
    {
        var rules = keys.Syntax.Rules.Select(r => Read(keys, r)).OfType<KeyRule>().ToArray();
        var targets = keys.Syntax.Targets.Select(t => (Syntax: t, Symbol: _elaborator.KeysTarget(keys, t))).Where(t => t.Symbol is not null).ToArray();
        KeyMapModel[] models = [.. targets.Select(t => new KeyMapModel(
            keys.Name, keys.Syntax.Doc, t.Symbol!.Name, KeysSymbol.HolderOf(t.Syntax),
            [.. rules.Select(r => new KeyRuleModel(r.Syntax.Ours.Value, r.Syntax.Theirs.Value))]))];
        VariantSymbol[] InSight(DefinitionSymbol target) =>
            [.. keys.File.Visible.Values.OfType<VariantSymbol>().Where(v => v == target || _elaborator.ModelSymbolOf(v) == target)];
        foreach (var (syntax, symbol) in targets.Where(t => InSight(t.Symbol!).Length == 0))
            _diagnostics.Report(Catalog.KeysUnchecked, keys.File.Source.Path, syntax.Span, symbol!.Name);
        var inSight = targets.SelectMany(t => InSight(t.Symbol!)).Distinct().ToArray();
        var compiled = variants.Where(v => inSight.Contains(_symbols[v])).ToArray();
        if (compiled.Length == 0)
            return models;
        // Variants with the same keys fare alike.
        foreach (var alike in compiled.GroupBy(v => v.Root.KeysHash))
        {
            var outcome = KeptOutcome(keys, alike.Key, () => OutcomeOf(rules, alike.First()));
            outcome.Used.ToList().ForEach(rule => rules[rule].IsUsed = true);
            foreach (var (rule, before) in outcome.Shadowed)
                rules[rule].ShadowedBy ??= rules[before];
            foreach (var (rule, other, key, mapped) in outcome.Collisions)
            {
                foreach (var variant in alike)
                    _diagnostics.Report(Catalog.KeysCollide, keys.File.Source.Path, rules[rule].Syntax.Theirs.Span, variant.Name, other, key, mapped);
            }
        }
        // Of variants with errors, nobody knows the keys.
        if (compiled.Length < inSight.Length || targets.Length < keys.Syntax.Targets.Count)
            return models;
        foreach (var rule in rules.Where(r => !r.IsUsed))
        {
            if (rule.ShadowedBy is { } before)
                _diagnostics.Report(Catalog.KeyRuleShadowed, keys.File.Source.Path, rule.Syntax.Ours.Span, rule.Syntax.Ours.Value, before.Syntax.Ours.Value);
            else
                ReportUnused(keys, string.Join(" or ", targets.Select(t => t.Symbol!.Name)), rule, compiled);
        }
        return models;
    }

    private KeyRule? Read(KeysSymbol keys, KeyRuleSyntax rule)
    {
        var path = keys.File.Source.Path;
        if (_diagnostics.HasErrorNear(path, rule.Span) || Pattern(rule.Ours) is not { } ours || Pattern(rule.Theirs) is not { } theirs)
            return null;
        if (ours.Wildcards.SequenceEqual(theirs.Wildcards))
            return new KeyRule(rule, ours, theirs);
        _diagnostics.Report(Catalog.KeyWildcards, path, rule.Span, Wildcards(ours), Wildcards(theirs));
        return null;

        KeyPattern? Pattern(StringSyntax text)
        {
            var pattern = KeyPattern.Parse(text.Value, out var problem);
            if (pattern is null)
                _diagnostics.Report(Catalog.BadKeyPattern, path, text.Span, text.Value, problem!);
            return pattern;
        }

        static string Wildcards(KeyPattern pattern) => pattern.Wildcards.Any() ? string.Join(" ", pattern.Wildcards.Select(w => $"'{w}'")) : "none";
    }

    /// <summary>How rules fare with the keys of a variant: which are the first that fit one, which come after another at one, and what two keys become one by.</summary>
    private sealed record KeyOutcome(
        IReadOnlyCollection<int> Used, IReadOnlyList<(int Rule, int Before)> Shadowed, IReadOnlyList<(int Rule, string Other, string Key, string Mapped)> Collisions);

    private KeyOutcome OutcomeOf(IReadOnlyList<KeyRule> rules, ElaboratedVariant variant)
    {
        var taken = new Dictionary<string, (string Key, int Rule)>(StringComparer.Ordinal);
        var (used, shadowed, collisions) = (new HashSet<int>(), new Dictionary<int, int>(), new List<(int, string, string, string)>());
        foreach (var (key, _) in variant.Root.StateDict())
        {
            _cancellation.ThrowIfCancellationRequested();
            var first = -1;
            var mapped = key;
            for (var i = 0; i < rules.Count; i++)
            {
                // Once it is known what is before a rule, it makes no difference any more.
                if ((first >= 0 && shadowed.ContainsKey(i)) || rules[i].Ours.Match(key) is not { } wildcards)
                    continue;
                if (first >= 0)
                {
                    shadowed[i] = first;
                    continue;
                }
                first = i;
                used.Add(i);
                mapped = rules[i].Theirs.Fill(wildcards);
            }
            if (!taken.TryGetValue(mapped, out var other))
                taken.Add(mapped, (key, first));
            else if ((first >= 0 ? first : other.Rule) is >= 0 and var culprit)
                collisions.Add((culprit, other.Key, key, mapped));
        }
        return new KeyOutcome(used, [.. shadowed.Select(s => (s.Key, s.Value))], collisions);
    }

    private void ReportUnused(KeysSymbol keys, string targets, KeyRule rule, IReadOnlyList<ElaboratedVariant> variants)
    {
        var all = variants.SelectMany(v => v.Root.StateDict().Select(e => e.Key)).Distinct().ToArray();
        var nearest = Nearest(rule.Ours, all);
        _diagnostics.Report(
            Catalog.KeyRuleUnused, keys.File.Source.Path, rule.Syntax.Ours.Span, targets, rule.Syntax.Ours.Value, nearest is null ? "" : $"; the nearest is '{nearest}'");
    }

    /// <summary>The key that agrees with a pattern for the most segments, and then has the most similar one.</summary>
    private static string? Nearest(KeyPattern pattern, IReadOnlyList<string> keys)
    {
        var best = keys.Select(k => (Key: k, Agrees: Agreement(pattern, k.Split('.')))).GroupBy(k => k.Agrees).OrderByDescending(g => g.Key).FirstOrDefault();
        if (best is null)
            return null;
        var candidates = best.Select(b => b.Key).ToArray();
        if (best.Key < pattern.Segments.Count)
        {
            var similar = SpellChecker.Nearest(pattern.Segments[best.Key], candidates.Select(c => c.Split('.')).Where(c => c.Length > best.Key).Select(c => c[best.Key]).Distinct());
            if (similar is not null)
                return candidates.First(c => c.Split('.') is var parts && parts.Length > best.Key && parts[best.Key] == similar);
        }
        return best.Key > 0 ? candidates[0] : null;
    }

    private static int Agreement(KeyPattern pattern, string[] key)
    {
        var count = 0;
        while (count < pattern.Segments.Count && count < key.Length && KeyPattern.Fits(pattern.Segments[count], key[count]))
            count++;
        return count;
    }
}

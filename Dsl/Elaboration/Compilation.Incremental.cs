using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>A run over files in parts, which takes over what runs before it found out about definitions that are still the same.</content>
internal sealed partial class Compilation
{
    private readonly AnalysisCache? _cache;
    private readonly DefinitionKeys? _keys;
    private readonly PartMap? _parts;
    private readonly Lazy<Compilation> _whole;
    private HashSet<int>? _spokenOf;

    private Compilation(IReadOnlyList<PartedFile> files, AnalysisCache cache, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _whole = new(MakeWhole);
        _cache = cache;
        _parts = new PartMap(files);
        _diagnostics = NewBag();
        _binder = new Binder(_diagnostics);
        _keys = new DefinitionKeys(cache.Interner, _binder.Files);
        _elaborator = new Elaborator(_diagnostics, cancellation, null, cache, _keys) { IsRecording = cache.Code is null };
        foreach (var file in files.OrderBy(f => f.Source.Path, StringComparer.Ordinal))
            Guard(file.Source, () => _binder.Add(file));
        Bind([.. files.Select(f => f.Source)]);
    }

    public static CompilationResult Run(IReadOnlyList<PartedFile> parted, AnalysisCache cache, CancellationToken cancellation)
    {
        var compilation = new Compilation(parted, cache, cancellation);
        var elaborated = compilation.Elaborate();
        var recipes = compilation.ElaborateRecipes();
        var ablations = compilation.ElaborateAblations(elaborated);
        compilation.CheckKeyMaps(elaborated);
        var map = compilation._parts!;
        ElaboratedVariant Translate(ElaboratedVariant variant)
        {
            var translated = map.Translate(variant);
            compilation._symbols[translated] = compilation._symbols[variant];
            return translated;
        }
        var variants = elaborated.ToDictionary(v => v, Translate);
        var (models, library) = cache.Code is { } code ? compilation.LowerAll(elaborated, lowered => code.Translate(lowered, map)) : ([], []);
        var files = parted.Select(f => new FileResult(
            f.Source, [.. compilation._diagnostics.In(f.Source.Path).Select(map.Translate)],
            models.TryGetValue(f.Source, out var model) ? model : new FileModel(f.Source.Path, "", [], [], []))).ToArray();
        return new CompilationResult(files, [.. elaborated.Select(v => variants[v])], library)
        {
            Compilation = compilation,
            Reports = cache.Code is null ? [] : [.. compilation._diagnostics.All.Select(map.Translate)],
            Recipes = recipes,
            Ablations = [.. ablations.Select(a => map.Translate(a.Path, a.Place) is var (path, place) ? a with
            {
                Path = path,
                Place = place,
                BaseVariant = a.BaseVariant is { } based ? variants[based] : null,
                Members = [.. a.Members.Select(m => m with { Variant = Translate(m.Variant) })],
            } : a)],
        };
    }

    /// <summary>The numbers of the parts that findings are in, have places in or speak of the lines of.</summary>
    public HashSet<int> SpokenOf => _spokenOf ??= [.. _diagnostics.All.SelectMany(r => PartsIn(r.Diagnostic).Concat(r.Root is { } root ? [PartPath.NumberOf(root.Path)] : [])).OfType<int>()];

    /// <summary>True where one of these stands for a text with other comments or blanks than its own.</summary>
    public bool SpeaksOfShifted => _parts!.Shifted.Any(SpokenOf.Contains);

    private static IEnumerable<int?> PartsIn(Diagnostic diagnostic) =>
        diagnostic.Related.Select(r => PartPath.NumberOf(r.Path)).Append(PartPath.NumberOf(diagnostic.Path))
            .Concat(diagnostic.Related.Select(r => r.Message).Append(diagnostic.Message).SelectMany(PartPath.PartsIn).Select(p => (int?)p));

    /// <summary>
    /// The same files with places as they are in their texts, and what was found out about their blocks, to answer questions about a text; made when it is first asked for.
    /// </summary>
    public Compilation Whole => _whole.Value;

    private Compilation MakeWhole()
    {
        if (_parts is null)
            return this;
        var whole = new Compilation([.. _binder.Files.Where(f => !f.IsLibrary).Select(f => f.Source)], CancellationToken.None, true);
        var files = whole.Files.ToDictionary(f => f.Source.Path);
        foreach (var file in Files)
        {
            foreach (var (known, same) in file.Definitions.Zip(files[file.Source.Path].Definitions, (a, b) => (a, b)))
            {
                if (known is BlockSymbol block && same is BlockSymbol also && InfoOf(block) is { } info)
                    whole._elaborator.Know(also, _parts.IsShifted(block.File.Source.Path) ? info.At(span => _parts.Translate(block.File.Source.Path, span).Span, also.Syntax.Span.Start) : info);
            }
        }
        return whole;
    }

    /// <summary>Where a place that a network's part, or anything else of a result, speaks of is in its file.</summary>
    public (string Path, TextSpan Span) Locate(string path, TextSpan span) => _parts?.Translate(path, span) ?? (path, span);

    public static VariantFacts? FactsOf(CompilationResult result, ElaboratedVariant variant)
    {
        if (result.Compilation is not { } compilation || !compilation._symbols.TryGetValue(variant, out var symbol) || symbol.File.IsContext)
            return null;
        using (compilation.Alone())
            return compilation.Kept("facts", symbol, () => compilation.FactsOf(symbol, variant));
    }

    private IDisposable? Alone() => _cache?.Alone();

    private DiagnosticBag NewBag() => _parts is { } parts ? new DiagnosticBag { StartOfPart = parts.StartOf } : new DiagnosticBag();

    private void Analyze(Elaborator elaborator, BlockSymbol block)
    {
        if (_cache is not null)
            elaborator.AnalyzeAsBefore(block, _cache, _keys!);
        else
            elaborator.Analyze(block);
    }

    /// <summary>What was found out about a definition before, where it and all that it refers to are the same; else it is found out now.</summary>
    private T Kept<T>(string kind, DefinitionSymbol definition, Func<T> make) =>
        _cache is null ? make() : _cache.Get(kind, _keys!.Full(definition), () => _keys.Names(definition.File), _diagnostics, make);

    private void Kept(string kind, DefinitionSymbol definition, Action check) => Kept<object?>(kind, definition, () =>
    {
        check();
        return null;
    });

    /// <summary>An ablation's members; names of the copies that they are made of may be in the way of other names, and errors that have been told aren't told again.</summary>
    private T KeptWithNames<T>(AblationSymbol ablation, Func<T> make)
    {
        if (_cache is null)
            return make();
        // Only those in what the ablation is made of: others are none of its members'.
        var errors = Errors.ToArray();
        var paths = errors.Length == 0 ? [] : new HashSet<string>(DefinitionKeys.Reached(ablation).Select(d => d.File.Source.Path));
        var told = string.Join(" ", errors.Where(d => paths.Contains(d.Path)).Select(d => $"{d.Path} {d.Code} {d.Message}").OrderBy(t => t, StringComparer.Ordinal));
        var near = string.Join(" ", ablation.File.Visible.Keys.Where(n => n.StartsWith(ablation.Name, StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal));
        var key = string.Format(CultureInfo.InvariantCulture, "ablation {0} {1} {2}", _keys!.Full(ablation), near, told);
        return _cache.Get("ablation", _cache.Interner.Number(key), () => _keys.Names(ablation.File), _diagnostics, make);
    }

    /// <summary>How a key map's rules fare with some keys.</summary>
    private KeyOutcome KeptOutcome(KeysSymbol keys, ulong hash, Func<KeyOutcome> make) => _cache is null ? make() : _cache.Get(
        "outcome", _cache.Interner.Number(FormattableString.Invariant($"outcome {_keys!.Alone(keys)} {hash}")), () => 0, _diagnostics, make);

    /// <summary>A function or constant as code. What is beyond a limit depends on other functions too, and is found out again.</summary>
    private FunctionModel? KeptFunction(DefinitionSymbol definition)
    {
        var before = _diagnostics.AddCount;
        return _cache is null ? _elaborator.FunctionOf(definition)
            : _cache.Get("function", _keys!.Full(definition), () => _keys.Names(definition.File), _diagnostics, () => _elaborator.FunctionOf(definition), () => _diagnostics.AddCount == before);
    }

    /// <summary>The checks of a key map, which depend on the keys of variants and on nothing else of them; and its code.</summary>
    private IReadOnlyList<KeyMapModel> KeptByKeys(KeysSymbol keys, IReadOnlyList<ElaboratedVariant> variants, Func<IReadOnlyList<KeyMapModel>> check)
    {
        if (_cache is null)
            return check();
        var seen = Definitions<VariantSymbol>().Select(v => $"{v.File.Namespace}.{v.Name}={v.Syntax.Target.Text}");
        var compiled = variants.Select(v => $"{v.Namespace}.{v.Name}:{v.Model}:{v.Root.KeysHash}");
        var text = FormattableString.Invariant($"keys {_keys!.Alone(keys)} {_keys.Names(keys.File)} {string.Join(" ", seen)} {string.Join(" ", compiled)}");
        return _cache.Get("keys", _cache.Interner.Number(text), () => 0, _diagnostics, check);
    }
}

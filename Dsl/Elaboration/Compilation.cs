using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>One run of the compiler over a set of files.</summary>
internal sealed partial class Compilation
{
    private readonly DiagnosticBag _diagnostics;
    private readonly CancellationToken _cancellation;
    private readonly Binder _binder;
    private readonly Elaborator _elaborator;
    private readonly Dictionary<ElaboratedVariant, VariantSymbol> _symbols = [];
    private readonly Dictionary<(VariantSymbol, string), (ElaboratedVariant? Variant, string? Problem)> _atSizes = [];

    private Compilation(IReadOnlyList<SourceText> sources, CancellationToken cancellation, bool forEditor)
    {
        _cancellation = cancellation;
        _whole = new(MakeWhole);
        _diagnostics = new DiagnosticBag();
        _binder = new Binder(_diagnostics);
        _elaborator = new Elaborator(_diagnostics, cancellation) { IsRecording = forEditor };
        // Sorted, so that findings don't depend on the order that a front end lists files in.
        foreach (var source in sources.OrderBy(s => s.Path, StringComparer.Ordinal))
            Guard(source, () => _binder.Add(source, false, cancellation));
        Bind(sources);
    }

    private void Bind(IReadOnlyList<SourceText> sources)
    {
        // The library's own files may be compiled as any others.
        foreach (var source in StandardLibrary.For(_binder.Files.SelectMany(f => f.Syntax.Imports).Select(i => i.Text)).Where(l => !sources.Any(s => s.Text == l.Text)))
            _binder.Add(source, true, _cancellation);
        _binder.Bind();
    }

    public static CompilationResult Run(IReadOnlyList<SourceText> sources, CancellationToken cancellation, bool forEditor = false)
    {
        var compilation = new Compilation(sources, cancellation, forEditor);
        var variants = compilation.Elaborate();
        var recipes = compilation.ElaborateRecipes();
        var ablations = compilation.ElaborateAblations(variants);
        compilation.CheckKeyMaps(variants);
        var (models, library) = compilation.LowerAll(variants, lowered => lowered);
        var files = sources.Select(source => new FileResult(
            source, compilation._diagnostics.In(source.Path), models.TryGetValue(source, out var model) ? model : new FileModel(source.Path, "", [], [], []))).ToArray();
        return new CompilationResult(files, variants, library) { Compilation = compilation, Ablations = ablations, Recipes = recipes, Reports = compilation._diagnostics.All };
    }

    public static FileHeader HeaderOf(SourceText source, CancellationToken cancellation)
    {
        var file = HeadOf(source, cancellation);
        return new FileHeader(
            file.Namespace?.Text ?? "", new EquatableArray<string>(file.Imports.Where(i => !i.IsMissing).Select(i => i.Text).Distinct().OrderBy(i => i, StringComparer.Ordinal)));
    }

    /// <summary>
    /// What stands before the definitions, without parsing these. Where that is in doubt, the whole file: a word of the head stands further down, or the head has mistakes.
    /// </summary>
    private static FileSyntax HeadOf(SourceText source, CancellationToken cancellation)
    {
        var end = Lexer.LexTo(source, t => t.Kind == TokenKind.Keyword && SyntaxFacts.DefinitionKeywords.Contains(t.Text), cancellation) is [.., var last] && last.Kind == TokenKind.Keyword
            ? last.Span.Start : -1;
        if (end < 0 || new[] { "namespace", "import" }.Any(word => source.Text.IndexOf(word, end, StringComparison.Ordinal) >= 0))
            return Parser.Parse(source, cancellation).File;
        var head = Parser.Parse(new SourceText(source.Path, source.Text.Substring(0, end)), cancellation);
        return head.Diagnostics.Count == 0 ? head.File : Parser.Parse(source, cancellation).File;
    }

    public static ElaboratedVariant? At(CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>> inputs, out string? problem)
    {
        problem = null;
        if (result.Compilation is not { } compilation || !compilation._symbols.TryGetValue(variant, out var symbol))
        {
            problem = "the variant isn't of this compilation";
            return null;
        }
        using (compilation.Alone())
            return compilation.At(symbol, inputs, out problem);
    }

    private ElaboratedVariant? At(VariantSymbol symbol, IReadOnlyList<IReadOnlyList<long>> inputs, out string? problem)
    {
        // Expectations, facts and tables ask for the same sizes.
        var key = (symbol, string.Join(";", inputs.Select(i => string.Join(",", i.Select(size => size.ToString(CultureInfo.InvariantCulture))))));
        if (!_atSizes.TryGetValue(key, out var settled))
        {
            _atSizes[key] = settled = Kept("at " + key.Item2, symbol, () =>
            {
                var bag = NewBag();
                var at = new Elaborator(bag, _cancellation, _elaborator).Elaborate(symbol, inputs);
                return (at, at is not null ? null
                    : _binder.Files.SelectMany(f => bag.In(f.Source.Path)).FirstOrDefault(d => d.Severity == Severity.Error)?.Message ?? "the spec has errors");
            });
        }
        problem = settled.Problem;
        return settled.Variant;
    }

    /// <summary>A fault of the compiler becomes one finding, and the other files go on.</summary>
    private void Guard(SourceText source, Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _diagnostics.Report(Catalog.InternalError, source.Path, new TextSpan(0, 0), $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private List<ElaboratedVariant> Elaborate()
    {
        foreach (var definition in InOrder(Needed()))
        {
            if (definition is BlockSymbol block)
                Guard(block.File.Source, () => Analyze(_elaborator, block));
            else if (definition is ConstSymbol or FunctionSymbol)
                Guard(definition.File.Source, () => _elaborator.Check(definition));
        }
        var variants = new List<ElaboratedVariant>();
        var asked = Asked();
        foreach (var symbol in Definitions<VariantSymbol>().Where(v => !v.File.IsContext || asked.Contains(v)))
        {
            Guard(symbol.File.Source, () =>
            {
                if (Kept("variant", symbol, () => _elaborator.Elaborate(symbol, null)) is not { } variant)
                    return;
                if (variant.Root.Parameters is { IsConstant: true, Value: null } many)
                {
                    _diagnostics.Report(Catalog.BeyondLimit, symbol.File.Source.Path, symbol.Definition.Name.Span, $"'{symbol.Name}' with {many} parameters is too large", "what 64 bits hold");
                    return;
                }
                variants.Add(variant);
                _symbols.Add(variant, symbol);
            });
        }
        foreach (var model in ModelsAlone())
            Guard(model.File.Source, () => Kept("alone", _elaborator.ModelSymbolOf(model)!, () => { _elaborator.Elaborate(model, null); }));
        ReportSame(variants);
        // Numbers of a network with errors in it would be errors of their own.
        if (_diagnostics.ErrorCount == 0)
        {
            foreach (var variant in variants.Where(v => !_symbols[v].File.IsContext))
                Guard(_symbols[variant].File.Source, () => Kept("expectations" + MapsText(_symbols[variant]), _symbols[variant], () => CheckExpectations(_symbols[variant], variant)));
        }
        return variants;
    }

    private void ReportSame(IReadOnlyList<ElaboratedVariant> variants)
    {
        var seen = new Dictionary<string, string>();
        var settled = new HashSet<VariantSymbol>(variants.Select(v => _symbols[v]));
        foreach (var symbol in Definitions<VariantSymbol>().Where(v => v.File.IsContext || settled.Contains(v)))
        {
            if (Kept("fingerprint", symbol, () => _elaborator.Fingerprint(symbol)) is not { } fingerprint)
                continue;
            if (seen.TryGetValue(fingerprint, out var other))
                _diagnostics.Report(Catalog.SameVariant, symbol.File.Source.Path, symbol.Definition.Name.Span, symbol.Name, other);
            else
                seen.Add(fingerprint, symbol.Name);
        }
    }

    /// <summary>Definitions after those that they refer to, as far as there is such an order, without recursion.</summary>
    private static List<DefinitionSymbol> InOrder(IReadOnlyList<DefinitionSymbol> definitions)
    {
        var ordered = new List<DefinitionSymbol>();
        var state = new Dictionary<DefinitionSymbol, bool>();
        var stack = new Stack<DefinitionSymbol>();
        foreach (var start in definitions)
        {
            stack.Push(start);
            while (stack.Count > 0)
            {
                var definition = stack.Peek();
                if (state.TryGetValue(definition, out var isDone))
                {
                    stack.Pop();
                    if (!isDone)
                        ordered.Add(definition);
                    state[definition] = true;
                    continue;
                }
                state.Add(definition, false);
                foreach (var name in SyntaxNames.Of(definition.Definition).Referred.OrderByDescending(n => n, StringComparer.Ordinal))
                {
                    if (definition.File.Visible.TryGetValue(name, out var referred) && !state.ContainsKey(referred))
                        stack.Push(referred);
                }
            }
        }
        return ordered;
    }

    private IEnumerable<T> Definitions<T>()
        where T : DefinitionSymbol => _binder.Files.SelectMany(f => f.Definitions).OfType<T>();

    /// <summary>What the files generate, and what of the library goes with it; <paramref name="translate"/> puts places into files.</summary>
    private (Dictionary<SourceText, FileModel> Models, IReadOnlyList<FileModel> Library) LowerAll(
        IReadOnlyList<ElaboratedVariant> variants, Func<IReadOnlyList<FileModel>, IReadOnlyList<FileModel>> translate)
    {
        var lowered = translate([.. _binder.Files.Select(f => LowerGuarded(f, variants))]).Zip(_binder.Files, (model, file) => (model, file)).ToArray();
        var models = new Dictionary<SourceText, FileModel>();
        foreach (var (model, file) in lowered.Where(l => !l.file.IsLibrary))
            models[file.Source] = model;
        return (models, LibraryUse.Of(models.Values, [.. lowered.Where(l => l.file.IsLibrary).Select(l => l.model)]));
    }

    private FileModel LowerGuarded(FileSymbol file, IReadOnlyList<ElaboratedVariant> variants)
    {
        var model = new FileModel(file.Source.Path, file.Namespace, [], [], []);
        Guard(file.Source, () => model = Lower(file, variants));
        return model;
    }

    private FileModel Lower(FileSymbol file, IReadOnlyList<ElaboratedVariant> variants)
    {
        var classes = file.Definitions.OfType<BlockSymbol>().Where(b => !b.Syntax.IsExtern && IsLookedAt(b)).Select(b => _elaborator.Analyze(b).Model).OfType<ClassModel>()
            .Concat(file.Definitions.OfType<AblationSymbol>().SelectMany(a => _ablations.TryGetValue(a, out var code) ? code.Classes : [])).ToArray();
        var made = new List<VariantModel>();
        var settled = variants.ToLookup(v => _symbols.TryGetValue(v, out var of) ? of : null);
        foreach (var symbol in file.Definitions.OfType<VariantSymbol>().Where(IsLookedAt))
        {
            if (Kept("code", symbol, () => Lower(symbol, settled[symbol].FirstOrDefault())) is { } model)
                made.Add(model);
        }
        return new FileModel(file.Source.Path, file.Namespace, classes, made, [.. file.Definitions.Select(KeptFunction).OfType<FunctionModel>()]) { Ablations = AblationsOf(file), Recipes = RecipesOf(file), KeyMaps = KeyMapsOf(file) };
    }

    private VariantModel? Lower(VariantSymbol symbol, ElaboratedVariant? variant) => _elaborator.Factory(symbol) is not var (model, arguments) ? null : new VariantModel(
        symbol.Name, symbol.Definition.Doc, model.Name, model.File.Namespace, arguments,
        variant is null || symbol.File.IsContext ? null : FactsOf(symbol, variant), PlaceOf(symbol.File, symbol.Definition.Name.Span));

    private static SourcePlace PlaceOf(FileSymbol file, TextSpan span)
    {
        var start = file.Source.PositionOf(span.Start);
        var end = file.Source.PositionOf(span.End);
        return new SourcePlace(file.Source.Path, start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1);
    }

    private VariantFacts FactsOf(VariantSymbol symbol, ElaboratedVariant variant, IReadOnlyList<long>? preferred = null)
    {
        var shape = preferred ?? ExpectedShape(symbol) ?? CustomaryShape(symbol, variant);
        var sizes = shape is null ? null : SizesAt(symbol, variant, shape);
        var at = shape is null || sizes is not null ? null : At(symbol, [shape], out _);
        var root = (at ?? variant).Root;
        Dim Sized(Dim formula) => sizes?.Of(formula) ?? formula;
        return new VariantFacts(
            variant.Root.Parameters.Value ?? 0, at is null && sizes is null ? null : Sized(root.Macs).Value, at is null && sizes is null ? null : shape, variant.LegalInput,
            root.Children.Where(c => c.Name.Length > 0).Select(c => new StageFact(
                c.Name, (sizes?.Of(c.Output) ?? c.Output)?.ToString() ?? "", c.Parameters.Value ?? 0, Sized(c.Macs).Value ?? 0)).ToArray())
        {
            Features = FeatureFacts.Of(variant),
        };
    }

    /// <summary>The first of the field's customary sizes that a model with one image input takes.</summary>
    private IReadOnlyList<long>? CustomaryShape(VariantSymbol symbol, ElaboratedVariant variant)
    {
        if (variant.Inputs.Count != 1 || variant.Inputs[0].Shape is null)
            return null;
        foreach (var size in new long[] { 224, 256, 32, 28, 64 })
        {
            var shape = variant.Inputs[0].Shape.Axes.Select((a, i) => a.Size.Value ?? (i == 0 ? 1 : size)).ToArray();
            if (SizesAt(symbol, variant, shape) is not null || At(symbol, [shape], out _) is not null)
                return shape;
        }
        return null;
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>What every name in a compilation's files means. Files are gone through when they are asked about.</summary>
internal sealed class NameTable(IReadOnlyList<FileSymbol> files, Func<BlockSymbol, BodyRecords?> records)
{
    private readonly ConcurrentDictionary<DefinitionSymbol, NameSymbol> _definitions = [];
    private readonly ConcurrentDictionary<string, NameSymbol> _namespaces = [];
    private readonly ConcurrentDictionary<DefinitionSymbol, OwnNames> _own = [];
    private readonly ConcurrentDictionary<FileSymbol, Lazy<FileNames>> _files = [];
    private readonly ConcurrentDictionary<ComponentTypeSyntax, IReadOnlyDictionary<string, NameSymbol>> _contracts = new(ByReference.Instance);

    public IReadOnlyList<FileSymbol> Files { get; } = files;

    public BodyRecords? RecordsOf(BlockSymbol block) => records(block);

    public FileNames In(FileSymbol file) => _files.GetOrAdd(file, f => new Lazy<FileNames>(() => NameWalker.Walk(this, f))).Value;

    public NameSymbol Of(DefinitionSymbol definition) => _definitions.GetOrAdd(definition, d =>
        new(NameKind.Definition, d.Name, d.File.Source.Path, d.Definition.Name.Span)
        {
            Full = d.Definition.Span, Owner = d, Syntax = d.Definition, IsStatic = d is ConstSymbol or FunctionSymbol,
        });

    /// <summary>A namespace, which has a place where the first of its files declares it.</summary>
    public NameSymbol Namespace(string name) => _namespaces.GetOrAdd(name, n =>
        Files.FirstOrDefault(f => f.Namespace == n) is { Syntax.Namespace: { } declared } file
            ? new NameSymbol(NameKind.Namespace, n, file.Source.Path, declared.Span) : new NameSymbol(NameKind.Namespace, n, "", default));

    /// <summary>The names that a definition has for others to use.</summary>
    public OwnNames Own(DefinitionSymbol definition) => _own.GetOrAdd(definition, d => new OwnNames(d));

    /// <summary>The dims that a contract brings along, by name: those that aren't parameters of its block or constants.</summary>
    public IReadOnlyDictionary<string, NameSymbol> ContractDims(ComponentTypeSyntax contract, DefinitionSymbol owner) => _contracts.GetOrAdd(contract, c =>
    {
        var own = Own(owner);
        var dims = new Dictionary<string, NameSymbol>();
        var named = c.Told.Where(t => !t.IsMissing).Select(t => (t.Text, t.Span))
            .Concat(c.Signature.Inputs.Concat(c.Signature.Outputs).SelectMany(t => t.Dims ?? []).OfType<NameExpressionSyntax>().Select(n => (Text: n.Name, n.Span)));
        foreach (var (name, span) in named)
        {
            if (own.Parameter(name) is null && !dims.ContainsKey(name) && !(owner.File.Visible.TryGetValue(name, out var other) && other is ConstSymbol))
                dims.Add(name, new NameSymbol(NameKind.ContractDim, name, owner.File.Source.Path, span) { Full = c.Span, Owner = owner, Syntax = c, IsStatic = true });
        }
        return dims;
    });

    /// <summary>The model that a name stands for, through variants of variants; null where there is none.</summary>
    public BlockSymbol? ModelOf(DefinitionSymbol? definition)
    {
        for (var left = 1000; definition is VariantSymbol variant && left > 0; left--)
            variant.File.Visible.TryGetValue(variant.Syntax.Target.Text, out definition);
        return definition as BlockSymbol;
    }

    /// <summary>What has the parameters that a call of a definition sets.</summary>
    public DefinitionSymbol? ParametersOf(DefinitionSymbol? definition) => definition is VariantSymbol ? ModelOf(definition) : definition is BlockSymbol or FunctionSymbol ? definition : null;

    /// <summary>Every place that means a symbol, sorted by file and place.</summary>
    public IEnumerable<(FileSymbol File, Occurrence Occurrence)> Of(NameSymbol symbol) =>
        Files.OrderBy(f => f.Source.Path, StringComparer.Ordinal).SelectMany(f => In(f).All.Where(o => o.Symbol == symbol).Select(o => (f, o)));
}

/// <summary>Tells syntax apart by being the same object: records of equal text at equal places in two files are equal.</summary>
internal sealed class ByReference : IEqualityComparer<SyntaxNode>
{
    public static ByReference Instance { get; } = new();

    public bool Equals(SyntaxNode? x, SyntaxNode? y) => ReferenceEquals(x, y);

    public int GetHashCode(SyntaxNode node) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
}

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

/// <summary>A definition's parameters, dims and outputs.</summary>
internal sealed class OwnNames
{
    private readonly Dictionary<string, NameSymbol> _parameters = [];
    private readonly Dictionary<string, NameSymbol> _dims = [];
    private readonly Dictionary<string, NameSymbol> _outputs = [];
    private readonly List<NameSymbol> _exposed = [];

    public OwnNames(DefinitionSymbol owner)
    {
        var path = owner.File.Source.Path;
        NameSymbol Made(NameKind kind, string name, TextSpan place, SyntaxNode syntax, bool isStatic) =>
            new(kind, name, path, place) { Full = syntax.Span, Owner = owner, Syntax = syntax, IsStatic = isStatic };

        var parameters = owner switch { BlockSymbol b => b.Syntax.Parameters, FunctionSymbol f => f.Syntax.Parameters, _ => [] };
        foreach (var parameter in parameters.Where(p => !p.Name.IsMissing && !_parameters.ContainsKey(p.Name.Text)))
            _parameters.Add(parameter.Name.Text, Made(NameKind.Parameter, parameter.Name.Text, parameter.Name.Span, parameter, Contract(parameter.Type) is null));
        if (owner is not BlockSymbol block)
            return;
        foreach (var dim in block.Syntax.Signature.Inputs.SelectMany(i => i.Dims ?? []).OfType<NameExpressionSyntax>())
        {
            if (!_parameters.ContainsKey(dim.Name) && !_dims.ContainsKey(dim.Name) && !(block.File.Visible.TryGetValue(dim.Name, out var other) && other is ConstSymbol))
                _dims.Add(dim.Name, Made(NameKind.Dim, dim.Name, dim.Span, dim, true));
        }
        foreach (var output in block.Syntax.Signature.Outputs.Where(o => o.Name is { IsMissing: false } name && !_outputs.ContainsKey(name.Text)))
            _outputs.Add(output.Name!.Text, Made(NameKind.Output, output.Name.Text, output.Name.Span, output, false));
        foreach (var item in Exposing(block.Syntax.Body))
            _exposed.Add(new NameSymbol(NameKind.Exposed, item.Name.Text, path, item.Name.Span) { Full = item.Span, Owner = owner, Syntax = item, IsNumbered = item.Number is not null });
    }

    public IReadOnlyCollection<NameSymbol> Parameters => _parameters.Values;

    public IReadOnlyCollection<NameSymbol> Dims => _dims.Values;

    /// <summary>Named outputs, then exposed ones.</summary>
    public IEnumerable<NameSymbol> Outputs => _outputs.Values.Concat(_exposed);

    public NameSymbol? Parameter(string name) => _parameters.TryGetValue(name, out var found) ? found : null;

    public NameSymbol? Dim(string name) => _dims.TryGetValue(name, out var found) ? found : null;

    public NameSymbol? Exposed(ExposedSyntax item) => _exposed.FirstOrDefault(e => e.Syntax == item);

    /// <summary>An output by its name, also by one with a number in it.</summary>
    public NameSymbol? Output(string name) => _outputs.TryGetValue(name, out var found) ? found
        : _exposed.FirstOrDefault(e => !e.IsNumbered && e.Name == name)
            ?? _exposed.FirstOrDefault(e => e.IsNumbered && name.StartsWith(e.Name, StringComparison.Ordinal) && name.Skip(e.Name.Length).All(char.IsDigit));

    /// <summary>The contract of a component, or of those in a list.</summary>
    public static ComponentTypeSyntax? Contract(TypeSyntax? type) => type switch
    {
        ComponentTypeSyntax component => component,
        ListTypeSyntax list => Contract(list.Element),
        _ => null,
    };

    private static IEnumerable<ExposedSyntax> Exposing(GroupSyntax? group) => (group?.Statements ?? []).SelectMany(Exposing);

    private static IEnumerable<ExposedSyntax> Exposing(StatementSyntax statement) => statement switch
    {
        ExposeSyntax expose => expose.Items.Where(i => !i.Name.IsMissing),
        ForSyntax loop => Exposing(loop.Body),
        IfSyntax choice => Exposing(choice.Then).Concat(Exposing(choice.Else)),
        StepSyntax { Expression: GroupSyntax group } => Exposing(group),
        StepSyntax { Expression: ResidualSyntax residual } => Exposing(residual.Body),
        _ => [],
    };
}

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

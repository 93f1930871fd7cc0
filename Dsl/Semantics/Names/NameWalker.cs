using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>
/// Goes through a file and settles what each name in it means, by the elaborator's rules for scopes; also where the elaborator doesn't come: in branches that no value
/// reaches, behind errors. Which of several declarations under conditions a name means, the elaborator's records tell.
/// </summary>
internal sealed partial class NameWalker
{
    private readonly NameTable _table;
    private readonly FileSymbol _file;
    private readonly string _path;
    private readonly List<Occurrence> _found = [];
    private readonly List<NameCondition> _conditions = [];
    private readonly Dictionary<TextSpan, NameSymbol> _declared = [];
    private NameScope _scope;
    private Dictionary<string, NameSymbol> _keys = [];
    private DefinitionSymbol? _owner;
    private BodyRecords? _records;

    private NameWalker(NameTable table, FileSymbol file)
    {
        _table = table;
        _file = file;
        _path = file.Source.Path;
        _scope = new NameScope(null, new TextSpan(0, file.Source.Text.Length));
    }

    public static FileNames Walk(NameTable table, FileSymbol file)
    {
        var walker = new NameWalker(table, file);
        if (file.Syntax.Namespace is { IsMissing: false } declared)
            walker.Found(declared.Span, table.Namespace(declared.Text), NameRole.Declaration);
        foreach (var import in file.Syntax.Imports.Where(i => !i.IsMissing))
            walker.Found(import.Span, table.Namespace(import.Text));
        foreach (var definition in file.Syntax.Definitions)
            walker.Visit(definition);
        return new FileNames(walker._found, walker._scope);
    }

    private void Found(TextSpan span, NameSymbol? symbol, NameRole role = NameRole.Use)
    {
        if (symbol is not null)
            _found.Add(new Occurrence(span, symbol, role));
    }

    private void Visit(DefinitionSyntax definition)
    {
        // One whose name another has too is no symbol of the file.
        _owner = _file.Definitions.FirstOrDefault(d => d.Definition == definition) ?? Unbound(definition);
        if (_owner is null)
            return;
        _records = _owner is BlockSymbol recorded ? _table.RecordsOf(recorded) : null;
        _keys = [];
        _declared.Clear();
        _conditions.Clear();
        if (!definition.Name.IsMissing)
            Found(definition.Name.Span, _table.Of(_owner), NameRole.Declaration);
        var outer = _scope;
        _scope = outer.Open(Extent(definition), _owner);
        switch (_owner)
        {
            case BlockSymbol block:
                VisitBlock(block);
                break;
            case FunctionSymbol function:
                VisitParameters(function.Syntax.Parameters);
                Visit(function.Syntax.Value);
                break;
            case ConstSymbol constant:
                Visit(constant.Syntax.Value);
                break;
            case VariantSymbol variant:
                VisitVariant(variant);
                break;
            case AblationSymbol ablation:
                VisitAblation(ablation);
                break;
            case RecipeSymbol recipe:
                VisitRecipe(recipe);
                break;
            case KeysSymbol keys:
                foreach (var target in keys.Syntax.Targets)
                    FoundDefinition(target);
                break;
        }
        _scope = outer;
    }

    /// <summary>A definition and the text after it, up to the next one: where an unfinished one goes on.</summary>
    private TextSpan Extent(DefinitionSyntax definition)
    {
        var next = _file.Syntax.Definitions.Where(d => d.Span.Start > definition.Span.Start).Select(d => d.Span.Start).DefaultIfEmpty(_file.Source.Text.Length).Min();
        return TextSpan.FromBounds(definition.Span.Start, next);
    }

    private DefinitionSymbol? Unbound(DefinitionSyntax definition) => definition switch
    {
        BlockSyntax block => new BlockSymbol(_file, block),
        ConstSyntax constant => new ConstSymbol(_file, constant),
        FunctionSyntax function => new FunctionSymbol(_file, function),
        VariantSyntax variant => new VariantSymbol(_file, variant),
        AblationSyntax ablation => new AblationSymbol(_file, ablation),
        KeysSyntax keys => new KeysSymbol(_file, keys),
        RecipeSyntax recipe => new RecipeSymbol(_file, recipe),
        _ => null,
    };

    private DefinitionSymbol? FoundDefinition(NameSyntax name)
    {
        if (name.IsMissing || !_file.Visible.TryGetValue(name.Text, out var definition))
            return null;
        Found(name.Span, _table.Of(definition));
        return definition;
    }

    /// <summary>A dim is declared where it first stands.</summary>
    private NameRole RoleAt(TextSpan span, string dim) => _scope.FindDeclared(dim) is { } symbol && symbol.Place == span && symbol.Path == _path ? NameRole.Declaration : NameRole.Use;

    private NameSymbol Made(NameKind kind, NameSyntax name, SyntaxNode syntax, bool isStatic = false) =>
        new(kind, name.Text, _path, name.Span) { Full = syntax.Span, Owner = _owner, Syntax = syntax, IsStatic = isStatic };

    /// <summary>A name begins to mean something.</summary>
    private void Declare(NameSymbol symbol, TextSpan place, int from)
    {
        _scope.Add(symbol, from);
        _declared[place] = symbol;
        if (symbol.Kind != NameKind.Dim)
            Found(place, symbol, NameRole.Declaration);
    }

    /// <summary>A raw tensor's, a layer's or a label's name: in one body or named group, each name is one symbol, whichever branch declares it.</summary>
    private NameSymbol Key(NameKind kind, TextSpan place, string text, SyntaxNode syntax)
    {
        if (!_keys.TryGetValue(text, out var symbol))
            _keys[text] = symbol = Made(kind, new NameSyntax(place, text), syntax);
        Found(place, symbol, NameRole.Declaration);
        _declared[place] = symbol;
        return symbol;
    }

    /// <summary>What a name in an expression means; <paramref name="isApplied"/> where it is fed with a tensor or called.</summary>
    private NameSymbol? MeaningOf(TextSpan span, string name, bool isApplied)
    {
        if (name == "it")
            return BuiltInNames.It;
        if (InScope(span, name) is { } symbol && !(MeansOperator(symbol, isApplied)))
            return symbol;
        if (_file.Visible.TryGetValue(name, out var definition))
            return _table.Of(definition);
        if (name == "pi")
            return BuiltInNames.Pi;
        return isApplied && BuiltInNames.Function(name) is { } function && BuiltInNames.Operator(name) is null ? function
            : BuiltInNames.Operator(name) ?? BuiltInNames.Function(name);
    }

    private NameSymbol? InScope(TextSpan span, string name)
    {
        var found = _scope.FindDeclared(name);
        if (found is not null || _scope.Find(name, _conditions) is not { } conditional)
            return found;
        // Of several declarations under conditions, the elaborator knows which holds.
        return _records?.NameAt(span, _owner!.Definition.Span.Start)?.Variable.Span is { } place
            && _declared.TryGetValue(new TextSpan(place.Start - _records.Start + _owner.Definition.Span.Start, place.Length), out var known) && known.Name == name ? known : conditional;
    }

    private static bool MeansOperator(NameSymbol symbol, bool isApplied) =>
        BuiltInNames.Operator(symbol.Name) is not null
        && (symbol is { Kind: NameKind.Label, Syntax: not LayerSyntax } || (isApplied && symbol.IsStatic));
}

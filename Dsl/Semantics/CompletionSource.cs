using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Semantics;

/// <summary>The items for a place, best first.</summary>
internal sealed class CompletionSource(SemanticModel model, CompletionPlace place)
{
    private static readonly string[] s_types = ["int", "float", "bool", "string"];

    public IEnumerable<CompletionItem> Items() => place.What switch
    {
        Wanted.Definition => Keywords(Previous is { Text: "extern" } ? ["block", "mixer", "model"] : SyntaxFacts.TopLevelKeywords),
        Wanted.Namespace => Namespaces(),
        Wanted.Target => Definitions(d => d is VariantSymbol or BlockSymbol { Syntax.Kind: BlockKind.Model }),
        Wanted.Type => s_types.Select(t => new CompletionItem(t, CompletionKind.Type, BuiltInNames.Type(t)!.Doc, "", t))
            .Append(new CompletionItem("block", CompletionKind.Type, "block(C) [N, C, H, W] -> same", "A component: a block, mixer or operator handed in, with the shapes that it takes and gives.", "block")),
        Wanted.Clause => Clauses(),
        Wanted.Shape => Statics(withFunctions: false).Concat(Keywords(["same"])),
        Wanted.Static => Statics(),
        Wanted.Path => BaseNetwork is { } network ? StepCompletions.At(network, place.Path!.Before) : [],
        Wanted.Option => Statics().Concat(IsSetting ? [] : Keywords(["remove", "replace"])),
        Wanted.Condition => Choices().Concat(Statics()).Concat(OfTarget(withDims: true)).Concat(Keywords(["not"])),
        Wanted.Quantity => new[] { "params", "macs", "activations", "input", ExpectSyntax.ReceptiveField, ExpectSyntax.Tensors }.Select(q => new CompletionItem(q, CompletionKind.Option, BuiltInNames.Quantity(q)!.Doc, "", q)),
        Wanted.Output => Outputs(),
        Wanted.KeyMap => model.Table.Files.SelectMany(f => f.Definitions).OfType<KeysSymbol>().GroupBy(k => k.Name).Select(k => Of(k.First())),
        Wanted.Axis => Keywords(["axis", "mode", "recipe", "setting", "where"]),
        Wanted.Recipe => Definitions(d => d is RecipeSymbol),
        Wanted.RecipeValue => RecipeTable.All.Select(v => new CompletionItem(v.Name, CompletionKind.Argument, v.Description, v.Doc, v.Name + ": ")),
        Wanted.Statement => Steps().Concat(Tensors()).Concat(Keywords(SyntaxFacts.StatementKeywords)),
        Wanted.Step => Steps().Concat(Keywords(["if", "residual", "parallel", "inline"])),
        Wanted.Value => Values(),
        Wanted.Argument => Arguments(),
        Wanted.LayerKind => OperatorTable.All.Where(o => o.Parameters.Any(p => p.Kind == OperatorParameterKind.Initial)).Select(Of),
        _ => [],
    };

    private Token? Previous => place.Before < 0 ? null : model.Tokens.At(place.Before);

    private IEnumerable<NameSymbol> InScope => model.Names.Root.At(place.Word.Start).VisibleAt(place.Word.Start).Where(s => s.Name.Length > 0);

    private static IEnumerable<CompletionItem> Keywords(IEnumerable<string> words) => words.Select(w => new CompletionItem(w, CompletionKind.Keyword, "", KeywordTexts.Of(w) ?? "", w));

    private IEnumerable<CompletionItem> Namespaces() =>
        Previous is { Text: "namespace" } ? [] : model.Table.Files.Where(f => !f.IsLibrary).Select(f => f.Namespace).Append(StandardLibrary.Namespace)
            .Where(n => n.Length > 0 && n != model.File.Namespace).Distinct().OrderBy(n => n, StringComparer.Ordinal).Select(n => new CompletionItem(n, CompletionKind.Namespace, "", "", n));

    private IEnumerable<CompletionItem> Definitions(Func<DefinitionSymbol, bool> takes) => model.File.Visible.Values
        .Where(takes).OrderBy(d => d.File == model.File ? 0 : d.File.IsLibrary ? 2 : 1).ThenBy(d => d.Name, StringComparer.Ordinal).Select(Of);

    private CompletionItem Of(DefinitionSymbol definition) => new(
        definition.Name,
        definition switch
        {
            VariantSymbol => CompletionKind.Variant,
            BlockSymbol { Syntax.Kind: BlockKind.Model } => CompletionKind.Model,
            BlockSymbol => CompletionKind.Block,
            FunctionSymbol => CompletionKind.Function,
            _ => CompletionKind.Constant,
        },
        Descriptions.Head(definition), Described(definition), definition.Name);

    // A variant's costs take a while, and a list may have many.
    private string Described(DefinitionSymbol definition) =>
        string.Join("\n\n", new[] { definition.Definition.Doc ?? "", definition is VariantSymbol ? "" : string.Join("  \n", Descriptions.Facts(model, definition)) }.Where(t => t.Length > 0));

    private static readonly ConcurrentDictionary<Operator, CompletionItem> s_operators = [];

    private static CompletionItem Of(Operator op) => s_operators.GetOrAdd(op, o =>
        new(o.Name, o.IsLayer ? CompletionKind.Layer : CompletionKind.Operator, Descriptions.Head(o), o.Doc + (o.Parameters.Count == 0 ? "" : "\n\n" + Descriptions.Table(o)), o.Name));

    private CompletionItem Of(NameSymbol symbol)
    {
        var known = Locals.TextOf(model, symbol);
        return new(
            symbol.Name,
            symbol.Kind switch
            {
                NameKind.Parameter when !symbol.IsStatic => CompletionKind.Component,
                NameKind.Parameter => CompletionKind.Parameter,
                NameKind.Dim or NameKind.ContractDim => CompletionKind.Dim,
                NameKind.Label => CompletionKind.Component,
                _ => CompletionKind.Local,
            },
            known.Length > 0 && symbol.Kind != NameKind.Parameter ? known : Descriptions.Declaration(symbol), Descriptions.What(symbol), symbol.Name);
    }

    /// <summary>What can be applied: components, layers declared before, blocks, operators.</summary>
    private IEnumerable<CompletionItem> Steps() =>
        InScope.Where(s => s.Kind == NameKind.Label || (s.Kind == NameKind.Parameter && !s.IsStatic)).Select(Of)
            .Concat(Definitions(d => d is BlockSymbol or VariantSymbol && d != model.Names.Root.At(place.Word.Start).Owner))
            .Concat(OperatorTable.All.Select(Of))
            .Concat(new[] { "rearrange", "reduce", "repeat" }.Select(p => new CompletionItem(p, CompletionKind.Operator, p + "(n c h w -> …)", BuiltInNames.Pattern(p).Doc, p)));

    private IEnumerable<CompletionItem> Tensors() => InScope.Where(s => Locals.MayBeTensor(model, s)).Select(Of).Concat(Keywords(["it"]));

    private IEnumerable<CompletionItem> Statics(bool withFunctions = true) =>
        InScope.Where(s => (s.IsStatic || s.Kind is NameKind.Value) && !Locals.IsTensor(model, s)).Select(Of)
            .Concat(Definitions(d => d is ConstSymbol || (withFunctions && d is FunctionSymbol)))
            .Concat(StaticFunctions.Names.Select(f => new CompletionItem(f, CompletionKind.Function, StaticFunctions.Usage(f), "", f)))
            .Concat(withFunctions ? Keywords(["true", "false", "if"]) : []);

    private IEnumerable<CompletionItem> Values() => Tensors().Concat(Statics()).Concat(Steps()).Concat(Previous is { Text: "=" } ? InitialsHere() : []);

    private IEnumerable<CompletionItem> InitialsHere() => InitialTable.All.Select(i => Of(i.Call) with { Kind = CompletionKind.Initial });

    private BlockSymbol? Target => place.Definition is "variant" or "ablation"
        && model.Names.Root.At(place.Word.Start).Owner is { } owner
            ? model.Table.ModelOf(owner is AblationSymbol ablation ? (model.File.Visible.TryGetValue(ablation.Syntax.Target.Text, out var target) ? target : null) : owner) : null;

    private AblationSymbol? Ablation => model.Names.Root.At(place.Word.Start).Owner as AblationSymbol;

    private bool IsSetting => Ablation?.Syntax.Axes.LastOrDefault(a => a.Span.Start < place.Word.Start) is { IsSetting: true };

    /// <summary>The network whose steps an ablation's options change.</summary>
    private GraphNode? BaseNetwork => Ablation is { } ablation && model.File.Visible.TryGetValue(ablation.Syntax.Target.Text, out var target) ? model.Compilation?.NetworkOf(target) : null;

    /// <summary>In an ablation's condition, the axes; behind one and <c>==</c>, its options.</summary>
    private IEnumerable<CompletionItem> Choices()
    {
        if (place.Definition != "ablation" || Ablation is not { } ablation)
            return [];
        var compared = Previous is { Kind: TokenKind.Equal or TokenKind.NotEqual } && place.Before > 0 ? ablation.Syntax.Axes.FirstOrDefault(a => a.Name.Text == model.Tokens.At(place.Before - 1).Text) : null;
        return compared is not null
            ? compared.Options.Where(o => !o.Name.IsMissing).Select(o => new CompletionItem(o.Name.Text, CompletionKind.Option, $"an option of the axis '{compared.Name.Text}'", "", o.Name.Text))
            : ablation.Syntax.Axes.Where(a => !a.Name.IsMissing && !a.IsSetting)
                .Select(a => new CompletionItem(a.Name.Text, CompletionKind.Option, $"the axis's option: {string.Join(", ", a.Options.Select(o => o.Name.Text))}", "", a.Name.Text));
    }

    /// <summary>What a condition over a model may speak of.</summary>
    private IEnumerable<CompletionItem> OfTarget(bool withDims)
    {
        if (Target is not { } target)
            return [];
        var own = model.Table.Own(target);
        var costs = place.Definition == "ablation" ? new[] { "params", "macs", "activations" } : [];
        return costs.Select(q => new CompletionItem(q, CompletionKind.Option, BuiltInNames.Quantity(q)!.Doc, "", q)).Concat(own.Parameters.Concat(withDims ? own.Dims : []).Select(Of));
    }

    // After `of`, an output; after `axis`, a parameter.
    private IEnumerable<CompletionItem> Outputs() =>
        Target is not { } target ? []
        : place.Definition == "ablation" ? model.Table.Own(target).Parameters.Select(Of)
        : model.Table.Own(target).Outputs.Select(Of);

    private IEnumerable<CompletionItem> Clauses() => Keywords(place.Definition switch
    {
        "variant" => ["expect", "at", "of", "through"],
        "ablation" or "keys" => ["of", "and", "or", "at", "by"],
        "block" or "mixer" or "model" when OpenBrackets.At(model.Tokens, place.Word.Start).Tokens.Count == 0 => ["where", "and", "or"],
        _ => ["in", "by", "then", "else", "and", "or", "not"],
    });

    private IEnumerable<CompletionItem> Arguments()
    {
        if (place.Site is not { } site || Callee.Of(model, site, place.Offset) is not { } callee)
            return place.Definition == "ablation" && Target is { } target ? model.Table.Own(target).Parameters.Select(AsArgument).Concat(IsSetting ? [] : Keywords(["remove", "replace"])) : Values();
        var active = callee.Active(model, site, place.Offset);
        var words = Words(active);
        if (site.Argument is not null)
            return words.Concat(active?.Built?.Kind == OperatorParameterKind.Initial ? InitialsHere().Concat(Statics()) : place.Definition is "variant" or "ablation" or "const" ? Given(active) : Values());
        var names = callee.Arguments.Where(a => !site.Given.Contains(a.Name) && a.Name is not ("join" or "pattern" or "how" or "sizes"))
            .Select(a => new CompletionItem(a.Name, CompletionKind.Argument, a.Text, a.Doc, a.Name + ": "));
        var named = callee.Definition is null && callee.Name is not ("residual" or "parallel") && StaticFunctions.Contains(callee.Name) && OperatorTable.Find(callee.Name) is null ? [] : names;
        return words.Concat(site.IsInit || callee.Name == "residual" ? named : named.Concat(Values()));
    }

    // What a component's parameter is given: something to apply.
    private IEnumerable<CompletionItem> Given(CalleeArgument? argument) => OwnNames.Contract(argument?.Type) is not null ? Steps() : Statics();

    private static CompletionItem AsArgument(NameSymbol parameter) => new(parameter.Name, CompletionKind.Argument, Descriptions.Declaration(parameter), "", parameter.Name + ": ");

    private static IEnumerable<CompletionItem> Words(CalleeArgument? argument) =>
        (argument?.Options ?? []).Select(o => new CompletionItem(o, CompletionKind.Option, $"an option of '{argument!.Name}'", "", o))
            .Concat(argument?.Built?.Kind == OperatorParameterKind.Bool || argument?.Type is NamedTypeSyntax { Name: "bool" } ? Keywords(["true", "false"]) : []);
}

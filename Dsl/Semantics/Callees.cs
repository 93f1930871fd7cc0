using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Semantics;

/// <summary>An argument that a callee takes, from its declaration or from a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">How it is declared: <c>kernel: int = 3</c>.</param>
/// <param name="Doc">What it does.</param>
/// <param name="Options">The words that it takes.</param>
/// <param name="Built">The table's entry, where it is a built-in's.</param>
/// <param name="Type">The declared type, where it is a definition's.</param>
internal sealed record CalleeArgument(string Name, string Text, string Doc, IReadOnlyList<string> Options, OperatorParameter? Built, TypeSyntax? Type);

/// <summary>What a call calls.</summary>
internal sealed record Callee(string Name, string Doc, string After, IReadOnlyList<CalleeArgument> Arguments, bool TakesTensors, DefinitionSymbol? Definition)
{
    /// <summary>What a call around a place calls; null where that isn't known.</summary>
    public static Callee? Of(SemanticModel model, CallSite site, int offset)
    {
        var name = site.Callee.Text;
        if (site.IsInit)
            return OperatorTable.Find(name) is { } kind ? new Callee("init " + name, kind.Doc, "", [.. kind.Parameters.Where(p => p.Kind == OperatorParameterKind.Initial).Select(Started)], false, null) : null;
        switch (name)
        {
            case "residual":
                return new Callee(name, KeywordTexts.Of(name)!, " { … }", [new("drop_path", "drop_path: float = 0", BuiltInNames.DropPath.Doc, [], null, null)], false, null);
            case "parallel":
                return new Callee(name, KeywordTexts.Of(name)!, " { … }", [new("join", "add, mul or concat", "how the branches are joined", ["add", "mul", "concat"], null, null), new("dim", "dim: int = 1", "the axis that concat joins", [], null, null)], false, null);
            case "rearrange" or "repeat" or "reduce":
                return new Callee(name, BuiltInNames.Pattern(name).Doc, "", [new("pattern", name == "repeat" ? "h -> h 1" : "n c h w -> n (h w) c", "the axes, by letters", [], null, null),
                    .. name == "reduce" ? new CalleeArgument[] { new("how", "mean, sum, max or min", "how the axes are reduced", ["mean", "sum", "max", "min"], null, null) } : [],
                    new("sizes", "letter: int", "the sizes of letters that the input doesn't tell", [], null, null)], true, null);
        }
        var symbol = Meaning(model, name, offset);
        // `sum`, `max` and others are operators and functions: as steps and of tensors the former.
        if (symbol is { Kind: NameKind.Operator } && BuiltInNames.Function(name) is { } function && !IsStep(model, site) && !site.Unnamed.Take(1).Any(t => IsTensor(model, t, offset)))
            symbol = function;
        return symbol switch
        {
            { Kind: NameKind.Definition, Owner: { } definition } => Of(model, definition),
            { Kind: NameKind.Operator or NameKind.Initial, Operator: { } op } => Of(op),
            { Kind: NameKind.Function } => new Callee(name, symbol.Doc, "", Usage(symbol.Doc), false, null),
            _ => null,
        };
    }

    /// <summary>What a name means at an offset where it is called.</summary>
    public static NameSymbol? Meaning(SemanticModel model, string name, int offset)
    {
        var local = model.Names.Root.At(offset).VisibleAt(offset).FirstOrDefault(s => s.Name == name);
        if (local is not null && !(BuiltInNames.Operator(name) is not null && (local.IsStatic || local is { Kind: NameKind.Label, Syntax: not LayerSyntax })))
            return local;
        if (model.File.Visible.TryGetValue(name, out var definition))
            return model.Table.Of(definition);
        return BuiltInNames.Operator(name) ?? BuiltInNames.Function(name) ?? BuiltInNames.Initial(name);
    }

    public static Callee Of(Operator op) =>
        new(op.Name, op.Doc, "", [.. op.Parameters.Select(Of)], op.Inputs != OperatorInputs.None, null);

    private static CalleeArgument Of(OperatorParameter parameter) => new(parameter.Name, Descriptions.Head(parameter), parameter.Doc, parameter.Options ?? [], parameter, null);

    private static CalleeArgument Started(OperatorParameter parameter) =>
        Of(parameter) with { Name = parameter.Name.Replace("_init", ""), Text = parameter.Name.Replace("_init", "") + ": number or initialiser" };

    private static Callee? Of(SemanticModel model, DefinitionSymbol definition)
    {
        var owner = model.Table.ParametersOf(definition);
        var parameters = owner switch { BlockSymbol b => b.Syntax.Parameters, FunctionSymbol f => f.Syntax.Parameters, _ => null };
        if (owner is null || parameters is null)
            return null;
        var after = owner is BlockSymbol block ? " : " + Descriptions.OneLine(block.File, block.Syntax.Signature) : "";
        return new Callee(
            definition.Name, definition.Definition.Doc ?? "", after,
            [.. parameters.Where(p => !p.Name.IsMissing).Select(p => new CalleeArgument(p.Name.Text, Descriptions.OneLine(owner.File, p), "", [], null, p.Type))],
            owner is BlockSymbol && definition is not VariantSymbol, definition);
    }

    // `floor_div(a, b)`
    private static IReadOnlyList<CalleeArgument> Usage(string usage)
    {
        var inner = usage.Substring(usage.IndexOf('(') + 1);
        return [.. inner.Substring(0, inner.IndexOf(')')).Split(',').Select(a => a.Trim()).Select(a => new CalleeArgument(a, a, "", [], null, null))];
    }

    /// <summary>The argument that is being written; null where it is a tensor, or one too many.</summary>
    public CalleeArgument? Active(SemanticModel model, CallSite site, int offset)
    {
        if (site.Argument is { } name)
            return Arguments.FirstOrDefault(a => a.Name == name);
        // A call's tensors come before its other arguments.
        var tensors = TakesTensors ? site.Unnamed.TakeWhile(t => IsTensor(model, t, offset)).Count() : 0;
        return site.Unnamed.Count - tensors < Arguments.Count ? Arguments[site.Unnamed.Count - tensors] : null;
    }

    private static bool IsStep(SemanticModel model, CallSite site)
    {
        var index = model.Tokens.IndexAt(site.Callee.Span.Start);
        return site.Callee.StartsLine || index == 0 || model.Tokens.At(index - 1).Kind is TokenKind.Pipe or TokenKind.OpenBrace or TokenKind.Semicolon or TokenKind.CloseBrace;
    }

    private static bool IsTensor(SemanticModel model, Token token, int offset) =>
        token.Is("it") || (model.Names.Root.At(offset).VisibleAt(offset).FirstOrDefault(s => s.Name == token.Text) is { } symbol && Locals.IsTensor(model, symbol));
}

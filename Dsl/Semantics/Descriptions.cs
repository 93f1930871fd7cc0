using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What symbols are, in words: for hover, completion and signature help alike.</summary>
internal static class Descriptions
{
    /// <summary>A piece of syntax in one line.</summary>
    public static string OneLine(FileSymbol file, SyntaxNode node) => OneLine(file.Source.Slice(node.Span));

    private static string OneLine(string text) => string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>How a symbol is declared, in the language's own form.</summary>
    public static string Declaration(NameSymbol symbol)
    {
        var file = symbol.Owner?.File;
        return symbol switch
        {
            { Kind: NameKind.Definition, Owner: { } definition } => Head(definition),
            { Kind: NameKind.Operator or NameKind.Initial, Operator: { } op } => Head(op),
            { Kind: NameKind.Argument, Parameter: { } parameter } => Head(parameter),
            { Kind: NameKind.Parameter, Syntax: ParameterSyntax parameter } when file is not null => OneLine(file, parameter),
            { Kind: NameKind.Value, Syntax: LetSyntax let } when file is not null => (let.IsVar ? "var " : "let ") + OneLine(file.Source.Slice(TextSpan.FromBounds(let.Names[0].Span.Start, let.Span.End))),
            { Kind: NameKind.Index, Syntax: ForSyntax loop } when file is not null => $"for {symbol.Name} in {OneLine(file, loop.Source)}",
            { Kind: NameKind.Index, Syntax: ComprehensionSyntax loop } when file is not null => $"for {symbol.Name} in {OneLine(file, loop.Source)}",
            { Kind: NameKind.Input or NameKind.Output or NameKind.Tensor, Syntax: { } syntax } when file is not null => OneLine(file, syntax),
            { Kind: NameKind.Label, Syntax: LabeledSyntax { Value: GroupSyntax } labeled } when file is not null => OneLine(file, labeled.Label) + ": { … }",
            { Kind: NameKind.Label or NameKind.Axis or NameKind.AxisOption or NameKind.Exposed, Syntax: { } syntax } when file is not null => OneLine(file, syntax),
            { Kind: NameKind.Function } => symbol.Doc,
            { Kind: NameKind.Namespace } => "namespace " + symbol.Name,
            _ => symbol.Name,
        };
    }

    /// <summary>What a symbol is, in a few words.</summary>
    public static string What(NameSymbol symbol) => symbol.Kind switch
    {
        NameKind.Definition => symbol.Owner!.Article.Split(' ').Last() + " of " + symbol.Owner.File.Namespace,
        NameKind.Parameter => $"parameter of {symbol.Owner!.Name}",
        NameKind.Dim => $"dim of {symbol.Owner!.Name}'s input",
        NameKind.ContractDim => "dim of a component's contract",
        NameKind.Input => $"input of {symbol.Owner!.Name}",
        NameKind.Output => "output",
        NameKind.Exposed => $"exposed output of {symbol.Owner!.Name}",
        NameKind.Value => symbol.Syntax is LetSyntax { IsVar: true } ? "value that may change" : "value",
        NameKind.Index => "loop's index",
        NameKind.Tensor => symbol.Syntax is TensorDeclarationSyntax { IsBuffer: true } ? "fixed tensor" : "learned tensor",
        NameKind.Label => symbol.Syntax is LayerSyntax ? "declared layer" : symbol.Syntax is LabeledSyntax { Value: GroupSyntax } ? "named group" : "named layer",
        NameKind.Letter => "axis of a pattern",
        NameKind.Axis => "axis of an ablation",
        NameKind.AxisOption => "option of an axis",
        NameKind.Operator => symbol.Operator!.HasState ? "layer with learned tensors" : symbol.Operator.IsLayer ? "layer" : "operator",
        NameKind.Function => "function over static values",
        NameKind.Initial => "initialiser",
        NameKind.Argument => symbol.Operator is { } op ? $"argument of {op.Name}" : "argument",
        NameKind.Namespace => "namespace",
        _ => "",
    };

    /// <summary>The author's words about a symbol, or the table's; Markdown, empty for none.</summary>
    public static string Doc(NameSymbol symbol) => symbol switch
    {
        { Kind: NameKind.Definition, Owner: { } definition } => definition.Definition.Doc ?? "",
        { Kind: NameKind.Operator or NameKind.Initial, Operator: { } op } => op.Doc,
        { Kind: NameKind.Argument, Parameter: { } parameter } => parameter.Doc,
        { Kind: NameKind.Function } => "",
        _ => symbol.Doc,
    };

    /// <summary>A built-in's arguments as a table.</summary>
    public static string Table(Operator op)
    {
        if (op.Parameters.Count == 0)
            return "";
        var rows = op.Parameters.Select(p => $"| `{p.Name}` | {ValueText.OfType(p)} | {(ValueText.OfDefault(p) is { } value ? $"`{value}`" : p.IsOptional ? "" : "required")} | {p.Doc} |");
        return "| argument | takes | default | |\n|---|---|---|---|\n" + string.Join("\n", rows);
    }

    public static string Head(Operator op) => op.Name + "(" + string.Join(", ", op.Parameters.Select(Head)) + ")";

    public static string Head(OperatorParameter parameter) =>
        $"{parameter.Name}: {ValueText.OfType(parameter)}" + (ValueText.OfDefault(parameter) is { } value ? " = " + value : parameter.IsOptional ? "?" : "");

    public static string Head(DefinitionSymbol definition)
    {
        var file = definition.File;
        string Parameters(IReadOnlyList<ParameterSyntax> parameters) => "(" + string.Join(", ", parameters.Select(p => OneLine(file, p))) + ")";
        return definition switch
        {
            BlockSymbol { Syntax: var b } => (b.IsExtern ? "extern " : "") + b.Kind.ToString().ToLowerInvariant() + " " + b.Name.Text + Parameters(b.Parameters) + " : " + OneLine(file, b.Signature)
                + (b.Where.Count > 0 ? " where " + string.Join(", ", b.Where.Select(w => OneLine(file, w))) : ""),
            FunctionSymbol { Syntax: var f } => "fn " + f.Name.Text + Parameters(f.Parameters) + " = " + OneLine(file, f.Value),
            ConstSymbol { Syntax: var c } => "const " + c.Name.Text + " = " + OneLine(file, c.Value),
            VariantSymbol { Syntax: var v } => "variant " + v.Name.Text + " = " + v.Target.Text + "(" + string.Join(", ", v.Arguments.Select(a => OneLine(file, a))) + ")",
            AblationSymbol { Syntax: var a } => "ablation " + a.Name.Text + " of " + a.Target.Text,
            RecipeSymbol { Syntax: var r } => "recipe " + r.Name.Text + " { " + string.Join("; ", r.Values.Select(v => OneLine(file, v))) + " }",
            KeysSymbol { Syntax: var k } => "keys " + k.Name.Text + " of " + string.Join(", ", k.Targets.Select(t => t.Text)),
            _ => definition.Name,
        };
    }

    /// <summary>What compiling told of a definition's cost and input; empty for nothing.</summary>
    public static IEnumerable<string> Facts(SemanticModel model, DefinitionSymbol definition)
    {
        switch (definition)
        {
            case BlockSymbol block when model.Compilation?.InfoOf(block)?.Model is { IsBroken: false } made:
                return made.Facts;
            case VariantSymbol when Lenses.FactsOf(model, definition) is { } facts:
                return [Lenses.Costs(facts), $"Legal input: {facts.LegalInput}"];
            case ConstSymbol constant when model.Compilation?.ValueOf(constant) is { } value:
                return ValueText.Of(value, Assumptions.None) is { } text ? [$"= {text}"] : [];
            default:
                return [];
        }
    }
}

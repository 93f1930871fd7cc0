using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Tests.Syntax;

/// <summary>Writes a tree as an s-expression, which shows how the text was grouped.</summary>
internal static class SyntaxPrinter
{
    public static string Print(FileSyntax file)
    {
        var header = file.Namespace is { } name ? new[] { $"(namespace {name.Text})" } : [];
        return Lines(header.Concat(file.Imports.Select(i => $"(import {i.Text})")).Concat(file.Definitions.Select(Print)));
    }

    public static string Print(DefinitionSyntax definition) => definition switch
    {
        BlockSyntax block =>
            $"({(block.IsExtern ? "extern-" : "")}{block.Kind.ToString().ToLowerInvariant()} {Name(block.Name)} ({Join(block.Parameters.Select(Print))}) {Print(block.Signature)}"
            + (block.Where.Count > 0 ? $" (where {Join(block.Where.Select(Print))})" : "")
            + (block.Body is { } body ? $" {Print(body)})" : ")"),
        ConstSyntax constant => $"(const {Name(constant.Name)} {Print(constant.Value)})",
        FunctionSyntax function => $"(fn {Name(function.Name)} ({Join(function.Parameters.Select(Print))}) {Print(function.Value)})",
        VariantSyntax variant =>
            $"(variant {Name(variant.Name)} {Name(variant.Target)} ({Join(variant.Arguments.Select(Print))}){Tail(variant.Expects.Select(Print))})",
        AblationSyntax ablation => $"(ablation {Name(ablation.Name)} {Name(ablation.Target)}{Tail(ablation.Axes.Select(Print))}{(ablation.Mode is { } mode ? $" (mode {Name(mode.Name)})" : "")}{(ablation.Recipe is { } used ? $" (recipe {Name(used.Name)})" : "")}{Tail(ablation.Where.Select(Print))}{Tail(ablation.Expects.Select(Print))})",
        RecipeSyntax recipe => $"(recipe {Name(recipe.Name)}{Tail(recipe.Values.Select(Print))})",
        KeysSyntax keys => $"(keys {Name(keys.Name)} {string.Join(' ', keys.Targets.Select(Name))}{Tail(keys.Rules.Select(r => $"({Print(r.Ours)} {Print(r.Theirs)})"))})",
        _ => definition.ToString()!,
    };

    public static string Print(StatementSyntax statement) => statement switch
    {
        StepSyntax step => Print(step.Expression),
        LetSyntax let => $"({(let.IsVar ? "var" : "let")} ({Join(let.Names.Select(Name))}) {Print(let.Value)})",
        AssignSyntax assign => $"(= {Name(assign.Name)} {Print(assign.Value)})",
        TensorDeclarationSyntax tensor => $"({(tensor.IsBuffer ? "buffer" : "param")} {Name(tensor.Name)} {Print(tensor.Shape)}{Tail(tensor.Initial)})",
        LayerSyntax layer => $"(layer {Print(layer.Label)} {Print(layer.Value)})",
        ForSyntax loop => $"(for {Name(loop.Index)} {Print(loop.Source)} {Print(loop.Body)})",
        IfSyntax choice => $"(if-steps {Print(choice.Condition)} {Print(choice.Then)}{Tail(choice.Else)})",
        InitSyntax init => $"(init {Name(init.Kind)}{Tail(init.Arguments.Select(Print))})",
        ExposeSyntax expose => $"(expose {Join(expose.Items.Select(e => $"{Name(e.Name)}{(e.Number is null ? "" : "{" + Print(e.Number) + "}")}{Tail(e.Value)}"))})",
        ReturnSyntax result => $"(return{Tail(result.Values.Select(Print))})",
        BadStatementSyntax => "<bad-statement>",
        _ => statement.ToString()!,
    };

    public static string Print(ExpressionSyntax expression) => expression switch
    {
        IntSyntax { Step: 1 } number => number.Value.ToString(CultureInfo.InvariantCulture),
        IntSyntax number => string.Create(CultureInfo.InvariantCulture, $"{number.Value}~{number.Step}"),
        FloatSyntax number => number.Value.ToString("R", CultureInfo.InvariantCulture) + "f",
        StringSyntax text => $"\"{text.Value}\"",
        BoolSyntax truth => truth.Value ? "true" : "false",
        NameExpressionSyntax name => name.Name,
        BadExpressionSyntax => "<bad>",
        CallSyntax call => $"(call {Print(call.Callee)}{Tail(call.Arguments.Select(Print))})",
        IndexSyntax index => $"(index {Print(index.Target)}{Tail(index.Indices.Select(Print))})",
        RangeSyntax range => $"(.. {Optional(range.From)} {Optional(range.To)}{Tail(range.Step)})",
        UnarySyntax unary => $"({(unary.Operator == UnaryOperator.Not ? "not" : "neg")} {Print(unary.Operand)})",
        BinarySyntax binary => $"({Sign(binary.Operator)} {Print(binary.Left)} {Print(binary.Right)})",
        ListSyntax list => $"[{Join(list.Items.Select(Print))}]",
        ComprehensionSyntax each => $"[{Print(each.Item)} for {Name(each.Index)} in {Print(each.Source)}]",
        ConditionalSyntax choice => $"(if {Print(choice.Condition)} {Print(choice.Then)} {Print(choice.Else)})",
        PipeSyntax pipe => $"(|> {Print(pipe.Left)} {Print(pipe.Right)})",
        LabeledSyntax labeled => $"(: {Print(labeled.Label)} {Print(labeled.Value)})",
        GroupSyntax group => $"{{{Join(group.Statements.Select(Print), "; ")}}}",
        ResidualSyntax residual => $"(residual ({Join(residual.Arguments.Select(Print))}) {Print(residual.Body)})",
        ParallelSyntax parallel => $"(parallel {Name(parallel.Join)} ({Join(parallel.Arguments.Select(Print))}) {Print(parallel.Body)})",
        InlineSyntax inline => $"(inline {Print(inline.Block)})",
        PatternCallSyntax call =>
            $"({call.Operator.Text} {(call.Input is null ? "" : Print(call.Input) + ", ")}{Join(call.Left.Select(Print))} -> {Join(call.Right.Select(Print))}{Tail(call.Arguments.Select(Print))})",
        _ => expression.ToString()!,
    };

    public static string Print(LabelSyntax label) => string.Concat(label.Parts.Select(part => part.Kind switch
    {
        LabelPartKind.Index => $"[{Print(part.Value!)}]",
        LabelPartKind.Interpolation => $"{{{Print(part.Value!)}}}",
        _ => part.Text,
    }));

    public static string Print(SignatureSyntax signature) =>
        $"({Join(signature.Inputs.Select(Print))} -> {Join(signature.Outputs.Select(Print))})";

    public static string Print(TypeSyntax type) => type switch
    {
        NamedTypeSyntax named => named.Name.Length == 0 ? "<missing>" : named.Name,
        ListTypeSyntax list => $"{Print(list.Element)}[{(list.Length is { } length ? Print(length) : "")}]",
        ComponentTypeSyntax component => $"(block ({Join(component.Told.Select(Name))}) {Print(component.Signature)})",
        _ => type.ToString()!,
    };

    public static string Print(TensorSyntax tensor) =>
        (tensor.Name is { } name ? name.Text + " " : "") + (tensor.Dims is { } dims ? $"[{Join(dims.Select(Print))}]" : "same");

    private static string Print(ParameterSyntax parameter) =>
        $"{Name(parameter.Name)}: {Print(parameter.Type)}{(parameter.Default is { } value ? " = " + Print(value) : "")}";

    private static string Print(ArgumentSyntax argument) =>
        (argument.Name is { } name ? name.Text + (argument.Index is { } index ? $"[{Print(index)}]" : "") + ": " : "") + Print(argument.Value);

    private static string Print(ExpectSyntax expect) =>
        $"(expect {Name(expect.Quantity)} {Print(expect.Value)}{(expect.Output is { } output ? " of " + Name(output) : "")}{(expect.Through is { } map ? " through " + Name(map) : "")}{(expect.At is { } at ? " at " + Print(at) : "")})";

    private static string Print(MemberExpectSyntax expect) => $"(expect {Name(expect.Member)}{Tail(expect.Clauses.Select(Print))})";

    private static string Print(AxisSyntax axis) =>
        $"({(axis.IsSetting ? "setting" : "axis")} {Name(axis.Name)}{Tail(axis.Options.Select(o => $"({Name(o.Name)}{(o.Label is { } label ? " " + Print(label) : "")} {(o.Settings is { } settings ? $"({Join(settings.Select(Print))}{Tail(o.Edits.Select(Print))})" : Print(o.Value!))})"))})";

    private static string Print(EditSyntax edit) => edit.By is { } by ? $"(replace {edit.Path.Text} {Print(by)})" : $"(remove {edit.Path.Text})";

    private static string Print(CostConditionSyntax condition) =>
        $"(where {Print(condition.Condition)}{(condition.At is { } at ? " at " + Print(at) : "")})";

    private static string Print(PatternAxisSyntax axis) =>
        axis.IsGroup ? $"({string.Join(' ', axis.Names.Select(Name))})" : Name(axis.Names[0]);

    private static string Sign(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.MatrixMultiply => "@",
        _ => "**",
    };

    private static string Name(NameSyntax name) => name.IsMissing ? "<missing>" : name.Text;

    private static string Optional(ExpressionSyntax? expression) => expression is null ? "_" : Print(expression);

    private static string Tail(ExpressionSyntax? expression) => expression is null ? "" : " " + Print(expression);

    private static string Tail(IEnumerable<string> parts) => string.Concat(parts.Select(part => " " + part));

    private static string Join(IEnumerable<string> parts, string separator = " ") => string.Join(separator, parts);

    private static string Lines(IEnumerable<string> parts) => string.Join('\n', parts);
}

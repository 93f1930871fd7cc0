using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Syntax;

/// <summary>The parts of a piece of syntax, in the order of the text.</summary>
internal static class SyntaxParts
{
    public static IEnumerable<SyntaxNode> Of(SyntaxNode node) => All(node).Where(n => n is not null).Select(n => n!);

    /// <summary>A piece and all below it.</summary>
    public static IEnumerable<SyntaxNode> Below(SyntaxNode node)
    {
        var open = new Stack<SyntaxNode>();
        open.Push(node);
        while (open.Count > 0)
        {
            var next = open.Pop();
            yield return next;
            foreach (var part in Of(next).Reverse())
                open.Push(part);
        }
    }

    /// <summary>The syntax around an offset, outermost first; just behind a piece counts where no other begins.</summary>
    public static IReadOnlyList<SyntaxNode> PathTo(SyntaxNode root, int offset)
    {
        var path = new List<SyntaxNode>();
        for (SyntaxNode? node = root; node is not null; node = Of(node).FirstOrDefault(n => n.Span.Start <= offset && offset < n.Span.End) ?? Of(node).FirstOrDefault(n => n.Span.End == offset && n.Span.Length > 0))
            path.Add(node);
        return path;
    }

    private static IEnumerable<SyntaxNode?> All(SyntaxNode node) => node switch
    {
        FileSyntax file => [file.Namespace, .. file.Imports, .. file.Definitions],
        BlockSyntax block => [block.Name, .. block.Parameters, block.Signature, .. block.Where, block.Body],
        ConstSyntax constant => [constant.Name, constant.Value],
        FunctionSyntax function => [function.Name, .. function.Parameters, function.Value],
        VariantSyntax variant => [variant.Name, variant.Target, .. variant.Arguments, .. variant.Expects],
        AblationSyntax ablation => [ablation.Name, ablation.Target, .. ((IEnumerable<SyntaxNode?>)[.. ablation.Axes, ablation.Mode, ablation.Recipe, .. ablation.Where, .. ablation.Expects]).OrderBy(p => p?.Span.Start)],
        MemberExpectSyntax expect => [expect.Member, .. expect.Clauses],
        ModeSyntax mode => [mode.Name],
        RecipeUseSyntax recipe => [recipe.Name],
        RecipeSyntax recipe => [recipe.Name, .. recipe.Values],
        KeysSyntax keys => [keys.Name, .. keys.Targets, .. keys.Rules],
        AxisSyntax axis => [axis.Name, .. axis.Options],
        OptionSyntax option => [option.Name, option.Label, option.Value, .. (option.Settings ?? []).Concat<SyntaxNode>(option.Edits).OrderBy(p => p.Span.Start)],
        EditSyntax edit => [edit.Path, edit.By],
        CostConditionSyntax condition => [condition.Condition, condition.At],
        KeyRuleSyntax rule => [rule.Ours, rule.Theirs],
        ExpectSyntax expect => [expect.Quantity, expect.Value, expect.Output, expect.Through, expect.At],
        ParameterSyntax parameter => [parameter.Name, parameter.Type, parameter.Default],
        ListTypeSyntax list => [list.Element, list.Length],
        ComponentTypeSyntax component => [.. component.Told, component.Signature],
        SignatureSyntax signature => [.. signature.Inputs, .. signature.Outputs],
        TensorSyntax tensor => [tensor.Name, .. tensor.Dims ?? []],
        StatementSyntax statement => OfStatement(statement),
        ExpressionSyntax expression => OfExpression(expression),
        ArgumentSyntax argument => [argument.Name, argument.Index, argument.Value],
        LabelSyntax label => label.Parts,
        LabelPartSyntax part => [part.Value],
        ExposedSyntax item => [item.Name, item.Number, item.Value],
        PatternAxisSyntax axis => axis.Names,
        _ => [],
    };

    private static IEnumerable<SyntaxNode?> OfStatement(StatementSyntax statement) => statement switch
    {
        StepSyntax step => [step.Expression],
        LetSyntax let => [.. let.Names, let.Value],
        AssignSyntax assign => [assign.Name, assign.Value],
        TensorDeclarationSyntax declaration => [declaration.Name, declaration.Shape, declaration.Initial],
        LayerSyntax layer => [layer.Label, layer.Value],
        InitSyntax init => [init.Kind, .. init.Arguments],
        ForSyntax loop => [loop.Index, loop.Source, loop.Body],
        IfSyntax choice => [choice.Condition, choice.Then, choice.Else],
        ExposeSyntax expose => expose.Items,
        ReturnSyntax give => give.Values,
        _ => [],
    };

    private static IEnumerable<SyntaxNode?> OfExpression(ExpressionSyntax expression) => expression switch
    {
        CallSyntax call => [call.Callee, .. call.Arguments],
        IndexSyntax index => [index.Target, .. index.Indices],
        RangeSyntax range => [range.From, range.To, range.Step],
        UnarySyntax unary => [unary.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        ListSyntax list => list.Items,
        ComprehensionSyntax comprehension => [comprehension.Item, comprehension.Index, comprehension.Source],
        ConditionalSyntax choice => [choice.Condition, choice.Then, choice.Else],
        PipeSyntax pipe => [pipe.Left, pipe.Right],
        LabeledSyntax labeled => [labeled.Label, labeled.Value],
        GroupSyntax group => group.Statements,
        ResidualSyntax residual => [.. residual.Arguments, residual.Body],
        ParallelSyntax parallel => [parallel.Join, .. parallel.Arguments, parallel.Body],
        InlineSyntax inline => [inline.Block],
        PatternCallSyntax pattern => [pattern.Operator, pattern.Input, .. pattern.Left, .. pattern.Right, .. pattern.Arguments],
        _ => [],
    };
}

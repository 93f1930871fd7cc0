using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace ArchGen.Dsl.Syntax;

/// <summary>The names that a piece of a spec refers to, wherever they stand, and those that a body declares.</summary>
internal sealed class SyntaxNames
{
    private static readonly ConditionalWeakTable<DefinitionSyntax, SyntaxNames> s_known = new();

    /// <summary>Every name in an expression, a callee or an assignment's left side.</summary>
    public HashSet<string> Referred { get; } = [];

    /// <summary>The names of lets, vars, raw tensors and declared layers, in order.</summary>
    public List<NameSyntax> Declared { get; } = [];

    /// <summary>The names of parameters, inputs and loops' indices.</summary>
    private readonly HashSet<string> _others = [];

    /// <summary>Every name that means something in the piece, wherever it stands.</summary>
    public IEnumerable<string> All => Referred.Concat(Declared.Select(n => n.Text)).Concat(_others);

    /// <summary>What a block refers to, in its signature and body alike.</summary>
    public static SyntaxNames Of(DefinitionSyntax definition) => s_known.GetValue(definition, Find);

    private static SyntaxNames Find(DefinitionSyntax definition)
    {
        var names = new SyntaxNames();
        switch (definition)
        {
            case BlockSyntax block:
                names.Visit(block.Parameters);
                names.Visit(block.Signature);
                foreach (var condition in block.Where)
                    names.Visit(condition);
                names.Visit(block.Body);
                break;
            case ConstSyntax constant:
                names.Visit(constant.Value);
                break;
            case FunctionSyntax function:
                names.Visit(function.Parameters);
                names.Visit(function.Value);
                break;
        }
        return names;
    }

    /// <summary>What a component's contract refers to.</summary>
    public static SyntaxNames Of(ComponentTypeSyntax contract)
    {
        var names = new SyntaxNames();
        names.Visit(contract);
        return names;
    }

    private void Visit(IReadOnlyList<ParameterSyntax> parameters)
    {
        foreach (var parameter in parameters)
        {
            Visit(parameter.Default);
            Visit(parameter.Type);
            _others.Add(parameter.Name.Text);
        }
    }

    private void Visit(TypeSyntax type)
    {
        switch (type)
        {
            case ListTypeSyntax list:
                Visit(list.Element);
                Visit(list.Length);
                break;
            case ComponentTypeSyntax component:
                Visit(component.Signature);
                break;
        }
    }

    private void Visit(SignatureSyntax signature)
    {
        foreach (var tensor in signature.Inputs)
        {
            Visit(tensor.Dims);
            if (tensor.Name is { } name)
                _others.Add(name.Text);
        }
        foreach (var tensor in signature.Outputs)
            Visit(tensor.Dims);
    }

    private void Visit(IReadOnlyList<ExpressionSyntax>? expressions)
    {
        foreach (var expression in expressions ?? [])
            Visit(expression);
    }

    private void Visit(IReadOnlyList<ArgumentSyntax> arguments)
    {
        foreach (var argument in arguments)
            Visit(argument.Value);
    }

    private void Visit(LabelSyntax label)
    {
        foreach (var part in label.Parts)
            Visit(part.Value);
    }

    private void Visit(StatementSyntax statement)
    {
        switch (statement)
        {
            case StepSyntax step:
                Visit(step.Expression);
                break;
            case LetSyntax let:
                Visit(let.Value);
                Declared.AddRange(let.Names);
                break;
            case AssignSyntax assign:
                Visit(assign.Value);
                break;
            case TensorDeclarationSyntax declaration:
                Visit(declaration.Shape);
                Visit(declaration.Initial);
                Declared.Add(declaration.Name);
                break;
            case LayerSyntax layer:
                Visit(layer.Label);
                Visit(layer.Value);
                if (layer.Label.Parts.Count == 1)
                    Declared.Add(new NameSyntax(layer.Label.Span, layer.Label.Parts[0].Text));
                break;
            case InitSyntax init:
                Visit(init.Arguments);
                break;
            case ForSyntax loop:
                Visit(loop.Source);
                Visit(loop.Body);
                _others.Add(loop.Index.Text);
                break;
            case IfSyntax choice:
                Visit(choice.Condition);
                Visit(choice.Then);
                Visit(choice.Else);
                break;
            case ExposeSyntax expose:
                foreach (var item in expose.Items)
                {
                    Visit(item.Number);
                    Visit(item.Value);
                    if (item is { Number: null, Value: null })
                        Referred.Add(item.Name.Text);
                }
                break;
            case ReturnSyntax give:
                Visit(give.Values);
                break;
        }
    }

    private void Visit(ExpressionSyntax? expression)
    {
        switch (expression)
        {
            case NameExpressionSyntax name:
                Referred.Add(name.Name);
                break;
            case CallSyntax call:
                Visit(call.Callee);
                Visit(call.Arguments);
                break;
            case IndexSyntax index:
                Visit(index.Target);
                Visit(index.Indices);
                break;
            case RangeSyntax range:
                Visit(range.From);
                Visit(range.To);
                Visit(range.Step);
                break;
            case UnarySyntax unary:
                Visit(unary.Operand);
                break;
            case BinarySyntax binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case ListSyntax list:
                Visit(list.Items);
                break;
            case ComprehensionSyntax comprehension:
                Visit(comprehension.Item);
                Visit(comprehension.Source);
                _others.Add(comprehension.Index.Text);
                break;
            case ConditionalSyntax choice:
                Visit(choice.Condition);
                Visit(choice.Then);
                Visit(choice.Else);
                break;
            case PipeSyntax pipe:
                Visit(pipe.Left);
                Visit(pipe.Right);
                break;
            case LabeledSyntax labeled:
                Visit(labeled.Label);
                Visit(labeled.Value);
                break;
            case GroupSyntax group:
                foreach (var statement in group.Statements)
                    Visit(statement);
                break;
            case ResidualSyntax residual:
                Visit(residual.Arguments);
                Visit(residual.Body);
                break;
            case ParallelSyntax parallel:
                Visit(parallel.Arguments);
                Visit(parallel.Body);
                break;
            case InlineSyntax inline:
                Visit(inline.Block);
                break;
            case PatternCallSyntax pattern:
                Visit(pattern.Input);
                Visit(pattern.Arguments);
                break;
        }
    }
}

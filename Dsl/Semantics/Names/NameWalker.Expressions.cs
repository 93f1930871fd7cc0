using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <content>Expressions.</content>
internal sealed partial class NameWalker
{
    private void Visit(ExpressionSyntax expression, bool isApplied = false)
    {
        switch (expression)
        {
            case NameExpressionSyntax name:
                Found(name.Span, MeaningOf(name.Span, name.Name, isApplied));
                break;
            case CallSyntax call:
                VisitCall(call);
                break;
            case IndexSyntax index:
                Visit(index.Target);
                foreach (var item in index.Indices)
                    Visit(item);
                break;
            case RangeSyntax range:
                foreach (var end in new[] { range.From, range.To, range.Step })
                {
                    if (end is not null)
                        Visit(end);
                }
                break;
            case UnarySyntax unary:
                Visit(unary.Operand);
                break;
            case BinarySyntax binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case ListSyntax list:
                foreach (var item in list.Items)
                    Visit(item);
                break;
            case ComprehensionSyntax comprehension:
                VisitComprehension(comprehension);
                break;
            case ConditionalSyntax choice:
                Visit(choice.Condition);
                Visit(choice.Then, isApplied);
                Visit(choice.Else, isApplied);
                break;
            case PipeSyntax pipe:
                Visit(pipe.Left, isApplied);
                Visit(pipe.Right, isApplied: true);
                break;
            case LabeledSyntax labeled:
                VisitLabeled(labeled);
                break;
            case GroupSyntax group:
                VisitGroup(group);
                break;
            case ResidualSyntax residual:
                VisitGroup(residual.Body);
                foreach (var argument in residual.Arguments)
                {
                    Found(argument.Name?.Span ?? default, argument.Name?.Text == "drop_path" ? BuiltInNames.DropPath : null, NameRole.ArgumentName);
                    Visit(argument.Value);
                }
                break;
            case ParallelSyntax parallel:
                VisitParallel(parallel);
                break;
            case InlineSyntax inline:
                Visit(inline.Block, isApplied: true);
                break;
            case PatternCallSyntax pattern:
                VisitPattern(pattern);
                break;
        }
    }

    private void VisitComprehension(ComprehensionSyntax comprehension)
    {
        Visit(comprehension.Source);
        var outer = _scope;
        _scope = outer.Open(comprehension.Span);
        DeclareIndex(comprehension.Index, comprehension, comprehension.Span.Start);
        Visit(comprehension.Item);
        _scope = outer;
    }

    // Branches have no scope of their own: what they name is known after them.
    private void VisitParallel(ParallelSyntax parallel)
    {
        Found(parallel.Join.Span, BuiltInNames.Join(parallel.Join.Text));
        foreach (var argument in parallel.Arguments)
        {
            if (argument.Name is { Text: "dim" } name && OperatorTable.Find("concat") is { } concat)
                Found(name.Span, BuiltInNames.Argument(concat, concat.Parameters.First(p => p.Name == "dim")), NameRole.ArgumentName);
            Visit(argument.Value);
        }
        foreach (var statement in parallel.Body.Statements)
            Visit(statement);
    }

    private void VisitPattern(PatternCallSyntax pattern)
    {
        Found(pattern.Operator.Span, BuiltInNames.Pattern(pattern.Operator.Text));
        if (pattern.Input is not null)
            Visit(pattern.Input);
        var letters = new Dictionary<string, NameSymbol>();
        foreach (var name in pattern.Left.Concat(pattern.Right).SelectMany(a => a.Names).Where(n => n.Text.Length > 0 && SyntaxFacts.IsNameStart(n.Text[0])))
        {
            var isNew = !letters.TryGetValue(name.Text, out var letter);
            if (isNew)
                letters[name.Text] = letter = new NameSymbol(NameKind.Letter, name.Text, _path, name.Span) { Full = pattern.Span, Owner = _owner, Syntax = pattern };
            Found(name.Span, letter, isNew ? NameRole.Declaration : NameRole.Use);
        }
        foreach (var argument in pattern.Arguments)
        {
            if (argument.Name is { } size)
                Found(size.Span, letters.TryGetValue(size.Text, out var letter) ? letter : null, NameRole.ArgumentName);
            if (argument is { Name: null, Value: NameExpressionSyntax word } && PatternRules.ReductionOf(word.Name) is not null)
                Found(word.Span, BuiltInNames.Word(word.Name, "how the axes are reduced"));
            else
                Visit(argument.Value);
        }
    }
}

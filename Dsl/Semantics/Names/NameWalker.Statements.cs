using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <content>Statements.</content>
internal sealed partial class NameWalker
{
    private void VisitGroup(GroupSyntax group, Action? first = null)
    {
        var outer = _scope;
        _scope = outer.Open(group.Span);
        first?.Invoke();
        foreach (var statement in group.Statements)
            Visit(statement);
        _scope = outer;
    }

    private void Visit(StatementSyntax statement)
    {
        switch (statement)
        {
            case StepSyntax step:
                Visit(step.Expression, isApplied: true);
                break;
            case LetSyntax let:
                Visit(let.Value);
                foreach (var name in let.Names.Where(n => !n.IsMissing && n.Text != "_"))
                    Declare(Made(NameKind.Value, name, let), name.Span, let.Span.End);
                break;
            case AssignSyntax assign:
                Visit(assign.Value);
                Found(assign.Name.Span, assign.Name.Text == "it" ? BuiltInNames.It : InScope(assign.Name.Span, assign.Name.Text));
                break;
            case TensorDeclarationSyntax declaration:
                Visit(declaration.Shape);
                if (declaration.Initial is not null && declaration.IsBuffer)
                    Visit(declaration.Initial);
                else if (declaration.Initial is not null)
                    VisitInitial(declaration.Initial);
                if (!declaration.Name.IsMissing)
                    _scope.Add(Key(NameKind.Tensor, declaration.Name.Span, declaration.Name.Text, declaration), declaration.Span.End);
                break;
            case LayerSyntax layer:
                VisitLabelNumbers(layer.Label);
                Visit(layer.Value, isApplied: true);
                if (KeyOf(layer.Label, layer) is { } declared && layer.Label.Parts.Count == 1)
                    _scope.Add(declared, layer.Span.End);
                break;
            case InitSyntax init:
                VisitInit(init);
                break;
            case ForSyntax loop:
                Visit(loop.Source);
                VisitGroup(loop.Body, () => DeclareIndex(loop.Index, loop, loop.Body.Span.Start));
                break;
            case IfSyntax choice:
                VisitIf(choice);
                break;
            case ExposeSyntax expose:
                foreach (var item in expose.Items)
                    VisitExposed(item);
                break;
            case ReturnSyntax give:
                foreach (var value in give.Values)
                    Visit(value);
                break;
        }
    }

    private void DeclareIndex(NameSyntax name, SyntaxNode syntax, int from)
    {
        if (!name.IsMissing)
            Declare(Made(NameKind.Index, name, syntax, isStatic: true), name.Span, from);
    }

    private void VisitIf(IfSyntax choice)
    {
        Visit(choice.Condition);
        var text = string.Join(" ", _file.Source.Slice(choice.Condition.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Branch(choice.Then, new NameCondition(text, true));
        if (choice.Else is not null)
            Branch(choice.Else, new NameCondition(text, false));
    }

    private void Branch(GroupSyntax group, NameCondition condition)
    {
        _conditions.Add(condition);
        VisitGroup(group);
        _conditions.RemoveAt(_conditions.Count - 1);
        _scope.Keep(_scope.Within[_scope.Within.Count - 1], condition);
    }

    private void VisitExposed(ExposedSyntax item)
    {
        if (item.Number is not null)
            Visit(item.Number);
        if (item.Value is not null)
            Visit(item.Value);
        if (item.Name.IsMissing)
            return;
        var output = _table.Own(_owner!).Exposed(item);
        var named = item is { Number: null, Value: null } && InScope(item.Name.Span, item.Name.Text) is { Kind: not NameKind.Label, IsStatic: false } value ? value : null;
        Found(item.Name.Span, named, NameRole.Exposing);
        Found(item.Name.Span, output, named is null ? NameRole.Declaration : NameRole.Exposing);
    }

    private void VisitInit(InitSyntax init)
    {
        var op = init.Kind.IsMissing ? null : OperatorTable.Find(init.Kind.Text);
        if (op is not null)
            Found(init.Kind.Span, BuiltInNames.Operator(op.Name));
        foreach (var argument in init.Arguments)
        {
            if (argument.Name is { } name && op?.Parameters.FirstOrDefault(p => p.Name == name.Text + "_init") is { } parameter)
                Found(name.Span, BuiltInNames.Argument(op, parameter), NameRole.ArgumentName);
            VisitInitial(argument.Value);
        }
    }

    /// <summary>How a learned tensor starts: a number, a call of an initialiser, or a choice of them.</summary>
    private void VisitInitial(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ConditionalSyntax choice:
                Visit(choice.Condition);
                VisitInitial(choice.Then);
                VisitInitial(choice.Else);
                break;
            case NameExpressionSyntax name when InitialOf(name) is { } initial:
                Found(name.Span, initial);
                break;
            case CallSyntax { Callee: NameExpressionSyntax name } call when InitialOf(name) is { } initial:
                Found(name.Span, initial);
                VisitArguments(initial.Operator!, call.Arguments);
                break;
            default:
                Visit(expression);
                break;
        }
    }

    private NameSymbol? InitialOf(NameExpressionSyntax name) =>
        InScope(name.Span, name.Name) is null && !_file.Visible.ContainsKey(name.Name) ? BuiltInNames.Initial(name.Name) : null;

    private void VisitLabelNumbers(LabelSyntax label)
    {
        foreach (var part in label.Parts.Where(p => p.Value is not null))
            Visit(part.Value!);
    }

    /// <summary>The symbol of a label that begins with a name; null for numbers.</summary>
    private NameSymbol? KeyOf(LabelSyntax label, SyntaxNode syntax) =>
        label.Parts is [{ Kind: LabelPartKind.Text, Text: { Length: > 0 } text } first, ..] && SyntaxFacts.IsNameStart(text[0]) ? Key(NameKind.Label, first.Span, text, syntax) : null;

    private void VisitLabeled(LabeledSyntax labeled)
    {
        VisitLabelNumbers(labeled.Label);
        var key = KeyOf(labeled.Label, labeled);
        if (labeled.Value is GroupSyntax or ResidualSyntax or ParallelSyntax)
        {
            var outer = _keys;
            _keys = [];
            Visit(labeled.Value, isApplied: true);
            _keys = outer;
            return;
        }
        Visit(labeled.Value, isApplied: true);
        if (key is null || labeled.Label.Parts.Count != 1)
            return;
        // `norm: norm` goes on meaning the component, and a parameter's name the parameter.
        var other = _scope.FindDeclared(key.Name);
        if (other is { Kind: NameKind.Parameter } or { Kind: not NameKind.Label, IsStatic: false } && other != key)
            return;
        if (IsLayer(labeled.Value))
            _scope.Add(key, labeled.Span.End);
    }

    /// <summary>Whether a label's value has something to apply again: an operator that isn't a layer hasn't.</summary>
    private bool IsLayer(ExpressionSyntax value)
    {
        var callee = value is CallSyntax call ? call.Callee : value;
        return callee is not NameExpressionSyntax name || MeaningOf(name.Span, name.Name, isApplied: true) is not { Kind: NameKind.Operator, Operator.IsLayer: false };
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Syntax;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Statements and what they wire.</summary>
internal sealed partial class Interpreter
{
    private void RunStatement(StatementSyntax statement, Body body)
    {
        switch (statement)
        {
            case StepSyntax step:
                body.It = Stepped(Evaluate(step.Expression, body, body.It));
                break;
            case LetSyntax { Names: [var name] } let:
                body.Names.Set(name.Text, Evaluate(let.Value, body, null));
                break;
            case LetSyntax let:
                if (Evaluate(let.Value, body, null) is not List<object> list)
                    throw new Unjudged("a list to unpack");
                if (list.Count != let.Names.Count)
                    throw new SpecFails($"{list.Count} tensors for {let.Names.Count} names");
                foreach (var (name, value) in let.Names.Zip(list))
                    body.Names.Set(name.Text, value);
                break;
            case AssignSyntax { Name.Text: "it" } assign:
                body.It = Evaluate(assign.Value, body, null);
                break;
            case AssignSyntax assign:
                body.Names.Set(assign.Name.Text, Evaluate(assign.Value, body, null));
                break;
            case TensorDeclarationSyntax declared:
                body.Names.Set(declared.Name.Text, Weight(body.Key + declared.Name.Text, [.. declared.Shape.Items.Select(i => Of.Int(Evaluate(i, body, null), "a size"))]));
                break;
            case LayerSyntax layer:
                body.Names.Set(layer.Label.Parts[0].Text, new LayerCall(Callables(layer.Value, body), Key(layer.Label, body)));
                break;
            case InitSyntax:
                break;
            case ForSyntax loop:
                foreach (var item in Sequence(loop.Source, body))
                {
                    body.Names.Set(loop.Index.Text, item);
                    RunGroup(loop.Body, body);
                }
                break;
            case IfSyntax choice:
                if (Evaluate(choice.Condition, body, null) is not bool holds)
                    throw new Unjudged("a condition that is no bool");
                if (holds)
                    RunGroup(choice.Then, body);
                else if (choice.Else is { } otherwise)
                    RunGroup(otherwise, body);
                break;
            case ExposeSyntax:
                break;
            case ReturnSyntax give:
                body.Returned = [.. give.Values.Select(v => Stepped(Evaluate(v, body, null)))];
                break;
            default:
                throw new Unjudged(statement.GetType().Name);
        }
    }

    private static object Stepped(object value) => value is Tensor or List<object> ? value : throw new Unjudged("a step that gives no tensor");

    private IEnumerable<object> Sequence(ExpressionSyntax source, Body body)
    {
        if (source is not RangeSyntax range)
            return Evaluate(source, body, null) as List<object> ?? throw new Unjudged("what a loop goes over");
        var (from, to) = (range.From is null ? 0 : Of.Int(Evaluate(range.From, body, null), "a range"), Of.Int(Evaluate(range.To!, body, null), "a range"));
        var step = range.Step is null ? 1 : Of.Int(Evaluate(range.Step, body, null), "a step");
        if (step <= 0)
            throw new SpecFails("a step below 1");
        var items = new List<object>();
        for (var i = from; i < to; i += step)
            items.Add(i);
        return items;
    }

    /// <summary>A label's key: entries of lists are segments of their own.</summary>
    private string Key(LabelSyntax label, Body body)
    {
        var key = new StringBuilder(body.Key);
        foreach (var (part, i) in label.Parts.Select((p, i) => (p, i)))
        {
            if (part.Kind == LabelPartKind.Index && i > 0)
                key.Append('.');
            key.Append(part.Kind == LabelPartKind.Text ? part.Text : Of.Int(Evaluate(part.Value!, body, null), "a label's number"));
        }
        return key.Append('.').ToString();
    }

    private object Labeled(LabeledSyntax labeled, Body body, object? fed)
    {
        var key = Key(labeled.Label, body);
        if (labeled.Value is GroupSyntax or ResidualSyntax or ParallelSyntax)
            return Evaluate(labeled.Value, body.At(key, fed ?? body.It), fed ?? body.It);
        if (fed is null && labeled.Value is not (CallSyntax or NameExpressionSyntax or ConditionalSyntax or IndexSyntax))
            throw new Unjudged("a label");
        var layer = new LayerCall(Callables(labeled.Value, body), key);
        var result = Apply(layer, Fed(layer, [], fed), key);
        if (labeled.Label.Parts is [{ Kind: LabelPartKind.Text, Text: var name }] && name.Length > 0 && !char.IsDigit(name[0]) && body.Names.Find(name) is null or LayerCall)
            body.Names.Set(name, layer);
        return result;
    }

    private object Residual(ResidualSyntax residual, Body body, object? fed)
    {
        var inside = body.At(body.Key, fed ?? body.It);
        var input = Of.Tensor(inside.It, "a residual's input");
        RunGroup(residual.Body, inside);
        var result = Of.Tensor(inside.It, "a residual's result");
        if (!input.shape.SequenceEqual(result.shape))
            throw new SpecFails("a residual of two shapes");
        return input + result;
    }

    private object Parallel(ParallelSyntax parallel, Body body, object? fed)
    {
        var input = fed ?? body.It;
        var branches = parallel.Body.Statements.Select(s => Of.Tensor(Evaluate(((StepSyntax)s).Expression, body.At(body.Key, input), input), "a branch")).ToList();
        if (parallel.Join.Text == "concat")
        {
            var dim = parallel.Arguments.FirstOrDefault(a => a.Name?.Text == "dim") is { } argument ? Of.Int(Evaluate(argument.Value, body, null), "dim") : 1;
            return Torch(() => cat(branches, dim));
        }
        return Torch(() => branches.Aggregate((a, b) => parallel.Join.Text == "mul" ? a * b : a + b));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using ArchGen.Dsl.Syntax;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Arithmetic, indices and patterns over tensors.</summary>
internal sealed partial class Interpreter
{
    /// <summary>What torch refuses is a failure of the spec.</summary>
    private static Tensor Torch(Func<Tensor> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new SpecFails(e.Message.Split('\n')[0]);
        }
    }

    private object Binary(BinarySyntax binary, Body body)
    {
        var left = Evaluate(binary.Left, body, null);
        if (binary.Operator == BinaryOperator.And && left is false || binary.Operator == BinaryOperator.Or && left is true)
            return left;
        var right = Evaluate(binary.Right, body, null);
        if (left is not Tensor && right is not Tensor)
            return Statics.Binary(binary.Operator, left, right);
        var (a, b) = (Operand(left), Operand(right));
        return binary.Operator switch
        {
            BinaryOperator.Add => Torch(() => a + b),
            BinaryOperator.Subtract => Torch(() => a - b),
            BinaryOperator.Multiply => Torch(() => a * b),
            BinaryOperator.Divide => Torch(() => a / b),
            BinaryOperator.Power => Torch(() => pow(a, b)),
            BinaryOperator.MatrixMultiply => Torch(() => matmul(a, b)),
            _ => throw new Unjudged($"{binary.Operator} of tensors"),
        };
    }

    private static Tensor Operand(object value) => value as Tensor ?? tensor((float)Of.Float(value, "an operand"));

    private object Indexed(IndexSyntax index, Body body, object? fed)
    {
        var target = Evaluate(index.Target, body, null);
        if (target is List<object> list && index.Indices is [var only])
        {
            if (only is RangeSyntax range)
            {
                if (range.Step is not null)
                    throw new Unjudged("every other item");
                var (from, to) = (Bound(range.From, 0), Bound(range.To, list.Count));
                return from < 0 || to > list.Count || from > to ? throw new SpecFails($"{from}..{to} of {list.Count} items") : list.GetRange((int)from, (int)(to - from));
            }
            var i = Of.Int(Evaluate(only, body, null), "an index");
            var item = i >= -list.Count && i < list.Count ? list[(int)(i < 0 ? i + list.Count : i)] : throw new SpecFails($"item {i} of {list.Count}");
            return item is Callable callable && fed is not null ? Apply(callable, Fed(callable, [], fed), body.Key) : item;

            long Bound(ExpressionSyntax? bound, long otherwise)
            {
                var value = bound is null ? otherwise : Of.Int(Evaluate(bound, body, null), "a bound");
                return value < 0 ? value + list.Count : value;
            }
        }
        if (target is not Tensor result)
            throw new Unjudged("an index");
        long axis = 0;
        foreach (var entry in index.Indices)
        {
            if (axis >= result.dim())
                throw new SpecFails("more indices than axes");
            var size = result.shape[axis];
            if (entry is not RangeSyntax range)
            {
                var i = Of.Int(Evaluate(entry, body, null), "an index");
                result = i >= -size && i < size ? result.select(axis, i) : throw new SpecFails($"entry {i} of {size}");
                continue;
            }
            var from = range.From is null ? 0 : Of.Int(Evaluate(range.From, body, null), "a bound");
            var to = range.To is null ? size : Of.Int(Evaluate(range.To, body, null), "a bound");
            (from, to) = (from < 0 ? from + size : from, to < 0 ? to + size : to);
            // Torch cuts such bounds silently; the language page has them as mistakes.
            if (from < 0 || to > size || from >= to)
                throw new SpecFails($"{from}..{to} of {size}");
            result = result.slice(axis, from, to, range.Step is null ? 1 : Of.Int(Evaluate(range.Step, body, null), "a step"));
            axis++;
        }
        return result;
    }

    private Tensor Pattern(PatternCallSyntax pattern, Body body, object given)
    {
        var input = Of.Tensor(given, "a pattern's input");
        var sizes = pattern.Arguments.Where(a => a.Name is not null).ToDictionary(a => a.Name!.Text, a => Of.Int(Evaluate(a.Value, body, null), "a letter's size"));
        if (pattern.Left.Concat(pattern.Right).Any(axis => axis.Names.Any(n => n.Text == "..")))
            throw new Unjudged("an open pattern");
        if (pattern.Left.Count != input.dim())
            throw new SpecFails("a pattern of another rank");
        var split = new List<(string Name, long Size)>();
        foreach (var (axis, size) in pattern.Left.Zip(input.shape))
        {
            var (known, open) = (1L, (string?)null);
            foreach (var name in axis.Names.Select(n => n.Text))
            {
                if (long.TryParse(name, out var number))
                    known *= number;
                else if (sizes.TryGetValue(name, out var said))
                    known *= said;
                else
                    open = open is null ? name : throw new Unjudged("two letters without a size");
            }
            if (known < 1 || (open is null ? known != size : size % known != 0))
                throw new SpecFails($"an axis of {size} in parts of {known}");
            foreach (var name in axis.Names.Select(n => n.Text))
                split.Add((name, name == open ? size / known : sizes.TryGetValue(name, out var said) ? said : long.Parse(name, System.Globalization.CultureInfo.InvariantCulture)));
        }
        var letters = split.Where(s => !char.IsDigit(s.Name[0])).ToList();
        var result = input.reshape([.. letters.Select(l => l.Size)]);
        var wanted = pattern.Right.SelectMany(axis => axis.Names).Select(n => n.Text).Where(n => !char.IsDigit(n[0])).ToList();
        var gone = letters.Where(l => !wanted.Contains(l.Name)).ToList();
        if (gone.Count > 0)
        {
            if (pattern.Operator.Text != "reduce")
                throw new Unjudged("letters that are lost");
            result = result.mean([.. gone.Select(g => (long)letters.IndexOf(g))]);
            letters.RemoveAll(gone.Contains);
        }
        foreach (var name in wanted.Where(w => letters.All(l => l.Name != w)))
        {
            if (pattern.Operator.Text != "repeat" || !sizes.TryGetValue(name, out var size) || size < 1)
                throw new Unjudged("letters from nothing");
            result = result.unsqueeze(-1).expand([.. letters.Select(l => l.Size), size]);
            letters.Add((name, size));
        }
        result = result.permute([.. wanted.Select(w => (long)letters.FindIndex(l => l.Name == w))]);
        return result.reshape([.. pattern.Right.Select(axis => axis.Names.Aggregate(1L, (product, n) => product * (long.TryParse(n.Text, out var number) ? number : letters.Find(l => l.Name == n.Text).Size)))]);
    }
}

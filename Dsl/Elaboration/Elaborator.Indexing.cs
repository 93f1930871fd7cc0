using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Indexing of lists and tensors, and lists of tensors.</summary>
internal sealed partial class Elaborator
{
    private Value? EvaluateIndex(Frame frame, IndexSyntax index)
    {
        var target = Evaluate(frame, index.Target);
        return target switch
        {
            Flow { Tensor: SingleTensor { Shape: null } } flow => flow,
            Flow { Tensor: SingleTensor } flow => IndexTensor(frame, index, flow),
            Flow flow => IndexTensors(frame, index, flow),
            Known { Static: ListValue or SymbolicListValue } list => IndexList(frame, index, list.Static),
            null => null,
            _ => Refuse(frame, index, target),
        };
    }

    private Value? Refuse(Frame frame, IndexSyntax index, Value target)
    {
        Report(frame, Catalog.WrongType, index.Target.Span, Text(frame, index.Target), Describe(target), "a list or a tensor");
        return null;
    }

    private bool HasOneIndex(Frame frame, IndexSyntax index)
    {
        if (index.Indices.Count == 1)
            return true;
        Report(frame, Catalog.TooManyArguments, index.Span, "a list's index", "one index", index.Indices.Count + " are");
        return false;
    }

    private Value? IndexList(Frame frame, IndexSyntax index, StaticValue list)
    {
        if (!HasOneIndex(frame, index))
            return null;
        var length = LengthOf(list);
        if (index.Indices[0] is RangeSyntax range)
            return SliceList(frame, range, list);
        if (EvaluateInt(frame, index.Indices[0], "an index") is not { } at)
            return null;
        var position = at.Value.Value < 0 ? length + at.Value : at.Value;
        if (position.Value is { } p && length.Value is { } n && (p < 0 || p >= n))
        {
            Report(frame, Catalog.IndexOutOfRange, index.Indices[0].Span, [at.Origin], at.Value, Plural((int)n, "item"));
            return null;
        }
        // A choice by the position counts from the start.
        var item = ItemOf(list, position, at.Value.Value < 0 && HoldsComponents(list) && !IsHandedIn(list) ? position.ToCode() : at.Code);
        if (item is IntValue { Origin: null } number)
            item = number with { Origin = OriginAt(frame.File, Text(frame, index), index.Span) };
        return new Known(item);
    }

    private Value? SliceList(Frame frame, RangeSyntax range, StaticValue list)
    {
        var from = range.From is null ? null : EvaluateInt(frame, range.From, "an index");
        var to = range.To is null ? null : EvaluateInt(frame, range.To, "an index");
        if ((range.From is not null && from is null) || (range.To is not null && to is null))
            return null;
        var length = LengthOf(list);
        var start = from is null ? Dim.Zero : from.Value.Value < 0 ? length + from.Value : from.Value;
        var end = to is null ? length : to.Value.Value < 0 ? length + to.Value : to.Value;
        var code = (Code)new CodeSlice(list.Code, from?.Code, to?.Code);
        if (list is ListValue known && start.Value is { } a && end.Value is { } b)
        {
            if (a < 0 || b > known.Items.Count || a > b)
            {
                Report(frame, Catalog.IndexOutOfRange, range.Span, $"{a}..{b}", Plural(known.Items.Count, "item"));
                return null;
            }
            var items = known.Items.Skip((int)a).Take((int)(b - a)).ToArray();
            return new Known(PendingComponent.In(list.Code) && items.Length > 0 ? ListOf(items) : new ListValue(items, known.ItemType, code));
        }
        return new Known(Part(list, start, frame.Assumptions.Simplify(end - start), from is null ? new CodeInt(0) : start.ToCode(), code));
    }

    private Value? IndexTensors(Frame frame, IndexSyntax index, Flow list)
    {
        if (!HasOneIndex(frame, index))
            return null;
        if (index.Indices[0] is RangeSyntax range)
            return SliceTensors(frame, range, list);
        if (EvaluateInt(frame, index.Indices[0], "an index") is not { } at)
            return null;
        var code = new TensorListIndex(list.Code, at.Code);
        switch (list.Tensor)
        {
            case KnownTensors known when at.Value.Value is { } i:
            {
                var position = i < 0 ? i + known.Items.Count : i;
                if (position >= 0 && position < known.Items.Count)
                    return new Flow(known.Items[(int)position], code);
                Report(frame, Catalog.IndexOutOfRange, index.Indices[0].Span, i, Plural(known.Items.Count, "tensor"));
                return null;
            }
            default:
                return new Flow(new SingleTensor(CommonShape(list.Tensor)), code);
        }
    }

    /// <summary>The shape of any entry of a list: sizes that entries don't share are unknown.</summary>
    private Shape? CommonShape(TensorValue list) => Values.Summarize(list, null) is { } summary
        ? new Shape(summary.Common.Select(c => new Axis(c ?? OpaqueDim("entry", new CodeInt(0)))).ToArray())
        : null;

    private Value? SliceTensors(Frame frame, RangeSyntax range, Flow list)
    {
        var from = range.From is null ? IntValue.Of(0) : EvaluateInt(frame, range.From, "an index");
        var to = range.To is null ? null : EvaluateInt(frame, range.To, "an index");
        if (from is null || (range.To is not null && to is null))
            return null;
        var code = new TensorListSlice(list.Code, range.From is null ? null : from.Code, to?.Code);
        if (list.Tensor is KnownTensors known && from.Value.Value is { } a && (to is null || to.Value.Value is not null))
        {
            var n = known.Items.Count;
            var start = a < 0 ? a + n : a;
            var end = to is null ? n : to.Value.Value!.Value < 0 ? to.Value.Value.Value + n : to.Value.Value.Value;
            if (start >= 0 && start <= end && end <= n)
                return new Flow(new KnownTensors(known.Items.Skip((int)start).Take((int)(end - start)).ToArray()), code);
            Report(frame, Catalog.IndexOutOfRange, range.Span, $"{start}..{end}", Plural(n, "tensor"));
            return null;
        }
        if (Values.Summarize(list.Tensor, null, frame.Assumptions) is not { } summary)
            return new Flow(new SingleTensor(null), code);
        var count = frame.Assumptions.Simplify((to?.Value ?? summary.Count) - from.Value);
        var sums = summary.Common.Select((c, i) => c is null ? OpaqueDim("sum", new CodeInt(0)) : c * count).ToArray();
        return new Flow(new SummarizedTensors(count, summary.Rank, summary.Common, sums), code);
    }

    private Value? JoinLists(Frame frame, BinarySyntax binary, Value left, Value right)
    {
        if (left is Known { Static: ListValue { Items.Count: 0 } })
            left = new Flow(new KnownTensors([]), new TensorListCode(null, []));
        if (right is Known { Static: ListValue { Items.Count: 0 } })
            right = new Flow(new KnownTensors([]), new TensorListCode(null, []));
        if (left is not Flow { Tensor: not SingleTensor } a || right is not Flow { Tensor: not SingleTensor } b)
        {
            var other = left is Flow { Tensor: not SingleTensor } ? right : left;
            if (other is not Flow { Tensor: SingleTensor { Shape: null } })
                Report(frame, Catalog.WrongType, binary.OperatorSpan, "an operand of '+'", Describe(other), "a list of tensors: write '[…]' around it");
            return null;
        }
        var code = b.Code is TensorListCode { Start: null } items
            ? new TensorListCode(a.Code, items.Items)
            : (TensorCode)new OperatorCode("join_lists", [a.Code, b.Code], []);
        if (a.Tensor is KnownTensors x && b.Tensor is KnownTensors y)
            return new Flow(new KnownTensors(x.Items.Concat(y.Items).ToArray()), code);
        if (Values.Summarize(a.Tensor, b.Tensor as SummarizedTensors, frame.Assumptions) is not { } first || Values.Summarize(b.Tensor, first, frame.Assumptions) is not { } second || first.Rank != second.Rank)
            return new Flow(new SingleTensor(null), code);
        var isEmpty = first.Count.Value == 0;
        return new Flow(
            new SummarizedTensors(
                first.Count + second.Count, first.Rank,
                first.Common.Zip(second.Common, (p, q) => isEmpty ? q : p is not null && q is not null && frame.Assumptions.Equal(p, q) == Proof.True ? p : null).ToArray(),
                first.Sums.Zip(second.Sums, (p, q) => p + q).ToArray()),
            code);
    }

    private Value? IndexTensor(Frame frame, IndexSyntax index, Flow tensor)
    {
        var shape = tensor.Shape!;
        if (index.Indices.Count > shape.Rank)
        {
            Report(frame, Catalog.IndexOutOfRange, index.Indices[shape.Rank].Span, $"number {shape.Rank + 1}", $"{Plural(shape.Rank, "axis")} ({shape})".Replace("axiss", "axes"));
            return null;
        }
        var axis = 0L;
        Flow? result = tensor;
        foreach (var part in index.Indices)
        {
            var arguments = new List<(string, StaticValue)> { ("dim", IntValue.Of(axis)) };
            if (part is RangeSyntax range)
            {
                axis++;
                if (range is { From: null, To: null, Step: null })
                    continue;
                if (!AddBound(frame, arguments, "from", range.From) || !AddBound(frame, arguments, "to", range.To) || !AddBound(frame, arguments, "step", range.Step))
                    return null;
                result = ApplyNamed(frame, "slice", [result], arguments, part.Span);
            }
            else
            {
                if (!AddBound(frame, arguments, "index", part))
                    return null;
                result = ApplyNamed(frame, "select", [result], arguments, part.Span);
            }
            if (result is null)
                return null;
        }
        return result;
    }

    private bool AddBound(Frame frame, List<(string, StaticValue)> arguments, string name, ExpressionSyntax? expression)
    {
        if (expression is null)
            return true;
        if (EvaluateInt(frame, expression, "an index") is not { } value)
            return false;
        arguments.Add((name, value));
        return true;
    }
}

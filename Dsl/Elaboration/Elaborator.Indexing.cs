using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Indexing of lists and tensors, and lists of tensors.</summary>
internal sealed partial class Elaborator
{
    private Value? EvaluateIndex(Frame frame, IndexSyntax index)
    {
        if (index.Target is NameExpressionSyntax name && IsOperatorOnly(frame, name.Name))
        {
            Report(frame, Catalog.UnknownName, name.Span, name.Name, ItemsOf(frame, name.Name));
            return null;
        }
        var target = Evaluate(frame, index.Target);
        return target switch
        {
            Flow { Tensor: SingleTensor { Open: not null } } flow when frame.Class is not null => RefuseOpen(frame, "an index", [flow], index.Span),
            Flow { Tensor: SingleTensor { Shape: null } } flow => flow,
            Flow { Tensor: SingleTensor } flow => IndexTensor(frame, index, flow),
            Flow flow => IndexTensors(frame, index, flow),
            Known { Static: ListValue or SymbolicListValue } list => IndexList(frame, index, list.Static),
            null => null,
            _ => Refuse(frame, index, target),
        };
    }

    /// <summary>What speaks of an input's axes by their numbers, where the input may have any number of them.</summary>
    private Flow? RefuseOpen(Frame frame, string subject, IReadOnlyList<Flow> inputs, TextSpan span)
    {
        Report(frame, Catalog.OpenShape, span, subject, WhyOpen(frame, inputs));
        Taint(frame, span);
        return null;
    }

    private Value? Refuse(Frame frame, IndexSyntax index, Value target)
    {
        Report(frame, Catalog.WrongType, index.Target.Span, Text(frame, index.Target), Describe(target), "a list or a tensor");
        return null;
    }

    /// <summary>
    /// An index that is known is that number in code, too: -1 counts from the end only as such. One that gets below 0 by a loop or an argument is a mistake. Null after a report.
    /// </summary>
    private IntValue? Written(Frame frame, ExpressionSyntax syntax, IntValue at, string subject)
    {
        if (at.Value.Value is not { } number)
            return at;
        if (number >= 0 || NamesIn(syntax).All(n => frame.Scope.Find(n) is null))
            return at with { Code = new CodeInt(number) };
        Report(frame, Catalog.IndexOutOfRange, syntax.Span, [at.Origin], number, subject);
        return null;
    }

    /// <summary>True for an operator's name that nothing else here has.</summary>
    private static bool IsOperatorOnly(Frame frame, string name) =>
        frame.Scope.Find(name) is null && !frame.File.Visible.ContainsKey(name) && OperatorTable.Find(name) is not null;

    /// <summary>The end of a message about an operator that is taken for a list.</summary>
    private static Suggested ItemsOf(Frame frame, string name) =>
        SpellChecker.Nearest(name, frame.Scope.Names.Where(n => frame.Scope.Find(n)?.Value is Flow or Known { Static: ListValue or SymbolicListValue })) is { } near
            ? Suggested.OneWord(name, near) : Suggested.Words(" to take an item of: it is an operator");

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
        if (Written(frame, index.Indices[0], at, length.Value is { } known ? Plural((int)known, "item") : "some length") is not { } written)
            return null;
        at = written;
        var position = at.Value.Value < 0 ? length + at.Value : at.Value;
        if (position.Value is { } p && length.Value is { } n && (p < 0 || p >= n))
        {
            // Several lists of one length that a loop runs past are one slip.
            if (index.Indices[0] is not NameExpressionSyntax name || frame.Scope.Find(name.Name) is not { } counter || frame.Quiet > 0 || counter.Overrun.Add((p, n)))
                Report(frame, Catalog.IndexOutOfRange, index.Indices[0].Span, [at.Origin], at.Value, Plural((int)n, "item"));
            return null;
        }
        // A choice by the position counts from the start.
        var item = ItemOf(list, position, at.Value.Value < 0 && HoldsComponents(list) && !IsHandedIn(list) ? position.ToCode() : at.Code);
        if (item is IntValue { Origin: null } number)
            item = number with { Origin = OriginAt(frame.File, Text(frame, index), index.Span) };
        else if (item is IntValue { Origin: { } origin } given && IsGiven(origin))
            item = given with { Origin = origin with { Text = Text(frame, index) } };
        return new Known(item);
    }

    private Value? SliceList(Frame frame, RangeSyntax range, StaticValue list)
    {
        var from = range.From is null ? null : EvaluateInt(frame, range.From, "an index");
        var to = range.To is null ? null : EvaluateInt(frame, range.To, "an index");
        if ((range.From is not null && from is null) || (range.To is not null && to is null))
            return null;
        var length = LengthOf(list);
        var subject = length.Value is { } count ? Plural((int)count, "item") : "some length";
        (from, to) = (from is null ? null : Written(frame, range.From!, from, subject), to is null ? null : Written(frame, range.To!, to, subject));
        if ((range.From is not null && from is null) || (range.To is not null && to is null))
            return null;
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
            var items = new StaticValue[(int)(b - a)];
            for (var i = 0; i < items.Length; i++)
                items[i] = known.Items[(int)a + i];
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
        if (Written(frame, index.Indices[0], at, "tensors") is not { } written)
            return null;
        at = written;
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
                return new Flow(new SingleTensor(CommonShape(list.Tensor, at.Code)), code);
        }
    }

    /// <summary>The shape of an entry of a list: sizes that entries don't share are picked by the index, or unknown where the entries themselves are.</summary>
    private Shape? CommonShape(TensorValue list, Code index)
    {
        if (Values.Summarize(list, null) is not { } summary)
            return null;
        return new Shape(summary.Common.Select((common, axis) => new Axis(common ?? OpaqueDim("entry", SizeOf(axis)))).ToArray());

        Code SizeOf(int axis) => list is KnownTensors known && known.Items.All(i => i.Shape is { } shape && !shape[axis].Size.IsOpaque)
            ? new CodeIndex(new CodeList(known.Items.Select(i => i.Shape![axis].Size.ToCode()).ToArray(), StaticType.Int), index)
            : new CodeName(UnknownSize, CodeNameKind.Local);
    }

    /// <summary>Stands in code for a size that nothing tells: what needs it can't be made.</summary>
    private const string UnknownSize = "?";

    private Value? SliceTensors(Frame frame, RangeSyntax range, Flow list)
    {
        var from = range.From is null ? IntValue.Of(0) : EvaluateInt(frame, range.From, "an index");
        var to = range.To is null ? null : EvaluateInt(frame, range.To, "an index");
        if (from is null || (range.To is not null && to is null))
            return null;
        from = range.From is null ? from : Written(frame, range.From, from, "tensors");
        to = to is null ? null : Written(frame, range.To!, to, "tensors");
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
        Dim FromStart(Dim index) => index.Value < 0 ? index + summary.Count : index;
        var count = frame.Assumptions.Simplify((to is null ? summary.Count : FromStart(to.Value)) - FromStart(from.Value));
        var sums = summary.Common.Select((c, i) => c is null ? OpaqueDim("sum", new CodeName(UnknownSize, CodeNameKind.Local)) : c * count).ToArray();
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
                switch (Evaluate(frame, part))
                {
                    case Known { Static: IntValue at }:
                        arguments.Add(("index", at));
                        result = ApplyNamed(frame, "select", [result], arguments, part.Span);
                        break;
                    case Flow { Tensor: SingleTensor indices } flow:
                        axis += indices.Shape?.Rank ?? 0;
                        result = indices.Shape is null ? flow : ApplyNamed(frame, "take", [result, flow], arguments, part.Span);
                        break;
                    case { } other:
                        Report(frame, Catalog.WrongType, part.Span, Text(frame, part), Describe(other), "an int or a tensor of ints");
                        return null;
                    default:
                        return null;
                }
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

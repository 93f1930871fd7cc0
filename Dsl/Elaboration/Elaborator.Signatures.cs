using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Signatures: what goes in, what comes out, and what a constraint ensures.</summary>
internal sealed partial class Elaborator
{
    /// <summary>Who is matched against a signature, for messages.</summary>
    private readonly record struct Caller(Frame Frame, string Name, TextSpan Span);

    /// <summary>
    /// Binds the signature's new names to the inputs' sizes and checks the others, which may rely on constraints over the names before them. False after a report.
    /// </summary>
    private bool Match(Caller caller, Frame callee, SignatureSyntax signature, IReadOnlyList<Flow> inputs, IReadOnlyList<ExpressionSyntax>? where = null)
    {
        var ok = true;
        for (var i = 0; i < signature.Inputs.Count && i < inputs.Count; i++)
            ok &= MatchInput(caller, callee, signature.Inputs[i], inputs[i], where ?? []);
        return ok;
    }

    private bool MatchInput(Caller caller, Frame callee, TensorSyntax declared, Flow input, IReadOnlyList<ExpressionSyntax> where)
    {
        var dims = declared.Dims ?? [];
        var shape = input.Shape;
        if (IsUnread(declared))
            return true;
        if (input.Tensor is not SingleTensor)
        {
            Report(caller.Frame, Catalog.WrongType, caller.Span, $"the input of '{caller.Name}'", "a list of tensors", "one tensor");
            return false;
        }
        var gap = dims.ToList().FindIndex(IsEllipsis);
        var fits = shape is null || (gap < 0 ? shape.Rank == dims.Count : shape.Rank >= dims.Count - 1);
        if (!fits)
        {
            Report(
                caller.Frame, Catalog.InputRank, caller.Span, OriginsOf(shape!), $"'{caller.Name}'", Text(callee, declared),
                dims.Count, shape!, shape!.Rank, Beforehand(caller, callee, declared, shape!));
            shape = null;
        }
        for (var d = 0; d < dims.Count; d++)
        {
            if (d == gap)
                continue;
            var axis = gap >= 0 && d > gap ? shape?.Rank - dims.Count + d : d;
            if (IsComputed(dims[d]) && !RelyOn(caller, callee, where))
                return false;
            var open = shape is null && gap >= 0 ? (input.Tensor as SingleTensor)?.Open : null;
            var fromEnd = dims.Count - d;
            if (open is not null && (d < gap ? d < open.Gap : fromEnd < open.Folded.Rank - open.Gap))
                fits &= MatchAxis(caller, callee, declared, dims[d], open.Folded, d < gap ? d : open.Folded.Rank - fromEnd);
            else if (!MatchAxis(caller, callee, declared, dims[d], shape, axis))
                fits = false;
        }
        return fits;
    }

    /// <summary>Checks what is required of the names that are bound so far, so that it may be relied upon.</summary>
    private bool RelyOn(Caller caller, Frame callee, IReadOnlyList<ExpressionSyntax> where)
    {
        var bound = Bound(callee, where);
        if (!CheckWhere(caller, callee, bound))
            return false;
        foreach (var condition in bound)
            callee.Assumptions = Assume(callee, condition, true);
        return true;
    }

    /// <summary>True for a shape that is missing or can't be read, which was said.</summary>
    private static bool IsUnread(TensorSyntax declared) => declared.Dims?.Any(d => d is BadExpressionSyntax) == true;

    private static bool IsComputed(ExpressionSyntax dim) => dim is not (IntSyntax or NameExpressionSyntax);

    /// <summary>The conditions whose names all mean something already.</summary>
    private static ExpressionSyntax[] Bound(Frame callee, IReadOnlyList<ExpressionSyntax> where) =>
        [.. where.Where(c => NamesIn(c).All(n => callee.Scope.Find(n) is not null || callee.File.Visible.ContainsKey(n) || n == "pi"))];

    private static bool IsEllipsis(ExpressionSyntax dim) => dim is RangeSyntax { From: null, To: null };

    private bool MatchAxis(Caller caller, Frame callee, TensorSyntax declared, ExpressionSyntax dim, Shape? shape, int? axis)
    {
        var actual = shape is null ? null : shape[axis!.Value];
        if (dim is NameExpressionSyntax name && IsNewDim(callee, name))
        {
            // An inlined body's code is the caller's.
            Code code = callee.Class is not null && actual is not null
                ? caller.Frame.Assumptions.Simplify(actual.Size).ToCode() : new CodeName(name.Name, CodeNameKind.InputSize);
            var size = actual?.Size ?? OpaqueDim(name.Name, code);
            callee.Scope.Add(new Variable(name.Name, dim.Span, "a dim of an input", new Known(new IntValue(size, code, actual?.Origin)), false));
            return true;
        }
        if (EvaluateInt(callee, dim, "a shape") is not { } expected)
            return false;
        if (actual is null || Same(caller.Frame, actual.Size, expected.Value))
            return true;
        var written = Text(callee, dim);
        var value = caller.Frame.Assumptions.Describe(expected.Value);
        Report(
            caller.Frame, Catalog.InputMismatch, caller.Span, [actual.Origin, expected.Origin], $"'{caller.Name}'", Text(callee, declared), shape!, axis!,
            caller.Frame.Assumptions.Describe(actual.Size) + From(actual, caller.Frame.Assumptions.Describe(actual.Size)),
            (written == value ? value : $"{written} = {value}")
                + (expected.Origin is { } origin && origin.Of(origin.Text == written ? written : value) is { Length: > 0 } place ? $" ({place})" : ""),
            Beforehand(caller, callee, declared, shape!));
        return false;
    }

    /// <summary>True when two sizes are the same for all that is known, or will only be known where the block is instantiated.</summary>
    private static bool Same(Frame frame, Dim a, Dim b) =>
        a.IsOpaque || b.IsOpaque || (frame.Assumptions.Equal(a, b) is var proof && (proof == Proof.True || frame.Grants(proof)));

    private static bool IsNewDim(Frame callee, NameExpressionSyntax name) =>
        callee.Scope.Find(name.Name) is null && !(callee.File.Visible.TryGetValue(name.Name, out var d) && d is Binding.ConstSymbol);

    private static IReadOnlyList<DimOrigin?> OriginsOf(Shape shape) => shape.Axes.Select(a => a.Origin).ToArray();

    /// <summary>The declared outputs' shapes; null where one isn't known.</summary>
    private IReadOnlyList<Shape?> OutputsOf(Frame callee, SignatureSyntax signature, IReadOnlyList<Flow> inputs) =>
        signature.Outputs.Select(output => OutputOf(callee, output, inputs, signature)).ToArray();

    private Shape? OutputOf(Frame callee, TensorSyntax output, IReadOnlyList<Flow> inputs, SignatureSyntax? signature = null)
    {
        if (output.IsSame)
            return inputs.Count > 0 ? inputs[0].Shape : null;
        if (HasTooManyAxes(callee, output, output.Dims!.Count))
            return null;
        var axes = new List<Axis>();
        foreach (var dim in output.Dims!)
        {
            if (IsEllipsis(dim))
            {
                if (GapOf(signature, inputs) is not { } gap)
                    return null;
                axes.AddRange(gap);
                continue;
            }
            if (EvaluateInt(callee, dim, "a shape") is not { } size)
                return null;
            axes.Add(new Axis(size.Value, size.Origin));
        }
        return new Shape(axes);
    }

    private const string OpenSignature = "'..' in a signature leaves axes open; write the axes out";

    /// <summary>Why a tensor's shape isn't known in a block that is checked on its own.</summary>
    private static string WhyOpen(Frame frame, IEnumerable<Flow> inputs) => frame.HasOpenInput || inputs.Any(i => i.Tensor is SingleTensor { Open: not null })
        ? OpenSignature
        : "it differs from one iteration of a loop to the next, or from one entry to the next of the list that it is taken from; make it the same in each, or write the iterations out";

    private static IReadOnlyList<InputSizeModel> AxesOf(TensorSyntax input, string[] names)
    {
        var sizes = new List<InputSizeModel>();
        for (var axis = 0; axis < (input.Dims?.Count ?? 0); axis++)
        {
            if (input.Dims![axis] is NameExpressionSyntax dim && names.Contains(dim.Name))
                sizes.Add(new InputSizeModel(dim.Name, input.Dims.Take(axis).Any(IsEllipsis) ? axis - input.Dims.Count : axis));
        }
        return sizes;
    }

    /// <summary>The axes that the one <c>..</c> of a signature's inputs stands for; null where they aren't known.</summary>
    private static IReadOnlyList<Axis>? GapOf(SignatureSyntax? signature, IReadOnlyList<Flow> inputs)
    {
        var open = (signature?.Inputs ?? []).Select((input, i) => (Dims: input.Dims?.ToList() ?? [], Index: i)).Where(i => i.Dims.Any(IsEllipsis)).ToArray();
        if (open.Length != 1 || open[0].Index >= inputs.Count || inputs[open[0].Index].Shape is not { } shape || shape.Rank < open[0].Dims.Count - 1)
            return null;
        return shape.Axes.Skip(open[0].Dims.FindIndex(IsEllipsis)).Take(shape.Rank - open[0].Dims.Count + 1).ToArray();
    }

    /// <summary>Checks a body's or a component's result against a declared shape.</summary>
    private bool CheckOutput(Frame frame, string name, TensorSyntax declared, Shape? expected, Flow actual, TextSpan span)
    {
        if (actual.Tensor is not SingleTensor)
        {
            Report(frame, Catalog.OutputMismatch, span, $"'{name}'", Text(frame, declared), "a list of tensors", "");
            return false;
        }
        if (expected is null || actual.Shape is not { } shape)
            return true;
        if (shape.Rank != expected.Rank)
        {
            Report(frame, Catalog.OutputMismatch, span, OriginsOf(shape), $"'{name}'", expected, shape,
                WithRearrange(frame, $": {expected.Rank} axes are declared, {shape.Rank} given", shape, expected, LastStep(frame, span)));
            return false;
        }
        for (var i = 0; i < shape.Rank; i++)
        {
            if (Same(frame, shape[i].Size, expected[i].Size))
                continue;
            Report(
                frame, Catalog.OutputMismatch, span, [shape[i].Origin, expected[i].Origin], $"'{name}'", expected, shape,
                WithRearrange(frame, $": axis {i} is {Sized(frame, shape[i])} where {Sized(frame, expected[i])} is declared", shape, expected, LastStep(frame, span)));
            return false;
        }
        return true;
    }

    /// <summary>The body's last step, where that gives its result.</summary>
    private static TextSpan? LastStep(Frame frame, TextSpan span) => frame.Returned is null && frame.TopLevel.Any(s => s.Span == span) ? span : null;

    /// <summary>Where an axis's size comes from, unless that only repeats it.</summary>
    private static string From(Axis axis, string size) => axis.Origin?.Of(size) is { Length: > 0 } origin ? $" ({origin})" : "";

    private static string Sized(Frame frame, Axis axis)
    {
        var size = frame.Assumptions.Describe(axis.Size);
        return size + From(axis, size);
    }

    /// <summary>Checks a callee's constraints with the values at hand.</summary>
    private bool CheckWhere(Caller caller, Frame callee, IReadOnlyList<ExpressionSyntax> where)
    {
        var ok = true;
        foreach (var condition in where)
        {
            callee.Quiet++;
            var value = EvaluateBool(callee, condition, "a constraint");
            callee.Quiet--;
            if (value is null || value.Value == true || (value.Value is null && !caller.Frame.Concrete))
                continue;
            object[] texts =
            [
                $"'{caller.Name}'", Text(callee, condition),
                value.Value is null ? ", which nothing here ensures: " + ValuesOf(callee, condition) : ", but " + ValuesOf(callee, condition) + Remedy(callee, condition),
            ];
            var origins = OriginsIn(callee, condition);
            if (!ReportAtArgument(caller, callee, condition, origins, texts))
                Report(caller.Frame, Catalog.WhereFails, caller.Span, origins, texts);
            ok = false;
        }
        return ok;
    }

    /// <summary>The values of the names in a constraint: <c>dim = 320, heads = 6</c>.</summary>
    private static string ValuesOf(Frame callee, ExpressionSyntax condition) =>
        string.Join(", ", NamesIn(condition).Distinct().Select(name => callee.Scope.Find(name)?.Value is Known { Static: var value }
            ? name + " = " + (value is IntValue number ? callee.Assumptions.Describe(number.Value)
                : value is ListValue list && list.Items.All(i => i is IntValue) ? $"[{string.Join(", ", list.Items.Select(i => callee.Assumptions.Describe(((IntValue)i).Value)))}]" : Describe(value)) : null).Where(text => text is not null));

    private static IReadOnlyList<DimOrigin?> OriginsIn(Frame callee, ExpressionSyntax condition) =>
        NamesIn(condition).Distinct().Select(name => callee.Scope.Find(name)?.Value is Known { Static: IntValue { Origin: { } origin } }
            ? origin with { Text = $"{name} comes from here" } : null).ToArray();

    /// <summary>For <c>a % b == 0</c> with known a: what divides it.</summary>
    private string Remedy(Frame callee, ExpressionSyntax condition)
    {
        if (condition is not BinarySyntax { Operator: BinaryOperator.Equal, Left: BinarySyntax { Operator: BinaryOperator.Remainder, Right: NameExpressionSyntax } remainder, Right: IntSyntax { Value: 0 } })
            return "";
        callee.Quiet++;
        var dividend = (Evaluate(callee, remainder.Left) as Known)?.Static as IntValue;
        var divisor = (Evaluate(callee, remainder.Right) as Known)?.Static as IntValue;
        callee.Quiet--;
        if (dividend?.Value.Value is not { } a || divisor?.Value.Value is not { } b || a <= 0 || b <= 0 || a > 1_000_000)
            return "";
        var near = Enumerable.Range(1, (int)System.Math.Min(a, 4096)).Where(d => a % d == 0)
            .OrderBy(d => System.Math.Abs(d - b)).ThenBy(d => d).Take(4).OrderBy(d => d).ToArray();
        return $" ({string.Join(", ", near)} divide {a})";
    }

    private static IEnumerable<string> NamesIn(ExpressionSyntax expression) => expression switch
    {
        NameExpressionSyntax name => [name.Name],
        BinarySyntax binary => NamesIn(binary.Left).Concat(NamesIn(binary.Right)),
        UnarySyntax unary => NamesIn(unary.Operand),
        CallSyntax call => call.Arguments.SelectMany(a => NamesIn(a.Value)),
        IndexSyntax index => NamesIn(index.Target).Concat(index.Indices.SelectMany(NamesIn)),
        ConditionalSyntax c => NamesIn(c.Condition).Concat(NamesIn(c.Then)).Concat(NamesIn(c.Else)),
        ListSyntax list => list.Items.SelectMany(NamesIn),
        ComprehensionSyntax c => NamesIn(c.Item).Concat(NamesIn(c.Source)),
        _ => [],
    };
}

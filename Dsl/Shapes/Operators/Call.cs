using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>
/// One call as a rule reads it. Every <c>Try…</c> and <c>Require…</c> has reported when it returns false, or the cause was reported before;
/// a rule then returns null. What a rule reads first is known to be there: <see cref="OperatorTable"/> stops at inputs without a shape and
/// at required arguments without a value.
/// </summary>
internal sealed partial class Call(OperatorContext context)
{
    /// <summary>Where the rule reports.</summary>
    public OperatorContext Context { get; } = context;

    /// <summary>The operator's name.</summary>
    public string Name => Context.Name;

    /// <summary>The first input's shape.</summary>
    public Shape Input => InputAt(0);

    /// <summary>An input's shape.</summary>
    public Shape InputAt(int index) => ((SingleTensor)Context.Inputs[index]).Shape!;

    /// <summary>An axis with its size in the simplest form.</summary>
    public Axis Sized(Dim size) => new(Context.Assumptions.Simplify(size));

    /// <summary>True when an argument has a value.</summary>
    public bool Has(string parameter) => Context.Argument(parameter) is not null;

    /// <summary>Reports at a parameter's argument.</summary>
    public void Report(DiagnosticDescriptor descriptor, string parameter, params object[] arguments) =>
        Context.Report(descriptor, CallPlace.Of(parameter), [], arguments);

    /// <summary>Reports at the call's name.</summary>
    public void ReportCall(DiagnosticDescriptor descriptor, IReadOnlyList<DimOrigin?> related, params object[] arguments) =>
        Context.Report(descriptor, CallPlace.Call, related, arguments);

    /// <summary>The result of one tensor.</summary>
    public static OperatorResult Result(Shape output) => new(new SingleTensor(output));

    /// <summary>The result of one tensor.</summary>
    public static OperatorResult Result(IEnumerable<Axis> output) => Result(new Shape(output.ToArray()));

    /// <summary>A dim as an argument of the generated code.</summary>
    public static NamedCode Infer(string name, Dim value) => new(name, value.ToCode());

    /// <summary>An input's rank as an argument of the generated code.</summary>
    public static NamedCode InferRank(Shape shape) => new("rank", new CodeInt(shape.Rank));

    /// <summary>An axis's size with its origin: <c>96 (from dims[1])</c>.</summary>
    public static Later Show(Axis axis) => new(() =>
    {
        var size = axis.Size.ToString();
        return axis.Origin?.Of(size) is { Length: > 0 } origin ? $"{size} (from {origin})" : size;
    });

    /// <summary><c>[1, H / 2, -1]</c>.</summary>
    public static Later Show(IEnumerable<Dim> sizes) => new(() => "[" + string.Join(", ", sizes.Select(s => s.ToString())) + "]");

    /// <summary><c>2 axes</c>.</summary>
    public static string Count(int count, string one, string many) => string.Format(CultureInfo.InvariantCulture, "{0} {1}", count, count == 1 ? one : many);

    /// <summary>True when the first input has so many axes.</summary>
    public bool RequireRank(int least, int most, int input = 0)
    {
        var shape = InputAt(input);
        if (shape.Rank >= least && shape.Rank <= most)
            return true;
        var expected = least == most ? Count(least, "axis", "axes")
            : most == int.MaxValue ? "at least " + Count(least, "axis", "axes")
            : string.Format(CultureInfo.InvariantCulture, "{0} to {1} axes", least, most);
        Context.Report(Catalog.WrongRank, CallPlace.OfInput(input), [], Name, expected, shape.Rank, shape);
        return false;
    }

    /// <summary>True when an argument is not below a minimum.</summary>
    public bool RequireMinimum(string parameter, Axis value, long minimum) =>
        Context.RequireAtLeast(value.Size, minimum, Catalog.ArgumentTooSmall, CallPlace.Of(parameter), parameter, Name, minimum, Show(value));

    /// <summary>True when no value is below a minimum.</summary>
    public bool RequireMinimum(string parameter, IReadOnlyList<Axis> values, long minimum) => values.All(v => RequireMinimum(parameter, v, minimum));

    /// <summary>
    /// True when something is left of an axis: <paramref name="slack"/> is how much larger its size is than the largest that leaves nothing.
    /// </summary>
    public bool RequireRoom(int axis, Dim slack, Later what)
    {
        var size = Input[axis].Size;
        return Context.RequireAtLeast(
            slack, 1, Catalog.EmptyOutput, CallPlace.Call, Name, axis, Show(Input[axis]), new Later(() => Context.Assumptions.Simplify(size - slack + 1).ToString()), what);
    }

    /// <summary>
    /// <c>; 2, 4, 5 or 8 divide it</c> for a constant that <paramref name="divisor"/> doesn't divide; for names that a signature has, the constraint that would ensure it; else
    /// nothing.
    /// </summary>
    public static Later DivisorsHint(Dim value, Dim divisor) => new(() =>
    {
        if (value.Value is not { } number)
            return Constraint(value, divisor);
        if (number is < 2 or > 1_000_000)
            return "";
        var wanted = divisor.Value ?? 1;
        var near = Enumerable.Range(2, (int)number - 1).Select(d => (long)d).Where(d => number % d == 0)
            .OrderBy(d => Math.Abs(d - wanted)).Take(5).OrderBy(d => d).Select(d => d.ToString(CultureInfo.InvariantCulture)).ToList();
        return near.Count == 1
            ? $"; only {near[0]} divides it"
            : $"; {string.Join(", ", near.Take(near.Count - 1))} or {near[near.Count - 1]} divide it";
    });

    private static string Constraint(Dim value, Dim divisor)
    {
        for (var factor = 16; factor > 1; factor--)
        {
            var common = Dim.Constant(factor);
            if (Assumptions.None.Divides(common, value) == Proof.True && Assumptions.None.Divides(common, divisor) == Proof.True)
                (value, divisor) = (Dim.Quotient(value, common), Dim.Quotient(divisor, common));
        }
        var names = value.Symbols.Concat(divisor.Symbols).ToArray();
        return value.Value is null && value.Equals(divisor) || value.Symbols.Distinct().Count() != 1 || divisor.Symbols.Distinct().Count() > 1
            || names.Any(s => s.Kind is not (DimKind.Parameter or DimKind.InputSize) || !s.Name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            || Assumptions.None.Divides(divisor, value) != Proof.Unknown
            ? "" : $"; add 'where {Factor(value)} % {Factor(divisor)} == 0' if it always does";
    }

    private static string Factor(Dim dim) => dim.ToString() is var text && text.All(c => char.IsLetterOrDigit(c) || c == '_') ? text : $"({text})";
}

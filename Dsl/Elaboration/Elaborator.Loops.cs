using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Repetition and choice.</summary>
internal sealed partial class Elaborator
{
    /// <summary>What a loop runs over: ints from a to b, or a list's items. Null after a report.</summary>
    private (IntValue From, IntValue To, StaticValue? List)? RangeOf(Frame frame, ExpressionSyntax source)
    {
        if (source is RangeSyntax { Step: null } range)
        {
            var from = range.From is null ? IntValue.Of(0) : EvaluateInt(frame, range.From, "a range");
            if (range.To is null)
            {
                Report(frame, Catalog.WrongType, range.Span, "a range without an end", "endless", "one that ends, '0..n',");
                return null;
            }
            return from is not null && EvaluateInt(frame, range.To, "a range") is { } to ? (from, to, null) : null;
        }
        switch (EvaluateStatic(frame, source, "a loop"))
        {
            case ListValue list:
                return (IntValue.Of(0), IntValue.Of(list.Items.Count), list);
            case SymbolicListValue list:
                return (IntValue.Of(0), new IntValue(list.Length, PendingComponent.In(list.Code) ? list.Length.ToCode() : new CodeCall("len", [list.Code], false)), list);
            case { } other:
                Report(frame, Catalog.WrongType, source.Span, Text(frame, source), Describe(other), "a range '0..n' or a list");
                return null;
            default:
                return null;
        }
    }

    private bool Spend(Frame frame, long steps, TextSpan span) => SpendParts(frame, Math.Min(Math.Max(0, steps), Limits.AllSteps) * Budget.PartsOfAStep, span);

    private bool SpendParts(Frame frame, long steps, TextSpan span)
    {
        if (frame.Budget.IsSpent || _together.IsSpent)
            return false;
        if (steps > frame.Budget.Left)
        {
            frame.Budget.IsSpent = true;
            ReportAlways(frame, span, $"'{frame.Subject}' takes more steps than can be looked at ({Limits.Steps:N0}, a block counting for 20): does its recursion or repetition end?");
            return false;
        }
        if (steps > _together.Left)
        {
            _together.IsSpent = true;
            ReportAlways(frame, span, $"All that is compiled here takes more steps than can be looked at ({Limits.AllSteps:N0}, a block counting for 20), '{frame.Subject}' the last of them: are there so many variants?");
            return false;
        }
        frame.Budget.Left -= (int)steps;
        _together.Left -= (int)steps;
        return true;
    }

    /// <summary>What all that is compiled together may still take.</summary>
    private readonly Budget _together = checkedBy?._together ?? new Budget { Left = Limits.AllSteps * Budget.PartsOfAStep };

    /// <summary>Work that isn't done has to be said where it is only tried, too: it isn't tried again.</summary>
    private void ReportAlways(Frame frame, TextSpan span, FormattableString message)
    {
        var quiet = frame.Quiet;
        frame.Quiet = 0;
        Report(frame, Catalog.TooDeep, span, FormattableString.Invariant(message));
        frame.Quiet = quiet;
    }

    private void RunLoop(Frame frame, ForSyntax loop)
    {
        if (RangeOf(frame, loop.Source) is not { } range)
        {
            frame.Current = Flow.Unknown;
            return;
        }
        var trips = frame.Assumptions.Simplify(range.To.Value - range.From.Value);
        if (frame.Concrete)
        {
            if (trips.Value is { } n)
                Unroll(frame, loop, range, n);
            else
                Report(frame, Catalog.DynamicStructure, loop.Source.Span, $"'{Text(frame, loop.Source)}'", frame.Assumptions.Describe(trips));
            return;
        }
        RequireKnownStructure(frame, loop.Source, [range.From.Code, range.To.Code]);
        if (loop.Body.Statements.Any(HasSteps))
            SettleCurrent(frame, loop.Span);
        State? exact = null;
        if (trips.Value is { } known and <= MaxUnroll)
        {
            var before = State.Of(frame);
            var steps = frame.Class!.Steps;
            frame.Class.Steps = null;
            Unroll(frame, loop, range, known);
            frame.Class.Steps = steps;
            exact = State.Of(frame);
            if (steps is null)
                return;
            before.Restore(frame);
        }
        var settled = exact is null ? 0 : 1;
        frame.Quiet += settled;
        frame.Lenient += settled;
        Lower(frame, loop, range, trips);
        frame.Quiet -= settled;
        frame.Lenient -= settled;
        if (exact is not null)
            AdoptExact(frame, loop, exact);
    }

    /// <summary>After a loop whose iterations were looked at one by one: the shapes are known exactly; the code is the lowered loop's.</summary>
    private static void AdoptExact(Frame frame, ForSyntax loop, State exact)
    {
        var lowered = State.Of(frame);
        // The lowered loop's locals have the sizes that its iterations come to.
        var sizes = exact.Values.Zip(lowered.Values, (e, l) => e is Flow { Shape: { } known } && l is Flow { Shape: { } code } && known.Rank == code.Rank ? known.Axes.Zip(code.Axes, (k, c) => (k.Size, Local: c.Size.ToCode())) : []);
        foreach (var (size, local) in sizes.SelectMany(s => s).Distinct())
        {
            if (local is CodeName { Kind: CodeNameKind.Local } carried && size.ToCode() is not (CodeName or CodeInt) and var code)
                Emit(frame, new SizeName(PlaceOf(frame, loop.Source.Span), code, carried, true));
        }
        var values = exact.Values.Zip(lowered.Values, (e, l) => e is Flow flow && l is Flow other ? flow with { Code = other.Code }
            : e is Known known && l is Known code ? new Known(WithCode(known.Static, code.Static.Code)) : e).ToArray();
        lowered.With(values).Adopt(frame);
    }

    private void Unroll(Frame frame, ForSyntax loop, (IntValue From, IntValue To, StaticValue? List) range, long n)
    {
        if (!Spend(frame, n, loop.Source.Span))
            return;
        var (outer, outerIndex) = (frame.Scope, frame.LoopIndex);
        frame.LoopIndex = loop.Index.Text;
        for (long i = 0; i < n; i++)
        {
            frame.Scope = new Scope(outer);
            var item = range.List is null
                ? new IntValue(range.From.Value + i, (range.From.Value + i).ToCode())
                : ItemOf(range.List, Dim.Constant(i), new CodeInt(i));
            Declare(frame, loop.Index, "the loop's index", new Known(item));
            RunGroup(frame, loop.Body);
            frame.Scope = outer;
        }
        frame.LoopIndex = outerIndex;
    }

    /// <summary>Looks at a loop's body once, for any iteration, and lowers it.</summary>
    private void Lower(Frame frame, ForSyntax loop, (IntValue From, IntValue To, StaticValue? List) range, Dim trips)
    {
        var builder = frame.Class!;
        var outer = frame.Scope;
        var known = frame.Assumptions;
        // Loops in one another are each looked at several times: their work multiplies.
        if (!Spend(frame, 20, loop.Source.Span))
            return;
        var indexCode = new CodeName(loop.Index.Text, CodeNameKind.Local);
        // Components that aren't handed in are no list in generated code: there the loop counts, and each is chosen by its number.
        var isCounted = range.List is null || (HoldsComponents(range.List) && !IsHandedIn(range.List));
        // A list's item isn't its number, by which sizes change from one iteration to the next.
        Code countCode = isCounted ? indexCode : new CodePosition(loop.Index.Text);
        var index = new DimSymbol(FreshName(loop.Index.Text), DimKind.Local, countCode, known.Bounds(range.From.Value).Min);
        frame.Assumptions = known.AssumeAtLeast(Dim.Symbol(index), range.From.Value).AssumeAtLeast(range.To.Value, Dim.Symbol(index) + 1);
        var before = State.Of(frame);
        var steps = builder.Steps;
        builder.Loops.Add((loop.Index.Text, isCounted ? range.From.Code : countCode));

        void Iterate(List<Step>? into)
        {
            builder.Steps = into;
            frame.Scope = new Scope(outer);
            StaticValue item = range.List is null
                ? new IntValue(Dim.Symbol(index), indexCode)
                : isCounted ? ItemOf(range.List, Dim.Symbol(index), indexCode) : WithCode(ItemOf(range.List, Dim.Symbol(index), countCode), indexCode);
            Declare(frame, loop.Index, "the loop's index", new Known(item));
            RunGroup(frame, loop.Body);
            frame.Scope = outer;
            builder.Steps = steps;
        }

        var widening = new Widening(known, index, builder.FreshSize, FreshName);
        IReadOnlyList<Value?> general = before.Values;
        // What can't be proved of any iteration is left to the instantiation, which looks at each.
        frame.Deferring++;
        frame.Quiet++;
        for (var round = 0; round < 6; round++)
        {
            before.With(general).Restore(frame);
            Iterate(null);
            general = widening.Generalize(before.With(general), State.Of(frame));
            if (widening.IsStable)
                break;
        }
        frame.Quiet--;
        widening.Close();
        var iteration = Dim.Symbol(index) - range.From.Value;
        // Where no general state holds, the body is wrong somewhere: the first iteration tells where.
        var isLost = general[0] is Flow { Shape: null } && before.Current.Shape is not null;
        (isLost ? before : before.With(widening.At(general, iteration))).Restore(frame);
        var body = new List<Step>();
        // Within a look that only finds out what a loop around this one changes, nobody asks for the body's code, costs or findings.
        if (steps is not null || frame.Quiet == frame.Lenient)
        {
            var costs = frame.Counting?.Now;
            Iterate(steps is null ? null : body);
            if (costs is { } beforeBody)
                frame.Costs!.Repeat(beforeBody, trips, index);
        }
        frame.Deferring--;
        frame.Assumptions = known;
        builder.Loops.RemoveAt(builder.Loops.Count - 1);
        var inBody = new HashSet<string>(body.OfType<StaticLocal>().Select(s => s.Name), StringComparer.Ordinal);
        before.With(widening.After(general, trips, range.From.Value, range.To.Value, inBody)).Adopt(frame);
        if (steps is null)
            return;
        var place = PlaceOf(frame, loop.Source.Span);
        widening.Lower(place, steps, body);
        steps.Add(isCounted
            ? new LoopStep(place, loop.Index.Text, range.From.Code, range.To.Code, body)
            : new ForEachStep(place, loop.Index.Text, ItemTypeOf(range.List!), range.List!.Code, body));
    }

    /// <summary>True when a statement can change the current value.</summary>
    private static bool HasSteps(StatementSyntax statement) => statement switch
    {
        StepSyntax => true,
        AssignSyntax assign => assign.Name.Text == "it",
        ForSyntax loop => loop.Body.Statements.Any(HasSteps),
        IfSyntax choice => choice.Then.Statements.Any(HasSteps) || (choice.Else?.Statements.Any(HasSteps) ?? false),
        _ => false,
    };

    private void RunIf(Frame frame, IfSyntax choice)
    {
        if (EvaluateBool(frame, choice.Condition, "a condition") is not { } condition)
        {
            frame.Current = Flow.Unknown;
            return;
        }
        if (condition.Value is { } known)
        {
            if (known || choice.Else is not null)
                RunBranch(frame, known ? choice.Then : choice.Else!, choice.Condition, known);
            return;
        }
        if (frame.Concrete)
        {
            Report(frame, Catalog.DynamicStructure, choice.Condition.Span, $"'{Text(frame, choice.Condition)}'", SizesIn(frame, choice.Condition));
            return;
        }
        RequireKnownStructure(frame, choice.Condition, [condition.Code]);
        if (HasSteps(choice))
            SettleCurrent(frame, choice.Span);
        var builder = frame.Class!;
        var steps = builder.Steps;
        var assumptions = frame.Assumptions;
        var before = State.Of(frame);
        builder.Conditions++;

        var (whereTrue, whereFalse) = (Assume(frame, choice.Condition, true, assumptions), Assume(frame, choice.Condition, false, assumptions));

        // Where the condition itself makes two sizes equal, the other branch's stands for both.
        Dim Choose(Dim then, Dim otherwise) =>
            whereFalse.Equal(then, otherwise) == Proof.True ? then
            : whereTrue.Equal(then, otherwise) == Proof.True ? otherwise
            : Dim.Conditional(condition.Condition, then, otherwise);

        (State After, List<Step> Body) Branch(GroupSyntax? group, bool holds)
        {
            var body = new List<Step>();
            builder.Steps = steps is null ? null : body;
            frame.Assumptions = holds ? whereTrue : whereFalse;
            if (group is not null && !frame.Assumptions.IsContradictory)
                RunBranch(frame, group, choice.Condition, holds);
            builder.Steps = steps;
            frame.Assumptions = assumptions;
            return (State.Of(frame), body);
        }

        var costs = frame.Counting?.Now ?? default;
        var then = Branch(choice.Then, true);
        var costsThen = frame.Counting?.Now ?? default;
        if (frame.Counting is { } counting)
            (counting.Parameters, counting.Macs) = costs;
        before.Restore(frame);
        var otherwise = Branch(choice.Else, false);
        if (frame.Counting is { } tally)
            tally.Choose(costs, costsThen, tally.Now, condition.Condition);
        builder.Conditions--;
        var merged = then.After.Values.Zip(otherwise.After.Values, (a, b) => Values.Merge(a, b, Choose)).ToArray();
        foreach (var key in then.After.Keys)
        {
            if (!frame.Keys.ContainsKey(key.Key))
                frame.Keys.Add(key.Key, key.Value);
        }
        before.With(merged).Adopt(frame);
        steps?.Add(new IfStep(PlaceOf(frame, choice.Condition.Span), condition.Code, then.Body, otherwise.Body));
    }

    /// <summary>Runs a branch where its condition is assumed.</summary>
    private void RunBranch(Frame frame, GroupSyntax group, ExpressionSyntax condition, bool holds)
    {
        var outer = frame.Scope;
        var scope = new Scope(outer);
        frame.Scope = scope;
        Inherit(frame);
        frame.Scope = outer;
        RunGroup(frame, group, scope);
        Keep(frame, scope, condition, holds);
    }

    private static string SizesIn(Frame frame, ExpressionSyntax condition) =>
        ValuesOf(frame, condition) is { Length: > 0 } values ? values : "the input";

    /// <summary>What layers are built with must be known, and in a model can't depend on an input's size.</summary>
    private void RequireKnownWhenBuilt(Frame frame, TextSpan span, string subject, IEnumerable<Code> codes, Shape? input = null)
    {
        var names = NamesIn(codes);
        if (names.Any(n => n.Name == UnknownSize))
        {
            Taint(frame, span);
            Report(frame, Catalog.OpenShape, span, $"'{subject.Trim('\'')}'", WhyOpen(frame, []));
            return;
        }
        if (!frame.IsModel || frame.IsTainted || names.FirstOrDefault(n => n.Kind == CodeNameKind.InputSize)?.Name is not { } size)
            return;
        var axis = input is null ? -1 : input.Axes.ToList().FindLastIndex(a => a.Size.Symbols.Any(s => s.Kind == DimKind.InputSize && s.Name == size));
        if (axis < 0)
        {
            Report(frame, Catalog.DimNotKnown, span, $"'{subject}'", size, "", "");
            return;
        }
        // What acts on the last axis, on a map whose channels are the second: the size is seldom what is meant.
        var isMap = OperatorTable.Find(subject) is not null && input!.Rank == 4 && axis == 3 && !input[1].Size.Symbols.Any(s => s.Kind == DimKind.InputSize);
        Report(
            frame, Catalog.DimNotKnown, span, [input![axis].Origin], $"'{subject}'", frame.Assumptions.Describe(input![axis].Size), $", axis {axis} of its input {input}",
            isMap ? $"to act on the {frame.Assumptions.Describe(input[1].Size)} channels of axis 1, make them the last axis first, 'rearrange(n c h w -> n h w c)'; else " : "");
    }

    /// <summary>In a model, which layers there are can't depend on an input's size.</summary>
    private void RequireKnownStructure(Frame frame, ExpressionSyntax decisive, IEnumerable<Code> codes)
    {
        if (frame.IsModel && InputSizeIn(codes) is { } size)
            Report(frame, Catalog.DynamicStructure, decisive.Span, $"'{Text(frame, decisive)}'", $"the input's {size}");
    }

    private static string? InputSizeIn(IEnumerable<Code> codes) => NamesIn(codes).FirstOrDefault(n => n.Kind == CodeNameKind.InputSize)?.Name;

    private static IReadOnlyList<CodeName> NamesIn(IEnumerable<Code> codes) => [.. codes.SelectMany(code => FreeNames.Of(code)).Distinct()];
}

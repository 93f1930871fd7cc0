using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary><c>expect input …</c>: that the legal sizes are these and no others.</summary>
internal sealed partial class Elaborator
{
    /// <summary>The sizes that are tried to find an example where a proof fails.</summary>
    private static readonly long[] s_samples = [.. Enumerable.Range(1, 64).Select(i => (long)i), 72, 80, 96, 112, 128, 160, 192, 224, 256];

    /// <summary>
    /// Checks both ways: each expected condition follows from the model's signature, and each constraint of the model on its input follows from the expected conditions.
    /// </summary>
    public void CheckExpectedInput(VariantSymbol variant, IReadOnlyList<ExpectSyntax> expects)
    {
        if (expects.Count == 0 || InputFrame(variant, out var model) is not { } signature)
            return;
        var where = model!.Syntax.Where;
        var subject = signature.Scope;
        var view = new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Scope = subject, Assumptions = signature.Assumptions };
        var given = signature.Assumptions;
        foreach (var condition in where)
            given = Assume(signature, condition, true, given);
        view.Assumptions = given;
        var start = Diagnostics.ErrorCount;
        foreach (var expect in expects)
        {
            if (EvaluateBool(view, expect.Value, "an expectation") is not { Value: not true })
                continue;
            var example = Example(model, subject, [.. where.Select(c => (model.File, c, true)), (variant.File, expect.Value, false)]);
            var others = where.Count == 0 ? "no constraint" : string.Join(", ", where.Select(c => Text(signature, c)));
            ReportInput(
                variant, expect, Text(view, expect.Value), model.Syntax.Signature.Span, model,
                example is not null ? $"it also takes {example}" : $"nothing ensures that: its model has {others}");
        }
        if (Diagnostics.ErrorCount > start)
            return;
        var expected = signature.Assumptions;
        foreach (var expect in expects)
            expected = Assume(view, expect.Value, true, expected);
        signature.Assumptions = expected;
        var text = string.Join(", ", expects.Select(e => Text(view, e.Value)));
        foreach (var condition in where)
        {
            signature.Quiet++;
            var holds = EvaluateBool(signature, condition, "a constraint");
            signature.Quiet--;
            if (holds is not { Value: not true })
                continue;
            var example = Example(model, subject, [.. expects.Select(e => (variant.File, e.Value, true)), (model.File, condition, false)]);
            ReportInput(
                variant, expects[0], text, condition.Span, model,
                $"'{Text(signature, condition)}' is required too" + (example is null ? "" : $", which {example} doesn't satisfy"));
            return;
        }
    }

    private void ReportInput(VariantSymbol variant, ExpectSyntax expect, string expected, TextSpan place, BlockSymbol model, string found) =>
        Diagnostics.Report(
            Catalog.InputExpectationFails, variant.File.Source.Path, expect.Value.Span,
            [new RelatedPlace(model.File.Source.Path, place, $"what {model.Name} takes")], variant.Name, expected, found);

    /// <summary>A model's parameters with a variant's values and its inputs' sizes as symbols; null where the variant isn't settled.</summary>
    private Frame? InputFrame(VariantSymbol variant, out BlockSymbol? model)
    {
        model = null;
        var root = new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = 1 };
        if (ModelOf(root, variant) is not var (found, arguments))
            return null;
        model = found;
        var frame = new Frame { File = found.File, Subject = found.Name, Concrete = true };
        frame.Quiet++;
        var isBound = BindParameters(root, frame, new BlockCallable(found, arguments, variant.Syntax.Target.Span), variant.Syntax.Target.Span);
        frame.Scope = new Scope(frame.Scope);
        SymbolicInputs(frame, found.Syntax);
        frame.Quiet--;
        return isBound ? frame : null;
    }

    /// <summary>Sizes with which all conditions are as they should be: <c>H = 16, W = 32</c>. Null where none of those tried fits, or there are too many dims.</summary>
    private string? Example(BlockSymbol model, Scope scope, IReadOnlyList<(FileSymbol File, ExpressionSyntax Condition, bool Holds)> conditions)
    {
        var dims = conditions.SelectMany(c => NamesIn(c.Condition)).Distinct().Where(n => scope.Variables.Any(v => v.Name == n)).ToArray();
        if (dims.Length is 0 or > 2)
            return null;
        foreach (var first in s_samples)
        {
            foreach (var second in dims.Length == 2 ? s_samples : [1L])
            {
                long[] sizes = [first, second];
                var trial = new Scope(scope);
                for (var i = 0; i < dims.Length; i++)
                    trial.Add(new Variable(dims[i], default, "a dim", new Known(new IntValue(Dim.Constant(sizes[i]), new CodeInt(sizes[i]))), false));
                if (conditions.All(c => EvaluateBool(
                        new Frame { File = c.File, Subject = model.Name, Concrete = true, Scope = trial, Quiet = 1 }, c.Condition, "a constraint")?.Value == c.Holds))
                    return string.Join(", ", dims.Select((d, i) => $"{d} = {sizes[i].ToString(CultureInfo.InvariantCulture)}"));
            }
        }
        return null;
    }
}

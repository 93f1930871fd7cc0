using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Exposed tensors: a model's named features.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A tensor becomes an output of the model besides its result.</summary>
    private void RunExpose(Frame frame, ExposedSyntax expose)
    {
        var value = expose.Value is not null ? Evaluate(frame, expose.Value)
            : expose.Number is null && frame.Scope.Find(expose.Name.Text) is { Layer: null, Value: Flow named } ? named
            : frame.Current;
        if (value is not Flow flow)
        {
            if (value is not null)
                Report(frame, Catalog.WrongType, expose.Value!.Span, Text(frame, expose.Value), Describe(value), "a tensor");
            return;
        }
        if (frame.AroundGroup is not null)
        {
            Report(frame, Catalog.NotCallable, expose.Name.Span, "'expose'", "a named group can't expose tensors of the model; expose the group's result after it");
            return;
        }
        var number = expose.Number is null ? null : EvaluateInt(frame, expose.Number, "a name");
        if (expose.Number is not null && number is null)
            return;
        var place = PlaceOf(frame, expose.Span);
        if (number is { Value.IsConstant: false })
        {
            // In a loop whose iterations are looked at one by one, their names are known; the class counts through them.
            var first = frame.Exposed.FindIndex(e => e.Span == expose.Name.Span);
            if (first < 0 || frame.Class is not { Loops: [var (index, from)] })
            {
                Report(frame, Catalog.NotStatic, expose.Number!.Span, $"'{Text(frame, expose.Number)}'", "the name of an output (expose in one loop with a known count)");
                return;
            }
            var next = frame.Exposed.FindIndex(first + 1, e => e.Span == expose.Name.Span);
            var position = Position(index, from);
            Code at = next - first > 1 ? new CodeOperation("*", [new CodeInt(next - first), position], false) : position;
            Emit(frame, new ExposeStep(place, first == 0 ? at : new CodeOperation("+", [at, new CodeInt(first)], false), flow.Code));
            return;
        }
        var name = expose.Name.Text + number?.Value;
        var known = frame.Exposed.FindIndex(e => e.Name == name);
        if (known < 0)
        {
            frame.Exposed.Add((name, flow, expose.Name.Span, frame.Class is { Conditions: > 0 }));
            known = frame.Exposed.Count - 1;
        }
        else if (frame.Concrete || frame.Exposed[known].Span != expose.Name.Span || (frame.Class is { Steps: null } && frame.LoopIndex is not null))
        {
            Report(frame, Catalog.DuplicateName, expose.Name.Span, name, "an output of this model");
        }
        Emit(frame, new ExposeStep(place, new CodeInt(known), flow.Code));
    }

    /// <summary>A model's named outputs, then what it exposes, as one variant has them.</summary>
    private static IReadOnlyList<(string Name, Shape Shape)> FeaturesOf(Frame frame, SignatureSyntax signature, IReadOnlyList<Flow> results)
    {
        var named = results.Select((r, i) => (Name: i < signature.Outputs.Count ? signature.Outputs[i].Name?.Text ?? "" : "", r.Shape));
        return named.Concat(frame.Exposed.Select(e => (e.Name, e.Flow.Shape))).Where(f => f.Name.Length > 0 && f.Shape is not null).Select(f => (f.Name, f.Shape!)).ToArray();
    }
}

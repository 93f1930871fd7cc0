using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

internal sealed partial class Elaborator
{
    /// <summary>What an operator's rule sees of a call in a body.</summary>
    private sealed class CallContext(
        Elaborator elaborator, Frame frame, Operator op, IReadOnlyList<Flow> flows, IReadOnlyDictionary<string, Argument> arguments, TextSpan span) : OperatorContext
    {
        public bool HasReported { get; private set; }

        public override string Name => op.Name;

        public override IReadOnlyList<TensorValue> Inputs { get; } = flows.Select(f => f.Tensor).ToArray();

        public override Assumptions Assumptions => frame.Assumptions;

        public override StaticValue? Argument(string name) =>
            arguments.TryGetValue(name, out var argument) ? argument.Value : op.Parameters.FirstOrDefault(p => p.Name == name)?.Default;

        public override void Report(DiagnosticDescriptor descriptor, CallPlace place, IReadOnlyList<DimOrigin?> related, params object[] texts)
        {
            HasReported = true;
            elaborator.Report(frame, descriptor, SpanOf(place), related, texts);
        }

        public override bool RequireEqual(Axis left, Axis right, DiagnosticDescriptor descriptor, CallPlace place, params object[] texts) =>
            frame.Grants(frame.Assumptions.Equal(left.Size, right.Size)) || base.RequireEqual(left, right, descriptor, place, texts);

        public override bool RequireDivides(Dim divisor, Axis dividend, DiagnosticDescriptor descriptor, CallPlace place, params object[] texts) =>
            frame.Grants(frame.Assumptions.Divides(divisor, dividend.Size)) || base.RequireDivides(divisor, dividend, descriptor, place, texts) || RelyOnDivides(frame, divisor, dividend.Size);

        public override bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, CallPlace place, params object[] texts)
        {
            if (elaborator.IsAtLeast(frame, value, minimum, op.Name, SpanOf(place)) is not { } holds)
                return HasReported = true;
            if (!holds)
                Report(descriptor, place, [], texts);
            return holds;
        }

        private TextSpan SpanOf(CallPlace place) =>
            place.Argument is { } name && arguments.TryGetValue(name, out var argument) ? argument.Span : span;
    }

    /// <summary>
    /// Whether a size is large enough. Where that isn't known, it is taken to be, and whoever uses the block checks it again; in a variant, where it can't be known any
    /// better, the model's signature has to ensure it: null where that is reported.
    /// </summary>
    private bool? IsAtLeast(Frame frame, Dim value, long minimum, string subject, TextSpan span)
    {
        var proof = frame.Lenient > 0 ? Proof.True : frame.Assumptions.AtLeast(value, minimum);
        if (proof != Proof.Unknown || !frame.Concrete || value.IsOpaque || frame.Model is not { } model)
            return proof != Proof.False;
        Report(frame, Catalog.InputTooSmall, span, subject, frame.Assumptions.Describe(value), minimum, model, Demand(frame.Assumptions, value, minimum));
        return null;
    }

    /// <summary>The constraint that a signature lacks: the least size of the one symbol that matters, or the demand itself.</summary>
    private static string Demand(Assumptions known, Dim value, long minimum)
    {
        var symbols = value.Symbols.Distinct().ToArray();
        if (symbols.Length == 1)
        {
            for (long size = 1; size <= 4096; size++)
            {
                var at = value.Substitute(new Dictionary<DimSymbol, Dim> { [symbols[0]] = Dim.Constant(size) });
                if (at.Value >= minimum)
                    return $"{symbols[0].Name} >= {size}";
            }
        }
        return $"{known.Describe(value)} >= {minimum}";
    }
}

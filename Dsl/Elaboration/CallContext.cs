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
            switch (frame.Lenient > 0 ? Proof.True : frame.Assumptions.AtLeast(value, minimum))
            {
                case Proof.True:
                    return true;
                case Proof.False:
                    Report(descriptor, place, [], texts);
                    return false;
                default:
                    if (frame.Concrete && !value.IsOpaque && frame.Model is { } model)
                    {
                        elaborator.Report(
                            frame, Catalog.InputTooSmall, SpanOf(place), op.Name, frame.Assumptions.Describe(value), minimum, model,
                            Demand(frame.Assumptions, value, minimum));
                        HasReported = true;
                    }
                    return true;
            }
        }

        private TextSpan SpanOf(CallPlace place) =>
            place.Argument is { } name && arguments.TryGetValue(name, out var argument) ? argument.Span : span;
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

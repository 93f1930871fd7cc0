using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// Evaluates bodies: static values, shapes, wiring. The same walk checks a block with symbolic parameters and lowers it to a class, and instantiates it with values to a
/// part of a network.
/// </summary>
internal sealed partial class Elaborator(DiagnosticBag diagnostics, CancellationToken cancellation, Elaborator? checkedBy = null, AnalysisCache? cache = null, DefinitionKeys? keys = null)
{
    /// <summary>The most iterations of one loop that are looked at one by one in a block checked on its own.</summary>
    private const int MaxUnroll = 64;

    private readonly Counter _fresh = checkedBy?._fresh ?? cache?.Fresh ?? new Counter();

    /// <summary>What is known from compilations before; null where only this one matters.</summary>
    private readonly AnalysisCache? _cache = checkedBy?._cache ?? cache;

    private readonly DefinitionKeys? _keys = checkedBy?._keys ?? keys;

    /// <summary>Follows the tensors of a variant, where a drawing or a graph is made of it.</summary>
    public FlowTracer? Tracer { get; init; }

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>True where an editor will ask what each step of a body gives.</summary>
    public bool IsRecording { get; init; }

    private string FreshName(string stem) => stem + "#" + _fresh.Next().ToString("D7", CultureInfo.InvariantCulture);

    private void Report(Frame frame, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments) =>
        Report(frame, descriptor, span, [], arguments);

    private void Report(
        Frame frame, DiagnosticDescriptor descriptor, TextSpan span, IReadOnlyList<DimOrigin?> related, params object[] arguments)
    {
        if (frame.Quiet > 0)
        {
            if (frame.Quiet == frame.Lenient && descriptor.Severity == Severity.Error)
                frame.Withheld ??= (span, DiagnosticBag.WithoutNumbers(Shortened.Format(descriptor.MessageForm, arguments)));
            return;
        }
        var places = related
            .Where(o => o is not null)
            .Select(o => new RelatedPlace(o!.Path, o.Span, o.Text))
            .Concat(Abridged(frame.Chain))
            .Distinct();
        var root = frame.Chain.Count > 0 ? frame.Chain[0] : null;
        // The library is nobody's to mend: what its blocks can't do with what they are given is found where they are used.
        if (frame.File.IsLibrary && frame.Chain.LastOrDefault(p => !StandardLibrary.Contains(p.Path)) is { } use)
            Diagnostics.Report(descriptor, use.Path, use.Span, places.Where(p => p != use).Prepend(new RelatedPlace(frame.Path, span, $"in the library's {frame.Subject}")), root, arguments);
        else
            Diagnostics.Report(descriptor, frame.Path, span, places, root, arguments);
    }

    /// <summary>Notes that a step's result isn't known, where that isn't only tried.</summary>
    private static void Taint(Frame frame, TextSpan span)
    {
        if (frame.Quiet != frame.Lenient)
            return;
        frame.IsTainted = true;
        frame.TaintedAt ??= span;
    }

    /// <summary>A long chain's ends.</summary>
    private static IEnumerable<RelatedPlace> Abridged(IReadOnlyList<RelatedPlace> chain) =>
        chain.Count <= 8 ? chain : chain.Take(4).Concat(chain.Skip(chain.Count - 4));

    private static SourcePlace PlaceOf(Frame frame, TextSpan span)
    {
        var start = frame.File.Source.PositionOf(span.Start);
        var end = frame.File.Source.PositionOf(span.End);
        return new SourcePlace(frame.Path, start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1);
    }

    private static DimOrigin OriginAt(Binding.FileSymbol file, string text, TextSpan span) =>
        new(text, file.Source.Path, span, file.Source.PositionOf(span.Start).Line + 1);

    /// <summary>Adds a lowered statement, unless statements are only being checked.</summary>
    private static void Emit(Frame frame, Step step) => frame.Class?.Steps?.Add(step);

    /// <summary>The step's result becomes the current value.</summary>
    private static void SetCurrent(Frame frame, Flow flow, TextSpan span)
    {
        if (frame.Class is { Steps: not null } builder)
        {
            var local = builder.CurrentLocal;
            if (flow.Code is not TensorName { Name: var name } || name != local || !builder.IsCurrentDeclared)
            {
                Emit(frame, new TensorLocal(PlaceOf(frame, span), [local], flow.Code, builder.IsCurrentDeclared, flow.Tensor is not SingleTensor));
                builder.IsCurrentDeclared = true;
            }
            flow = flow with { Code = new TensorName(local) };
        }
        frame.Current = flow;
    }

    /// <summary>Makes sure that the current value is in its own local before a loop or a condition changes it.</summary>
    private static void SettleCurrent(Frame frame, TextSpan span)
    {
        if (frame.Class is { Steps: not null, IsCurrentDeclared: false })
            SetCurrent(frame, frame.Current, span);
    }

    /// <summary>What is written there, on one line.</summary>
    private static string Whole(Frame frame, SyntaxNode node)
    {
        var text = frame.File.Source.Slice(node.Span);
        return string.Join(" ", text.Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The same for a message, which nobody reads where it is long.</summary>
    private static string Text(Frame frame, SyntaxNode node) => Shortened.Of(Whole(frame, node), 160);

    private static string Describe(Value? value) => value switch
    {
        Known { Static: var known } => Describe(known),
        Flow { Tensor: SingleTensor { Shape: { } shape } } => $"a tensor {shape}",
        Flow { Tensor: SingleTensor } => "a tensor",
        Flow => "a list of tensors",
        _ => "nothing",
    };

    private static string Describe(StaticValue value) => value switch
    {
        IntValue { Value: var dim } => $"the int {dim}",
        FloatValue { Value: { } number } => $"the float {number.ToString("R", CultureInfo.InvariantCulture)}",
        FloatValue => "a float",
        BoolValue { Value: { } truth } => truth ? "true" : "false",
        BoolValue => "a bool",
        StringValue or SymbolValue => "a string",
        ListValue or SymbolicListValue => "a list",
        ComponentValue { Target: var target } => $"the component {target.Name}",
        _ => "a value",
    };

    private static string Plural(int count, string noun) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + noun + (count == 1 ? "" : "s");

    /// <summary>Of hundreds of mistakes nobody reads the last, and each is compared with every name.</summary>
    private const int MostSuggested = 500;

    private Suggested Suggestion(string written, IEnumerable<string> candidates, string otherwise = "") => Diagnostics.ErrorCount > MostSuggested ? Suggested.Words(otherwise) :
        Suggested.Nearest(written, candidates, otherwise);
}

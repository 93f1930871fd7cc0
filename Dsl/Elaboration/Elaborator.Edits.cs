using System.Collections.Generic;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What ablations put into bodies.</summary>
internal sealed partial class Elaborator
{
    /// <summary>
    /// What an expression of another file denotes, where it knows nothing of the body that it is put into; what is found out where it is applied is said there, at
    /// <paramref name="span"/>. Null after a report.
    /// </summary>
    public Callable? CallableElsewhere(Frame frame, ExpressionSyntax value, FileSymbol file, TextSpan span, out IReadOnlyList<Flow> inputs)
    {
        var elsewhere = new Frame
        {
            File = file,
            Subject = frame.Subject,
            Concrete = frame.Concrete,
            Assumptions = frame.Assumptions,
            Model = frame.Model,
            Depth = frame.Depth,
            Quiet = frame.Quiet,
            Lenient = frame.Lenient,
            Deferring = frame.Deferring,
            Budget = frame.Budget,
        };
        return CallableOf(elsewhere, value, out inputs) is { } callable ? At(callable, frame.File, span) : null;
    }

    /// <summary>What the use of a block denotes with a copy in the block's place. Null after a report.</summary>
    public Callable? CallableOfCopy(Frame frame, CopyUseSyntax use, out IReadOnlyList<Flow> inputs)
    {
        if (CallableOf(frame, use.Value, out inputs) is not { } callable)
            return null;
        if (Swapped(callable, use) is { } swapped)
            return swapped;
        Report(frame, Catalog.NotCallable, use.Value.Span, $"'{Text(frame, use.Value)}'", $"it is handed in, so that a changed {use.Original.Name} can't stand there");
        return null;
    }

    private static Callable? Swapped(Callable callable, CopyUseSyntax use) => callable switch
    {
        BlockCallable block => block.Block.Name == use.Original.Name && block.Block.File.Namespace == use.Original.File.Namespace ? block with { Block = use.Copy } : block,
        ConditionalCallable choice => Swapped(choice.Then, use) is { } then && Swapped(choice.Else, use) is { } otherwise ? choice with { Then = then, Else = otherwise } : null,
        OperatorCallable => callable,
        _ => null,
    };
}

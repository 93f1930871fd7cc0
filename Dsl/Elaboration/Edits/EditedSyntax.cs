using System.Collections.Generic;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What an ablation put where something else was written: no text is its own, so it has the place of what was there.</summary>
internal abstract record EditedSyntax(TextSpan Span) : ExpressionSyntax(Span)
{
    /// <summary>What it denotes. Null after a report.</summary>
    public abstract Callable? CallableIn(Elaborator elaborator, Frame frame, out IReadOnlyList<Flow> inputs);
}

/// <summary>A layer or block that is written in the ablation's file, where its names mean what they mean.</summary>
internal sealed record TransplantSyntax(TextSpan Span, ExpressionSyntax Value, FileSymbol File) : EditedSyntax(Span)
{
    public override Callable? CallableIn(Elaborator elaborator, Frame frame, out IReadOnlyList<Flow> inputs) => elaborator.CallableElsewhere(frame, Value, File, Span, out inputs);
}

/// <summary>A use of a block in which something is changed: the same arguments for its copy.</summary>
internal sealed record CopyUseSyntax(TextSpan Span, ExpressionSyntax Value, BlockSymbol Original, BlockSymbol Copy) : EditedSyntax(Span)
{
    public override Callable? CallableIn(Elaborator elaborator, Frame frame, out IReadOnlyList<Flow> inputs) => elaborator.CallableOfCopy(frame, this, out inputs);
}

using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>Through what a pattern's rule reports, and what it may rely on.</summary>
public abstract class PatternContext
{
    /// <summary>What is known of the symbols in scope.</summary>
    public abstract Assumptions Assumptions { get; }

    /// <summary>Reports an error, with the origins of the dims that it speaks of.</summary>
    public abstract void Report(DiagnosticDescriptor descriptor, TextSpan span, IReadOnlyList<DimOrigin?> related, params object[] arguments);

    /// <summary>As <see cref="OperatorContext.RequireAtLeast"/>.</summary>
    public abstract bool RequireAtLeast(Dim value, long minimum, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments);

    internal virtual bool RequireEqual(Axis left, Axis right, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments)
    {
        if (Assumptions.Equal(left.Size, right.Size) == Proof.True || left.Size.IsOpaque || right.Size.IsOpaque)
            return true;
        Report(descriptor, span, [left.Origin, right.Origin], arguments);
        return false;
    }

    internal virtual bool RequireDivides(Dim divisor, Axis dividend, DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments)
    {
        if (Assumptions.Divides(divisor, dividend.Size) == Proof.True || divisor.IsOpaque || dividend.Size.IsOpaque)
            return true;
        Report(descriptor, span, [dividend.Origin], arguments);
        return false;
    }
}

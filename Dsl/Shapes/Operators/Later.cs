using System;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>A part of a message, worked out only where the message is given: most checks pass, and the text of a size costs more than the check.</summary>
internal sealed class Later(Func<string> text)
{
    /// <inheritdoc/>
    public override string ToString() => text();
}

using System;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Which refusals are about sizes, so that a run can contradict them.</summary>
internal static class Refusals
{
    /// <summary>Shapes and operators (ARCH03xx), demands and contracts about sizes (ARCH02xx), arithmetic. What else is refused is refused for names, types or style.</summary>
    public static bool AreOfSizes(string code) =>
        code.StartsWith("ARCH03", StringComparison.Ordinal) || code is "ARCH0121" or "ARCH0200" or "ARCH0202" or "ARCH0203" or "ARCH0204" or "ARCH0205" or "ARCH0206" or "ARCH0207" or "ARCH0209";
}

using System.Collections.Generic;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Dsl.Semantics;

/// <summary>Edits that mend a finding.</summary>
public sealed record CodeAction(string Title, IReadOnlyList<TextEdit> Edits, Diagnostic Mends);

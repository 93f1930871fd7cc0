using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>Where a name is defined: the name itself, and all that defines it. The library's files have paths of their own (<c>ArchCompiler.Library</c>).</summary>
public sealed record DefinitionPlace(string Path, TextSpan Name, TextSpan Full);

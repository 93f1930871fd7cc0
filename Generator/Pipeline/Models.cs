using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Generator.Pipeline;

// What flows between the steps. All of it is plain values with value equality, so that an unchanged value ends the work: nothing here may
// hold a syntax tree, symbol, compilation, Location or SourceText of Roslyn's.

/// <summary>A <c>.arch</c> file as the build hands it over.</summary>
internal sealed record SpecFile(string Path, string Text);

/// <summary>A file with what it declares and imports.</summary>
internal sealed record SpecHeader(SpecFile File, string Namespace, EquatableArray<string> Imports);

/// <summary>Files that are compiled together: those of one namespace (<paramref name="Own"/>), and with them what these import, near or far.</summary>
internal sealed record CompileUnit(EquatableArray<UnitFile> Own, EquatableArray<SpecFile> Files);

/// <summary>A file of a unit, and the name of what is generated of it.</summary>
internal sealed record UnitFile(string Path, string HintName);

/// <summary>A generated file.</summary>
internal sealed record GeneratedFile(string HintName, string Text);

/// <summary>A place in a file, lines and columns from 0.</summary>
internal readonly record struct SpecPlace(string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

/// <summary>A finding.</summary>
internal sealed record SpecDiagnostic(string Code, string Title, Severity Severity, string Message, SpecPlace Place, EquatableArray<SpecPlace> Related);

/// <summary>What was found in a unit, in all of its files: what leads to a finding may be in another file than the finding, and in that one's unit isn't known.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="Places">The lines and columns of all that they speak of.</param>
internal sealed record UnitFindings(EquatableArray<Reported> Reports, EquatableArray<SpecPlace> Places);

/// <summary>What compiling a unit gives: the code of its files that generate any, the standard library's code that it needs, and findings.</summary>
internal sealed record UnitResult(EquatableArray<GeneratedFile> Sources, EquatableArray<GeneratedFile> Library, UnitFindings Findings);

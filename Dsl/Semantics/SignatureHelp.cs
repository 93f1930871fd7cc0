using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>A callee's signature. <paramref name="Documentation"/> is Markdown; <paramref name="Active"/> is the parameter at hand, -1 for none.</summary>
public sealed record SignatureHelp(string Label, string Documentation, IReadOnlyList<SignatureParameter> Parameters, int Active);

/// <summary>One parameter: its place in the signature's label, and Markdown about it.</summary>
public sealed record SignatureParameter(TextSpan InLabel, string Documentation);

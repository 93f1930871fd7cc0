using System;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>The spec fails when it is run: what the compiler has to refuse.</summary>
internal sealed class SpecFails(string message) : Exception(message);

/// <summary>An input that the signature's <c>where</c> doesn't allow.</summary>
internal sealed class IllegalInput(string message) : Exception(message);

/// <summary>Something that the interpreter doesn't know, so that it has no say in the matter.</summary>
internal sealed class Unjudged(string message) : Exception(message);

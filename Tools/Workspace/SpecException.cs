using System;

namespace ArchGen.Workspace;

/// <summary>Specs that can't be found or read. The message is for the user.</summary>
public sealed class SpecException(string message) : Exception(message);

using System;

namespace ArchGen.Libtorch;

/// <summary>The native library or libtorch itself can't be loaded. The message says what to install or set.</summary>
public sealed class LibtorchUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

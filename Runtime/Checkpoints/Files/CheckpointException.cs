using System;

namespace ArchGen.Runtime;

/// <summary>A checkpoint can't be read, or doesn't fit the model. The message says what, where and what to do; the model is unchanged.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

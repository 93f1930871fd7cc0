using System;

namespace ArchGen.Runtime;

/// <summary>A data set is missing or can't be read. The message names the file and the remedy.</summary>
public sealed class DatasetException(string message, Exception? inner = null) : Exception(message, inner);

using System.Collections.Generic;

namespace ArchGen.Runtime;

/// <summary>A PyTorch file whose pickle was read.</summary>
internal interface ITorchFile
{
    /// <summary>What was saved.</summary>
    object? Root { get; }

    /// <summary>Names that were left out.</summary>
    IReadOnlyCollection<string> Ignored { get; }

    /// <summary>Where a tensor's elements lie.</summary>
    TensorPlace Place(TorchTensor tensor);
}

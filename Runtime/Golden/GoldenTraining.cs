using System.Collections.Generic;

namespace ArchGen.Runtime;

/// <summary>
/// A tensor by two numbers, of which the second depends on every element: its norm, and its projection on the direction of its name, which is
/// <see cref="GoldenFill.Input"/> of its shape by the key <c>direction.NAME</c>. Of a gradient that is the derivative along that direction.
/// </summary>
/// <param name="Name">The key; <c>input</c> for the gradient of the input, <c>output.0</c> and on for results.</param>
/// <param name="Norm">The Euclidean norm; 0 where the tensor is zero up to rounding.</param>
/// <param name="Along">The sum of the products with the direction's elements.</param>
/// <param name="Shape">Its shape; null where not taken.</param>
public sealed record GoldenProjection(string Name, double Norm, double Along, long[]? Shape = null);

/// <summary>
/// One step in training mode, dropping nothing, for the loss Σ output × weight over all elements of all outputs; the weights of output i are
/// <see cref="GoldenFill.Input"/> of its shape by the key <c>loss.i</c>. Weights and input are as in the rest of the fixture.
/// </summary>
public sealed record GoldenTraining
{
    /// <summary>What the model returned, or, where it exposes as many, what it exposed.</summary>
    public required IReadOnlyList<GoldenProjection> Outputs { get; init; }

    /// <summary>The gradients of the input and of every parameter.</summary>
    public required IReadOnlyList<GoldenProjection> Gradients { get; init; }

    /// <summary>Buffers after the step: running averages and their counts.</summary>
    public required IReadOnlyList<GoldenProjection> Buffers { get; init; }
}

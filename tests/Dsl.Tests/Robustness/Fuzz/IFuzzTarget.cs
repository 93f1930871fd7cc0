using System;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Something that takes any text. To fuzz one more part of the product, write one of these and add it to a <c>FuzzTests</c>.</summary>
public interface IFuzzTarget
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    /// <summary>Gives the text to it, and throws where what it promises of every text doesn't hold: <see cref="FuzzFault"/>, or whatever escapes it.</summary>
    void Run(string text);
}

/// <summary>A broken promise; what is wrong and nothing of the input, so that a smaller input with the same fault is known by it.</summary>
public sealed class FuzzFault(string message) : Exception(message)
{
    /// <summary>Throws where a promise is broken.</summary>
    public static void Unless(bool condition, Func<string> message)
    {
        if (!condition)
            throw new FuzzFault(message());
    }
}

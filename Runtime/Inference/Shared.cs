using System;
using System.Threading;

namespace ArchGen.Runtime.Inference;

/// <summary>Something that several hold, on any threads: it is disposed of when the last of them lets go. Whoever made it holds it.</summary>
internal sealed class Shared<T>(T value)
    where T : class, IDisposable
{
    private int _holders = 1;

    public T Value => value;

    /// <summary>One more holds it. To be called only where somebody surely does, and doesn't let go meanwhile.</summary>
    public Shared<T> Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            value.Dispose();
    }
}

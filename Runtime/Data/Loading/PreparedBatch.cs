using System.Collections.Concurrent;

namespace ArchGen.Runtime;

/// <summary>A batch as plain numbers, made by any thread; it becomes tensors on the thread that trains.</summary>
internal sealed class PreparedBatch(float[] pixels, long[] labels, Mix mix)
{
    public float[] Pixels => pixels;

    public long[] Labels => labels;

    public Mix Mix => mix;
}

/// <summary>Memory of batches that are done with, for the next ones of that size.</summary>
internal sealed class BatchMemory
{
    private readonly ConcurrentBag<float[]> _free = [];

    public float[] Rent(int length) => _free.TryTake(out var memory) && memory.Length == length ? memory : new float[length];

    public void Return(PreparedBatch batch) => _free.Add(batch.Pixels);
}

using System;

namespace ArchGen.Runtime;

/// <summary>A training's batches in order, made ahead of the steps by threads of their own, or at once where there are none.</summary>
internal sealed class BatchLoader : IDisposable
{
    private const int MostThreads = 8;

    private readonly ImageBatches _batches;
    private readonly BatchQueue<PreparedBatch>? _queue;
    private long _next;

    /// <summary>Those from one number to another over all epochs, the latter excluded.</summary>
    public BatchLoader(ImageBatches batches, long from, long end, int? threads)
    {
        (_batches, _next) = (batches, from);
        // Half of the machine computes as fast as it can be given images; a batch or two beyond those at work even out slow ones.
        var count = threads ?? Math.Clamp(Environment.ProcessorCount / 2, 1, MostThreads);
        if (count > 0 && from < end)
            _queue = new BatchQueue<PreparedBatch>(batches.Prepare, from, end, count, count + 2);
    }

    public int PerEpoch => _batches.Count;

    public ImageBatch Take() => _batches.Finish(_queue is null ? _batches.Prepare(_next++) : _queue.Take(out _));

    public void Dispose() => _queue?.Dispose();
}

using System;

namespace ArchGen.Runtime;

/// <summary>
/// In which order an epoch has the images. With repeats, each image comes so many times in a row, each time changed anew, and an epoch, which stays as long, has as many times fewer different ones
/// (repeated augmentation, arXiv 1902.05509, as DeiT's sampler has it).
/// </summary>
internal sealed class ImageOrder(int images, bool isShuffled, long seed, int repeats)
{
    private readonly System.Threading.Lock _lock = new();
    private (int Epoch, int[] Order) _last = (-1, []), _before = (-1, []);

    /// <summary>The image at a place.</summary>
    public int At(int epoch, int place) => Of(epoch)[place / repeats];

    private int[] Of(int epoch)
    {
        lock (_lock)
        {
            if (_last.Epoch == epoch)
                return _last.Order;
            if (_before.Epoch == epoch)
                return _before.Order; // some threads are in the next epoch already
            var order = new int[images];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            if (isShuffled)
                new Random(Seed(seed, epoch)).Shuffle(order);
            (_before, _last) = (_last, (epoch, order));
            return order;
        }
    }

    private static int Seed(long seed, int epoch)
    {
        var z = unchecked((ulong)seed + ((ulong)(uint)epoch << 32 | uint.MaxValue) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}

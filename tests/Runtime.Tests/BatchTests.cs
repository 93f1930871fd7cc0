using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Threading;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>Batches, and how they are made ahead.</summary>
public sealed class BatchTests
{
    private static readonly BatchOptions s_all = new()
    {
        Augmentation = new Augmentation(true, 1) { Crop = 0.3, RandAugment = 9, Erase = 0.5, EraseMode = EraseMode.Pixel }, Mixing = new Mixing { Mixup = 0.8, CutMix = 1 }, Repeats = 2,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Threads_and_where_one_begins_change_nothing(int threads)
    {
        var batches = new ImageBatches(TestData.Corners(80, 1), 16, true, 9, s_all);
        var expected = Enumerable.Range(0, 15).Select(i => batches.Prepare(i)).ToArray();
        using var queue = new BatchQueue<PreparedBatch>(new ImageBatches(TestData.Corners(80, 1), 16, true, 9, s_all).Prepare, 4, 15, threads, 3);
        for (var i = 4; i < 15; i++)
        {
            var batch = queue.Take(out _);
            Assert.Equal(expected[i].Pixels, batch.Pixels);
            Assert.Equal(expected[i].Labels, batch.Labels);
            Assert.Equal(expected[i].Mix, batch.Mix);
        }

        Assert.NotEqual(expected[0].Pixels, expected[5].Pixels);
        Assert.Throws<InvalidOperationException>(() => queue.Take(out _));
    }

    [Fact]
    public void Never_more_are_ahead_than_there_is_room_for_and_none_is_made_twice()
    {
        var (made, taken, most) = (new ConcurrentBag<long>(), 0, 0);
        using var queue = new BatchQueue<string>(
            i =>
            {
                made.Add(i);
                InterlockedMost(ref most, made.Count - Volatile.Read(ref taken));
                return $"{i}";
            },
            0, 200, 3, 5);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal($"{i}", queue.Take(out _));
            Interlocked.Increment(ref taken);
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (long)i), made.Order());
        Assert.InRange(most, 1, 6); // one may have been taken that isn't counted yet
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_making_throws_is_thrown_where_it_is_taken(int threads)
    {
        using var queue = new BatchQueue<string>(
            i =>
            {
                if (i >= 3)
                    throw new InvalidDataException(i == 3 ? "torn" : "another");
                Thread.Sleep(40); // the others are at work when it is thrown
                return $"{i}";
            },
            0, 9, threads, threads + 1);
        for (var i = 0; i < 3; i++)
            Assert.Equal($"{i}", queue.Take(out _));
        Assert.Equal("torn", Assert.Throws<InvalidDataException>(() => queue.Take(out _)).Message);
    }

    [Fact]
    public void An_unfinished_queue_ends_its_threads()
    {
        var before = Environment.TickCount64;
        new BatchQueue<string>(i => $"{i}", 0, long.MaxValue, 4, 4).Dispose();
        Assert.True(Environment.TickCount64 - before < 10_000);
    }

    /// <summary>Batches that take three quarters of a step's time on one thread are there when the step wants them, but for the first.</summary>
    [Fact]
    public void A_step_waits_for_its_first_batch_alone()
    {
        using var queue = new BatchQueue<string>(
            i =>
            {
                Thread.Sleep(30);
                return $"{i}";
            },
            0, 21, 1, 3);
        queue.Take(out var first);
        var rest = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            Thread.Sleep(40);
            queue.Take(out var waited);
            rest += waited;
        }

        Assert.True(first.TotalMilliseconds > 15, $"first {first}");
        Assert.True(rest.TotalMilliseconds < 0.2 * 20 * 40, $"waited {rest}");
    }

    [Fact]
    public void Repeated_images_follow_each_other_and_fill_an_epoch_of_the_same_length()
    {
        var order = new ImageOrder(30, true, 4, 3);
        var epoch = Enumerable.Range(0, 30).Select(i => order.At(0, i)).ToArray();
        Assert.Equal(10, epoch.Distinct().Count());
        Assert.All(epoch.Chunk(3), three => Assert.Single(three.Distinct()));
        Assert.NotEqual(epoch, Enumerable.Range(0, 30).Select(i => order.At(1, i)));
        Assert.Equal(epoch, Enumerable.Range(0, 30).Select(i => new ImageOrder(30, true, 4, 3).At(0, i)));
        // Each time changed anew.
        var batch = new ImageBatches(TestData.Corners(30, 1), 30, true, 4, new BatchOptions { Augmentation = new Augmentation { Crop = 0.2 }, Repeats = 3 }).Prepare(0);
        Assert.True(batch.Pixels.Chunk(64).Select(p => string.Join(',', p)).Distinct().Count() >= 28);
    }

    [Fact]
    public void Mixed_images_and_targets_are_the_reverses()
    {
        float[] images = [.. Enumerable.Range(0, 4).SelectMany(i => Enumerable.Repeat((float)i, 16))];
        var blended = images.ToArray();
        new Mix(0.75, null).Apply(blended, 4, 1, 4, 4);
        Assert.Equal([0.75f, 1.25f, 1.75f, 2.25f], blended.Chunk(16).Select(p => Assert.Single(p.Distinct())));
        var cut = images.ToArray();
        var mix = Mix.Cut(new Rectangle(1, 2, 2, 2), 4, 4);
        mix.Apply(cut, 4, 1, 4, 4);
        Assert.Equal(0.75, mix.Share);
        Assert.Equal([0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 3, 3, 0, 0, 0, 0], cut[..16]);
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1], cut[16..32]);
        // An odd one in the middle is its own partner.
        var three = images[..48];
        mix.Apply(three, 3, 1, 4, 4);
        Assert.Equal(Enumerable.Repeat(1f, 16), three[16..32]);
    }

    private static void InterlockedMost(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}

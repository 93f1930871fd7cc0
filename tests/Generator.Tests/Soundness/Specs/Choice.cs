using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>Chance from a seed: the same seed makes the same choices on every machine and in every version of .NET (xorshift64*).</summary>
internal sealed class Choice
{
    private ulong _state;

    public Choice(long seed)
    {
        _state = ((ulong)seed * 0x9E3779B97F4A7C15) ^ 0xD1B54A32D192ED03;
        if (_state == 0)
            _state = 1;
        for (var i = 0; i < 8; i++)
            Next();
    }

    private ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545F4914F6CDD1D;
    }

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound) => (int)((Next() >> 33) % (ulong)bound);

    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>True so many times of a hundred.</summary>
    public bool Percent(int share) => Below(100) < share;

    public T Of<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of some by their weights.</summary>
    public T Weighted<T>(IReadOnlyList<(int Weight, T Item)> items)
    {
        var place = Below(items.Sum(i => i.Weight));
        foreach (var (weight, item) in items)
        {
            if ((place -= weight) < 0)
                return item;
        }
        throw new InvalidOperationException("no weights");
    }
}

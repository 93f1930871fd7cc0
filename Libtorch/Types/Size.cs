using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor's shape.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        private readonly long[]? _shape;

        public Size(long[] shape) => _shape = (long[])shape.Clone();
        public Size(IEnumerable<long> shape) => _shape = shape.ToArray();
        public Size(int[] shape) => _shape = Array.ConvertAll(shape, d => (long)d);
        public Size(long size) => _shape = [size];
        public Size(int size) => _shape = [size];
        public Size((long, long) size) => _shape = [size.Item1, size.Item2];
        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];
        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];
        public Size((int, int) size) => _shape = [size.Item1, size.Item2];
        public Size((int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3];
        public Size((int, int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        /// <summary>The shape of a scalar.</summary>
        public static Size Empty = new(Array.Empty<long>());

        internal long[] Dims => _shape ?? [];

        public long[] Shape => (long[])Dims.Clone();
        public int Length => Dims.Length;
        public bool IsEmpty => Dims.Length == 0;
        public bool IsScalar => Dims.Length == 0;
        public long this[int idx] => Dims[idx < 0 ? idx + Dims.Length : idx];
        public long this[long idx] => this[(int)idx];

        /// <summary>The number of elements of a tensor of this shape.</summary>
        public long numel() => Dims.Aggregate(1L, (product, d) => product * d);

        public Size Slice(int first, int next) => new(Dims[first..next]);
        public IEnumerable<long> Take(int i) => Dims.Take(i);
        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Dims).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public static implicit operator Size(long size) => new(size);
        public static implicit operator Size(long[] size) => new(size);
        public static implicit operator Size((long, long) size) => new(size);
        public static implicit operator Size((long, long, long) size) => new(size);
        public static implicit operator Size((long, long, long, long) size) => new(size);
        public static Size operator +(Size left, Size right) => new([.. left.Dims, .. right.Dims]);
        public static Size operator +(Size left, IEnumerable<long> right) => new([.. left.Dims, .. right]);
        public static bool operator ==(Size left, Size right) => left.Dims.AsSpan().SequenceEqual(right.Dims);
        public static bool operator !=(Size left, Size right) => !(left == right);

        public override bool Equals(object? obj) => obj is Size other && this == other;

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var d in Dims) hash.Add(d);
            return hash.ToHashCode();
        }
    }
}

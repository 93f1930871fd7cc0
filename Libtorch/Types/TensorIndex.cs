using System;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a number, a slice, a new axis, an ellipsis or a tensor.</summary>
    public readonly struct TensorIndex
    {
        internal enum Kind { None, Null, Ellipsis, Bool, Single, Slice, Tensor }

        internal readonly Kind What;
        internal readonly long? Start, Stop, Step;
        internal readonly Tensor? Value;

        private TensorIndex(Kind what, long? start = null, long? stop = null, long? step = null, Tensor? value = null)
        {
            What = what;
            Start = start;
            Stop = stop;
            Step = step;
            Value = value;
        }

        /// <summary>As many <c>:</c> as the other entries leave.</summary>
        public static TensorIndex Ellipsis = new(Kind.Ellipsis);

        /// <summary>A new axis of size 1.</summary>
        public static TensorIndex Null = new(Kind.Null);

        /// <summary>A new axis of size 1.</summary>
        public static TensorIndex None = new(Kind.Null);

        /// <summary>The whole axis.</summary>
        public static TensorIndex Colon = new(Kind.Slice);

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);
        public static TensorIndex Single(long? index) => index is null ? Null : new(Kind.Single, index);
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);
        public static TensorIndex Slice((int?, int?) range) => new(Kind.Slice, range.Item1, range.Item2);
        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, value: tensor);

        /// <summary>A C# range: <c>..</c> is the whole axis, and <c>^n</c> counts from the end.</summary>
        public static TensorIndex Slice(Range range)
        {
            long? start = range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value;
            long? stop = range.End.IsFromEnd ? -range.End.Value : range.End.Value;
            if (range.End is { IsFromEnd: true, Value: 0 }) stop = null;
            if (range.Start is { IsFromEnd: true, Value: 0 }) start = long.MaxValue;
            return new TensorIndex(Kind.Slice, start, stop);
        }

        public static implicit operator TensorIndex(long value) => Single(value);
        /// <summary>A number, boolean or tensor as a tensor of its own; where both fit, an index is preferred to it.</summary>
        public static implicit operator Tensor(TensorIndex value) => value.What switch
        {
            Kind.Tensor => value.Value!,
            Kind.Single => tensor(value.Start!.Value),
            Kind.Bool => tensor(value.Start != 0),
            _ => throw new InvalidCastException($"An index of the kind {value.What} is no tensor."),
        };

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
    }
}

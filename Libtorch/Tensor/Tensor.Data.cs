using System;
using System.IO;
using System.Runtime.CompilerServices;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor's bytes: of the memory itself, so only for a contiguous tensor on the processor.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                var meta = Describe();
                if (meta.DeviceType != (int)DeviceType.CPU) throw new InvalidOperationException("Reading a tensor's memory needs it on the processor: call cpu() first.");
                if ((meta.Flags & NativeFlags.Contiguous) == 0) throw new InvalidOperationException("Reading a tensor's memory needs it contiguous: call contiguous() first.");
                return new Span<byte>(meta.Data, checked((int)(meta.Numel * meta.ElementSize)));
            }
            set
            {
                if (value.Length != bytes.Length) throw new ArgumentException($"{value.Length} bytes for a tensor of {bytes.Length}.", nameof(value));
                value.CopyTo(bytes);
            }
        }

        /// <summary>A typed view of the elements, in the tensor's own order.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (TypeOf(typeof(T)) != dtype) throw new ArgumentException($"The elements are {dtype}, not {typeof(T).Name}.");
            return new TensorAccessor<T>(this);
        }

        /// <summary>The only element.</summary>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1) throw new ArgumentException($"item() needs a tensor of one element; this has {numel()}.");
            if (TypeOf(typeof(T)) != dtype) throw new ArgumentException($"The element is {dtype}, not {typeof(T).Name}.");
            return ReadFirst<T>();
        }

        /// <summary>The only element as a <see cref="Scalar"/>.</summary>
        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Byte => item<byte>(),
            ScalarType.Int8 => item<sbyte>(),
            ScalarType.Int16 => item<short>(),
            ScalarType.Int32 => item<int>(),
            ScalarType.Int64 => item<long>(),
            ScalarType.Bool => item<bool>(),
            ScalarType.Float32 => item<float>(),
            ScalarType.Float64 => item<double>(),
            ScalarType.Float16 => item<Half>(),
            ScalarType.BFloat16 => ElementAsDouble(),
            var other => throw new NotSupportedException($"A scalar can't hold {other}."),
        };

        public T ReadCpuValue<T>(long i) where T : unmanaged => Element<T>(i);
        public bool ReadCpuBool(long i) => Element<bool>(i);
        public byte ReadCpuByte(long i) => Element<byte>(i);
        public sbyte ReadCpuSByte(long i) => Element<sbyte>(i);
        public short ReadCpuInt16(long i) => Element<short>(i);
        public int ReadCpuInt32(long i) => Element<int>(i);
        public long ReadCpuInt64(long i) => Element<long>(i);
        public float ReadCpuSingle(long i) => Element<float>(i);
        public double ReadCpuDouble(long i) => Element<double>(i);
        public float ReadCpuFloat16(long i) => (float)Element<Half>(i);

        public static explicit operator bool(Tensor value) => value.ToBoolean();
        public static explicit operator byte(Tensor value) => value.ToByte();
        public static explicit operator sbyte(Tensor value) => value.ToSByte();
        public static explicit operator short(Tensor value) => value.ToInt16();
        public static explicit operator int(Tensor value) => value.ToInt32();
        public static explicit operator long(Tensor value) => value.ToInt64();
        public static explicit operator float(Tensor value) => value.ToSingle();
        public static explicit operator double(Tensor value) => value.ToDouble();

        /// <summary>Writes the elements' bytes, in order.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using var dense = OnProcessor();
            stream.Write(dense.bytes);
        }

        /// <summary>Fills the tensor with bytes from a stream.</summary>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            if (is_cpu() && is_contiguous())
            {
                stream.ReadExactly(bytes);
                return;
            }

            using var _ = no_grad();
            using var dense = OnProcessor();
            stream.ReadExactly(dense.bytes);
            copy_(dense);
        }

        /// <summary>The only element as a double, whatever its dtype.</summary>
        internal double ElementAsDouble()
        {
            using var real = Op.to_dtype.Call([this, ScalarType.Float64]);
            return real.item<double>();
        }

        /// <summary>The only element as a whole number, whatever its dtype.</summary>
        internal long ElementAsLong()
        {
            if (dtype == ScalarType.Int64) return item<long>();
            using var whole = Op.to_dtype.Call([this, ScalarType.Int64]);
            return whole.item<long>();
        }

        /// <summary>A contiguous tensor of the same elements on the processor, outside any scope; the caller disposes it.</summary>
        internal Tensor OnProcessor()
        {
            using var plain = detach();
            using var near = plain.cpu();
            return near.contiguous().DetachFromDisposeScope();
        }

        private unsafe T ReadFirst<T>() where T : unmanaged
        {
            var meta = Describe();
            if (meta.DeviceType != (int)DeviceType.CPU)
            {
                using var near = cpu();
                return near.ReadFirst<T>();
            }

            var value = Unsafe.ReadUnaligned<T>(meta.Data);
            GC.KeepAlive(this);
            return value;
        }

        private unsafe T Element<T>(long i) where T : unmanaged
        {
            var meta = Describe();
            if (meta.DeviceType != (int)DeviceType.CPU) throw new InvalidOperationException("Reading an element needs the tensor on the processor.");
            if (sizeof(T) != meta.ElementSize) throw new ArgumentException($"The elements are {dtype}, not {typeof(T).Name}.");
            if ((ulong)i >= (ulong)meta.Numel) throw new IndexOutOfRangeException($"element {i} of {meta.Numel}");
            long offset = 0, rest = i;
            for (var d = meta.Dim - 1; d >= 0; d--)
            {
                offset += rest % meta.Sizes[d] * meta.Strides[d];
                rest /= meta.Sizes[d];
            }

            var value = ((T*)meta.Data)[offset];
            GC.KeepAlive(this);
            return value;
        }
    }
}

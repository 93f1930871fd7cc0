using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The number of axes.</summary>
        public long Dimensions => dim();

        /// <summary>The number of axes.</summary>
        public long ndim => dim();

        public long NumberOfElements => numel();

        /// <summary>Bytes an element.</summary>
        public long ElementSize => SizeOf(dtype);

        /// <summary>The sizes, in a new array; <see cref="size(int)"/> reads one without it.</summary>
        public unsafe long[] shape
        {
            get
            {
                var handle = Handle;
                var sizes = new ReadOnlySpan<long>(Bindings.atg_sizes(handle), (int)Bindings.atg_dim(handle)).ToArray();
                GC.KeepAlive(this);
                return sizes;
            }
        }

        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)Bindings.atg_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public Device device
        {
            get
            {
                var meta = Describe();
                return meta.DeviceType == (int)DeviceType.CPU ? CPU : new Device((DeviceType)meta.DeviceType, meta.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Describe().DeviceType;
        public int device_index => Describe().DeviceIndex;
        public bool is_leaf => Has(NativeFlags.Leaf);
        public bool is_sparse => Has(NativeFlags.Sparse);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;

        /// <summary>Whether operators on it are recorded for gradients.</summary>
        public bool requires_grad
        {
            get => Has(NativeFlags.RequiresGrad);
            set
            {
                Bindings.Check(Bindings.atg_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The gradient that <see cref="backward()"/> gathered; null before.</summary>
        public Tensor? grad
        {
            get
            {
                var gradient = Bindings.atg_grad(Handle);
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }
            set
            {
                Bindings.Check(Bindings.atg_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>The last two axes swapped.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The last two axes swapped, conjugated.</summary>
        public Tensor mH => Op.adjoint.Call([this]);

        /// <summary>All axes reversed.</summary>
        public Tensor T => Op.numpy_T.Call([this]);

        public Tensor H => Op.matrix_H.Call([this]);
        public Tensor real => Op.real.Call([this]);
        public Tensor imag => Op.imag.Call([this]);

        public long dim()
        {
            var count = Bindings.atg_dim(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long numel()
        {
            var count = Bindings.atg_numel(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long[] size() => shape;

        /// <summary>One size; a negative axis counts from the last.</summary>
        public unsafe long size(int dim)
        {
            var handle = Handle;
            var size = Bindings.atg_sizes(handle)[Axis(dim, Bindings.atg_dim(handle))];
            GC.KeepAlive(this);
            return size;
        }

        public unsafe long[] stride()
        {
            var meta = Describe();
            var strides = new ReadOnlySpan<long>(meta.Strides, (int)meta.Dim).ToArray();
            GC.KeepAlive(this);
            return strides;
        }

        public unsafe long stride(int dim)
        {
            var meta = Describe();
            var stride = meta.Strides[Axis(dim, meta.Dim)];
            GC.KeepAlive(this);
            return stride;
        }

        public long element_size() => ElementSize;
        public long storage_offset() => Describe().StorageOffset;
        public bool is_contiguous() => Has(NativeFlags.Contiguous);
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_conj() => Has(NativeFlags.Conj);
        public bool is_neg() => Has(NativeFlags.Neg);
        public bool is_quantized() => Has(NativeFlags.Quantized);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_complex() => torch.is_complex(dtype);
        public bool is_integral() => torch.is_integral(dtype);
        public bool is_nonzero() => Op.is_nonzero.CallBool([this]);

        /// <summary>Sets <see cref="requires_grad"/>, and returns the tensor itself.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>Sets <see cref="requires_grad"/>, and returns the tensor itself.</summary>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that isn't a leaf.</summary>
        public void retain_grad()
        {
            Bindings.Check(Bindings.atg_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        internal unsafe NativeMeta Describe()
        {
            NativeMeta meta;
            Bindings.Check(Bindings.atg_describe(Handle, &meta));
            GC.KeepAlive(this);
            return meta;
        }

        private bool Has(NativeFlags flag) => (Describe().Flags & flag) != 0;

        private static long Axis(long dim, long count)
        {
            var axis = dim < 0 ? dim + count : dim;
            if ((ulong)axis >= (ulong)count)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"the tensor has {count} axes");
            return axis;
        }
    }
}

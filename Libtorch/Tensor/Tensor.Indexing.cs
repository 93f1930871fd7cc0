using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(Array.ConvertAll(indices, i => (TensorIndex)i));
            set => index_put_(value, Array.ConvertAll(indices, i => (TensorIndex)i));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        /// <summary>Numbers, slices, new axes and an ellipsis give a view; tensors gather.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            var view = Slice(indices, out var gathers);
            return gathers is null ? view : Gather(view, gathers);
        }

        public Tensor index(params Tensor[] indices) => Op.index_Tensor.Call([this, (Arg)(Tensor?[])indices]);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Op.index_put_.InPlace(this, [this, (Arg)(Tensor?[])indices, value, accumulate]);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var view = Slice(indices, out var gathers);
            if (gathers is not null) view.index_put_(value, gathers!, accumulate);
            else if (accumulate) view.add_(value);
            else view.copy_(value);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filler = tensorOf(value);
            return index_put_(filler, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var filler = tensorOf(value);
            return index_put_(filler, indices);
        }

        private Tensor tensorOf(Scalar value) => Op.full.Call([(long[])[], value, dtype, Arg.None, device]);

        private static Tensor Gather(Tensor view, Tensor?[] gathers)
        {
            using (view) return Op.index_Tensor.Call([view, gathers]);
        }

        /// <summary>Applies all but the tensors, and lists those by the axis of the view that they pick from.</summary>
        private Tensor Slice(TensorIndex[] indices, out Tensor?[]? gathers)
        {
            var list = new List<Tensor?>();
            var view = alias();
            // A mask of several axes takes one place in the list of tensors.
            int axis = 0, slot = 0;
            var consumed = indices.Sum(Consumes);
            if (consumed > dim()) throw new IndexOutOfRangeException($"{consumed} indices for a tensor of {dim()} axes.");
            foreach (var entry in indices)
            {
                switch (entry.What)
                {
                    case TensorIndex.Kind.Null:
                        Next(ref view, view.unsqueeze(axis++));
                        slot++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += (int)(dim() - consumed);
                        slot += (int)(dim() - consumed);
                        break;
                    case TensorIndex.Kind.Single:
                        Next(ref view, view.select(axis, entry.Start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        if (entry.Start is not null || entry.Stop is not null || entry.Step is not null)
                            Next(ref view, Op.slice_Tensor.Call([view, axis, entry.Start, entry.Stop, entry.Step ?? 1]));
                        axis++;
                        slot++;
                        break;
                    case TensorIndex.Kind.Tensor:
                        Pick(list, slot++, entry.Value!);
                        axis += (int)Consumes(entry);
                        break;
                    default: // a boolean: a new axis of size 1 or 0
                        Next(ref view, view.unsqueeze(axis++));
                        Pick(list, slot++, tensor(entry.Start != 0).reshape(1));
                        break;
                }
            }

            gathers = list.Count == 0 ? null : [.. list];
            return view;
        }

        private static long Consumes(TensorIndex entry) => entry.What switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => entry.Value!.dtype is ScalarType.Bool or ScalarType.Byte ? entry.Value.dim() : 1,
            _ => 0,
        };

        private static void Pick(List<Tensor?> list, int slot, Tensor index)
        {
            while (list.Count < slot) list.Add(null);
            list.Add(index);
        }

        private static void Next(ref Tensor view, Tensor next)
        {
            view.Dispose();
            view = next;
        }
    }
}

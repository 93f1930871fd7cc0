using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Fresh tensors and fresh contents.
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Op.bernoulli.Call([this, generator]);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Op.bernoulli__float.InPlace(this, [this, p, generator]);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Op.bernoulli__Tensor.InPlace(this, [this, p, generator]);
        public Tensor clone() => Op.clone.Call([this]);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Op.copy_.InPlace(this, [this, source, nonBlocking]);
        public Tensor empty(params long[] sizes) => torch.empty(sizes, dtype, device);
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.empty_like.Call([this, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Op.exponential_.InPlace(this, [this, lambda, generator]);
        public Tensor eye(long rows, long columns) => torch.eye(rows, columns, dtype, device);
        public Tensor fill_(Scalar value) => Op.fill__Scalar.InPlace(this, [this, value]);
        public Tensor full(ReadOnlySpan<long> sizes, Scalar value) => torch.full(sizes, value, dtype, device);
        public Tensor full(long[] sizes, Scalar value) => torch.full(sizes, value, dtype, device);
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.full_like.Call([this, value, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor geometric_(double p, Generator? generator = null) => Op.geometric_.InPlace(this, [this, p, generator]);
        public Tensor log_normal_(double mean = 0, double std = 1, Generator? generator = null) =>
            Op.log_normal_.InPlace(this, [this, mean, std, generator]);
        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, size.ToArray(), dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, (long[])[dim0, dim1, dim2, dim3], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, (long[])[dim0, dim1, dim2], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, (long[])[rows, columns], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, (long[])[size], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_empty.Call([this, size, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_full.Call([this, size, value, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_ones.Call([this, (long[])[dim0, dim1, dim2, dim3], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_ones.Call([this, (long[])[dim0, dim1, dim2], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_ones.Call([this, (long[])[rows, columns], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_ones.Call([this, (long[])[size], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, size.ToArray(), dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, (long[])[dim0, dim1, dim2, dim3], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, (long[])[dim0, dim1, dim2], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, (long[])[rows, columns], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, (long[])[size], dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.new_zeros.Call([this, size, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Op.normal_.InPlace(this, [this, mean, std, generator]);
        public Tensor ones(params long[] sizes) => torch.ones(sizes, dtype, device);
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.ones_like.Call([this, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor poisson(Generator? generator = null) => Op.poisson.Call([this, generator]);
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.rand_like.Call([this, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.randint_like_low_dtype.Call([this, low, high, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.randn_like.Call([this, dtype, Arg.None, device]).requires_grad_(requires_grad);
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Op.random__from.InPlace(this, [this, (long)from, (long)to, generator]);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Op.uniform_.InPlace(this, [this, from, to, generator]);
        public Tensor zero_() => Op.zero_.InPlace(this, [this]);
        public Tensor zeros(params long[] sizes) => torch.zeros(sizes, dtype, device);
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Op.zeros_like.Call([this, dtype, Arg.None, device]).requires_grad_(requires_grad);
    }
}

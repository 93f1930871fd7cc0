using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Picking elements out, and putting them back.
    public partial class Tensor
    {
        public Tensor argsort(long dim = -1, bool descending = false) => Op.argsort.Call([this, dim, descending]);
        public Tensor argwhere() => Op.argwhere.Call([this]);
        public Tensor bincount(Tensor weights, long minlength = 0) => Op.bincount.Call([this, weights, minlength]);
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Op.bucketize_Tensor.Call([this, boundaries, outInt32, right]);
        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Op.count_nonzero.Call([this, Arg.None]) : Op.count_nonzero_dim_IntList.Call([this, dims]);
        public Tensor gather(long dim, Tensor index) => Op.gather.Call([this, dim, index]);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Op.histc.Call([this, bins, min, max]);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Op.index_add.Call([this, dim, index, source, alpha]);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Op.index_add_.InPlace(this, [this, dim, index, source, alpha]);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Op.index_copy.Call([this, dim, index, source]);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Op.index_copy_.InPlace(this, [this, dim, index, source]);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Op.index_fill_int_Scalar.Call([this, dim, index, value]);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Op.index_fill__int_Scalar.InPlace(this, [this, dim, index, value]);
        public Tensor index_select(long dim, Tensor index) => Op.index_select.Call([this, dim, index]);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Op.isin_Tensor_Tensor.Call([this, test_elements, assumeUnique, invert]);
        public Tensor masked_fill(Tensor mask, Scalar value) => Op.masked_fill_Scalar.Call([this, mask, value]);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Op.masked_fill__Scalar.InPlace(this, [this, mask, value]);
        public Tensor masked_select(Tensor mask) => Op.masked_select.Call([this, mask]);
        public Tensor msort() => Op.msort.Call([this]);
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Op.multinomial.Call([this, num_samples, replacement, generator]);
        public Tensor nonzero() => Op.nonzero.Call([this]);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Op.scatter_src.Call([this, dim, index, src]);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Op.scatter__src.InPlace(this, [this, dim, index, src]);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Op.scatter_add.Call([this, dim, index, src]);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Op.scatter_add_.InPlace(this, [this, dim, index, src]);
        public Tensor select_scatter(Tensor src, long dim, long index) => Op.select_scatter.Call([this, src, dim, index]);
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            Op.slice_scatter.Call([this, src, dim, start, end, step]);
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Op.sort_stable.Call2([this, stable, dim, descending]);
        public Tensor take(Tensor index) => Op.take.Call([this, index]);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Op.topk.Call2([this, k, dim, largest, sorted]);
        public Tensor where(Tensor condition, Tensor y) => Op.where_self.Call([condition, this, y]);
    }
}

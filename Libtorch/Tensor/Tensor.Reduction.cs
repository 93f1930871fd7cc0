using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Reductions and scans over axes.
    public partial class Tensor
    {
        public Tensor all() => Op.all.Call([this]);
        public Tensor all(long dim, bool keepdim = false) => Op.all_dim.Call([this, dim, keepdim]);
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            Op.allclose.CallBool([this, target, rtol, atol, equal_nan]);
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Op.amax.Call([this, dims, keepdim]) : @out.copy_(Op.amax.Call([this, dims, keepdim]));
        public Tensor amax(params long[] dims) => Op.amax.Call([this, dims]);
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Op.amin.Call([this, dims, keepdim]) : @out.copy_(Op.amin.Call([this, dims, keepdim]));
        public Tensor amin(params long[] dims) => Op.amin.Call([this, dims]);
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Op.aminmax.Call2([this, dim, keepdim]);
        public Tensor any() => Op.any.Call([this]);
        public Tensor any(long dim, bool keepdim = false) => Op.any_dim.Call([this, dim, keepdim]);
        public Tensor argmax() => Op.argmax.Call([this]);
        public Tensor argmax(long dim, bool keepdim = false) => Op.argmax.Call([this, dim, keepdim]);
        public Tensor argmin() => Op.argmin.Call([this]);
        public Tensor argmin(long dim, bool keepdim = false) => Op.argmin.Call([this, dim, keepdim]);
        public Tensor corrcoef() => Op.corrcoef.Call([this]);
        public Tensor cov(long correction = 1, Tensor? fweights = null, Tensor? aweights = null) =>
            Op.cov.Call([this, correction, fweights, aweights]);
        public (Tensor values, Tensor indexes) cummax(long dim) => Op.cummax.Call2([this, dim]);
        public (Tensor values, Tensor indexes) cummin(long dim) => Op.cummin.Call2([this, dim]);
        public Tensor cumprod(long dim, ScalarType? type = null) => Op.cumprod.Call([this, dim, type]);
        public Tensor cumsum(long dim, ScalarType? type = null) => Op.cumsum.Call([this, dim, type]);
        public Tensor cumulative_trapezoid(double dx = 1, long dim = -1) => Op.cumulative_trapezoid_dx.Call([this, dx, dim]);
        public Tensor cumulative_trapezoid(Tensor x, long dim = -1) => Op.cumulative_trapezoid_x.Call([this, x, dim]);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) => Op.diff.Call([this, n, dim, prepend, append]);
        public Tensor dist(Tensor other, float p = 2) => Op.dist.Call([this, other, p]);
        public Tensor equal(Tensor target) => tensor(Op.equal.CallBool([this, target]));
        public Tensor logcumsumexp(long dim) => Op.logcumsumexp.Call([this, dim]);
        public Tensor logsumexp(long dim, bool keepdim = false) => Op.logsumexp.Call([this, (long[])[dim], keepdim]);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Op.max_dim.Call2([this, dim, keepdim]);
        public Tensor max() => Op.max.Call([this]);
        public Tensor max(Tensor other) => Op.max_other.Call([this, other]);
        public Tensor mean() => Op.mean.Call([this]);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Op.mean_dim.Call([this, dimensions, keepdim, type]);
        public Tensor median() => Op.median.Call([this]);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Op.min_dim.Call2([this, dim, keepdim]);
        public Tensor min() => Op.min.Call([this]);
        public Tensor min(Tensor other) => Op.min_other.Call([this, other]);
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Op.mode.Call2([this, dim, keepdim]);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Op.nan_to_num.Call([this, nan, posinf, neginf]);
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            Op.nan_to_num_.InPlace(this, [this, nan, posinf, neginf]);
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Op.nanmean.Call([this, dim is { } axis ? (long[])[axis] : (long[]?)null, keepdim, dtype]);
        public Tensor nanmedian() => Op.nanmedian.Call([this]);
        public Tensor nanquantile(Tensor q, long dim = -1, bool keepdim = false) => Op.nanquantile.Call([this, q, dim, keepdim]);
        public Tensor nansum() => Op.nansum.Call([this]);
        public Tensor norm(float p = 2) => Op.norm_Scalar.Call([this, p]);
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Op.norm_ScalarOpt_dim.Call([this, p, (long[])[dim], keepdim]);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Op.prod_dim_int.Call([this, dim, keepdim, type]);
        public Tensor prod(ScalarType? type = null) => Op.prod.Call([this, type]);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Op.quantile.Call([this, q, dim, keepdim]);
        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((long[])[dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor std(bool unbiased = true) => Op.std.Call([this, unbiased]);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std((long[])[dim], unbiased, keepdim, type);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.std_dim.Call([Typed(type), dimensions, unbiased, keepdim]);
        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean((long[])[dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean((long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Op.std_mean.Call2([this, unbiased]);
        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std_mean((long[])[dim], unbiased, keepdim, type);
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.std_mean_dim.Call2([Typed(type), dimensions, unbiased, keepdim]);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Op.sum_dim_IntList.Call([this, dim.ToArray(), keepdim, type]);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim], keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum((long[])[dim0, dim1, dim2], keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Op.sum_dim_IntList.Call([this, dim, keepdim, type]);
        public Tensor sum(ScalarType? type = null) => Op.sum.Call([this, type]);
        public Tensor trapezoid(double dx = 1, long dim = -1) => Op.trapezoid_dx.Call([this, dx, dim]);
        public Tensor trapezoid(Tensor x, long dim = -1) => Op.trapezoid_x.Call([this, x, dim]);
        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((long[])[dim.Item1, dim.Item2], unbiased, keepdim, type);
        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);
        public Tensor var(bool unbiased = true) => Op.var.Call([this, unbiased]);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var((long[])[dim], unbiased, keepdim, type);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.var_dim.Call([Typed(type), dimensions, unbiased, keepdim]);
        public (Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean(dimensions.ToArray(), unbiased, keepdim, type);
        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Op.var_mean_dim.Call2([Typed(type), dimensions, unbiased, keepdim]);
        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean((long[])[dim.Item1, dim.Item2], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean((long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim, type);
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Op.var_mean.Call2([this, unbiased]);
        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var_mean((long[])[dim], unbiased, keepdim, type);
    }
}

using System;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Products of matrices and vectors.
    public partial class Tensor
    {
        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.addbmm.Call([this, batch1, batch2, beta, alpha]);
        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Op.addbmm_.InPlace(this, [this, batch1, batch2, beta, alpha]);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Op.addmm.Call([this, mat1, mat2, beta, alpha]);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Op.addmm_.InPlace(this, [this, mat1, mat2, beta, alpha]);
        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Op.addmv.Call([this, mat, vec, beta, alpha]);
        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) => Op.addmv_.InPlace(this, [this, mat, vec, beta, alpha]);
        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Op.addr.Call([this, vec1, vec2, beta, alpha]);
        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) => Op.addr_.InPlace(this, [this, vec1, vec2, beta, alpha]);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Op.baddbmm.Call([this, batch1, batch2, beta, alpha]);
        public Tensor bmm(Tensor batch2) => Op.bmm.Call([this, batch2]);
        public Tensor det() => Op.det.Call([this]);
        public Tensor dot(Tensor target) => Op.dot.Call([this, target]);
        public Tensor ger(Tensor vec2) => Op.ger.Call([this, vec2]);
        public Tensor inner(Tensor vec2) => Op.inner.Call([this, vec2]);
        public Tensor inverse() => Op.inverse.Call([this]);
        public Tensor kron(Tensor other) => Op.kron.Call([this, other]);
        public Tensor logdet() => Op.logdet.Call([this]);
        public Tensor matmul(Tensor target) => Op.matmul.Call([this, target]);
        public Tensor matrix_exp() => Op.matrix_exp.Call([this]);
        public Tensor matrix_power(int n) => Op.matrix_power.Call([this, n]);
        public Tensor mm(Tensor target) => Op.mm.Call([this, target]);
        public Tensor mv(Tensor target) => Op.mv.Call([this, target]);
        public Tensor outer(Tensor vec2) => Op.outer.Call([this, vec2]);
        public Tensor tensordot(Tensor b, (long, long)[] dims) =>
            tensordot(b, dims.Select(d => d.Item1).ToArray(), dims.Select(d => d.Item2).ToArray());
        public Tensor tensordot(Tensor b, long dims = 2) =>
            tensordot(b, Enumerable.Range(0, (int)dims).Select(i => ndim - dims + i).ToArray(), Enumerable.Range(0, (int)dims).Select(i => (long)i).ToArray());
        public Tensor tensordot(Tensor b, long[] dims1, long[] dims2) => Op.tensordot.Call([this, b, dims1, dims2]);
        public Tensor trace() => Op.trace.Call([this]);
        public Tensor vdot(Tensor target) => Op.vdot.Call([this, target]);
    }
}

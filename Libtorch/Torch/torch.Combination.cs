using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Native;

namespace TorchSharp;

// Many tensors into one.
public static partial class torch
{
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Op.cat.Call([tensors, dim]);
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Op.cat.Call([tensors as Tensor[] ?? [.. tensors], dim]);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Op.cat.Call([tensors.ToArray(), dim]);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Op.stack.Call([tensors as Tensor[] ?? [.. tensors], dim]);
    public static Tensor hstack(IList<Tensor> tensors) => Op.hstack.Call([(Tensor[])[.. tensors]]);
    public static Tensor vstack(IList<Tensor> tensors) => Op.vstack.Call([(Tensor[])[.. tensors]]);
    public static Tensor dstack(IList<Tensor> tensors) => Op.dstack.Call([(Tensor[])[.. tensors]]);
    public static Tensor column_stack(IList<Tensor> tensors) => Op.column_stack.Call([(Tensor[])[.. tensors]]);
    public static Tensor row_stack(IList<Tensor> tensors) => Op.row_stack.Call([(Tensor[])[.. tensors]]);
}

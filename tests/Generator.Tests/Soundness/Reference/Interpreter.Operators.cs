using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>Operators by torch's functions.</summary>
internal sealed partial class Interpreter
{
    private object ApplyOperator(OperatorCall call, IReadOnlyList<Tensor> inputs, string key, Names names)
    {
        var given = new Arguments(call.Operator, call.Arguments, e => Static(e, names));
        if (call.Operator.Inputs == Dsl.Shapes.OperatorInputs.One && inputs.Count != 1)
            throw new Unjudged("another number of tensors");
        try
        {
            return Operator(call.Operator.Name, given, inputs, key);
        }
        catch (Unjudged unjudged)
        {
            throw new Unjudged($"{call.Operator.Name}: {unjudged.Message}");
        }
        catch (Exception e) when (e is System.Runtime.InteropServices.ExternalException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new SpecFails(e.Message.Split('\n')[0]);
        }
    }

    private object Operator(string name, Arguments a, IReadOnlyList<Tensor> inputs, string key)
    {
        var x = inputs.Count > 0 ? inputs[0] : throw new Unjudged("an operator without a tensor");
        switch (name)
        {
            case "conv1d" or "conv2d" or "conv3d":
                return Convolution(a, x, key, name[4] - '0');
            case "conv_transpose2d":
                return Transposed(a, x, key);
            case "linear":
            {
                var (from, to) = (x.shape[^1], Positive(a, "out_features"));
                return functional.linear(x, Weight(key + "weight", to, from), a.Bool("bias") ? Weight(key + "bias", to) : null);
            }
            case "layer_norm":
            {
                if (a.Has("axes"))
                    throw new Unjudged("axes of layer_norm");
                var axis = Axis(a.Int("axis"), x);
                return functional.layer_norm(x.transpose(axis, -1), [x.shape[axis]], Learned("weight", a.Bool("affine"), x.shape[axis]), Learned("bias", a.Bool("affine") && a.Bool("bias"), x.shape[axis])).transpose(axis, -1);
            }
            case "rms_norm":
            {
                var axis = Axis(a.Int("axis"), x);
                Learned("weight", a.Bool("affine"), x.shape[axis]);
                return x;
            }
            case "batch_norm":
            {
                Rank(x, 2, 5);
                var channels = x.shape[1];
                var (weight, bias) = (Learned("weight", a.Bool("affine"), channels), Learned("bias", a.Bool("affine"), channels));
                if (!a.Bool("track_running_stats"))
                    throw new Unjudged("batch_norm without averages");
                _state[key + "num_batches_tracked"] = [];
                return functional.batch_norm(x, Weight(key + "running_mean", channels), Weight(key + "running_var", channels), weight, bias);
            }
            case "group_norm":
                Positive(a, "num_groups");
                return functional.group_norm(x, a.Int("num_groups"), Learned("weight", a.Bool("affine"), x.shape[1]), Learned("bias", a.Bool("affine"), x.shape[1]));
            case "prelu":
                if (a.Int("num_parameters") != 1 && a.Int("num_parameters") != x.shape[1])
                    throw new SpecFails("slopes for other channels");
                Weight(key + "weight", a.Int("num_parameters"));
                return x;
            case "relu" or "relu6" or "silu" or "sigmoid" or "tanh" or "hardswish" or "hardsigmoid" or "mish" or "softplus" or "gelu" or "leaky_relu" or "elu" or "identity" or "dropout" or "drop_path"
                or "exp" or "abs" or "neg" or "square" or "sin" or "cos":
                return x.abs();
            case "softmax" or "log_softmax":
                return functional.softmax(x, Axis(a.Int("dim"), x));
            case "normalize":
                Axis(a.Int("dim"), x);
                return x;
            case "mean" or "sum":
                return x.mean(a.Axes(x.dim()), a.Bool("keep"));
            case "max" or "min" when inputs.Count == 1:
                return x.amax(a.Axes(x.dim()), a.Bool("keep"));
            case "add" or "subtract" or "multiply" or "divide" or "maximum" or "minimum" when inputs.Count == 2:
                return x + inputs[1];
            case "matmul" when inputs.Count == 2:
                return matmul(x, inputs[1]);
            case "transpose":
                return x.transpose(a.Int("dim0"), a.Int("dim1"));
            case "permute":
                return x.permute(a.Ints("dims"));
            case "flatten":
                return x.flatten(a.Int("start_dim"), a.Int("end_dim"));
            case "unsqueeze":
                return x.unsqueeze(a.Int("dim"));
            case "squeeze":
                return x.shape[Axis(a.Int("dim"), x)] == 1 ? x.squeeze(a.Int("dim")) : throw new SpecFails("squeezing an axis that isn't 1");
            case "reshape":
                return x.reshape(a.Ints("sizes"));
            case "concat":
                return cat([.. inputs], a.Int("dim"));
            case "stack":
                return stack([.. inputs], a.Int("dim"));
            case "roll":
                return x.roll(a.Ints("shifts"), a.Ints("dims"));
            case "flip":
                return x.flip(a.Ints("dims"));
            case "chunk" or "split" or "split_size" or "unstack":
                return Parts(name, a, x);
            case "repeat_interleave":
                return x.repeat_interleave(a.Int("repeats"), Axis(a.Int("dim"), x));
            default:
                return Windows(name, a, x);
        }

        Tensor? Learned(string tensor, bool has, long size) => has ? Weight(key + tensor, size) : null;
    }

    private static List<object> Parts(string name, Arguments a, Tensor x)
    {
        var axis = Axis(a.Int("dim"), x);
        var size = x.shape[axis];
        switch (name)
        {
            case "chunk":
                if (Positive(a, "chunks") is var chunks && size % chunks != 0)
                    throw new SpecFails($"{size} in {chunks} chunks");
                return [.. x.chunk(chunks, axis)];
            case "split":
                if (a.Ints("sizes").Sum() != size || a.Ints("sizes").Any(s => s < 1))
                    throw new SpecFails($"sizes that don't make {size}");
                return [.. x.split(a.Ints("sizes"), axis)];
            case "split_size":
                return [.. x.split(Positive(a, "size"), axis)];
            default:
                return [.. x.unbind((int)axis)];
        }
    }

    private static long Positive(Arguments a, string name) => a.Int(name) is var value && value >= 1 ? value : throw new SpecFails($"{name} is {value}");

    private static void Rank(Tensor x, int least, int most)
    {
        if (x.dim() < least || x.dim() > most)
            throw new SpecFails($"{x.dim()} axes");
    }

    private static long Axis(long axis, Tensor x) => axis >= -x.dim() && axis < x.dim() ? (axis + x.dim()) % x.dim() : throw new SpecFails($"no axis {axis}");
}

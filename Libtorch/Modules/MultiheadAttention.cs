using System;

namespace TorchSharp.Modules;

/// <summary>Attention of several heads over (L, N, E); keys follow PyTorch's.</summary>
public class MultiheadAttention : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, bool, torch.Tensor, Tuple<torch.Tensor, torch.Tensor>>
{
    private readonly long _width, _heads;
    private readonly double _dropout;
    private readonly bool _addZero;
    private readonly Parameter? _packed, _query, _key, _value, _bias, _keyBias, _valueBias;
    private readonly Linear _out;

    internal MultiheadAttention(long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
        : base(nameof(MultiheadAttention))
    {
        if (embedded_dim % num_heads != 0) throw new ArgumentException("embedded_dim must be divisible by num_heads", nameof(embedded_dim));
        (_width, _heads, _dropout, _addZero) = (embedded_dim, num_heads, dropout, add_zero_attn);
        if ((kdim ?? embedded_dim) == embedded_dim && (vdim ?? embedded_dim) == embedded_dim)
        {
            register_parameter("in_proj_weight", _packed = Projection(3 * embedded_dim, embedded_dim));
        }
        else
        {
            register_parameter("q_proj_weight", _query = Projection(embedded_dim, embedded_dim));
            register_parameter("k_proj_weight", _key = Projection(embedded_dim, kdim ?? embedded_dim));
            register_parameter("v_proj_weight", _value = Projection(embedded_dim, vdim ?? embedded_dim));
        }

        if (bias) register_parameter("in_proj_bias", _bias = Initial.Full([3 * embedded_dim], 0, null, null));
        register_module("out_proj", _out = new Linear(embedded_dim, embedded_dim, bias, null, null));
        if (bias) torch.nn.init.zeros_(_out.bias!);
        if (!add_bias_kv) return;
        register_parameter("bias_k", _keyBias = new Parameter(torch.nn.init.xavier_normal_(torch.empty(1, 1, embedded_dim))));
        register_parameter("bias_v", _valueBias = new Parameter(torch.nn.init.xavier_normal_(torch.empty(1, 1, embedded_dim))));
    }

    public new Tuple<torch.Tensor, torch.Tensor> call(torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor? key_padding_mask = null, bool need_weights = true, torch.Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask!, need_weights, attn_mask!);

    public override Tuple<torch.Tensor, torch.Tensor> forward(torch.Tensor query, torch.Tensor key, torch.Tensor value, torch.Tensor key_padding_mask, bool need_weights, torch.Tensor attn_mask)
    {
        using var scope = torch.NewDisposeScope();
        var (length, batch) = (query.size(0), query.size(1));
        var q = Project(query, _query, 0);
        var k = Project(key, _key, 1);
        var v = Project(value, _value, 2);
        if (_keyBias is not null)
        {
            k = torch.cat([k, _keyBias.repeat(1, batch, 1)]);
            v = torch.cat([v, _valueBias!.repeat(1, batch, 1)]);
        }

        if (_addZero)
        {
            k = torch.cat([k, k.new_zeros(1, batch, _width)]);
            v = torch.cat([v, v.new_zeros(1, batch, _width)]);
        }

        var source = k.size(0);
        var scores = (Heads(q) / Math.Sqrt((double)_width / _heads)).bmm(Heads(k).transpose(1, 2));
        scores = Masked(scores, attn_mask, batch, length, source);
        if (key_padding_mask is not null)
        {
            var padding = key_padding_mask.view(batch, 1, 1, -1);
            if (source > padding.size(-1)) padding = torch.nn.functional.pad(padding, (0, source - padding.size(-1)));
            scores = Masked(scores.view(batch, _heads, length, source), padding, batch, length, source).view(-1, length, source);
        }

        var weights = scores.softmax(-1);
        var mixed = torch.nn.functional.dropout(weights, _dropout, training).bmm(Heads(v));
        var result = _out.call(mixed.transpose(0, 1).reshape(length, batch, _width)).MoveToOuterDisposeScope();
        var mean = need_weights ? weights.view(batch, _heads, length, source).mean([1]).MoveToOuterDisposeScope() : null;
        return new Tuple<torch.Tensor, torch.Tensor>(result, mean!);
    }

    private static Parameter Projection(long rows, long columns) => new(torch.nn.init.xavier_uniform_(torch.empty(rows, columns)));

    private torch.Tensor Project(torch.Tensor input, Parameter? own, long part) => torch.nn.functional.linear(
        input, own ?? _packed!.narrow(0, part * _width, _width), _bias?.narrow(0, part * _width, _width));

    private torch.Tensor Heads(torch.Tensor input) => input.reshape(input.size(0), -1, _width / _heads).transpose(0, 1);

    private static torch.Tensor Masked(torch.Tensor scores, torch.Tensor? mask, long batch, long length, long source)
    {
        if (mask is null) return scores;
        if (mask.size(-1) < source) mask = torch.nn.functional.pad(mask, (0, source - mask.size(-1)));
        return mask.dtype == torch.ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores + mask;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// Fills weights and inputs by a rule that needs nothing but their names: FNV-1a of the key seeds SplitMix64, whose numbers u in [0, 1) and
/// v = 2u − 1 become the elements in row-major order, in double until the end.
/// </summary>
/// <remarks>
/// By the last segment of the key: <c>weight</c> of two or more axes: v·√(3 / fan-in); of fewer: 1 + 0.1v; <c>bias</c>, <c>running_mean</c>: 0.1v;
/// <c>running_var</c>: 0.5 + u; <c>num_batches_tracked</c>: 0; <c>temperature</c>: 1 + 0.1v; other parameters: 0.5v; other buffers as the model builds
/// them. Inputs: v, by the key <c>input</c>.
/// </remarks>
public static class GoldenFill
{
    private const int Chunk = 1 << 18;

    /// <summary>
    /// Fills a model's parameters and buffers. Keys that the fixture lists as parameters are parameters, others are what the model says. A tensor of
    /// several names has the values of the last in the fixture's order. Where a key map is given, the names are those that it gives.
    /// </summary>
    public static void Model(nn.Module model, GoldenFixture fixture, KeyMap? keys = null)
    {
        var listed = new Dictionary<string, (int Order, bool IsBuffer)>(StringComparer.Ordinal);
        foreach (var entry in fixture.StateDict)
            listed[entry.Key] = (listed.Count, entry.IsBuffer);
        var parameters = model.named_parameters().Select(p => p.name).ToHashSet(StringComparer.Ordinal);
        var lastNames = LastNames(fixture, listed);

        var targets = new Dictionary<nint, (Tensor Tensor, string Key, int Order, Law Law)>();
        foreach (var (name, tensor) in model.state_dict())
        {
            var official = keys?.Map(name) ?? name;
            var key = lastNames.GetValueOrDefault(official, official);
            var order = listed.TryGetValue(key, out var known) ? known.Order : -1;
            var isBuffer = listed.ContainsKey(key) ? known.IsBuffer : !parameters.Contains(name);
            var law = fixture.KeptBuffers.Contains(key) ? Law.Keep : LawOf(key, tensor.dim(), isBuffer);
            if (!targets.TryGetValue(tensor.Handle, out var earlier) || earlier.Order < order)
                targets[tensor.Handle] = (tensor, key, order, law);
        }

        Fill(targets.Values.Where(t => t.Law != Law.Keep).Select(t => (t.Tensor, t.Key, t.Law, ScaleOf(fixture, t.Key))).ToList());
    }

    /// <summary>An input of a shape, by the rule. The caller disposes it.</summary>
    public static Tensor Input(long[] shape, string key = "input")
    {
        var tensor = empty(shape, ScalarType.Float32, CPU);
        Fill([(tensor, key, Law.Plain, 1.0)]);
        return tensor;
    }

    /// <summary>The elements that a float32 tensor of this key and shape gets, as an array; null where the model's own values stay.</summary>
    public static float[]? Values(string key, long[] shape, bool isBuffer = false)
    {
        var law = LawOf(key, shape.Length, isBuffer);
        if (law == Law.Keep)
            return null;
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        Write(values, 0, Hash(key), law, FanIn(shape), 1);
        return values;
    }

    private enum Law { Keep, Zero, Plain, Kernel, NearOne, Tenth, Variance, Half }

    private static Law LawOf(string key, long rank, bool isBuffer) => key[(key.LastIndexOf('.') + 1)..] switch
    {
        "weight" => rank >= 2 ? Law.Kernel : Law.NearOne,
        "bias" or "running_mean" => Law.Tenth,
        "running_var" => Law.Variance,
        "num_batches_tracked" => Law.Zero,
        "temperature" => Law.NearOne,
        _ => isBuffer ? Law.Keep : Law.Half,
    };

    // The name that decides a tensor of several names: the last in the state dict's order.
    private static Dictionary<string, string> LastNames(GoldenFixture fixture, Dictionary<string, (int Order, bool IsBuffer)> listed)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in fixture.AliasedKeys.Where(g => g.Count > 1))
        {
            var deciding = group.MaxBy(k => listed.TryGetValue(k, out var known) ? known.Order : -1)!;
            foreach (var name in group)
                last[name] = deciding;
        }

        return last;
    }

    private static double ScaleOf(GoldenFixture fixture, string key) =>
        fixture.Scales.Where(s => key.EndsWith(s.Suffix, StringComparison.Ordinal)).Aggregate(1.0, (product, s) => product * s.Factor);

    private static double FanIn(long[] shape) => shape.Length == 0 ? 1 : shape.Skip(1).Aggregate(1.0, (product, size) => product * size);

    private static void Fill(List<(Tensor Tensor, string Key, Law Law, double Scale)> targets)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var pieces = new List<(Tensor Dense, ulong Hash, Law Law, double FanIn, double Scale, int From, int Count)>();
        var copies = new List<(Tensor To, Tensor From)>();
        foreach (var (tensor, key, law, scale) in targets)
        {
            if (law == Law.Zero)
            {
                tensor.zero_();
                continue;
            }

            var isPlain = tensor.dtype == ScalarType.Float32 && tensor.device.type == DeviceType.CPU && tensor.is_contiguous();
            var dense = isPlain ? tensor : empty(tensor.shape, ScalarType.Float32, CPU);
            if (!isPlain)
                copies.Add((tensor, dense));
            var count = checked((int)dense.numel());
            for (var from = 0; from < count; from += Chunk)
                pieces.Add((dense, Hash(key), law, FanIn(tensor.shape), scale, from, Math.Min(Chunk, count - from)));
        }

        Parallel.ForEach(pieces, piece =>
        {
            var all = MemoryMarshal.Cast<byte, float>(piece.Dense.bytes);
            Write(all.Slice(piece.From, piece.Count), piece.From, piece.Hash, piece.Law, piece.FanIn, piece.Scale);
        });
        foreach (var (to, from) in copies)
            to.copy_(from);
    }

    private static void Write(Span<float> to, long first, ulong hash, Law law, double fanIn, double scale)
    {
        var spread = Math.Sqrt(3.0 / fanIn);
        var state = unchecked(hash + (ulong)first * 0x9E3779B97F4A7C15UL);
        for (var i = 0; i < to.Length; i++)
        {
            state = unchecked(state + 0x9E3779B97F4A7C15UL);
            var z = state;
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
            var u = ((z ^ (z >> 31)) >> 11) * (1.0 / (1L << 53));
            var v = 2 * u - 1;
            to[i] = (float)(scale * law switch
            {
                Law.Kernel => v * spread,
                Law.NearOne => 1 + 0.1 * v,
                Law.Tenth => 0.1 * v,
                Law.Variance => 0.5 + u,
                Law.Half => 0.5 * v,
                Law.Plain => v,
                _ => 0,
            });
        }
    }

    private static ulong Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(key))
            hash = unchecked((hash ^ b) * 1099511628211UL);
        return hash;
    }
}

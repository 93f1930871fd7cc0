using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>One operator as its lowering sees it: arguments and sizes settled, inputs by their names in the ONNX graph.</summary>
internal sealed class OnnxCall(OnnxBuilder to, OnnxSizes sizes, OperatorNode node, IReadOnlyList<string> inputs, Func<string, string> tensor, Func<string, CliException> refuse)
{
    /// <summary>The graph that is written.</summary>
    public OnnxBuilder To => to;

    /// <summary>How sizes are written.</summary>
    public OnnxSizes Sizes => sizes;

    /// <summary>The operator with its arguments.</summary>
    public OperatorNode Node => node;

    /// <summary>The inputs.</summary>
    public IReadOnlyList<string> Inputs => inputs;

    /// <summary>The first input.</summary>
    public string X => inputs[0];

    /// <summary>The sizes of the first input.</summary>
    public Dim[] In { get; } = node.Inputs.Count > 0 ? sizes.Of(node.Inputs[0].Shape) : [];

    /// <summary>The sizes of the first result.</summary>
    public Dim[] Out { get; } = node.Outputs.Count > 0 ? sizes.Of(node.Outputs[0].Shape) : [];

    /// <summary>The number of the first input's axes.</summary>
    public int Rank => In.Length;

    /// <summary>The initialiser of a tensor that the layer owns, by its last segment.</summary>
    public string Tensor(string name) => tensor(name);

    /// <summary>True where the layer has such a tensor.</summary>
    public bool Has(string name) => node.Owned.Any(t => t.Name == name);

    /// <summary>Adds an ONNX operator.</summary>
    public string Add(string type, IEnumerable<string> of, params (string Name, object Value)[] attributes) => to.Add(type, of, attributes);

    /// <summary>The first input under other sizes.</summary>
    public string Reshape(string value, IReadOnlyList<Dim> from, IReadOnlyList<Dim> shape) => Add("Reshape", [value, sizes.Target(from, shape)]);

    /// <summary>Its axes in another order.</summary>
    public string Transpose(string value, params IEnumerable<int> order) => Add("Transpose", [value], ("perm", order));

    /// <summary>An axis argument, counted from the start.</summary>
    public int Axis(string name = "dim", int? rank = null) => Place(node.Int(name) ?? Dim.Zero, rank ?? Rank, name);

    /// <summary>Several axes; all of them where none is given.</summary>
    public int[] Axes(string name = "dims") => node.Ints(name) is { Count: > 0 } given
        ? [.. given.Select(a => Place(a, Rank, name)).Order()]
        : node.Int("dim") is { } one ? [Place(one, Rank, "dim")] : [.. Enumerable.Range(0, Rank)];

    /// <summary>An argument for each of so many axes.</summary>
    public Dim[] PerAxis(string name, int count)
    {
        Dim[] given = [.. (node.Ints(name) ?? []).Select(sizes.Of)];
        return given.Length == count ? given : [.. Enumerable.Repeat(given.Length > 0 ? given[0] : Dim.Zero, count)];
    }

    /// <summary>The same where every one is a number.</summary>
    public long[] Numbers(string name, int count) => [.. PerAxis(name, count).Select(d => Number(d, name))];

    /// <summary>A size that has to be a number in ONNX.</summary>
    public long Number(Dim size, string what) => sizes.Of(size).Value
        ?? throw Refuse($"has a {what} that depends on the input's size ({sizes.Of(size)}), which ONNX takes as a number only. Settle the size with --size");

    /// <summary>A number argument that may depend on the input's size, as a value; empty where there is none.</summary>
    public string Scalar(string name) => !node.Arguments.TryGetValue(name, out var value) ? "" : sizes.Float(value)
        ?? throw Refuse($"has a '{name}' that isn't known before it runs");

    /// <summary>The same as a number, where it is one; null where it depends on the input's size or isn't given.</summary>
    public double? Known(string name) => node.Arguments.TryGetValue(name, out var value) ? sizes.Known(value) : null;

    /// <summary>A number argument that ONNX takes as an attribute.</summary>
    public double Fixed(string name, double otherwise) => !node.Arguments.ContainsKey(name) ? otherwise : Known(name)
        ?? throw Refuse($"has a '{name}' that depends on the input's size, which ONNX takes as a number only. Settle the size with --size");

    /// <summary>A tensor of ints as one of numbers.</summary>
    public string ToFloat(string value) => Add("Cast", [value], ("to", OnnxTypes.Float));

    /// <summary>Why an operator can't be exported, at its place.</summary>
    public CliException Refuse(string why) => refuse(why);

    private int Place(Dim axis, int rank, string name) => (int)(Number(axis, name) is var given && given < 0 ? given + rank : given);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using ArchGen.Cli.Export.Onnx;
using Google.Protobuf;

namespace ArchGen.Cli.Export;

/// <summary>An ONNX graph being written. Every name is given once; small constants that are equal are one.</summary>
internal sealed class OnnxBuilder
{
    /// <summary>The operator set: the newest that Debian's onnx knows, and the first with LayerNormalization.</summary>
    public const int Opset = 17;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    /// <summary>What is written.</summary>
    public GraphProto Graph { get; } = new();

    /// <summary>What names of nodes begin with: the layer's key, or where it is and the operator.</summary>
    public string Label { get; set; } = "";

    /// <summary>Takes a name that is a contract: an input's, an output's or a weight's key.</summary>
    public void Reserve(string name) => _names.Add(name);

    /// <summary>Adds an operator with one result, whose name it gives.</summary>
    public string Add(string type, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) => AddMany(type, inputs, 1, attributes)[0];

    /// <summary>Adds an operator with so many results, whose names it gives. Inputs that are left out are empty.</summary>
    public string[] AddMany(string type, IEnumerable<string> inputs, int count, params (string Name, object Value)[] attributes)
    {
        var name = Fresh($"{Label}/{type}");
        var outputs = count == 1 ? [name] : Enumerable.Range(0, count).Select(i => Fresh($"{name}:{i}")).ToArray();
        var node = new NodeProto { Name = name, OpType = type };
        node.Input.AddRange(inputs.Reverse().SkipWhile(i => i.Length == 0).Reverse());
        node.Output.AddRange(outputs);
        _made.UnionWith(outputs);
        node.Attribute.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        Graph.Node.Add(node);
        return outputs;
    }

    /// <summary>Ints in one axis.</summary>
    public string Ints(params IEnumerable<long> values)
    {
        long[] all = [.. values];
        return Constant("i" + string.Join(",", all), TensorProto.Types.DataType.Int64, [all.Length], MemoryMarshal.AsBytes(all.AsSpan()));
    }

    /// <summary>An int without axes.</summary>
    public string Int(long value) => Constant("s" + value, TensorProto.Types.DataType.Int64, [], MemoryMarshal.AsBytes([value]));

    /// <summary>A number without axes.</summary>
    public string Float(double value) => Floats([(float)value], []);

    /// <summary>Numbers of a shape.</summary>
    public string Floats(ReadOnlySpan<float> values, long[] shape)
    {
        var bytes = MemoryMarshal.AsBytes(values);
        return Constant($"f{string.Join(",", shape)}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))}", TensorProto.Types.DataType.Float, shape, bytes);
    }

    /// <summary>The same number in a shape.</summary>
    public string Filled(double value, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        Array.Fill(values, (float)value);
        return Floats(values, shape);
    }

    /// <summary>Adds a tensor under its own name.</summary>
    public void Add(TensorProto tensor)
    {
        _names.Add(tensor.Name);
        Graph.Initializer.Add(tensor);
    }

    /// <summary>Calls a result by another name, or one like it where that is taken; what has one already, and constants, keep theirs.</summary>
    public void Call(string value, string wanted)
    {
        if (_made.Contains(value) && !_renamed.ContainsKey(value))
            _renamed[value] = Fresh(wanted);
    }

    /// <summary>Gives a result the name of an output; one that can't have it is handed on by an Identity.</summary>
    public void Output(string value, string name)
    {
        if (_made.Contains(value) && (!_renamed.TryGetValue(value, out var other) || !Graph.Output.Any(o => o.Name == other)))
        {
            _renamed[value] = name;
            return;
        }
        var node = new NodeProto { Name = Fresh($"{name}/Identity"), OpType = "Identity" };
        node.Input.Add(value);
        node.Output.Add(name);
        Graph.Node.Add(node);
    }

    /// <summary>Puts the names in their places.</summary>
    public void Finish()
    {
        foreach (var node in Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
                node.Input[i] = _renamed.GetValueOrDefault(node.Input[i], node.Input[i]);
            for (var i = 0; i < node.Output.Count; i++)
                node.Output[i] = _renamed.GetValueOrDefault(node.Output[i], node.Output[i]);
        }
    }

    /// <summary>A tensor's bytes in the order that the format asks for.</summary>
    public static ByteString Bytes(ReadOnlySpan<byte> native, int elementSize)
    {
        if (BitConverter.IsLittleEndian || elementSize == 1)
            return ByteString.CopyFrom(native);
        var turned = native.ToArray();
        for (var i = 0; i < turned.Length; i += elementSize)
            turned.AsSpan(i, elementSize).Reverse();
        return ByteString.CopyFrom(turned);
    }

    private string Constant(string content, TensorProto.Types.DataType type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        if (_constants.TryGetValue(content, out var known))
            return known;
        var name = Fresh("constants/" + _constants.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = Bytes(bytes, type == TensorProto.Types.DataType.Int64 ? sizeof(long) : sizeof(float)) };
        tensor.Dims.AddRange(shape);
        Graph.Initializer.Add(tensor);
        return _constants[content] = name;
    }

    private string Fresh(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_names.Add(name); i++)
            name = FormattableString.Invariant($"{wanted}_{i}");
        return name;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int number:
                (attribute.I, attribute.Type) = (number, AttributeProto.Types.AttributeType.Int);
                break;
            case long number:
                (attribute.I, attribute.Type) = (number, AttributeProto.Types.AttributeType.Int);
                break;
            case bool truth:
                (attribute.I, attribute.Type) = (truth ? 1 : 0, AttributeProto.Types.AttributeType.Int);
                break;
            case double number:
                (attribute.F, attribute.Type) = ((float)number, AttributeProto.Types.AttributeType.Float);
                break;
            case string text:
                (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), AttributeProto.Types.AttributeType.String);
                break;
            case TensorProto tensor:
                (attribute.T, attribute.Type) = (tensor, AttributeProto.Types.AttributeType.Tensor);
                break;
            case IEnumerable<int> numbers:
                attribute.Ints.AddRange(numbers.Select(n => (long)n));
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                break;
            case IEnumerable<long> numbers:
                attribute.Ints.AddRange(numbers);
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                break;
            default:
                throw new ArgumentException($"An attribute can't be a {value.GetType().Name}.", nameof(value));
        }
        return attribute;
    }
}

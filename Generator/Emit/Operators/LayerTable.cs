using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>A layer's C#: its type, and the expression that makes it.</summary>
internal readonly record struct LayerText(string Type, string Expression);

/// <summary>How built-in layers are made.</summary>
internal static partial class LayerTable
{
    private static readonly Dictionary<string, Func<OperatorArguments, LayerText>> s_layers = new(StringComparer.Ordinal)
    {
        ["conv1d"] = a => Convolution(a, 1),
        ["conv2d"] = a => Convolution(a, 2),
        ["conv3d"] = a => Convolution(a, 3),
        ["conv_transpose1d"] = a => Transposed(a, 1),
        ["conv_transpose2d"] = a => Transposed(a, 2),
        ["conv_transpose3d"] = a => Transposed(a, 3),
        ["linear"] = a => Native(a, "Linear", $"{a.Text("in_features")}, {a.Text("out_features")}{a.Named("bias", "hasBias", true)}"),
        ["embedding"] = a => Own(a, "IndexEmbedding", $"{a.Text("num_embeddings")}, {a.Text("embedding_dim")}"),
        ["prelu"] = a => Native(a, "PReLU", $"{a.Text("num_parameters")}{a.Named("init", "init", 0.25)}"),
        ["layer_norm"] = LayerNorm,
        ["rms_norm"] = RmsNorm,
        ["batch_norm"] = a => Normalization(a, "BatchNorm", affine: true),
        ["instance_norm"] = a => Normalization(a, "InstanceNorm", affine: false),
        ["group_norm"] = a => Native(
            a, "GroupNorm", $"{a.Text("num_groups")}, {a.Text("num_channels")}{a.Named("eps", "eps", 1e-5)}{a.Named("affine", "affine", true)}"),
        ["identity"] = a => Native(a, "Identity", ""),
        ["dropout"] = a => Native(a, "Dropout", a.IsDefault("p", 0.5) ? "" : a.Text("p")),
        ["dropout2d"] = a => Native(a, "Dropout2d", a.IsDefault("p", 0.5) ? "" : a.Text("p")),
        ["drop_path"] = a => Own(a, "DropPath", a.Text("p")),
        ["gelu"] = a => a.Word("approximate") == "tanh"
            ? Native(a, "GELU", $"{GeluType(a)}.Approximate.tanh")
            : Native(a, "GELU", ""),
        ["relu"] = a => Native(a, "ReLU", ""),
        ["relu6"] = a => Native(a, "ReLU6", ""),
        ["silu"] = a => Native(a, "SiLU", ""),
        ["sigmoid"] = a => Native(a, "Sigmoid", ""),
        ["tanh"] = a => Native(a, "Tanh", ""),
        ["hardswish"] = a => Native(a, "Hardswish", ""),
        ["hardsigmoid"] = a => Native(a, "Hardsigmoid", ""),
        ["mish"] = a => Native(a, "Mish", ""),
    };

    /// <summary>The names of the layers.</summary>
    public static IEnumerable<string> Names => s_layers.Keys;

    /// <summary>True for what can be made as a layer of its own.</summary>
    public static bool Contains(string name) => s_layers.ContainsKey(name);

    /// <summary>A layer's C#. A function without state becomes a module that applies it.</summary>
    public static LayerText Make(OperatorArguments arguments) =>
        s_layers.TryGetValue(arguments.Name, out var layer) ? Started(arguments, layer(arguments)) : AsModule(arguments);

    /// <summary>A layer whose tensors start otherwise than PyTorch's: <c>nn.Linear(8, 8).Start(weight: …)</c>.</summary>
    private static LayerText Started(OperatorArguments a, LayerText layer)
    {
        var starts = new[] { "weight", "bias" }.Where(tensor => a.Has(tensor + "_init")).Select(tensor => $"{tensor}: {a.Text(tensor + "_init")}").ToArray();
        return starts.Length == 0 ? layer : layer with { Expression = $"{layer.Expression}.Start({string.Join(", ", starts)})" };
    }

    /// <summary>The name under which GELU's own enum is found.</summary>
    private static string GeluType(OperatorArguments a) => a.Types["GELU"] == "GELU" ? "TorchSharp.Modules.GELU" : a.Types["GELU"];

    private static LayerText Native(OperatorArguments a, string type, string arguments) => new(a.Types[type], $"{a.Types["nn"]}.{type}({arguments})");

    private static LayerText Own(OperatorArguments a, string type, string arguments) => new(a.Types[type], $"new {a.Types[type]}({arguments})");

    private static LayerText AsModule(OperatorArguments a)
    {
        var inputs = FunctionTable.Inputs(a.Name);
        var names = inputs == 1 ? ["x"] : Enumerable.Range(1, inputs).Select(i => "x" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var body = FunctionTable.Apply(a, names.Select(n => new OperatorInput(Printed.Primary(n), false, false)).ToArray(), beside: null);
        var parameters = inputs == 1 ? names[0] : "(" + string.Join(", ", names) + ")";
        var type = a.Types[inputs == 1 ? "TensorFunction" : "TensorFunction2"];
        return new LayerText(a.Types.ModuleType(inputs, 1), $"new {type}({Literals.String(a.Name)}, {parameters} => {body})");
    }

    private static LayerText LayerNorm(OperatorArguments a)
    {
        var affine = a.Named("affine", "elementwise_affine", true) + a.Named("bias", "bias", true);
        if (!a.Has("axes") && IsInner(a))
            return Own(a, "ChannelsFirstLayerNorm", $"{a.Spread("normalized_shape")}{a.Named("eps", "eps", 1e-5)}{affine}{a.Named("axis", "axis", 1)}");
        var shape = a.Items("normalized_shape") is { Count: 1 } ? a.Spread("normalized_shape") : a.Array("normalized_shape");
        return Native(a, "LayerNorm", shape + a.Named("eps", "eps", 1e-5) + affine);
    }

    private static LayerText RmsNorm(OperatorArguments a) => Own(
        a, "RmsNorm",
        a.Spread("normalized_shape") + a.Named("eps", "eps", 1e-5) + a.Named("affine", "elementwise_affine", true) + (IsInner(a) ? a.Named("axis", "axis", -1) : ""));

    /// <summary>True unless the axis that is normalised is the last.</summary>
    private static bool IsInner(OperatorArguments a) => a.Constant("axis") is { } axis && axis != -1 && !(a.Constant("rank") is { } rank && axis == rank - 1);

    private static LayerText Normalization(OperatorArguments a, string stem, bool affine)
    {
        var type = stem + a.Constant("rank") switch { 4 => "2d", 5 => "3d", _ => "1d" };
        return Native(
            a, type,
            a.Text("num_features") + a.Named("eps", "eps", 1e-5) + a.Named("momentum", "momentum", 0.1) + a.Named("affine", "affine", affine)
            + (stem == "BatchNorm" ? a.Named("track_running_stats", "track_running_stats", true) : ""));
    }
}

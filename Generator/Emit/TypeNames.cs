using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>
/// The names of TorchSharp's, the runtime's and .NET's types as one file writes them: short where nothing of the file's own has that name, else from
/// <c>global::</c>.
/// </summary>
internal sealed class TypeNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["torch"] = "global::TorchSharp.torch",
        ["nn"] = "global::TorchSharp.torch.nn",
        ["F"] = "global::TorchSharp.torch.nn.functional",
        ["Tensor"] = "global::TorchSharp.torch.Tensor",
        ["TensorIndex"] = "global::TorchSharp.torch.TensorIndex",
        ["Module"] = "global::TorchSharp.torch.nn.Module",
        ["Padding"] = "global::TorchSharp.torch.nn.Padding",
        ["PaddingModes"] = "global::TorchSharp.PaddingModes",
        ["InterpolationMode"] = "global::TorchSharp.InterpolationMode",
        ["ScalarType"] = "global::TorchSharp.torch.ScalarType",
        ["StaticMath"] = "global::ArchGen.Runtime.Generated.StaticMath",
        ["TensorMath"] = "global::ArchGen.Runtime.Generated.TensorMath",
        ["Func"] = "global::System.Func",
        ["Math"] = "global::System.Math",
        ["Type"] = "global::System.Type",
        ["ArgumentException"] = "global::System.ArgumentException",
        ["InvalidOperationException"] = "global::System.InvalidOperationException",
        ["FormattableString"] = "global::System.FormattableString",
        ["IReadOnlyList"] = "global::System.Collections.Generic.IReadOnlyList",
        ["List"] = "global::System.Collections.Generic.List",
    };

    /// <summary>What stands for tensors and their functions where a network is described.</summary>
    private static readonly Dictionary<string, string> InDescriptions = new(StringComparer.Ordinal)
    {
        ["Tensor"] = "GraphTensor", ["torch"] = "GraphTorch", ["F"] = "GraphFunctional", ["TensorMath"] = "GraphMath",
    };

    private readonly HashSet<string> _taken;
    private readonly bool _isDescribed;

    /// <summary>Names for a file that has these identifiers of its own.</summary>
    public TypeNames(IEnumerable<string> taken)
        : this(new HashSet<string>(taken.Select(Identifiers.Clean), StringComparer.Ordinal), isDescribed: false)
    {
    }

    private TypeNames(HashSet<string> taken, bool isDescribed)
    {
        _taken = taken;
        _isDescribed = isDescribed;
    }

    /// <summary>The names where a network is described rather than run.</summary>
    public TypeNames Described => new(_taken, isDescribed: true);

    /// <summary>True where layers are described rather than called.</summary>
    public bool IsDescribed => _isDescribed;

    /// <summary>The usings that make short names mean what they should.</summary>
    public static IReadOnlyList<string> Usings { get; } =
    [
        "using System;",
        "using System.Collections.Generic;",
        "using System.Diagnostics.CodeAnalysis;",
        "using ArchGen.Runtime.Generated;",
        "using TorchSharp;",
        "using TorchSharp.Modules;",
        "using TorchSharp.Utils;",
        "using static TorchSharp.torch;",
        "using static TorchSharp.torch.nn;",
        "using F = TorchSharp.torch.nn.functional;",
    ];

    /// <summary>A type or static class.</summary>
    public string this[string name]
    {
        get
        {
            if (_isDescribed && InDescriptions.TryGetValue(name, out var described))
                name = described;
            if (!_taken.Contains(name))
                return name;
            if (Known.TryGetValue(name, out var full))
                return full;
            return RuntimeTypes.Contains(name) ? "global::ArchGen.Runtime.Generated." + name : "global::TorchSharp.Modules." + name;
        }
    }

    /// <summary>The layers of <c>ArchGen.Runtime.Generated</c>.</summary>
    public static HashSet<string> RuntimeTypes { get; } =
    [
        "NamedModuleList", "ModuleTable", "ChannelsFirstLayerNorm", "RmsNorm", "IndexEmbedding", "DropPath", "SameConv1d", "SameConv2d", "SameConv3d",
        "VariantDescriptor", "InitialTensor", "Initial", "LayerInit", "Fan", "VariantStage", "ArchVariant", "TensorFunction", "TensorFunction2", "AblationMember",
        "IDescribed", "InferencePlans", "GraphTensor", "GraphTorch", "GraphFunctional", "GraphMath", "GraphLayers",
    ];

    /// <summary><c>Module&lt;Tensor, Tensor&gt;</c> and its like for several inputs and outputs.</summary>
    public string ModuleType(int inputs, int outputs)
    {
        var tensor = this["Tensor"];
        var result = outputs == 1 ? tensor : "(" + string.Join(", ", Enumerable.Repeat(tensor, outputs)) + ")";
        return $"{this["Module"]}<{string.Join(", ", Enumerable.Repeat(tensor, Math.Max(1, inputs)))}, {result}>";
    }

    /// <summary>A static value's type.</summary>
    public string Of(StaticType type) => type switch
    {
        ScalarType { Name: "float" } => "double",
        ScalarType { Name: "bool" } => "bool",
        ScalarType { Name: "string" } => "string",
        ListType list => Of(list.Element) + "[]",
        ComponentType component => $"{this["Func"]}<{string.Concat(component.Told.Select(_ => "long, "))}{ModuleType(component.Inputs, component.Outputs)}>",
        _ => "long",
    };
}

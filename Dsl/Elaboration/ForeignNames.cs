using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What those who come from Python write, and what it is here.</summary>
internal static class ForeignNames
{
    private static readonly Dictionary<string, string> s_here = new(StringComparer.Ordinal)
    {
        ["range"] = "write '0..n'", ["cat"] = "write 'concat'", ["view"] = "write 'reshape' or 'rearrange'", ["unbind"] = "write 'unstack'", ["bmm"] = "write 'a @ b'",
        ["mm"] = "write 'a @ b'", ["einsum"] = "write 'a @ b', with 'rearrange' around it", ["mul"] = "write 'a * b'", ["sub"] = "write 'a - b'", ["div"] = "write 'a / b'",
        ["pow"] = "write 'a ** b'", ["amax"] = "write 'max'", ["amin"] = "write 'min'", ["None"] = "leave the argument out", ["True"] = "write 'true'", ["False"] = "write 'false'",
        ["Sequential"] = "write a group, '{ … }'", ["ModuleList"] = "write labels with an index, 'blocks[i]: …'", ["Parameter"] = "write 'param name: [sizes] = init'",
    };

    /// <summary>The end of a message about an unknown name; null for one that isn't known elsewhere either.</summary>
    public static Suggested? Suggestion(string name)
    {
        if (s_here.TryGetValue(name, out var here))
            return Suggested.Words("; " + here);
        if (name.Length < 3 || !char.IsUpper(name[0]))
            return null;
        // `BatchNorm2d`, `LayerNorm`, `MaxPool2d`.
        var plain = Plain(name);
        var found = OperatorTable.All.FirstOrDefault(o => Plain(o.Name) == plain) ?? OperatorTable.All.FirstOrDefault(o => Plain(o.Name) == plain.TrimEnd('d').TrimEnd('1', '2', '3'));
        return found is null ? null : Suggested.Write(name, found.Name);
    }

    /// <summary>The end of a message about an argument that PyTorch wants and this language doesn't.</summary>
    public static Suggested? Implied(string argument) => argument switch
    {
        "in_channels" or "in_features" or "num_features" or "num_channels" or "normalized_shape" or "input_size" =>
            Suggested.Words("; leave it out: it is the input's own size"),
        "inplace" or "device" or "dtype" or "batch_first" => Suggested.Words("; leave it out"),
        _ => null,
    };

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}

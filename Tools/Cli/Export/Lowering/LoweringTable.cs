using System;
using System.Collections.Generic;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>How every operator of the language is said in ONNX; a test fails where one is missing.</summary>
internal static class LoweringTable
{
    private static readonly Dictionary<string, Func<OnnxCall, IReadOnlyList<string>>> s_lowerings = Build();

    /// <summary>The operators.</summary>
    public static IEnumerable<string> Names => s_lowerings.Keys;

    /// <summary>
    /// What hands entries on as they are, whatever their type; all else computes with numbers.
    /// </summary>
    public static bool IsMove(string name) => name is "identity" or "dropout" or "dropout2d" or "drop_path" or "transpose" or "permute" or "flatten" or "unflatten" or "reshape" or "squeeze" or "unsqueeze"
        or "expand" or "slice" or "select" or "take" or "roll" or "flip" or "repeat_interleave" or "pad_to_multiple" or "concat" or "stack" or "split" or "split_size" or "chunk" or "unstack"
        or "embedding" or "pixel_shuffle" or "pixel_unshuffle";

    /// <summary>Writes an operator; gives the names of its results.</summary>
    public static IReadOnlyList<string> Lower(OnnxCall call) => s_lowerings.TryGetValue(call.Node.Operator, out var lowering)
        ? lowering(call)
        : throw call.Refuse("has no counterpart in ONNX");

    private static Dictionary<string, Func<OnnxCall, IReadOnlyList<string>>> Build()
    {
        var table = new Dictionary<string, Func<OnnxCall, IReadOnlyList<string>>>(StringComparer.Ordinal);
        void One(string name, Func<OnnxCall, string> lowering) => table.Add(name, call => [lowering(call)]);
        ElementLowerings.AddTo(One);
        ArithmeticLowerings.AddTo(One);
        ReductionLowerings.AddTo(One);
        ProjectionLowerings.AddTo(One);
        ConvolutionLowerings.AddTo(One);
        NormLowerings.AddTo(One);
        LayoutLowerings.AddTo(One);
        EntryLowerings.AddTo(One);
        PaddingLowerings.AddTo(One);
        JoinLowerings.AddTo(One, table.Add);
        PoolLowerings.AddTo(One);
        SpaceLowerings.AddTo(One);
        CreationLowerings.AddTo(One);
        return table;
    }
}

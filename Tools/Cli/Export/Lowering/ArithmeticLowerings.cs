using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Operators of two tensors; both broadcast as ONNX does.</summary>
internal static class ArithmeticLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        foreach (var (name, type) in new[]
        {
            ("add", "Add"), ("subtract", "Sub"), ("multiply", "Mul"), ("divide", "Div"), ("power", "Pow"), ("maximum", "Max"), ("minimum", "Min"), ("matmul", "MatMul"),
        })
            add(name, c => c.Add(type, c.Inputs));
    }
}

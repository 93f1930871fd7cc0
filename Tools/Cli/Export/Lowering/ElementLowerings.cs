using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>What changes each element: activations, functions of one number, and what acts in training only.</summary>
internal static class ElementLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        foreach (var (name, type) in new[]
        {
            ("relu", "Relu"), ("sigmoid", "Sigmoid"), ("tanh", "Tanh"), ("hardswish", "HardSwish"), ("softplus", "Softplus"), ("exp", "Exp"), ("log", "Log"), ("sqrt", "Sqrt"), ("abs", "Abs"),
            ("neg", "Neg"), ("sin", "Sin"), ("cos", "Cos"), ("floor", "Floor"), ("ceil", "Ceil"), ("round", "Round"), ("erf", "Erf"), ("reciprocal", "Reciprocal"), ("sign", "Sign"),
        })
            add(name, c => c.Add(type, [c.X]));
        // In evaluation, these hand on what they are given.
        foreach (var name in new[] { "identity", "dropout", "dropout2d", "drop_path" })
            add(name, c => c.X);
        add("relu6", c => c.Add("Clip", [c.X, c.To.Float(0), c.To.Float(6)]));
        add("silu", c => c.Add("Mul", [c.X, c.Add("Sigmoid", [c.X])]));
        add("hardsigmoid", c => c.Add("HardSigmoid", [c.X], ("alpha", 1.0 / 6), ("beta", 0.5)));
        add("mish", c => c.Add("Mul", [c.X, c.Add("Tanh", [c.Add("Softplus", [c.X])])]));
        add("rsqrt", c => c.Add("Reciprocal", [c.Add("Sqrt", [c.X])]));
        add("square", c => c.Add("Mul", [c.X, c.X]));
        add("gelu", c => c.Node.Word("approximate") == "tanh" ? TanhGelu(c) : Gelu(c));
        add("leaky_relu", c => c.Add("LeakyRelu", [c.X], ("alpha", c.Fixed("negative_slope", 0.01))));
        add("elu", c => c.Add("Elu", [c.X], ("alpha", c.Fixed("alpha", 1))));
        add("clamp", c => c.Add("Clip", [c.X, c.Scalar("min"), c.Scalar("max")]));
        add("softmax", c => c.Add("Softmax", [c.X], ("axis", c.Axis())));
        add("log_softmax", c => c.Add("LogSoftmax", [c.X], ("axis", c.Axis())));
        add("cumsum", c => c.Add("CumSum", [c.X, c.To.Int(c.Axis())]));
        add("normalize", Normalize);
    }

    private static string Gelu(OnnxCall c)
    {
        var probability = c.Add("Add", [c.Add("Erf", [c.Add("Div", [c.X, c.To.Float(Math.Sqrt(2))])]), c.To.Float(1)]);
        return c.Add("Mul", [c.Add("Mul", [c.X, probability]), c.To.Float(0.5)]);
    }

    private static string TanhGelu(OnnxCall c)
    {
        var cubed = c.Add("Mul", [c.Add("Mul", [c.Add("Mul", [c.X, c.X]), c.X]), c.To.Float(0.044715)]);
        var inner = c.Add("Mul", [c.Add("Add", [c.X, cubed]), c.To.Float(Math.Sqrt(2 / Math.PI))]);
        return c.Add("Mul", [c.Add("Mul", [c.X, c.Add("Add", [c.Add("Tanh", [inner]), c.To.Float(1)])]), c.To.Float(0.5)]);
    }

    private static string Normalize(OnnxCall c)
    {
        var p = c.Fixed("p", 2);
        var axes = new[] { c.Axis() };
        var norm = p switch
        {
            1 => c.Add("ReduceL1", [c.X], ("axes", axes), ("keepdims", 1)),
            2 => c.Add("ReduceL2", [c.X], ("axes", axes), ("keepdims", 1)),
            _ => c.Add("Pow", [c.Add("ReduceSum", [c.Add("Pow", [c.Add("Abs", [c.X]), c.To.Float(p)]), c.To.Ints(axes[0])], ("keepdims", 1)), c.To.Float(1 / p)]),
        };
        return c.Add("Div", [c.X, c.Add("Max", [norm, c.To.Float(c.Fixed("eps", 1e-12))])]);
    }
}

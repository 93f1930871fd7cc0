using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>A tensor handed to an operator. A scalar is a static number where a tensor could stand.</summary>
internal readonly record struct OperatorInput(Printed Text, bool IsList, bool IsScalar)
{
    /// <summary>The text where a member of it is called.</summary>
    public string Target => Text.In(Binds.Primary);

    /// <inheritdoc/>
    public override string ToString() => Text.Text;
}

/// <summary>The input that new tensors are made beside: on its device, and with its type unless it is one of indices.</summary>
internal sealed record Neighbour(string Tensor, bool IsIndex);

/// <summary>An operator's call: its arguments and tensors, and the tensor that new ones are made beside.</summary>
internal sealed record OperatorCall(OperatorArguments Arguments, IReadOnlyList<OperatorInput> Inputs, Neighbour? Beside)
{
    /// <summary>The first tensor.</summary>
    public OperatorInput X => Inputs[0];

    /// <summary>The file's names of types.</summary>
    public TypeNames Types => Arguments.Types;

    /// <summary>A method of the first tensor.</summary>
    public Printed Method(string name, string arguments = "") => Printed.Primary($"{X.Target}.{name}({arguments})");

    /// <summary>A function of <c>torch.nn.functional</c>.</summary>
    public Printed Functional(string name, string arguments = "") => Printed.Primary($"{Types["F"]}.{name}({X}{arguments})");

    /// <summary>A function of the runtime's.</summary>
    public Printed Helper(string name, string arguments) => Printed.Primary($"{Types["TensorMath"]}.{name}({arguments})");
}

/// <summary>How operators without state are applied.</summary>
internal static partial class FunctionTable
{
    private static readonly Dictionary<string, Func<OperatorCall, Printed>> s_functions = Build();

    /// <summary>The names of the operators.</summary>
    public static IEnumerable<string> Names => s_functions.Keys;

    /// <summary>True for an operator that is a function.</summary>
    public static bool Contains(string name) => s_functions.ContainsKey(name);

    /// <summary>True for operators that give several tensors.</summary>
    public static bool GivesList(string name) => name is "join_lists" or "split" or "chunk" or "split_size" or "unstack";

    /// <summary>How many tensors an operator takes.</summary>
    public static int Inputs(string name) => name is "add" or "subtract" or "multiply" or "divide" or "power" or "maximum" or "minimum" or "matmul" or "take" or "join_lists" ? 2 : 1;

    /// <summary>An operator applied.</summary>
    public static Printed Apply(OperatorArguments arguments, IReadOnlyList<OperatorInput> inputs, Neighbour? beside) =>
        s_functions.TryGetValue(arguments.Name, out var function)
            ? function(new OperatorCall(arguments, inputs, beside))
            : throw new NotSupportedException($"There is no C# for the operator '{arguments.Name}'.");

    private static Dictionary<string, Func<OperatorCall, Printed>> Build()
    {
        var table = new Dictionary<string, Func<OperatorCall, Printed>>(StringComparer.Ordinal);
        AddElementwise(table);
        AddArithmetic(table);
        AddLayouts(table);
        AddReductions(table);
        AddPooling(table);
        AddSpaces(table);
        AddCreation(table);
        return table;
    }

    private static void AddElementwise(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        foreach (var name in new[] { "relu", "relu6", "silu", "hardswish", "hardsigmoid", "mish", "softplus" })
            table[name] = c => c.Functional(name);
        foreach (var name in new[] { "sigmoid", "tanh", "exp", "log", "sqrt", "rsqrt", "square", "abs", "sin", "cos", "floor", "ceil", "round", "erf", "reciprocal", "sign" })
            table[name] = c => c.Method(name);
        table["identity"] = c => c.X.Text;
        table["neg"] = c => new Printed("-" + c.X.Text.In(Binds.Unary), Binds.Unary);
        table["gelu"] = c => c.Arguments.Word("approximate") == "tanh"
            ? c.Functional("gelu", $", {(c.Types["GELU"] == "GELU" ? "TorchSharp.Modules.GELU" : c.Types["GELU"])}.Approximate.tanh")
            : c.Functional("gelu");
        table["leaky_relu"] = c => c.Functional("leaky_relu", c.Arguments.IsDefault("negative_slope", 0.01) ? "" : ", " + c.Arguments.Text("negative_slope"));
        table["elu"] = c => c.Functional("elu", ", " + c.Arguments.Text("alpha"));
        table["clamp"] = Clamp;
        table["softmax"] = c => c.Method("softmax", c.Arguments.Text("dim"));
        table["log_softmax"] = c => c.Method("log_softmax", c.Arguments.Text("dim"));
        table["cumsum"] = c => c.Method("cumsum", c.Arguments.Text("dim"));
        table["normalize"] = c => c.Functional(
            "normalize", c.Arguments.Named("p", "p", 2) + c.Arguments.Named("dim", "dim", 1) + c.Arguments.Named("eps", "eps", 1e-12));
    }

    private static Printed Clamp(OperatorCall c)
    {
        var a = c.Arguments;
        return (a.Has("min"), a.Has("max")) switch
        {
            (true, false) => c.Method("clamp_min", a.Text("min")),
            (false, true) => c.Method("clamp_max", a.Text("max")),
            _ => c.Method("clamp", $"{a.Text("min")}, {a.Text("max")}"),
        };
    }

    private static void AddArithmetic(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        table["add"] = c => Infix(c, "+", Binds.Additive);
        table["subtract"] = c => Infix(c, "-", Binds.Additive);
        table["multiply"] = c => Infix(c, "*", Binds.Multiplicative);
        table["divide"] = c => Infix(c, "/", Binds.Multiplicative);
        table["matmul"] = c => Printed.Primary($"{c.Types["torch"]}.matmul({c.Inputs[0]}, {c.Inputs[1]})");
        table["power"] = c => c.X.IsScalar ? c.Helper("Power", $"{c.X}, {c.Inputs[1]}") : c.Method("pow", c.Inputs[1].ToString());
        table["maximum"] = c => Extremum(c, "maximum", "clamp_min");
        table["minimum"] = c => Extremum(c, "minimum", "clamp_max");
    }

    private static Printed Infix(OperatorCall c, string sign, int binding) =>
        new($"{c.Inputs[0].Text.In(binding)} {sign} {c.Inputs[1].Text.In(binding + 1)}", binding);

    private static Printed Extremum(OperatorCall c, string name, string withScalar)
    {
        var (a, b) = (c.Inputs[0], c.Inputs[1]);
        if (a.IsScalar)
            (a, b) = (b, a);
        return b.IsScalar ? Printed.Primary($"{a.Target}.{withScalar}({b})") : Printed.Primary($"{c.Types["torch"]}.{name}({a}, {b})");
    }
}

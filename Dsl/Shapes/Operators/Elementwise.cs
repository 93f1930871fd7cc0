using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>What changes each element and keeps the shape: activations, functions of one number, dropout.</summary>
internal static class Elementwise
{
    private static readonly (string Name, string Doc)[] Plain =
    [
        ("relu", "max(x, 0)."), ("relu6", "min(max(x, 0), 6)."), ("silu", "x · sigmoid(x)."), ("sigmoid", "1 / (1 + exp(-x))."),
        ("tanh", "The hyperbolic tangent."), ("hardswish", "x · min(max(x + 3, 0), 6) / 6."), ("hardsigmoid", "min(max(x + 3, 0), 6) / 6."),
        ("mish", "x · tanh(softplus(x))."), ("softplus", "log(1 + exp(x))."), ("exp", "e to the power of each element."),
        ("log", "The natural logarithm."), ("sqrt", "The square root."), ("rsqrt", "1 / sqrt(x)."), ("square", "x²."), ("abs", "The absolute value."),
        ("neg", "-x."), ("sin", "The sine."), ("cos", "The cosine."), ("floor", "Rounded down."), ("ceil", "Rounded up."),
        ("round", "Rounded to the nearest, halves to the even."), ("erf", "The error function."), ("reciprocal", "1 / x."), ("sign", "-1, 0 or 1."),
    ];

    public static IEnumerable<Operator> All =>
    [
        .. Plain.Select(p => Function(p.Name, OperatorInputs.One, p.Doc, Keep)),
        Function(
            "gelu", OperatorInputs.One, "x times the normal distribution's probability of less than x.", Keep,
            Symbol("approximate", "`tanh` approximates it.", "none", "tanh")),
        Function(
            "leaky_relu", OperatorInputs.One, "x where positive, else x times a small slope.", Keep,
            Float("negative_slope", 0.01, "The slope of negative values.")),
        Function("elu", OperatorInputs.One, "x where positive, else alpha · (exp(x) - 1).", Keep, Float("alpha", 1, "What it tends to, negated.")),
        Function(
            "clamp", OperatorInputs.One, "Limits each element to a range.", Clamp,
            Optional("min", OperatorParameterKind.Float, "The least value."),
            Optional("max", OperatorParameterKind.Float, "The largest value.")),
        Layer("identity", "Its input.", Keep),
        Layer("dropout", "Zeroes elements at random in training, and scales the others up.", Drop, Float("p", 0.5, "The probability of each to go.")),
        Layer("dropout2d", "Zeroes whole channels of maps at random in training, and scales the others up.", Drop, Float("p", 0.5, "The probability of each to go.")),
        Layer(
            "drop_path", "Zeroes whole entries of axis 0 at random in training, and scales the others up (stochastic depth).", Drop,
            new OperatorParameter("p", OperatorParameterKind.Float, Doc: "The probability of each to go.")),
        Function(
            "softmax", OperatorInputs.One, "Positive numbers that sum up to 1 along an axis.", KeepOverAxis,
            Int("dim", "The axis.")),
        Function("log_softmax", OperatorInputs.One, "The logarithm of softmax.", KeepOverAxis, Int("dim", "The axis.")),
        Function("cumsum", OperatorInputs.One, "Running sums along an axis.", KeepOverAxis, Int("dim", "The axis.")),
        Function(
            "normalize", OperatorInputs.One, "Divides by the norm along an axis.", KeepOverAxis,
            Float("p", 2, "Which norm."),
            Int("dim", 1, "The axis."),
            Float("eps", 1e-12, "The least that is divided by.")),
    ];

    private static OperatorResult? Keep(Call call) => Call.Result(call.Input);

    private static OperatorResult? KeepOverAxis(Call call) =>
        call.TryAxis("dim", call.Input.Rank, out _) ? Call.Result(call.Input) : null;

    private static OperatorResult? Drop(Call call)
    {
        var isLegal = call.RequireFloat("p", p => p is >= 0 and <= 1, "from 0 to 1")
            && call.Name switch
            {
                "drop_path" => call.RequireRank(1, int.MaxValue),
                "dropout2d" => call.RequireRank(4, 4),
                _ => true,
            };
        return isLegal ? Call.Result(call.Input) : null;
    }

    private static OperatorResult? Clamp(Call call)
    {
        if (!call.Has("min") && !call.Has("max"))
        {
            call.ReportCall(Catalog.ConflictingArguments, [], call.Name, "'min', 'max' or both");
            return null;
        }
        if (call.Float("max") is { } most)
        {
            var range = "at most 'max', " + most.ToString("R", CultureInfo.InvariantCulture);
            if (!call.RequireFloat("min", least => least <= most, range))
                return null;
        }
        return Call.Result(call.Input);
    }
}

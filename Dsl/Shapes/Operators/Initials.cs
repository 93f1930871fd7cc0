using System;
using System.Collections.Generic;
using System.Globalization;
using ArchGen.Dsl.Diagnostics;
using static ArchGen.Dsl.Shapes.Operators.Define;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>How learned tensors start. What looks at how many inputs and outputs each element has needs two axes or more.</summary>
internal static class Initials
{
    public static IEnumerable<Initial> All =>
    [
        Any("zeros", "Zeros.", Fine),
        Any("ones", "Ones.", Fine),
        Any(
            "normal", "Drawn from a normal distribution.", Spread,
            Float("mean", 0, "Its mean."),
            Float("std", 1, "Its standard deviation.")),
        Any(
            "trunc_normal", "Drawn from a normal distribution, between two bounds.", call => Spread(call) is null || !Ordered(call, "a", "b") ? null : Done,
            Float("std", 1, "The standard deviation, before anything is cut off."),
            Float("mean", 0, "The mean."),
            Float("a", -2, "The lower bound: a value, not a multiple of the deviation."),
            Float("b", 2, "The upper bound.")),
        Any(
            "uniform", "Drawn evenly from a range.", call => Ordered(call, "low", "high") ? Done : null,
            Float("low", 0, "Its lower end."),
            Float("high", 1, "Its upper end.")),
        Fans("xavier_uniform", "Glorot's: drawn evenly, the variance 2 / (inputs + outputs).", Gain),
        Fans("xavier_normal", "Glorot's: drawn from a normal distribution, the variance 2 / (inputs + outputs).", Gain),
        Fans("kaiming_uniform", "He's: drawn evenly, the variance the gain's square / the fan.", Mode, Nonlinearity, Slope),
        Fans("kaiming_normal", "He's: drawn from a normal distribution, the variance the gain's square / the fan.", Mode, Nonlinearity, Slope),
        Fans("lecun_normal", "LeCun's: a normal distribution cut off at two deviations, the variance 1 / inputs."),
        Fans("orthogonal", "Rows (or columns, whichever are fewer) at right angles to each other.", Gain),
        new(Named("eye", "The identity.", Fine), 2, 2),
        new(Named("dirac", "A convolution's weight that hands as many channels on as it can.", Fine), 3, 5),
    ];

    private static OperatorParameter Gain => Float("gain", 1, "What the standard deviation is multiplied by.");

    private static OperatorParameter Mode => Symbol(
        "mode", "Which fan: that of the inputs, that of the outputs as PyTorch counts it, or that of the outputs of one group.", "fan_in", "fan_out", "fan_out_per_group");

    private static OperatorParameter Nonlinearity => Symbol(
        "nonlinearity", "What follows, which sets the gain.", "leaky_relu", "relu", "linear", "sigmoid", "tanh");

    private static OperatorParameter Slope => Float("a", 0, "The slope of a leaky ReLU that follows.");

    private static OperatorResult Done => Call.Result(Shape.Of());

    private static Initial Any(string name, string doc, Func<Call, OperatorResult?> rule, params OperatorParameter[] parameters) =>
        new(Named(name, doc, rule, parameters), 0, int.MaxValue);

    private static Initial Fans(string name, string doc, params OperatorParameter[] parameters) => new(Named(name, doc, Fine, parameters), 2, int.MaxValue);

    private static Operator Named(string name, string doc, Func<Call, OperatorResult?> rule, params OperatorParameter[] parameters) =>
        Function(name, OperatorInputs.None, doc, rule, parameters);

    private static OperatorResult? Fine(Call call) => Done;

    private static OperatorResult? Spread(Call call) => call.RequireFloat("std", s => s >= 0, "0 or more") ? Done : null;

    private static bool Ordered(Call call, string low, string high)
    {
        if (call.Float(low) is not { } from || call.Float(high) is not { } to || from <= to)
            return true;
        call.Report(Catalog.ConflictingArguments, call.Context.Argument(high) is null ? low : high, call.Name, $"{low} and {high} in order: {Show(from)} is more than {Show(to)}");
        return false;
    }

    private static string Show(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}

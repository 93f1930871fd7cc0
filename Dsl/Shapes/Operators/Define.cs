using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;

namespace ArchGen.Dsl.Shapes.Operators;

/// <summary>How the families write their entries.</summary>
internal static class Define
{
    /// <summary>An operator without anything to keep.</summary>
    public static Operator Function(
        string name, OperatorInputs inputs, string doc, Func<Call, OperatorResult?> rule, params OperatorParameter[] parameters) =>
        new(name, inputs, false, parameters, Guard(inputs, parameters, rule), doc);

    /// <summary>A layer without learned tensors, which behaves otherwise in training.</summary>
    public static Operator Layer(string name, string doc, Func<Call, OperatorResult?> rule, params OperatorParameter[] parameters) =>
        new(name, OperatorInputs.One, true, parameters, Guard(OperatorInputs.One, parameters, rule), doc);

    /// <summary>A layer with learned tensors.</summary>
    public static Operator Learned(string name, string doc, Func<Call, OperatorResult?> rule, params OperatorParameter[] parameters) =>
        Layer(name, doc, rule, parameters) with { HasState = true };

    /// <summary>An int that must be given.</summary>
    public static OperatorParameter Int(string name, string doc) => new(name, OperatorParameterKind.Int, Doc: doc);

    /// <summary>An int with a default.</summary>
    public static OperatorParameter Int(string name, long value, string doc) => new(name, OperatorParameterKind.Int, IntValue.Of(value), Doc: doc);

    /// <summary>A float with a default.</summary>
    public static OperatorParameter Float(string name, double value, string doc) => new(name, OperatorParameterKind.Float, FloatValue.Of(value), Doc: doc);

    /// <summary>A bool with a default.</summary>
    public static OperatorParameter Bool(string name, bool value, string doc) => new(name, OperatorParameterKind.Bool, BoolValue.Of(value), Doc: doc);

    /// <summary>An int per axis that must be given.</summary>
    public static OperatorParameter PerAxis(string name, string doc) => new(name, OperatorParameterKind.IntPerAxis, Doc: doc);

    /// <summary>An int per axis with a default.</summary>
    public static OperatorParameter PerAxis(string name, long value, string doc) =>
        new(name, OperatorParameterKind.IntPerAxis, IntValue.Of(value), Doc: doc);

    /// <summary>A list of ints that must be given.</summary>
    public static OperatorParameter Ints(string name, string doc) => new(name, OperatorParameterKind.Ints, Doc: doc);

    /// <summary>A parameter that may be left out without having a default.</summary>
    public static OperatorParameter Optional(string name, OperatorParameterKind kind, string doc) => new(name, kind, IsOptional: true, Doc: doc);

    /// <summary>A bare word, the first option by default.</summary>
    public static OperatorParameter Symbol(string name, string doc, params string[] options) =>
        new(name, OperatorParameterKind.Symbol, new SymbolValue(options[0]), Options: options, Doc: doc);

    /// <summary>The argument that says how a layer's weight of so many axes starts.</summary>
    public static OperatorParameter WeightInit(int axes) =>
        Optional("weight_init", OperatorParameterKind.Initial, "How the weight starts; PyTorch's way unless given.") with { Axes = axes };

    /// <summary>The argument that says how a layer's bias starts.</summary>
    public static OperatorParameter BiasInit { get; } =
        Optional("bias_init", OperatorParameterKind.Initial, "How the bias starts; PyTorch's way unless given.") with { Axes = 1 };

    /// <summary>What an operator makes of inputs that have errors: nothing known, and nothing to say.</summary>
    private static OperatorResult Unknown => new(new SingleTensor(null));

    private static Func<OperatorContext, OperatorResult?> Guard(
        OperatorInputs inputs, IReadOnlyList<OperatorParameter> parameters, Func<Call, OperatorResult?> rule) => context =>
    {
        if (inputs != OperatorInputs.Many && !RequireSingle(context))
            return null;
        var isKnown = context.Inputs.All(IsKnown) && parameters.All(p => p.IsOptional || context.Argument(p.Name) is not null);
        return isKnown ? rule(new Call(context)) : Unknown;
    };

    private static bool RequireSingle(OperatorContext context)
    {
        for (var i = 0; i < context.Inputs.Count; i++)
        {
            if (context.Inputs[i] is SingleTensor)
                continue;
            object count = context.Inputs[i] switch
            {
                KnownTensors known => known.Items.Count,
                SummarizedTensors summarized => summarized.Count,
                _ => "several",
            };
            context.Report(Catalog.ListWhereTensor, CallPlace.OfInput(i), [], context.Name, count);
            return false;
        }
        return true;
    }

    private static bool IsKnown(TensorValue value) => value switch
    {
        SingleTensor single => single.Shape is not null,
        KnownTensors list => list.Items.All(i => i.Shape is not null),
        _ => true,
    };
}

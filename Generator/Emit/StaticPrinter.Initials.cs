using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>How tensors start. A number stands for itself: the runtime takes it for a tensor full of it.</summary>
internal sealed partial class StaticPrinter
{
    private static readonly Dictionary<string, string> Fans = new(StringComparer.Ordinal)
    {
        ["fan_in"] = "In", ["fan_out"] = "Out", ["fan_out_per_group"] = "OutPerGroup",
    };

    private static readonly Dictionary<string, string> Nonlinearities = new(StringComparer.Ordinal)
    {
        ["linear"] = "Linear", ["sigmoid"] = "Sigmoid", ["tanh"] = "Tanh", ["relu"] = "ReLU", ["leaky_relu"] = "LeakyReLU",
    };

    private Printed Initial(TensorInit init, NameScope scope) => init switch
    {
        ConstantInit constant => Print(constant.Value, scope),
        CalledInit call => Printed.Primary($"{types["Initial"]}.{Pascal(call.Name)}({string.Join(", ", call.Arguments.Select(a => $"{a.Name}: {InitialArgument(a, scope)}"))})"),
        ConditionalInit choice => new Printed(
            $"{Print(choice.Condition, scope).In(Binds.Conditional + 1)} ? {Whole(choice.Then, scope)} : {Whole(choice.Else, scope)}", Binds.Conditional),
        _ => throw new NotSupportedException($"No C# for {init.GetType().Name}."),
    };

    /// <summary>A branch of a choice, both of which must be of one type.</summary>
    private string Whole(TensorInit init, NameScope scope) => init is ConstantInit
        ? $"{types["Initial"]}.Constant({Initial(init, scope)})"
        : Initial(init, scope).In(Binds.Conditional);

    private string InitialArgument(NamedCode argument, NameScope scope) => argument.Value switch
    {
        CodeString { Value: var word } when Fans.TryGetValue(word, out var fan) => $"{types["Fan"]}.{fan}",
        CodeString { Value: var word } when Nonlinearities.TryGetValue(word, out var what) => $"{types["nn"]}.init.NonlinearityType.{what}",
        var value => Argument(value, scope),
    };
}

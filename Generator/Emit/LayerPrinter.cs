using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Generator.Emit.Operators;

namespace ArchGen.Generator.Emit;

/// <summary>Prints how layers are made, and their types.</summary>
internal sealed class LayerPrinter
{
    private readonly FileContext _file;
    private readonly StaticPrinter _statics;
    private readonly Func<string, string> _nestedName;

    /// <summary>A printer for one class; <paramref name="nestedName"/> tells what a group's class is called.</summary>
    public LayerPrinter(FileContext file, StaticPrinter statics, Func<string, string> nestedName)
    {
        _file = file;
        _statics = statics;
        _nestedName = nestedName;
        statics.Layers = (layer, scope) => Make(layer, scope);
    }

    /// <summary>The expression that makes a layer.</summary>
    public Printed Make(LayerCode layer, NameScope scope) => layer switch
    {
        OperatorLayer op => Printed.Primary(LayerTable.Make(Arguments(op, scope)).Expression),
        BlockLayer block => Printed.Primary($"new {ClassName(block)}({Join(block.Arguments, scope)})"),
        ComponentLayer component => Printed.Primary(
            $"{_statics.Print(component.Factory, scope).In(Binds.Primary)}({string.Join(", ", component.Told.Select(t => _statics.Argument(t, scope)))})"),
        ConditionalLayer { Condition: CodeBool known } choice => Make(known.Value ? choice.Then : choice.Else, scope),
        ConditionalLayer choice => new Printed(
            $"{_statics.Print(choice.Condition, scope).In(Binds.Conditional + 1)} ? {Make(choice.Then, scope).In(Binds.Conditional)} : {Make(choice.Else, scope).In(Binds.Conditional)}",
            Binds.Conditional),
        _ => throw new NotSupportedException($"No C# for {layer.GetType().Name}."),
    };

    /// <summary>The type of the property that holds a layer.</summary>
    public string TypeOf(LayerCode layer, NameScope scope) => layer switch
    {
        OperatorLayer op => LayerTable.Make(Arguments(op, scope)).Type,
        BlockLayer block => ClassName(block),
        ComponentLayer component => _file.Types.ModuleType(component.Inputs, component.Outputs),
        ConditionalLayer { Condition: CodeBool known } choice => TypeOf(known.Value ? choice.Then : choice.Else, scope),
        ConditionalLayer choice when TypeOf(choice.Then, scope) is var type && type == TypeOf(choice.Else, scope) => type,
        ConditionalLayer choice => _file.Types.ModuleType(Inputs(choice), Outputs(choice)),
        _ => throw new NotSupportedException($"No C# for {layer.GetType().Name}."),
    };

    /// <summary>How many tensors a layer gives.</summary>
    public static int Outputs(LayerCode layer) => layer switch
    {
        BlockLayer block => Math.Max(1, block.Outputs),
        ComponentLayer component => component.Outputs,
        ConditionalLayer choice => Outputs(choice.Then),
        _ => 1,
    };

    private static int Inputs(LayerCode layer) => layer switch
    {
        BlockLayer block => block.Inputs,
        ComponentLayer component => component.Inputs,
        ConditionalLayer choice => Inputs(choice.Then),
        _ => 1,
    };

    private string ClassName(BlockLayer block) => block.Namespace is null ? _nestedName(block.Class) : _file.ClassName(block.Namespace, block.Class);

    private OperatorArguments Arguments(OperatorLayer layer, NameScope scope) => new(layer.Operator, layer.Arguments, _statics, scope);

    private string Join(IReadOnlyList<NamedCode> arguments, NameScope scope) =>
        string.Join(", ", arguments.Select(a => $"{Identifiers.Local(a.Name)}: {_statics.Argument(a.Value, scope)}"));
}

using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <content>What is told of an ablation's axes and options.</content>
internal sealed partial class Compilation
{
    private AblationChoice ChoiceOf(AblationSymbol ablation, AxisSyntax axis, OptionSyntax option) =>
        new(axis.Name.Text, option.Name.Text)
        {
            Label = option.Label?.Value,
            Value = option.Value is { } value ? _elaborator.ValueOf(ablation, value)?.Code : null,
            Constant = option.Value is { } constant ? ConstantOf(_elaborator.ValueOf(ablation, constant)) : null,
        };

    private static object? ConstantOf(StaticValue? value) => value switch
    {
        IntValue number => number.Value.Value,
        FloatValue number => number.Value,
        BoolValue truth => truth.Value,
        StringValue text => text.Value,
        _ => null,
    };

    private static AxisKind KindOf(BlockSymbol model, AxisSyntax axis) =>
        axis.IsSetting ? AxisKind.Setting
        : axis.Options.Any(o => o.Edits.Count > 0) ? AxisKind.Structure
        : axis.Options.Any(o => o.Settings is not null) ? AxisKind.Several
        : model.Syntax.Parameters.Any(p => p.Name.Text == axis.Name.Text && p.Type is ComponentTypeSyntax or ListTypeSyntax { Element: ComponentTypeSyntax }) ? AxisKind.Component
        : AxisKind.Parameter;
}

using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Generator.Tests.Soundness.Specs;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness.Reference;

/// <summary>A block on its own, as the compiler checks it: its parameters and sizes are any that its where allows.</summary>
internal sealed partial class Interpreter
{
    private static readonly long[] s_numbers = [8, 16, 24, 4, 12, 2, 1, 3, 5, 6, 7, 32];
    private static readonly long[] s_sizes = [8, 4, 16, 12, 6, 2, 3, 5, 7, 1, 9, 10, 24];

    /// <summary>Runs a block with values by chance; false where its where doesn't allow them.</summary>
    public bool RunAlone(BlockSyntax block, Choice choice) => Guarded(() =>
    {
        var names = new Names();
        foreach (var parameter in block.Parameters)
            names.Set(parameter.Name.Text, Any(parameter, parameter.Type, names, choice));
        var bound = names.Copy();
        var shapes = new List<long[]>();
        foreach (var input in block.Signature.Inputs)
        {
            var shape = new List<long>();
            foreach (var dim in input.Dims ?? throw new Unjudged("an input that is the same"))
            {
                if (dim is RangeSyntax)
                    continue;
                if (dim is NameExpressionSyntax name && bound.Find(name.Name) is null && Constant(name.Name) is null)
                    bound.Set(name.Name, shape.Count == 0 ? 2L : choice.Of(s_sizes));
                try
                {
                    shape.Add(Of.Int(Static(dim, bound), "a size"));
                }
                catch (SpecFails)
                {
                    return false;
                }
            }
            if (shape.Any(s => s is < 1 or > 200))
                return false;
            shapes.Add([.. shape]);
        }
        _state.Clear();
        _depth = 0;
        try
        {
            Where(block, bound.Copy());
        }
        catch (IllegalInput)
        {
            return false;
        }
        using var scope = NewDisposeScope();
        RunBlock(block, names, [.. shapes.Select(s => rand(s))], "");
        return true;
    });

    private object Any(ParameterSyntax parameter, TypeSyntax type, Names names, Choice choice) => type switch
    {
        NamedTypeSyntax { Name: "int" } => choice.Of(s_numbers),
        NamedTypeSyntax { Name: "bool" } => choice.Percent(50),
        NamedTypeSyntax { Name: "float" } => 0.5,
        ListTypeSyntax { Length: { } length, Element: var element } => Enumerable.Range(0, (int)Of.Int(Static(length, names), "a length")).Select(_ => Any(parameter, element, names, choice)).ToList(),
        _ when parameter.Default is { } value => Settle(value, parameter.Type, names),
        _ => throw new Unjudged("a parameter of any kind"),
    };
}

using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Patterns;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Graphs;

/// <summary>Writes a pattern as the operators that it comes to, one for each step of its plan.</summary>
internal sealed class PatternNodes(List<OperatorNode> nodes, OperatorScope scope, string path, string specPath, TextSpan place)
{
    public OperatorValue Write(PatternPlan plan, OperatorValue input, ElementKind? elements)
    {
        var letters = (plan.Layout?.Left ?? []).SelectMany(axis => axis).ToList();
        var result = (plan.Layout?.Right ?? []).SelectMany(axis => axis).ToList();
        var value = input;
        if (plan.Split is not null)
            value = Reshape(value, new Shape([.. letters.Select(l => l.Axis)]));
        if (plan.Reduced is { } reduced)
        {
            value = Node(
                plan.Reduction.ToString().ToLowerInvariant(), value, new Shape([.. value.Shape.Axes.Where((_, i) => !reduced.Contains(i))]), elements,
                ("dims", Ints(reduced.Select(r => Dim.Constant(r)))), ("keep", BoolValue.Of(false)));
        }
        if (plan.Permutation is { } permutation)
            value = Node("permute", value, new Shape([.. permutation.Select(p => value.Shape[p])]), elements, ("dims", Ints(permutation.Select(p => Dim.Constant(p)))));
        foreach (var at in plan.Added ?? [])
        {
            var axes = value.Shape.Axes.ToList();
            axes.Insert(at, new Axis(Dim.One));
            value = Node("unsqueeze", value, new Shape(axes), elements, ("dim", IntValue.Of(at)));
        }
        if (plan.Expanded is not null)
        {
            var shape = new Shape([.. result.Select(l => l.Axis)]);
            value = Node("expand", value, shape, elements, ("sizes", Ints(shape.Axes.Select(a => a.Size))));
        }
        if (plan.Merge is not null)
            value = Reshape(value, plan.Output);
        // The shape as the rule has it: sizes that a step lets be equal are written alike.
        return value;
    }

    private OperatorValue Reshape(OperatorValue from, Shape to) => Node("reshape", from, to, from.Elements, ("sizes", Ints(to.Axes.Select(a => a.Size))));

    private OperatorValue Node(string name, OperatorValue from, Shape to, ElementKind? elements, params (string Name, StaticValue Value)[] arguments)
    {
        var output = new OperatorValue(OperatorValueKind.Result, "", to, elements);
        nodes.Add(new OperatorNode(name, scope, path, [from], [output], specPath, place) { Arguments = arguments.ToDictionary(a => a.Name, a => a.Value) });
        return output;
    }

    private static ListValue Ints(IEnumerable<Dim> sizes)
    {
        IntValue[] items = [.. sizes.Select(s => new IntValue(s, s.ToCode()))];
        return new ListValue(items, StaticType.Int, new CodeList([.. items.Select(i => i.Code)], StaticType.Int));
    }
}

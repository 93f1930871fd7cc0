using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Everything in a body that statements change, to go back to or to compare with.</summary>
internal sealed class State
{
    private readonly List<(LayerVariable Layer, IReadOnlyList<Shape?>? MadeFor, LayerField? Field, IReadOnlyList<Code> Indices, LayerCode? Made)> _layers = [];

    public required Flow Current { get; init; }

    public required IReadOnlyList<(Variable Variable, Value? Value)> Variables { get; init; }

    public required Dictionary<string, TextSpan> Keys { get; init; }

    public static State Of(Frame frame)
    {
        var state = new State
        {
            Current = frame.Current,
            Variables = frame.Scope.Mutable.Select(v => (v, v.Value)).ToArray(),
            Keys = new Dictionary<string, TextSpan>(frame.Keys),
        };
        for (var scope = frame.Scope; scope is not null; scope = scope.Parent)
        {
            foreach (var variable in scope.Variables.Concat(scope.OwnConditionalNames.Select(c => c.Variable)))
            {
                if (variable.Layer is { } layer)
                    state._layers.Add((layer, layer.MadeFor, layer.Field, layer.Indices, layer.Made));
            }
        }
        return state;
    }

    public void Restore(Frame frame)
    {
        frame.Current = Current;
        foreach (var (variable, value) in Variables)
            variable.Value = value;
        frame.Keys = new Dictionary<string, TextSpan>(Keys);
        foreach (var (layer, madeFor, field, indices, made) in _layers.Where(l => !l.Layer.IsEmitted))
            (layer.MadeFor, layer.Field, layer.Indices, layer.Made) = (madeFor, field, indices, made);
    }

    /// <summary>Takes over the values, not the layers.</summary>
    public void Adopt(Frame frame)
    {
        frame.Current = Current;
        foreach (var (variable, value) in Variables)
            variable.Value = value;
    }

    /// <summary>The same variables with other values; the first is the current value.</summary>
    public State With(IReadOnlyList<Value?> values)
    {
        var changed = new State
        {
            Current = (Flow)values[0]!,
            Variables = Variables.Select((v, i) => (v.Variable, values[i + 1])).ToArray(),
            Keys = Keys,
        };
        changed._layers.AddRange(_layers);
        return changed;
    }

    /// <summary>The current value, then the variables'.</summary>
    public IReadOnlyList<Value?> Values => [Current, .. Variables.Select(v => v.Value)];
}

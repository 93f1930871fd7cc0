using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// Tensors with <c>..</c> in their shape. What acts on the last axis alone, or on each element, doesn't care how many axes there are: it is checked on the shape with the open
/// axes folded into one.
/// </summary>
internal static class OpenShapes
{
    private static readonly HashSet<string> s_elementwise = [.. Elementwise.All.Where(o => !o.Parameters.Any(p => p.Name == "dim")).Select(o => o.Name)];

    /// <summary>A tensor whose axis <paramref name="gap"/> stands for any number of axes.</summary>
    public static SingleTensor Of(Shape folded, int gap) => new((Shape?)null) { Open = new OpenShape(folded, gap) };

    /// <summary>The symbol for the product of open axes.</summary>
    public static Dim Fold(string name) => Dim.Symbol(new DimSymbol(name, DimKind.Opaque, new CodeName("..", CodeNameKind.Local), 1));

    /// <summary>The inputs with open axes folded; null where that isn't the same to the operator.</summary>
    public static (IReadOnlyList<Flow> Flows, int Gap)? Folded(OperatorCallable op, IReadOnlyList<Flow> inputs)
    {
        var open = inputs.Select(i => (i.Tensor as SingleTensor)?.Open).FirstOrDefault(o => o is not null);
        if (open is null)
            return null;
        var trailing = open.Folded.Rank - open.Gap - 1;
        if (!IsIndifferent(op, trailing))
            return null;
        var folded = new List<Flow>();
        foreach (var input in inputs)
        {
            switch (input.Tensor)
            {
                case SingleTensor { Open: { } other } when other.Gap == open.Gap && other.Folded.Rank == open.Folded.Rank && other.Folded[open.Gap].Size.Equals(open.Folded[open.Gap].Size):
                    folded.Add(input with { Tensor = new SingleTensor(other.Folded) { Elements = ((SingleTensor)input.Tensor).Elements } });
                    break;
                // Ones are stretched over open axes; as many as there are at least, since more would be axes more.
                case SingleTensor { Shape: { } shape } when shape.Rank <= trailing
                    || (shape.Rank <= System.Math.Max(1, open.Folded.Rank - 1) && shape.Axes.Take(shape.Rank - trailing).All(a => a.Size.IsOne)):
                    folded.Add(input);
                    break;
                default:
                    return null;
            }
        }
        return (folded, open.Gap);
    }

    /// <summary>A result on folded axes, with these open again.</summary>
    public static TensorValue Unfolded(TensorValue result, IReadOnlyList<Flow> folded, int gap)
    {
        var axis = folded.Select(f => f.Shape!).First(s => s.Rank > gap)[gap].Size;
        return (result is SingleTensor { Shape: { } shape } && shape.Rank > gap && shape[gap].Size.Equals(axis) ? Of(shape, gap) : new SingleTensor((Shape?)null))
            with { Elements = Elements.Of(result) };
    }

    /// <summary>The result of what gives its input's shape back.</summary>
    public static TensorValue Kept(Callable callable, IReadOnlyList<Flow> inputs, TensorValue result)
    {
        var signature = callable switch
        {
            BlockCallable block => block.Block.Syntax.Signature,
            ParameterCallable parameter => parameter.Type.Signature,
            ContractCallable contract => contract.Type.Signature,
            _ => null,
        };
        return result is SingleTensor { Shape: null, Open: null } && signature is { Outputs: [{ IsSame: true }] } && inputs.Count > 0 && inputs[0].Tensor is SingleTensor { Open: not null } kept
            ? kept : result;
    }

    private static bool IsIndifferent(OperatorCallable op, int trailing)
    {
        bool IsLast(string parameter) =>
            (op.Arguments.TryGetValue(parameter, out var given) ? given.Value : op.Operator.Parameters.FirstOrDefault(p => p.Name == parameter)?.Default) is IntValue { Value.Value: -1 };
        return op.Name switch
        {
            "linear" => trailing > 0,
            "add" or "subtract" or "multiply" or "divide" or "power" or "maximum" or "minimum" => true,
            "layer_norm" or "rms_norm" => trailing > 0 && !op.Arguments.ContainsKey("axes") && IsLast("axis"),
            "softmax" or "log_softmax" or "cumsum" or "normalize" => IsLast("dim"),
            _ => s_elementwise.Contains(op.Name),
        };
    }
}

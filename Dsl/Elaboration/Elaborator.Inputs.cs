using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The inputs of a body whose sizes aren't known: symbols.</summary>
internal sealed partial class Elaborator
{
    /// <summary>A signature's inputs with every new dim a symbol of at least 1.</summary>
    private List<Flow> SymbolicInputs(Frame frame, BlockSyntax block, Caller? variant = null)
    {
        var inputs = new List<Flow>();
        foreach (var input in block.Signature.Inputs)
        {
            var code = new TensorName(InputName(frame, input, inputs.Count));
            frame.InputNames.Add(code.Name);
            var shape = SymbolicShape(frame, input, code.Name, block.Where, variant);
            var tensor = shape is null && input.Dims is { } dims && dims.Any(IsEllipsis) ? OpenInput(frame, dims) : new SingleTensor(shape);
            inputs.Add(new Flow(tensor with { Elements = ElementsOf(frame, block, input, inputs.Count) }, code));
        }
        return inputs;
    }

    /// <summary>An input with <c>..</c>, whose new dims are bound.</summary>
    private SingleTensor OpenInput(Frame frame, IReadOnlyList<ExpressionSyntax> dims)
    {
        frame.Quiet++;
        var axes = dims.Select(d => IsEllipsis(d) ? new Axis(OpenShapes.Fold(FreshName(".."))) : EvaluateInt(frame, d, "a shape") is { } size
            ? new Axis(size.Value, size.Origin ?? OriginAt(frame.File, Text(frame, d), d.Span)) : null).ToArray();
        frame.Quiet--;
        return dims.Count(IsEllipsis) == 1 && axes.All(a => a is not null)
            ? OpenShapes.Of(new Shape(axes!), dims.ToList().FindIndex(IsEllipsis)) : new SingleTensor((Shape?)null);
    }

    /// <summary>What generated code calls an input; one without a name is x, unless the body has an x of its own.</summary>
    private static string InputName(Frame frame, TensorSyntax input, int place)
    {
        if (input.Name is { IsMissing: false } name)
            return name.Text;
        var usual = place == 0 ? "x" : "x" + (place + 1).ToString(CultureInfo.InvariantCulture);
        return frame.Class?.FreshLocal(usual) ?? usual;
    }

    private Shape? SymbolicShape(Frame frame, TensorSyntax input, string tensor, IReadOnlyList<ExpressionSyntax> where, Caller? variant)
    {
        if (input.Dims is null || HasTooManyAxes(frame, input, input.Dims.Count))
            return null;
        var axes = new List<Axis>();
        foreach (var dim in input.Dims.Where(d => !IsEllipsis(d)))
        {
            if (dim is NameExpressionSyntax name && IsNewDim(frame, name))
            {
                var code = new CodeName(name.Name, CodeNameKind.InputSize);
                var origin = OriginAt(frame.File, name.Name, dim.Span);
                var symbol = Dim.Symbol(new DimSymbol(name.Name, DimKind.InputSize, code, 1));
                var declared = new Variable(name.Name, dim.Span, "a dim of an input", new Known(new IntValue(symbol, code, origin)), false);
                frame.Scope.Add(declared);
                frame.Recording?.Declared(declared);
                var position = input.Dims.ToList().IndexOf(dim);
                frame.InputAxes[name.Name] = (tensor, input.Dims.Take(position).Any(IsEllipsis) ? position - input.Dims.Count : position);
                axes.Add(new Axis(symbol, origin));
                continue;
            }
            DeclareMisplacedDims(frame, dim);
            foreach (var condition in IsComputed(dim) ? Bound(frame, where) : [])
                frame.Assumptions = Assume(frame, condition, true);
            if (EvaluateInt(frame, dim, "a shape") is not { } size)
                return null;
            if (frame.Concrete && size.Value.Value < 1)
            {
                Report(variant?.Frame ?? frame, Catalog.WhereFails, variant?.Span ?? dim.Span, [size.Origin], $"'{frame.Subject}'", $"{Text(frame, dim)} >= 1", $", but it is {size.Value}");
                return null;
            }
            frame.Assumptions = frame.Assumptions.AssumeAtLeast(size.Value, 1);
            axes.Add(new Axis(size.Value, size.Origin ?? OriginAt(frame.File, Text(frame, dim), dim.Span)));
        }
        if (!input.Dims.Any(IsEllipsis))
            return new Shape(axes);
        frame.HasOpenInput = true;
        return null;
    }

    /// <summary>A new name must stand alone where it first appears: <c>[N, 2 * C]</c> doesn't say what C is.</summary>
    private void DeclareMisplacedDims(Frame frame, ExpressionSyntax dim)
    {
        foreach (var name in NamesIn(dim).Distinct())
        {
            if (frame.Scope.Find(name) is not null || frame.File.Visible.ContainsKey(name) || StaticFunctions.Contains(name) || name == "pi")
                continue;
            Report(frame, Catalog.UnknownName, dim.Span, name, Suggestion(name, frame.Scope.Names, ": a new dim must stand alone where it first appears"));
            var code = new CodeName(name, CodeNameKind.InputSize);
            frame.Scope.Add(new Variable(name, dim.Span, "a dim of an input", new Known(new IntValue(OpaqueDim(name, code), code)), false));
        }
    }
}

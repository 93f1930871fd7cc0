using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Generator.Emit.Operators;

namespace ArchGen.Generator.Emit;

/// <summary>Prints the computation of tensors.</summary>
internal sealed class TensorPrinter
{
    private readonly StaticPrinter _statics;
    private readonly ClassMembers _members;
    private readonly Neighbour? _beside;

    /// <summary>A printer for one method; <paramref name="beside"/> is the input that new tensors are made beside.</summary>
    public TensorPrinter(StaticPrinter statics, ClassMembers members, Neighbour? beside)
    {
        _statics = statics;
        _members = members;
        _beside = beside;
        statics.Tensors = Print;
    }

    /// <summary>The names of locals that are lists of tensors.</summary>
    public HashSet<string> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>Prints a computation.</summary>
    public Printed Print(TensorCode code, NameScope scope) => code switch
    {
        TensorName name => Printed.Primary(scope.Find(name.Name)?.Text ?? Identifiers.Local(name.Name)),
        TensorField field when _statics.Types.IsDescribed => Printed.Primary($"{_statics.Types["Tensor"]}.Of({_members.TensorReference(field.Name)})"),
        TensorField field => Printed.Primary(_members.TensorReference(field.Name)),
        ScalarOperand scalar => _statics.Print(scalar.Value, scope),
        OperatorCode op => Operator(op, scope),
        ApplyCode apply => Apply(apply, scope),
        TensorListCode list => Printed.Primary("[" + string.Join(", ", Items(list, scope)) + "]"),
        TensorListIndex index => Index(index, scope),
        TensorListSlice slice => Slice(slice, scope),
        ReshapeCode reshape => Printed.Primary($"{Print(reshape.Input, scope).In(Binds.Primary)}.reshape({string.Join(", ", reshape.Sizes.Select(s => _statics.Argument(s, scope)))})"),
        PermuteCode permute => Printed.Primary($"{Print(permute.Input, scope).In(Binds.Primary)}.permute({string.Join(", ", permute.Axes)})"),
        _ => throw new NotSupportedException($"No C# for {code.GetType().Name}."),
    };

    /// <summary>True for a computation that gives an array of tensors.</summary>
    public bool IsList(TensorCode code) => code switch
    {
        TensorName name => Lists.Contains(name.Name),
        TensorListCode or TensorListSlice => true,
        OperatorCode op => FunctionTable.GivesList(op.Operator),
        _ => false,
    };

    /// <summary>How many tensors a layer's application gives as a tuple; 1 for anything else.</summary>
    public int TupleSize(TensorCode code) => code is ApplyCode apply && _members.Fields.Find(apply.Field.Name) is { } field ? LayerPrinter.Outputs(field.Made.Layer) : 1;

    private Printed Operator(OperatorCode op, NameScope scope)
    {
        var inputs = op.Inputs.Select(i => new OperatorInput(ListOrTensor(i, scope), IsList(i) || TupleSize(i) > 1, i is ScalarOperand)).ToArray();
        return FunctionTable.Apply(new OperatorArguments(op.Operator, op.Arguments, _statics, scope), inputs, _beside);
    }

    private Printed ListOrTensor(TensorCode code, NameScope scope)
    {
        var printed = Print(code, scope);
        return TupleSize(code) > 1 ? Printed.Primary($"{_statics.Types["TensorMath"]}.ToArray({printed})") : printed;
    }

    private Printed Apply(ApplyCode apply, NameScope scope)
    {
        var inputs = string.Join(", ", apply.Inputs.Select(i => Print(i, scope)));
        var layer = _members.Layer(apply.Field, apply.Indices, _statics, scope);
        if (!_statics.Types.IsDescribed)
            return Printed.Primary($"{layer}.call({inputs})");
        var results = TupleSize(apply);
        return Printed.Primary($"{_statics.Types["GraphLayers"]}.Call{(results == 1 ? "" : Literals.Plain(results))}({layer}, {inputs})");
    }

    /// <summary>A list's items; lists within it are spread, for a spread has no type of its own to be written in brackets.</summary>
    private IEnumerable<string> Items(TensorListCode list, NameScope scope)
    {
        var parts = list.Start is { } start ? [start, .. list.Items] : list.Items;
        foreach (var part in parts)
        {
            if (part is TensorListCode inner)
            {
                foreach (var item in Items(inner, scope))
                    yield return item;
            }
            else
            {
                yield return IsList(part) || TupleSize(part) > 1 ? ".. " + ListOrTensor(part, scope).In(Binds.Unary) : Print(part, scope).Text;
            }
        }
    }

    private Printed Index(TensorListIndex index, NameScope scope)
    {
        if (TupleSize(index.List) > 1 && index.Index is CodeInt { Value: >= 0 } item)
            return Printed.Primary($"{Print(index.List, scope)}.Item{item.Value + 1}");
        var list = index.List is TensorListCode literal
            ? $"new {_statics.Types["Tensor"]}[] {{ {string.Join(", ", Items(literal, scope))} }}"
            : ListOrTensor(index.List, scope).In(Binds.Primary);
        var at = index.Index is CodeInt { Value: < 0 } fromEnd ? "^" + Literals.Int(-fromEnd.Value) : _statics.Print(index.Index, scope).Text;
        return Printed.Primary($"{list}[{at}]");
    }

    private Printed Slice(TensorListSlice slice, NameScope scope)
    {
        string End(Code? end) => end switch
        {
            null => "",
            CodeInt { Value: < 0 } fromEnd => "^" + Literals.Int(-fromEnd.Value),
            CodeInt number => Literals.Int(number.Value).Text,
            _ => "(int)" + _statics.Print(end, scope).In(Binds.Unary),
        };
        return Printed.Primary($"{ListOrTensor(slice.List, scope).In(Binds.Primary)}[{End(slice.From)}..{End(slice.To)}]");
    }
}

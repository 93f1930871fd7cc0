using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Prints static expressions.</summary>
internal sealed partial class StaticPrinter(TypeNames types, EmitOptions options, string @namespace)
{
    /// <summary>How a tensor is printed where its size is asked for; set by the forward pass.</summary>
    public Func<TensorCode, NameScope, Printed>? Tensors { get; set; }

    /// <summary>How a component's layer is printed; set by the class.</summary>
    public Func<LayerCode, NameScope, Printed>? Layers { get; set; }

    /// <summary>The file's names of types.</summary>
    public TypeNames Types => types;

    /// <summary>Prints an expression.</summary>
    public Printed Print(Code code, NameScope scope) => Print(code, scope, isTyped: false);

    /// <summary>Prints an expression where its type is given by its place, so that a list may be written <c>[1, 2]</c>.</summary>
    public Printed Typed(Code code, NameScope scope) => Print(code, scope, isTyped: true);

    /// <summary>An expression as an argument.</summary>
    public string Argument(Code code, NameScope scope) => Typed(code, scope).Text;

    private Printed Print(Code code, NameScope scope, bool isTyped) => code switch
    {
        CodeInt number => Literals.Int(number.Value),
        CodeFloat number => Literals.Float(number.Value),
        CodeBool truth => Printed.Primary(Literals.Bool(truth.Value)),
        CodeString text => Printed.Primary(Literals.String(text.Value)),
        CodeName name => Printed.Primary(scope.Find(name.Name)?.Text ?? Identifiers.Local(name.Name)),
        CodePosition position => Printed.Primary((scope.Find(ClassMembers.CounterOf(position.Item)) ?? throw new NotSupportedException($"No loop counts {position.Item}.")).Text),
        CodeOperation operation => Operation(operation, scope, isTyped),
        CodeCall call => Call(call, scope, isTyped),
        CodeIndex index => Printed.Primary($"{Print(index.List, scope).In(Binds.Primary)}[{Index(index.Index, scope)}]"),
        CodeSlice slice => Slice(slice, scope),
        CodeList list => List(list, scope, isTyped),
        CodeComprehension comprehension => Comprehension(comprehension, scope),
        CodeConditional conditional => Conditional(conditional, scope, isTyped),
        CodeSize size => Printed.Primary($"{(Tensors ?? NoTensors)(size.Tensor, scope).In(Binds.Primary)}.size({Literals.Int(size.Axis)})"),
        CodeComponent component => Component(component, scope),
        CodeInitial initial => Initial(initial.Init, scope),
        _ => throw new NotSupportedException($"No C# for {code.GetType().Name}."),
    };

    private static Printed NoTensors(TensorCode tensor, NameScope scope) => throw new NotSupportedException("A tensor's size is asked for where there are no tensors.");

    private string Index(Code index, NameScope scope) =>
        index switch
        {
            CodeInt { Value: < 0 } fromEnd => "^" + Literals.Int(-fromEnd.Value),
            CodeOperation { Operator: "neg", Operands: [CodeInt { Value: > 0 } fromEnd] } => "^" + Literals.Int(fromEnd.Value),
            _ => Print(index, scope).Text,
        };

    private Printed Slice(CodeSlice slice, NameScope scope)
    {
        var list = Print(slice.List, scope);
        if (IsConstant(slice.From) && IsConstant(slice.To))
            return Printed.Primary($"{list.In(Binds.Primary)}[{End(slice.From)}..{End(slice.To)}]");
        return Printed.Primary(
            $"{types["StaticMath"]}.Slice({list}, {(slice.From is null ? "null" : Argument(slice.From, scope))}, {(slice.To is null ? "null" : Argument(slice.To, scope))})");

        static bool IsConstant(Code? end) => end is null or CodeInt or CodeOperation { Operator: "neg", Operands: [CodeInt] };

        string End(Code? end) => end is null ? "" : Index(end, scope);
    }

    private Printed List(CodeList list, NameScope scope, bool isTyped)
    {
        var items = string.Join(", ", list.Items.Select(i => Argument(i, scope)));
        if (isTyped)
            return Printed.Primary($"[{items}]");
        var item = types.Of(list.ItemType);
        return Printed.Primary(list.Items.Count == 0 ? $"Array.Empty<{item}>()" : $"new {item}[] {{ {items} }}");
    }

    private Printed Comprehension(CodeComprehension comprehension, NameScope scope)
    {
        var inner = scope.Nested();
        var isOver = comprehension.To is null;
        var itemType = types.Of(comprehension.ItemType);
        var from = Argument(comprehension.From, scope);
        if (isOver)
        {
            var list = Print(comprehension.From, scope);
            var element = TypeOf(comprehension.From, scope) is ListType known ? known.Element : StaticType.Int;
            var name = inner.Declare(comprehension.Index, element);
            return Printed.Primary($"{types["StaticMath"]}.Map<{types.Of(element)}, {itemType}>({list}, {name} => {Argument(comprehension.Item, inner)})");
        }
        var index = inner.Declare(comprehension.Index, StaticType.Int);
        return Printed.Primary(
            $"{types["StaticMath"]}.Map<{itemType}>({from}, {Argument(comprehension.To!, scope)}, {index} => {Argument(comprehension.Item, inner)})");
    }

    private Printed Conditional(CodeConditional conditional, NameScope scope, bool isTyped)
    {
        var condition = Print(conditional.Condition, scope).In(Binds.Conditional + 1);
        var then = Print(conditional.Then, scope, isTyped).In(Binds.Conditional);
        var otherwise = Print(conditional.Else, scope, isTyped).In(Binds.Conditional);
        return new Printed($"{condition} ? {then} : {otherwise}", Binds.Conditional);
    }

    private Printed Component(CodeComponent component, NameScope scope)
    {
        var inner = scope.Nested();
        var names = component.Told.Select(told => inner.Declare(told, StaticType.Int)).ToArray();
        var parameters = names.Length == 1 ? names[0] : "(" + string.Join(", ", names) + ")";
        return new Printed($"{parameters} => {(Layers ?? throw new NotSupportedException("No layers here."))(component.Layer, inner)}", Binds.Lambda);
    }

    /// <summary>A static expression's type, where it can be told.</summary>
    public StaticType? TypeOf(Code code, NameScope scope) => code switch
    {
        CodeInt or CodeSize => StaticType.Int,
        CodeFloat => StaticType.Float,
        CodeBool => StaticType.Bool,
        CodeString => StaticType.String,
        CodeName name => scope.Find(name.Name)?.Type,
        CodeOperation { Operator: "and" or "or" or "not" or "==" or "!=" or "<" or "<=" or ">" or ">=" } => StaticType.Bool,
        CodeOperation { Operator: "+" or "concat" } sum when sum.Operands.Select(o => TypeOf(o, scope)).FirstOrDefault(t => t is ListType) is { } list => list,
        CodeOperation operation => operation.IsFloat ? StaticType.Float : StaticType.Int,
        CodeIndex index => (TypeOf(index.List, scope) as ListType)?.Element,
        CodeSlice slice => TypeOf(slice.List, scope),
        CodeList list => new ListType(list.ItemType),
        CodeComprehension comprehension => new ListType(comprehension.ItemType),
        CodeConditional conditional => TypeOf(conditional.Then, scope) is { } then && then != StaticType.Int ? then : TypeOf(conditional.Else, scope),
        CodeCall call => CallType(call, scope),
        _ => null,
    };
}

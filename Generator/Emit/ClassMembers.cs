using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>The members of one emitted class: what each is called, and how it is written where locals may hide it.</summary>
internal sealed class ClassMembers
{
    private readonly ClassMembers? _outer;
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _nested = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Names a class's members.</summary>
    public ClassMembers(ClassModel model, string className, StaticUsage usage, ClassMembers? outer)
    {
        _outer = outer;
        _taken = new HashSet<string>(StringComparer.Ordinal) { className };
        Fields = new FieldPlans(model);
        foreach (var (tensor, _) in Fields.Tensors)
            _tensors[tensor.Name] = Take(Identifiers.Member(tensor.Name));
        foreach (var field in Fields.Fields)
            field.Property = Take(Identifiers.Member(field.Name));
        foreach (var container in Fields.Shared)
            container.Property = Take(Identifiers.Member(container.Key));
        foreach (var nested in model.Nested)
            _nested[nested.Name] = Take(Identifiers.Type(nested.Name), "Group");
        foreach (var parameter in model.Parameters.Where(p => usage.IsUsedInForward(p.Name)))
            _values[parameter.Name] = Take("_" + Identifiers.Clean(parameter.Name));
        CollectLocals(model);
    }

    /// <summary>The fields that hold layers.</summary>
    public FieldPlans Fields { get; }

    /// <summary>Parameters that the forward pass uses, and the private fields that keep them.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>True for the name of a member.</summary>
    public bool IsMember(string name) => _taken.Contains(name);

    /// <summary>A raw tensor's property.</summary>
    public string Tensor(string name) => _tensors.TryGetValue(name, out var property) ? property : Identifiers.Member(name);

    /// <summary>A raw tensor as it is written where it is used; what is made under a condition is used under it.</summary>
    public string TensorReference(string name) =>
        Reference(Tensor(name)) + (Fields.Tensors.Any(t => t.IsConditional && t.Tensor.Name == name) ? "!" : "");

    /// <summary>A group's class.</summary>
    public string Nested(string name) =>
        _nested.TryGetValue(name, out var text) ? text : _outer?.Nested(name) ?? Identifiers.Type(name);

    /// <summary>A new private member.</summary>
    public string Private(string stem) => Take("_" + Identifiers.Clean(stem));

    /// <summary>A member as it is written in a method: with <c>this.</c> where a local could hide it.</summary>
    public string Reference(string property) => _hidden.Contains(property) ? "this." + property : property;

    /// <summary>A layer as it is written where it is applied.</summary>
    public string Layer(LayerField field, IReadOnlyList<Code> indices, StaticPrinter statics, NameScope scope)
    {
        var plan = Fields.Find(field.Name);
        var reference = Reference(plan?.Property ?? Identifiers.Member(field.Name));
        if (plan is null || plan.Form == FieldForm.Single)
            return plan?.IsConditional == true ? reference + "!" : reference;
        var takesInt = plan.Form is FieldForm.List or FieldForm.ModuleList;
        return $"{reference}[{string.Join(", ", indices.Select(i => Position(i, statics, scope, takesInt)))}]";
    }

    /// <summary>A layer's place in its list.</summary>
    public static string Position(Code index, StaticPrinter statics, NameScope scope, bool takesInt)
    {
        var printed = statics.Print(index, scope);
        return takesInt && !IsInt(index, scope) ? "(int)" + printed.In(Binds.Unary) : printed.Text;
    }

    /// <summary>The key under which a loop's counter is bound; no spec's name has a colon.</summary>
    public static string CounterOf(string item) => "position:" + item;

    /// <summary>The key under which a C# <c>int</c> is marked as one.</summary>
    public static string IntMark(string index) => "int:" + index;

    private static bool IsInt(Code code, NameScope scope) => code switch
    {
        CodeInt or CodePosition => true,
        CodeName name => scope.Find(IntMark(name.Name)) is not null,
        CodeOperation { Operator: "+" or "-" or "*" } sum => sum.Operands.All(o => IsInt(o, scope)),
        _ => false,
    };

    private string Take(string wanted, string suffix = "")
    {
        var text = wanted;
        if (suffix.Length > 0 && _taken.Contains(text))
            text += suffix;
        text = Identifiers.Distinct(text, _taken.Contains);
        _taken.Add(text);
        return text;
    }

    private void CollectLocals(ClassModel model)
    {
        foreach (var parameter in model.Parameters)
            _hidden.Add(Identifiers.Local(parameter.Name));
        foreach (var input in model.Inputs)
        {
            _hidden.Add(Identifiers.Local(input.Name));
            foreach (var size in input.Sizes)
                _hidden.Add(Identifiers.Local(size.Name));
        }
        CollectLocals(model.Body);
    }

    private void CollectLocals(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            string[] names = step switch
            {
                StaticLocal local => [local.Name],
                CarriedDim local => [local.Name],
                TensorLocal local => [.. local.Names],
                LoopStep loop => [loop.Index],
                ForEachStep loop => [loop.Item],
                _ => [],
            };
            foreach (var name in names)
                _hidden.Add(Identifiers.Local(name));
            CollectLocals(StaticUsage.Children(step));
        }
    }
}

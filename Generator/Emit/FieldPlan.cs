using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>How a field's layers are held.</summary>
internal enum FieldForm
{
    /// <summary>One layer.</summary>
    Single,

    /// <summary>A <c>ModuleList</c>, whose entries are registered as 0, 1, ….</summary>
    ModuleList,

    /// <summary>A list that registers its entries under given keys.</summary>
    NamedModuleList,

    /// <summary>A plain list of layers that are registered in the class itself, filled in order.</summary>
    List,

    /// <summary>Layers by position, registered in the class or in a list that several fields share.</summary>
    Table,
}

/// <summary>A field of a class: what fills it, under which names.</summary>
internal sealed class FieldPlan(string name, MakeLayer made, IReadOnlyList<Step> loops, bool isConditional)
{
    /// <summary>The field's name in the model.</summary>
    public string Name { get; } = name;

    /// <summary>The property in C#.</summary>
    public string Property { get; set; } = "";

    /// <summary>The step that fills it.</summary>
    public MakeLayer Made => made;

    /// <summary>The loops around that step that its position is made of, outermost first.</summary>
    public IReadOnlyList<Step> Loops => loops;

    /// <summary>True where it is made only under a condition.</summary>
    public bool IsConditional => isConditional || made.Field.IsOptional;

    /// <summary>How its layers are held.</summary>
    public FieldForm Form { get; set; }

    /// <summary>True when one loop fills it, an entry an iteration.</summary>
    public bool IsInOrder => loops.Count == 1 && !IsConditional;

    /// <summary>True when its keys are the running count.</summary>
    public bool CountsUp => IsInOrder && loops[0] is LoopStep { From: CodeInt { Value: 0 } } loop
        && made.Key.Parts.Count == 1 && made.Key.Parts[0] is CodeName name && name.Name == loop.Index;
}

/// <summary>A registered list of modules that several fields have entries of.</summary>
internal sealed class SharedContainer(string key)
{
    /// <summary>The key that its entries' keys begin with.</summary>
    public string Key { get; } = key;

    /// <summary>The property in C#.</summary>
    public string Property { get; set; } = "";
}

/// <summary>The fields and containers of a class.</summary>
internal sealed class FieldPlans
{
    private readonly Dictionary<string, FieldPlan> _byName = new(StringComparer.Ordinal);

    /// <summary>Plans a class's fields.</summary>
    public FieldPlans(ClassModel model)
    {
        Walk(model.Body, [], isConditional: false);
        var owners = Fields.Where(f => f.Made.Key.Container is not null).GroupBy(f => f.Made.Key.Container!, StringComparer.Ordinal);
        foreach (var group in owners)
        {
            var fields = group.ToArray();
            if (fields.Length > 1 || fields[0].Loops.Count == 0)
            {
                Shared.Add(new SharedContainer(group.Key));
                continue;
            }
            fields[0].Form = fields[0].CountsUp ? FieldForm.ModuleList : FieldForm.NamedModuleList;
        }
        foreach (var field in Fields)
        {
            if (field.Form == FieldForm.Single && field.Loops.Count > 0)
                field.Form = field.IsInOrder ? FieldForm.List : FieldForm.Table;
        }
    }

    /// <summary>The fields in order of first making.</summary>
    public List<FieldPlan> Fields { get; } = [];

    /// <summary>Containers that no single field stands for.</summary>
    public List<SharedContainer> Shared { get; } = [];

    /// <summary>Raw tensors in order, and whether each is made only under a condition.</summary>
    public List<(MakeTensor Tensor, bool IsConditional)> Tensors { get; } = [];

    /// <summary>A field by its name in the model.</summary>
    public FieldPlan? Find(string name) => _byName.TryGetValue(name, out var plan) ? plan : null;

    private void Walk(IReadOnlyList<Step> steps, IReadOnlyList<Step> loops, bool isConditional)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case MakeLayer made when !_byName.ContainsKey(made.Field.Name):
                {
                    var depth = Math.Min(made.Field.ListDepth, loops.Count);
                    var plan = new FieldPlan(made.Field.Name, made, [.. loops.Skip(loops.Count - depth)], isConditional);
                    _byName.Add(made.Field.Name, plan);
                    Fields.Add(plan);
                    break;
                }
                case MakeTensor tensor when Tensors.All(t => t.Tensor.Name != tensor.Name):
                    Tensors.Add((tensor, isConditional));
                    break;
                case LoopStep loop:
                    Walk(loop.Body, [.. loops, loop], isConditional);
                    break;
                case ForEachStep loop:
                    Walk(loop.Body, [.. loops, loop], isConditional);
                    break;
                case IfStep choice:
                    Walk(choice.Then, loops, true);
                    Walk(choice.Else, loops, true);
                    break;
            }
        }
    }
}

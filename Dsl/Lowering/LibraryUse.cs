using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace ArchGen.Dsl.Lowering;

/// <summary>Which of the standard library's files some others use, directly or through one another.</summary>
internal sealed class LibraryUse : CodeRewriter
{
    /// <summary>Classes are mostly those of the compilation before.</summary>
    private static readonly ConditionalWeakTable<ClassModel, HashSet<(string?, string)>> s_used = new();

    private readonly HashSet<(string? Namespace, string Name)> _used = [];

    public static IReadOnlyList<FileModel> Of(IEnumerable<FileModel> files, IReadOnlyList<FileModel> library)
    {
        if (library.Count == 0)
            return [];
        var open = new Queue<FileModel>(files);
        var used = new HashSet<FileModel>();
        while (open.Count > 0)
        {
            var file = open.Dequeue();
            var names = new LibraryUse();
            names.Visit(file);
            foreach (var other in library.Where(l => l != file && l.Classes.Select(c => c.Name).Concat(l.Functions.Select(f => f.Name)).Any(n => names._used.Contains((l.Namespace, n)))))
            {
                if (used.Add(other))
                    open.Enqueue(other);
            }
        }
        return [.. library.Where(used.Contains)];
    }

    private void Visit(FileModel file)
    {
        foreach (var model in file.Classes)
            _used.UnionWith(s_used.GetValue(model, UsedBy));
        foreach (var parameter in file.Functions.SelectMany(f => f.Parameters))
            Visit(parameter);
        foreach (var function in file.Functions)
            Visit(function.Value);
        foreach (var argument in file.Variants.SelectMany(v => v.Arguments).Concat(file.Ablations.SelectMany(a => a.Members).SelectMany(m => m.Arguments)))
            Visit(argument.Value);
        foreach (var variant in file.Variants)
            _used.Add((variant.ModelNamespace, variant.Model));
        foreach (var ablation in file.Ablations)
            _used.Add((ablation.ModelNamespace, ablation.Model));
    }

    private static HashSet<(string?, string)> UsedBy(ClassModel model)
    {
        var names = new LibraryUse();
        names.Visit(model);
        return names._used;
    }

    private void Visit(ClassModel model)
    {
        Visit(model.Body);
        foreach (var parameter in model.Parameters)
            Visit(parameter);
        foreach (var constraint in model.Where)
            Visit(constraint.Condition);
        foreach (var nested in model.Nested)
            Visit(nested);
    }

    private void Visit(ParameterModel parameter)
    {
        if (parameter.Default is { } code)
            Visit(code);
    }

    public override LayerCode Visit(LayerCode layer)
    {
        if (layer is BlockLayer block)
            _used.Add((block.Namespace, block.Class));
        return base.Visit(layer);
    }

    public override Code Visit(Code code)
    {
        if (code is CodeCall { IsUserFunction: true } call)
            _used.Add((call.Namespace, call.Function));
        return base.Visit(code);
    }
}

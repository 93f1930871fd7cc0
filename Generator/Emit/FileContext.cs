using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>What the parts of one emitted file share.</summary>
internal sealed class FileContext
{
    /// <summary>Prepares to emit a file.</summary>
    public FileContext(FileModel model, EmitOptions options)
    {
        Model = model;
        Options = options;
        Types = new TypeNames(OwnNames(model).Concat(options.NeighbourTypes ?? []));
    }

    /// <summary>The file.</summary>
    public FileModel Model { get; }

    /// <summary>How to print.</summary>
    public EmitOptions Options { get; }

    /// <summary>The names of types that are not the file's.</summary>
    public TypeNames Types { get; }

    /// <summary>Where the text goes.</summary>
    public CodeWriter Writer { get; } = new();

    /// <summary>True for the name of a type of the file's namespace.</summary>
    public bool IsTypeName(string name) =>
        name == FunctionEmitter.Holder || Model.Classes.Any(c => c.Name == name) || Model.Variants.Any(v => v.Name == name) || Model.Ablations.Any(a => a.Name == name)
        || Model.KeyMaps.Any(k => k.Holder == name) || Options.NeighbourTypes?.Contains(name) == true;

    /// <summary>A printer of static expressions of this file.</summary>
    public StaticPrinter Statics() => new(Types, Options, Model.Namespace);

    /// <summary>A printer of what stands in the description of a network.</summary>
    public StaticPrinter Described() => new(Types.Described, Options, Model.Namespace);

    /// <summary>A class of any namespace as this file writes it.</summary>
    public string ClassName(string? @namespace, string name) =>
        @namespace is null || @namespace == Model.Namespace ? Identifiers.Type(name) : Identifiers.Global(@namespace, name);

    /// <summary>Every name that the file's code could take for a type's: its classes, members, parameters and locals.</summary>
    private static IEnumerable<string> OwnNames(FileModel model)
    {
        var names = new List<string> { FunctionEmitter.Holder };
        names.AddRange(model.Namespace.Split('.'));
        names.AddRange(model.Variants.Select(v => v.Name));
        names.AddRange(model.Ablations.Select(a => a.Name));
        names.AddRange(model.Ablations.SelectMany(AblationChoices.Names));
        names.AddRange(model.Recipes.Select(r => r.Name));
        names.AddRange(model.KeyMaps.Select(k => k.Holder));
        foreach (var function in model.Functions)
        {
            names.Add(function.Name);
            names.AddRange(function.Parameters.Select(p => p.Name));
        }
        foreach (var @class in model.Classes)
            AddNames(@class, names);
        return names;
    }

    private static void AddNames(ClassModel model, List<string> names)
    {
        names.Add(model.Name);
        names.AddRange(model.Parameters.Select(p => p.Name));
        foreach (var input in model.Inputs)
        {
            names.Add(input.Name);
            names.AddRange(input.Sizes.Select(s => s.Name));
        }
        AddNames(model.Body, names);
        foreach (var nested in model.Nested)
            AddNames(nested, names);
    }

    private static void AddNames(IEnumerable<Step> steps, List<string> names)
    {
        foreach (var step in steps)
        {
            switch (step)
            {
                case StaticLocal local:
                    names.Add(local.Name);
                    break;
                case CarriedDim local:
                    names.Add(local.Name);
                    break;
                case MakeLayer made:
                    names.Add(made.Field.Name);
                    names.Add(made.Key.Container ?? made.Field.Name);
                    break;
                case MakeTensor made:
                    names.Add(made.Name);
                    break;
                case TensorLocal local:
                    names.AddRange(local.Names);
                    break;
                case LoopStep loop:
                    names.Add(loop.Index);
                    break;
                case ForEachStep loop:
                    names.Add(loop.Item);
                    break;
            }
            AddNames(StaticUsage.Children(step), names);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>
/// Which statements the constructor and the forward pass each need. A static local goes wherever something that is there uses it; a loop or an if, where
/// something in it goes.
/// </summary>
internal sealed class StaticUsage
{
    private readonly HashSet<string> _constructor = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forward = new(StringComparer.Ordinal);

    /// <summary>Works out a class's body.</summary>
    public StaticUsage(ClassModel model)
    {
        Settle(model.Body, _constructor, NeededInConstructor, forConstructor: true);
        Settle(model.Body, _forward, NeededInForward, forConstructor: false);
    }

    /// <summary>True for a static name that the forward pass uses.</summary>
    public bool IsUsedInForward(string name) => _forward.Contains(name);

    /// <summary>True for a statement that the constructor needs.</summary>
    public bool NeededInConstructor(Step step) => step switch
    {
        MakeLayer or MakeTensor or InitStep => true,
        CarriedDim local => _constructor.Contains(local.Name),
        StaticLocal local => _constructor.Contains(local.Name),
        _ => Children(step).Any(NeededInConstructor),
    };

    /// <summary>True for a statement that the forward pass needs.</summary>
    public bool NeededInForward(Step step) => step switch
    {
        TensorLocal or ExposeStep or ReturnStep => true,
        StaticLocal local => _forward.Contains(local.Name),
        CarriedDim local => _forward.Contains(local.Name),
        _ => Children(step).Any(NeededInForward),
    };

    /// <summary>The statements within a loop or an if.</summary>
    public static IEnumerable<Step> Children(Step step) => step switch
    {
        LoopStep loop => loop.Body,
        ForEachStep loop => loop.Body,
        IfStep choice => choice.Then.Concat(choice.Else),
        _ => [],
    };

    private static void Settle(IReadOnlyList<Step> steps, HashSet<string> names, Func<Step, bool> isNeeded, bool forConstructor)
    {
        int before;
        do
        {
            before = names.Count;
            Collect(steps, names, isNeeded, forConstructor);
        }
        while (names.Count != before);
    }

    private static void Collect(IEnumerable<Step> steps, HashSet<string> names, Func<Step, bool> isNeeded, bool forConstructor)
    {
        var collector = new Collector(names);
        foreach (var step in steps)
        {
            if (!isNeeded(step))
                continue;
            switch (step)
            {
                case LoopStep loop:
                    collector.Visit(loop.From);
                    collector.Visit(loop.To);
                    break;
                case ForEachStep loop:
                    collector.Visit(loop.List);
                    break;
                case IfStep choice:
                    collector.Visit(choice.Condition);
                    break;
                case MakeLayer or MakeTensor when !forConstructor:
                    continue;
                case TensorLocal or ExposeStep or ReturnStep when forConstructor:
                    continue;
                default:
                    collector.Visit(step);
                    continue;
            }
            Collect(Children(step), names, isNeeded, forConstructor);
        }
    }

    private sealed class Collector(HashSet<string> names) : CodeRewriter
    {
        public override Code Visit(Code code)
        {
            if (code is CodeName name)
                names.Add(name.Name);
            return base.Visit(code);
        }
    }
}

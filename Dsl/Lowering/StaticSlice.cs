using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Lowering;

/// <summary>The part of some steps that decides what static vars are after them.</summary>
internal static class StaticSlice
{
    /// <summary>The assignments to those vars, with the locals, conditions and loops that they depend on.</summary>
    public static IReadOnlyList<Step> Of(IReadOnlyList<Step> steps, IEnumerable<string> variables)
    {
        var names = new HashSet<string>(variables, StringComparer.Ordinal);
        // A loop's assignment may read what a later one writes: until nothing more is needed.
        while (true)
        {
            var count = names.Count;
            var slice = Of(steps, names);
            if (names.Count == count)
                return slice;
        }
    }

    private static IReadOnlyList<Step> Of(IReadOnlyList<Step> steps, HashSet<string> names)
    {
        var kept = new List<Step>();
        foreach (var step in steps.Reverse())
        {
            if (Of(step, names) is { } needed)
                kept.Insert(0, needed);
        }
        // Without an assignment nothing changes, whatever locals there are.
        return kept.Any(s => s is not StaticLocal { IsAssignment: false }) ? kept : [];
    }

    private static Step? Of(Step step, HashSet<string> names)
    {
        switch (step)
        {
            case StaticLocal local when names.Contains(local.Name):
                Names.Of(local.Value, names);
                return step;
            case IfStep choice:
            {
                var (then, otherwise) = (Of(choice.Then, names), Of(choice.Else, names));
                if (then.Count + otherwise.Count == 0)
                    return null;
                Names.Of(choice.Condition, names);
                return choice with { Then = then, Else = otherwise };
            }
            case LoopStep loop when Of(loop.Body, names) is { Count: > 0 } body:
                Names.Of(loop.From, names);
                Names.Of(loop.To, names);
                return loop with { Body = body };
            case ForEachStep loop when Of(loop.Body, names) is { Count: > 0 } body:
                Names.Of(loop.List, names);
                return loop with { Body = body };
            default:
                return null;
        }
    }

    private sealed class Names(HashSet<string> names) : CodeRewriter
    {
        public static void Of(Code code, HashSet<string> names) => new Names(names).Visit(code);

        public override Code Visit(Code code)
        {
            if (code is CodeName { Kind: CodeNameKind.Local } name)
                names.Add(name.Name);
            return base.Visit(code);
        }
    }
}

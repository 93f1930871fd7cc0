using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Declares the locals of branches before them, where later branches by the same condition use them too.</summary>
internal sealed class Hoisting(IReadOnlyCollection<string> names) : CodeRewriter
{
    public static IReadOnlyList<Step> Of(IReadOnlyList<Step> body, IReadOnlyCollection<string> usedLater) =>
        usedLater.Count == 0 ? body : new Hoisting(usedLater).Visit(body);

    public override IReadOnlyList<Step> Visit(IReadOnlyList<Step> steps)
    {
        var result = new List<Step>();
        foreach (var step in steps)
        {
            if (step is not IfStep)
            {
                result.Add(Visit(step));
                continue;
            }
            var branches = new Branches(names, this);
            var choice = branches.Visit(step);
            result.AddRange(branches.Declarations);
            result.Add(choice);
        }
        return result;
    }

    /// <summary>Turns declarations into assignments.</summary>
    private sealed class Branches(IReadOnlyCollection<string> names, Hoisting loops) : CodeRewriter
    {
        public List<Step> Declarations { get; } = [];

        public override Step Visit(Step step)
        {
            switch (step)
            {
                case StaticLocal { IsAssignment: false } local when names.Contains(local.Name):
                    Declarations.Add(local with { Value = Start(local.Type), IsVar = true });
                    return local with { IsAssignment = true };
                case TensorLocal { IsAssignment: false } local when local.Names.Any(names.Contains):
                    foreach (var name in local.Names.Where(n => n != "_"))
                        Declarations.Add(local with { Names = [name], Value = local.IsList ? new TensorListCode(null, []) : new NoTensor() });
                    return local with { IsAssignment = true };
                case LoopStep or ForEachStep:
                    return loops.Visit(step);
                default:
                    return base.Visit(step);
            }
        }

        private static Code Start(StaticType type) => type switch
        {
            ListType list => new CodeList([], list.Element),
            _ when type == StaticType.Float => new CodeFloat(0),
            _ when type == StaticType.Bool => new CodeBool(false),
            _ when type == StaticType.String => new CodeString(""),
            _ => new CodeInt(0),
        };
    }
}

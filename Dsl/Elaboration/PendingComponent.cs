using System;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// The code of a component that isn't handed to a parameter yet: only the parameter's contract says what its factory is told. It stands where the
/// component stands, in a list, a choice or a comprehension, and <see cref="Settler"/> puts the factory in its place. No generated code has one.
/// </summary>
internal sealed record PendingComponent(Callable Target, FileSymbol? File, TextSpan Span) : Code
{
    /// <summary>True for code that has one.</summary>
    public static bool In(Code code)
    {
        var finder = new Finder();
        finder.Visit(code);
        return finder.HasFound;
    }

    /// <summary>The code with something else for each.</summary>
    public static Code Replace(Code code, Func<PendingComponent, Code> replacement) => new Replacer(replacement).Visit(code);

    private sealed class Finder : CodeRewriter
    {
        public bool HasFound { get; private set; }

        public override Code Visit(Code code)
        {
            HasFound |= code is PendingComponent;
            return HasFound ? code : base.Visit(code);
        }
    }

    private sealed class Replacer(Func<PendingComponent, Code> replacement) : CodeRewriter
    {
        public override Code Visit(Code code) => code is PendingComponent pending ? replacement(pending) : base.Visit(code);
    }

    /// <summary>Gives a list's code the factories of its components, and their type.</summary>
    public sealed class Settler(StaticType type, Func<PendingComponent, Code?> settle) : CodeRewriter
    {
        /// <summary>True once a component doesn't fit.</summary>
        public bool HasFailed { get; private set; }

        public override Code Visit(Code code)
        {
            switch (code)
            {
                case PendingComponent pending:
                    var settled = settle(pending);
                    HasFailed |= settled is null;
                    return settled ?? code;
                case CodeComprehension list:
                    return base.Visit(list with { ItemType = Settled(list.ItemType) });
                case CodeList list:
                    return base.Visit(list with { ItemType = Settled(list.ItemType) });
                default:
                    return base.Visit(code);
            }
        }

        private StaticType Settled(StaticType item) => item switch
        {
            ComponentType => type,
            ListType list => new ListType(Settled(list.Element)),
            _ => item,
        };
    }
}

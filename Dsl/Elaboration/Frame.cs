using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>
/// One body being evaluated. In a block checked on its own (<see cref="Concrete"/> false) parameters are symbols and the result is a class; in an instantiated one they
/// have values and the result is a part of a network.
/// </summary>
internal sealed class Frame
{
    public required FileSymbol File { get; init; }

    /// <summary>The block's name, for messages.</summary>
    public required string Subject { get; init; }

    public required bool Concrete { get; init; }

    public Scope Scope { get; set; } = new(null);

    public Assumptions Assumptions { get; set; } = Assumptions.None;

    /// <summary>The current value of the pipeline.</summary>
    public Flow Current { get; set; } = Flow.Unknown;

    /// <summary>Above zero, findings are not reported: the same statements are looked at again for another purpose.</summary>
    public int Quiet { get; set; }

    /// <summary>
    /// Above zero, what can't be proved is taken to hold: a loop's body is lowered for any iteration after each iteration was checked by itself.
    /// </summary>
    public int Lenient { get; set; }

    /// <summary>Above zero, only what is certainly wrong is refused: a component is tried on its contract's shape, and checked where it is applied.</summary>
    public int Deferring { get; set; }

    /// <summary>True when an unproved (or, leniently, any) demand is taken to hold.</summary>
    public bool Grants(Proof proof) => Lenient > 0 || (Deferring > 0 && proof == Proof.Unknown);

    /// <summary>The part of the network that this body's parts are added to; null in a block checked on its own.</summary>
    public GraphNode? Node { get; set; }

    /// <summary>The keys that are taken, with their places.</summary>
    public Dictionary<string, TextSpan> Keys { get; set; } = [];

    /// <summary>The keys that are taken under a condition only: another condition may take them too, which an instantiation checks.</summary>
    public HashSet<string> ConditionalKeys { get; } = [];

    /// <summary>The lets of branches.</summary>
    public List<Variable> BranchLocals { get; } = [];

    /// <summary>The locals of branches that are used after their branch too.</summary>
    public HashSet<string> LocalsUsedLater => [.. BranchLocals.Where(v => v.IsUsedLater).Select(v => v.Local!)];

    /// <summary>The index of the innermost loop at hand.</summary>
    public string? LoopIndex { get; set; }

    /// <summary>The class being made; null in an instantiated block.</summary>
    public ClassBuilder? Class { get; set; }

    /// <summary>Who instantiated whom, outermost first; empty in a block checked on its own.</summary>
    public IReadOnlyList<RelatedPlace> Chain { get; init; } = [];

    /// <summary>The model whose signature must ensure every demand on input sizes; null in a block checked on its own.</summary>
    public string? Model { get; init; }

    /// <summary>The outputs given by <c>return</c>.</summary>
    public List<(Flow Flow, TextSpan Span)>? Returned { get; set; }

    /// <summary>The outputs that the body exposes.</summary>
    public List<(string Name, Flow Flow, TextSpan Span, bool IsConditional)> Exposed { get; init; } = [];

    /// <summary>What the body costs so far, in a block checked on its own.</summary>
    public Tally? Costs { get; init; }

    /// <summary>Where costs are added; null while a body is looked at again.</summary>
    public Tally? Counting => Quiet == 0 ? Costs : null;

    /// <summary>True for a model checked on its own: its input sizes are only known when it runs.</summary>
    public bool IsModel { get; init; }

    /// <summary>What the body's inputs are taken for, in a block checked on its own; null elsewhere.</summary>
    public InputUses? Uses { get; init; }

    /// <summary>The kinds of layers that the body makes, in a block checked on its own; null where that isn't asked.</summary>
    public LayerKinds? Kinds { get; init; }

    /// <summary>The body's own statements, not those of groups, loops and conditions in it.</summary>
    public IReadOnlyList<StatementSyntax> TopLevel { get; set; } = [];

    /// <summary>The body's <c>init</c> statements.</summary>
    public List<InitSyntax> Inits { get; } = [];

    /// <summary>Which input and axis each dim of the signature is the size of.</summary>
    public Dictionary<string, (string Input, int Axis)> InputAxes { get; init; } = [];

    /// <summary>The dims of components' results, by the names that generated code has for them.</summary>
    public Dictionary<string, ResultSize> ResultSizes { get; init; } = [];

    /// <summary>The names that a <c>let</c> gives to the results of what stands at a place.</summary>
    public (TextSpan Span, IReadOnlyList<string> Names)? Naming { get; set; }

    /// <summary>What generated code calls the inputs, in order.</summary>
    public List<string> InputNames { get; } = [];

    /// <summary>True once a step's result isn't known, for an error here or in a block that is used: no class can be made of the body.</summary>
    public bool IsTainted { get; set; }

    /// <summary>True in a block of which some input has <c>..</c> in its shape.</summary>
    public bool HasOpenInput { get; set; }

    /// <summary>Where that was first.</summary>
    public TextSpan? TaintedAt { get; set; }

    /// <summary>What was wrong first while a loop's body, each iteration of which is fine, was lowered for any iteration.</summary>
    public (TextSpan Span, string Message)? Withheld { get; set; }

    /// <summary>What the innermost named group around these steps sees from outside; null outside of all.</summary>
    public Scope? AroundGroup { get; set; }

    /// <summary>True while one of two layers is looked at, by a condition that isn't known.</summary>
    public bool InChoice { get; set; }

    /// <summary>Where what this body's steps give is kept for an editor; null in all but a block that is checked on its own for one.</summary>
    public BodyRecords? Records { get; init; }

    /// <summary>The records, while what is looked at counts: not in a second look for another purpose.</summary>
    public BodyRecords? Recording => Quiet == Lenient ? Records : null;

    /// <summary>The body that this one's steps stand in, where it is inlined.</summary>
    public Frame? InlinedInto { get; init; }

    /// <summary>How deep blocks are nested, so that recursion ends.</summary>
    public int Depth { get; init; }

    /// <summary>How many more iterations the whole variant may unroll.</summary>
    public Budget Budget { get; init; } = new();

    public string Path => File.Source.Path;
}

/// <summary>What is left of a limit.</summary>
internal sealed class Budget
{
    /// <summary>How many expressions count as one step.</summary>
    public const int PartsOfAStep = 5;

    public int Left { get; set; } = Limits.Steps * PartsOfAStep;

    /// <summary>True once it is spent and said so: what is still on the way stops without another word.</summary>
    public bool IsSpent { get; set; }
}

/// <summary>A class being made from a body. Names that it makes up are none of the spec's, which <paramref name="taken"/> has.</summary>
internal sealed class ClassBuilder(string name, IEnumerable<string> taken)
{
    private readonly HashSet<string> _fields = [];
    private readonly HashSet<string> _locals = [.. taken];
    private readonly List<string> _sizes = [.. taken];
    private readonly HashSet<string> _vars = [];
    private string? _current;

    public string Name { get; } = name;

    public List<Step> Body { get; } = [];

    /// <summary>Where statements go; null while statements are only checked.</summary>
    public List<Step>? Steps { get; set; }

    public List<ClassModel> Nested { get; } = [];

    /// <summary>What the constructor checks besides the block's own constraints: those of blocks that are inlined.</summary>
    public List<ConstraintModel> Constraints { get; } = [];

    /// <summary>How the class, and those within it, write sizes.</summary>
    public Spellings Spellings { get; private init; } = new();

    /// <summary>The loops around the statement at hand, outermost first.</summary>
    public List<(string Index, Code From)> Loops { get; } = [];

    /// <summary>How many conditions stand around the statement at hand.</summary>
    public int Conditions { get; set; }

    private bool _isOuterConditional;

    /// <summary>True where a condition or a loop decides whether the statement at hand does anything.</summary>
    public bool IsConditional => _isOuterConditional || Conditions > 0 || Loops.Count > 0;

    /// <summary>The C# local that holds the current value.</summary>
    public string CurrentLocal
    {
        get => _current ??= FreshLocal("y");
        set => _current = value;
    }

    /// <summary>True once that local is declared.</summary>
    public bool IsCurrentDeclared { get; set; }

    public bool HasState { get; set; }

    public string FreshField(string name) => Fresh(_fields, name);

    /// <summary>A name for a tensor.</summary>
    public string FreshLocal(string name) => Fresh(_locals, name);

    /// <summary>A name for a size, which the classes within may be built with.</summary>
    public string FreshSize(string name, bool isVar)
    {
        // An int var has no local but this one.
        var size = isVar && _vars.Add(name) ? name : FreshLocal(name);
        _sizes.Add(size);
        return size;
    }

    /// <summary>A class within this one.</summary>
    public ClassBuilder Within(string name)
    {
        var within = new ClassBuilder(name, _sizes) { _isOuterConditional = IsConditional, Spellings = Spellings };
        within._vars.UnionWith(_vars);
        return within;
    }

    private static string Fresh(HashSet<string> taken, string name)
    {
        var candidate = name;
        for (var n = 2; !taken.Add(candidate); n++)
            candidate = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return candidate;
    }
}

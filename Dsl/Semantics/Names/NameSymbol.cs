using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>What a name means, by how it is declared.</summary>
internal enum NameKind
{
    /// <summary>A namespace.</summary>
    Namespace,

    /// <summary>A definition at a file's top level.</summary>
    Definition,

    /// <summary>A parameter of a block or function.</summary>
    Parameter,

    /// <summary>A dim of a signature.</summary>
    Dim,

    /// <summary>A dim of a component's contract.</summary>
    ContractDim,

    /// <summary>A named input.</summary>
    Input,

    /// <summary>A named output.</summary>
    Output,

    /// <summary>An output that a model exposes.</summary>
    Exposed,

    /// <summary>A let or var.</summary>
    Value,

    /// <summary>A loop's or comprehension's index.</summary>
    Index,

    /// <summary>A raw tensor, whose name is a key.</summary>
    Tensor,

    /// <summary>A declared layer, or a label: both are keys.</summary>
    Label,

    /// <summary>A letter of a pattern.</summary>
    Letter,

    /// <summary>An axis of an ablation that sets no parameter of its name.</summary>
    Axis,

    /// <summary>An option of an axis.</summary>
    AxisOption,

    /// <summary>A built-in operator.</summary>
    Operator,

    /// <summary>A built-in function over static values.</summary>
    Function,

    /// <summary>A built-in initialiser.</summary>
    Initial,

    /// <summary>An argument of something built in.</summary>
    Argument,

    /// <summary>A word that an argument takes, or another that the language gives a meaning.</summary>
    Word,
}

/// <summary>Something that has a name. What is built in has no path.</summary>
internal sealed class NameSymbol(NameKind kind, string name, string path, TextSpan place)
{
    public NameKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>The file that declares it; empty for what is built in.</summary>
    public string Path { get; } = path;

    /// <summary>Its name where it is declared (the first time).</summary>
    public TextSpan Place { get; } = place;

    /// <summary>All that declares it.</summary>
    public TextSpan Full { get; init; } = place;

    /// <summary>The definition that it is, or that it is in.</summary>
    public DefinitionSymbol? Owner { get; init; }

    /// <summary>The syntax that declares it.</summary>
    public SyntaxNode? Syntax { get; init; }

    /// <summary>True for a value that isn't a tensor, a layer or a component: in a call, an operator's name goes before it.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Of an exposed output: true where a number is a part of its name.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Of what is built in: its operator, or the one that it is an argument of.</summary>
    public Operator? Operator { get; init; }

    /// <summary>Of a built-in argument: the parameter.</summary>
    public OperatorParameter? Parameter { get; init; }

    /// <summary>Of a built-in word or argument that no table has: what it is.</summary>
    public string Doc { get; init; } = "";

    public bool IsBuiltIn => Path.Length == 0;

    /// <summary>True where the name is a segment of keys in <c>state_dict</c>.</summary>
    public bool IsKey => Kind is NameKind.Label or NameKind.Tensor;
}

/// <summary>How a name stands at a place.</summary>
internal enum NameRole
{
    /// <summary>It is declared there.</summary>
    Declaration,

    /// <summary>It is used.</summary>
    Use,

    /// <summary><c>expose c2</c>: one name that is a value and an output.</summary>
    Exposing,

    /// <summary><c>padding:</c> in a call.</summary>
    ArgumentName,
}

/// <summary>A name at a place in a file.</summary>
internal readonly record struct Occurrence(TextSpan Span, NameSymbol Symbol, NameRole Role);

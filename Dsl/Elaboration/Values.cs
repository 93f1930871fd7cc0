using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What an expression gives.</summary>
internal abstract record Value;

/// <summary>A value known when the module is built.</summary>
internal sealed record Known(StaticValue Static) : Value;

/// <summary>A tensor or a list of tensors, and the code that computes it.</summary>
internal sealed record Flow(TensorValue Tensor, TensorCode Code) : Value
{
    /// <summary>The shape; null where it isn't known, or for a list.</summary>
    public Shape? Shape => (Tensor as SingleTensor)?.Shape;

    /// <summary>A tensor after an error: it silences what follows.</summary>
    public static readonly Flow Unknown = new(new SingleTensor(null), new TensorName("unknown"));
}

/// <summary>Something to apply, with the tensors that are given in the call.</summary>
internal sealed record Application(Callable Target, IReadOnlyList<Flow> Inputs);

/// <summary>An operator, block or component with its static arguments.</summary>
internal abstract record Callable(TextSpan Span)
{
    /// <summary>Its name, for messages.</summary>
    public abstract string Name { get; }
}

/// <summary>An argument's value and where it is written.</summary>
internal sealed record Argument(StaticValue Value, TextSpan Span, FileSymbol File);

/// <summary>A built-in operator with the arguments that are given.</summary>
internal sealed record OperatorCallable(Operator Operator, IReadOnlyDictionary<string, Argument> Arguments, TextSpan Span) : Callable(Span)
{
    public override string Name => Operator.Name;
}

/// <summary>A block with the arguments that are given.</summary>
internal sealed record BlockCallable(BlockSymbol Block, IReadOnlyDictionary<string, Argument> Arguments, TextSpan Span) : Callable(Span)
{
    public override string Name => Block.Name;
}

/// <summary>A component parameter whose value isn't known: its contract is all there is.</summary>
internal sealed record ParameterCallable(string Parameter, ComponentTypeSyntax Type, Scope Scope, Code Code, TextSpan Span) : Callable(Span)
{
    public override string Name => CodeText.Of(Code);
}

/// <summary>A known component under the contract of the parameter that it was given for.</summary>
internal sealed record ContractCallable(Callable Target, string Parameter, ComponentTypeSyntax Type, Scope Scope, FileSymbol File) : Callable(Target.Span)
{
    public override string Name => Target.Name;
}

/// <summary>One of two, by a condition that isn't known.</summary>
internal sealed record ConditionalCallable(Code Code, Code Condition, Callable Then, Callable Else, TextSpan Span) : Callable(Span)
{
    public override string Name => Then.Name;
}

/// <summary>A named group, which is applied where it stands.</summary>
internal sealed record GroupCallable(TextSpan Span) : Callable(Span)
{
    public override string Name => "group";
}

/// <summary>A layer that has a name already: applying it again shares its tensors.</summary>
internal sealed record LayerCallable(LayerVariable Layer, TextSpan Span) : Callable(Span)
{
    public override string Name => Layer.Label;
}

/// <summary>A named layer of a body.</summary>
internal sealed class LayerVariable(string label, Callable target, LabelSyntax? syntax)
{
    public string Label { get; } = label;

    public Callable Target { get; } = target;

    public LabelSyntax? Syntax { get; } = syntax;

    /// <summary>True for <c>layer f: …</c>, whose name is there to be called.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>The field that holds it, once it is made (in a block checked on its own).</summary>
    public LayerField? Field { get; set; }

    public IReadOnlyList<Code> Indices { get; set; } = [];

    /// <summary>The shapes that it was first applied to: its tensors have their sizes from these.</summary>
    public IReadOnlyList<Shape?>? MadeFor { get; set; }

    /// <summary>Where the step that makes it goes: the place of its declaration, after the step that stood last then.</summary>
    public (List<Step> Steps, Step? After, int Loops, int Conditions)? Declaration { get; set; }

    /// <summary>True once the step that makes it is there: from then on it is made, whichever branch is looked at.</summary>
    public bool IsEmitted { get; set; }

    /// <summary>What the first application's layer code was, to see that a second one needs the same tensors.</summary>
    public LayerCode? Made { get; set; }
}

/// <summary>A component as a value.</summary>
internal sealed record ComponentValue(Callable Target, Code Code) : StaticValue(Code);

/// <summary>A name in a body.</summary>
internal sealed class Variable(string name, TextSpan span, string article, Value? value, bool isVar)
{
    public string Name { get; } = name;

    public TextSpan Span { get; } = span;

    /// <summary>What it is, for messages: <c>a parameter</c>.</summary>
    public string Article { get; } = article;

    public Value? Value { get; set; } = value;

    public bool IsVar { get; } = isVar;

    /// <summary>What a let's name stands for, where it is a condition.</summary>
    public ExpressionSyntax? Definition { get; set; }

    /// <summary>Set where the name is a layer's.</summary>
    public LayerVariable? Layer { get; set; }

    /// <summary>The local that holds it in the class, where it is a let's.</summary>
    public string? Local { get; set; }

    /// <summary>The places past a list's end that it was said to be, with the list's length.</summary>
    public HashSet<(long Place, long Length)> Overrun { get; } = [];

    /// <summary>Told when the name is used outside the branch that declares it.</summary>
    public bool IsUsedLater { get; set; }
}

/// <summary>The names of a body or of a part of it.</summary>
internal sealed class Scope(Scope? parent)
{
    // Most scopes have none of any.
    private Dictionary<string, Variable>? _variables;
    private Dictionary<string, Variable>? _inherited;
    private List<ConditionalName>? _conditional;

    public Scope? Parent { get; } = parent;

    public IEnumerable<Variable> Variables => _variables?.Values ?? Enumerable.Empty<Variable>();

    /// <summary>The names that branches of this part declare.</summary>
    public IReadOnlyList<ConditionalName> OwnConditionalNames => _conditional ?? (IReadOnlyList<ConditionalName>)[];

    /// <summary>The names that branches declare, outermost part first.</summary>
    public IEnumerable<ConditionalName> ConditionalNames => Parent is null ? OwnConditionalNames : _conditional is null ? Parent.ConditionalNames : Parent.ConditionalNames.Concat(_conditional);

    /// <summary>True where branches declare any.</summary>
    public bool HasConditionalNames
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                if (scope._conditional is not null)
                    return true;
            }
            return false;
        }
    }

    /// <summary>What a name means.</summary>
    public Variable? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables is not null && scope._variables.TryGetValue(name, out var variable))
                return variable;
            if (scope._inherited is null || !scope._inherited.TryGetValue(name, out variable))
                continue;
            variable.IsUsedLater = true;
            return variable;
        }
        return null;
    }

    /// <summary>What a name means that no branch before declares: such a one may be declared again.</summary>
    public Variable? FindDeclared(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._variables is not null && scope._variables.TryGetValue(name, out var variable))
                return variable;
        }
        return null;
    }

    public void Add(Variable variable) => (_variables ??= [])[variable.Name] = variable;

    public void Add(ConditionalName name) => (_conditional ??= []).Add(name);

    /// <summary>Brings in a name of a branch that ended.</summary>
    public void Inherit(Variable variable) => (_inherited ??= [])[variable.Name] = variable;

    public IEnumerable<string> Names
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                foreach (var name in (scope._variables?.Keys ?? Enumerable.Empty<string>()).Concat(scope._inherited?.Keys ?? Enumerable.Empty<string>()))
                    yield return name;
            }
        }
    }

    /// <summary>Every variable that may be assigned again, innermost scope first.</summary>
    public IEnumerable<Variable> Mutable
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Parent)
            {
                foreach (var variable in scope.Variables)
                {
                    if (variable.IsVar)
                        yield return variable;
                }
            }
        }
    }
}

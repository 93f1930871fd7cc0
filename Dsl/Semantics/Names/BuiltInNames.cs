using System.Collections.Concurrent;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Semantics.Names;

/// <summary>The names that the language itself gives a meaning; each is one symbol in all files.</summary>
internal static class BuiltInNames
{
    private static readonly ConcurrentDictionary<(NameKind, string, string), NameSymbol> s_all = [];

    public static NameSymbol Word(string name, string doc) => s_all.GetOrAdd((NameKind.Word, name, doc), _ => new(NameKind.Word, name, "", default) { Doc = doc, IsStatic = true });

    public static NameSymbol Argument(Operator op, OperatorParameter parameter) =>
        s_all.GetOrAdd((NameKind.Argument, op.Name, parameter.Name), _ => new(NameKind.Argument, parameter.Name, "", default) { Operator = op, Parameter = parameter });

    public static NameSymbol Argument(string of, string name, string doc) =>
        s_all.GetOrAdd((NameKind.Argument, of, name), _ => new(NameKind.Argument, name, "", default) { Doc = doc });

    public static NameSymbol? Operator(string name) => OperatorTable.Find(name) is { } op
        ? s_all.GetOrAdd((NameKind.Operator, name, ""), _ => new(NameKind.Operator, name, "", default) { Operator = op }) : null;

    public static NameSymbol? Initial(string name) => InitialTable.Find(name) is { } initial
        ? s_all.GetOrAdd((NameKind.Initial, name, ""), _ => new(NameKind.Initial, name, "", default) { Operator = initial.Call }) : null;

    public static NameSymbol? Function(string name) => StaticFunctions.Contains(name)
        ? s_all.GetOrAdd((NameKind.Function, name, ""), _ => new(NameKind.Function, name, "", default) { Doc = StaticFunctions.Usage(name) }) : null;

    /// <summary>An option of an operator's parameter.</summary>
    public static NameSymbol Option(Operator op, OperatorParameter parameter, string word) =>
        Word(word, $"an option of '{parameter.Name}' of {op.Name}: {string.Join(", ", parameter.Options ?? [])}");

    /// <summary>The pattern operators, which the grammar has.</summary>
    public static NameSymbol Pattern(string name) => Word(name, name switch
    {
        "reduce" => "reduces the axes that the right side leaves out, by mean, sum, max or min",
        "repeat" => "repeats along the axes that only the right side has",
        _ => "puts axes into another order, splits and joins them",
    });

    /// <summary>A type of parameters.</summary>
    public static NameSymbol? Type(string name) => name switch
    {
        "int" => Word(name, "an integer"),
        "float" => Word(name, "a number"),
        "bool" => Word(name, "true or false"),
        "string" => Word(name, "a string"),
        _ => null,
    };

    /// <summary>What an expectation or a condition of an ablation may be about.</summary>
    public static NameSymbol? Quantity(string name) => name switch
    {
        "params" => Word(name, "the number of learned parameters"),
        "macs" => Word(name, "multiply-accumulates of convolutions, linear layers and matrix products"),
        "activations" => Word(name, "the elements that convolutions, linear layers and matrix products give"),
        "input" => Word(name, "the legal input sizes: these, and no others"),
        "tensors" => Word(name, "the keys and shapes of a checkpoint: these, and no others"),
        "receptive_field" => Word(name, "the extent of input positions that an output's position could depend on"),
        _ => null,
    };

    public static NameSymbol It { get; } = Word("it", "the current value of the pipeline");

    public static NameSymbol Pi { get; } = Word("pi", "3.14159…");

    public static NameSymbol DropPath { get; } = Argument("residual", "drop_path", "the share of samples that skip the group, in training");

    /// <summary>How branches are joined.</summary>
    public static NameSymbol? Join(string name) => name is "add" or "mul" or "concat" ? Operator(name == "mul" ? "multiply" : name) : null;

    public static bool IsQuantity(string name) => new[] { "params", "macs", "activations" }.Contains(name);
}

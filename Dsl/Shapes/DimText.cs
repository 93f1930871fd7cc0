using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Shapes;

/// <summary>Static code as text, and what is asked of conditions.</summary>
internal static class DimText
{
    private const int Atomic = 9;

    /// <summary>Code as an author would write it. Equal texts mean equal code.</summary>
    public static string Print(Code code) => Print(code, 0);

    /// <summary>True for the same code.</summary>
    public static bool AreEqual(Code left, Code right) => ReferenceEquals(left, right) || left.Equals(right) || Print(left) == Print(right);

    /// <summary>True where some part of a code is another code.</summary>
    public static bool Contains(Code code, Code part) => AreEqual(code, part) || Children(code).Any(c => Contains(c, part));

    /// <summary>The code with parts replaced, outermost first.</summary>
    public static Code Replace(Code code, Func<Code, Code?> replacement)
    {
        if (replacement(code) is { } replaced)
            return replaced;
        return code switch
        {
            CodeOperation o => o with { Operands = o.Operands.Select(c => Replace(c, replacement)).ToArray() },
            CodeCall c => c with { Arguments = c.Arguments.Select(a => Replace(a, replacement)).ToArray() },
            CodeIndex i => new CodeIndex(Replace(i.List, replacement), Replace(i.Index, replacement)),
            CodeConditional c => new CodeConditional(Replace(c.Condition, replacement), Replace(c.Then, replacement), Replace(c.Else, replacement)),
            CodeList l => l with { Items = l.Items.Select(c => Replace(c, replacement)).ToArray() },
            _ => code,
        };
    }

    /// <summary>A condition's value; null where it isn't known.</summary>
    public static bool? Evaluate(Code code)
    {
        switch (code)
        {
            case CodeBool b:
                return b.Value;
            case CodeOperation { Operator: "not", Operands: { Count: 1 } operands }:
                return !Evaluate(operands[0]);
            case CodeOperation { Operator: "and", Operands: { Count: 2 } operands }:
                return (Evaluate(operands[0]), Evaluate(operands[1])) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null };
            case CodeOperation { Operator: "or", Operands: { Count: 2 } operands }:
                return (Evaluate(operands[0]), Evaluate(operands[1])) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null };
            case CodeOperation { IsFloat: false, Operands: { Count: 2 } pair, Operator: var op } when Number(pair[0]) is { } a && Number(pair[1]) is { } b:
                return op switch
                {
                    "==" => a == b,
                    "!=" => a != b,
                    "<" => a < b,
                    "<=" => a <= b,
                    ">" => a > b,
                    ">=" => a >= b,
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static BigInteger? Number(Code code)
    {
        switch (code)
        {
            case CodeInt i:
                return i.Value;
            case CodeOperation { Operator: "neg", IsFloat: false, Operands: { Count: 1 } operands }:
                return -Number(operands[0]);
            case CodeOperation { IsFloat: false, Operands: { Count: 2 } pair, Operator: var op } when Number(pair[0]) is { } a && Number(pair[1]) is { } b:
                return op switch
                {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" or "floordiv" when !b.IsZero => DimMath.Floor(a, b),
                    "%" when !b.IsZero => a - b * DimMath.Floor(a, b),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static IEnumerable<Code> Children(Code code) => code switch
    {
        CodeOperation o => o.Operands,
        CodeCall c => c.Arguments,
        CodeIndex i => [i.List, i.Index],
        CodeConditional c => [c.Condition, c.Then, c.Else],
        CodeList l => l.Items,
        CodeSlice s => new[] { s.List, s.From, s.To }.OfType<Code>(),
        CodeComprehension c => new[] { c.Item, c.From, c.To }.OfType<Code>(),
        _ => [],
    };

    private static string Print(Code code, int level)
    {
        var (text, own) = code switch
        {
            CodeInt i => (i.Value.ToString(CultureInfo.InvariantCulture), i.Value < 0 ? 6 : Atomic),
            CodeFloat f => (f.Value.ToString("R", CultureInfo.InvariantCulture), f.Value < 0 ? 6 : Atomic),
            CodeBool b => (b.Value ? "true" : "false", Atomic),
            CodeString s => ("\"" + s.Value + "\"", Atomic),
            CodeName n => (n.Name, Atomic),
            CodePosition p => ($"position of {p.Item}", Atomic),
            CodeOperation { Operator: "floordiv" } o => ($"floor_div({List(o.Operands)})", Atomic),
            CodeOperation { Operator: "neg", Operands: { Count: 1 } one } => ("-" + Print(one[0], 6), 6),
            CodeOperation { Operator: "not", Operands: { Count: 1 } one } => ("not " + Print(one[0], 3), 3),
            CodeOperation { Operands.Count: > 1 } o => (Infix(o, LevelOf(o.Operator)), LevelOf(o.Operator)),
            CodeOperation o => ($"{o.Operator}({List(o.Operands)})", Atomic),
            CodeCall c => ($"{(c.Namespace is null ? "" : c.Namespace + ".")}{c.Function}({List(c.Arguments)})", Atomic),
            CodeIndex i => ($"{Print(i.List, Atomic)}[{Print(i.Index)}]", Atomic),
            CodeSlice s => ($"{Print(s.List, Atomic)}[{(s.From is null ? "" : Print(s.From))}..{(s.To is null ? "" : Print(s.To))}]", Atomic),
            CodeList l => ($"[{List(l.Items)}]", Atomic),
            CodeComprehension c => ($"[{Print(c.Item)} for {c.Index} in {Print(c.From)}{(c.To is null ? "" : ".." + Print(c.To))}]", Atomic),
            CodeConditional c => ($"if {Print(c.Condition)} then {Print(c.Then)} else {Print(c.Else)}", 0),
            _ => (code.ToString(), Atomic),
        };
        return own < level ? "(" + text + ")" : text;
    }

    private static string List(IEnumerable<Code> items) => string.Join(", ", items.Select(i => Print(i)));

    private static string Infix(CodeOperation operation, int level)
    {
        var text = Print(operation.Operands[0], operation.Operator == "**" ? level + 1 : level);
        foreach (var operand in operation.Operands.Skip(1))
            text += " " + operation.Operator + " " + Print(operand, operation.Operator == "**" ? level : level + 1);
        return text;
    }

    private static int LevelOf(string op) => op switch
    {
        "or" => 1,
        "and" => 2,
        "==" or "!=" or "<" or "<=" or ">" or ">=" => 3,
        "+" or "-" => 4,
        "**" => 7,
        _ => 5,
    };
}

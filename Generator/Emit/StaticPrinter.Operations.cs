using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Operators and functions of static values.</summary>
internal sealed partial class StaticPrinter
{
    private static readonly Dictionary<string, (string Text, int Binding)> Infix = new(StringComparer.Ordinal)
    {
        ["+"] = ("+", Binds.Additive),
        ["-"] = ("-", Binds.Additive),
        ["*"] = ("*", Binds.Multiplicative),
        ["/"] = ("/", Binds.Multiplicative),
        ["=="] = ("==", Binds.Equality),
        ["!="] = ("!=", Binds.Equality),
        ["<"] = ("<", Binds.Relational),
        ["<="] = ("<=", Binds.Relational),
        [">"] = (">", Binds.Relational),
        [">="] = (">=", Binds.Relational),
        ["and"] = ("&&", Binds.And),
        ["or"] = ("||", Binds.Or),
    };

    private static readonly Dictionary<string, string> Opposites = new(StringComparer.Ordinal)
    {
        ["=="] = "!=", ["!="] = "==", ["<"] = ">=", ["<="] = ">", [">"] = "<=", [">="] = "<",
    };

    /// <summary>Functions that .NET has under another name.</summary>
    private static readonly Dictionary<string, string> MathFunctions = new(StringComparer.Ordinal)
    {
        ["sqrt"] = "Sqrt", ["exp"] = "Exp", ["log"] = "Log", ["sin"] = "Sin", ["cos"] = "Cos", ["abs"] = "Abs", ["tanh"] = "Tanh", ["log10"] = "Log10",
    };

    /// <summary>The negation of a condition.</summary>
    public Printed Negated(Code condition, NameScope scope)
    {
        if (condition is CodeOperation { Operands.Count: 2 } comparison && Opposites.TryGetValue(comparison.Operator, out var opposite))
            return Print(comparison with { Operator = opposite }, scope);
        if (condition is CodeOperation { Operator: "not" } not)
            return Print(not.Operands[0], scope);
        return new Printed("!" + Print(condition, scope).In(Binds.Unary), Binds.Unary);
    }

    private Printed Operation(CodeOperation operation, NameScope scope, bool isTyped)
    {
        var operands = operation.Operands;
        if (operands.Count == 1)
        {
            var operand = Print(operands[0], scope);
            return new Printed((operation.Operator == "not" ? "!" : "-") + (operand.Text[0] == '-' ? $"({operand})" : operand.In(Binds.Unary)), Binds.Unary);
        }
        switch (operation.Operator)
        {
            case "concat":
            case "+" when TypeOf(operation, scope) is ListType:
                return Concatenation(operation, scope, isTyped);
            case "**":
                return Printed.Primary(
                    $"{(operation.IsFloat ? types["Math"] : types["StaticMath"])}.Pow({Argument(operands[0], scope)}, {Argument(operands[1], scope)})");
            case "%":
                return Remainder(operation, scope);
            case "floordiv":
                return Printed.Primary($"{types["StaticMath"]}.FloorDiv({Argument(operands[0], scope)}, {Argument(operands[1], scope)})");
        }
        var (text, binding) = Infix[operation.Operator];
        var left = Print(operands[0], scope);
        var leftText = operation.Operator == "/" && operation.IsFloat && IsInt(operands[0], scope) && IsInt(operands[1], scope)
            ? "(double)" + left.In(Binds.Unary)
            : left.In(IsZeroTest(operation) && operands[0] is CodeOperation { Operator: "%" } ? Binds.Multiplicative : binding);
        if (IsZeroTest(operation) && operands[0] is CodeOperation { Operator: "%" } remainder)
            leftText = $"{Print(remainder.Operands[0], scope).In(Binds.Multiplicative)} % {Print(remainder.Operands[1], scope).In(Binds.Unary)}";
        var result = $"{leftText} {text} {Print(operands[1], scope).In(binding + 1)}";
        return new Printed(result, binding);
    }

    private bool IsInt(Code code, NameScope scope) => TypeOf(code, scope) is not { } type || type == StaticType.Int;

    /// <summary>A remainder's sign doesn't matter where only zero is asked for.</summary>
    private static bool IsZeroTest(CodeOperation operation) => operation is { Operator: "==" or "!=", Operands: [_, CodeInt { Value: 0 }] };

    private Printed Remainder(CodeOperation operation, NameScope scope)
    {
        var (left, right) = (operation.Operands[0], operation.Operands[1]);
        if (!operation.IsFloat && IsNatural(left, scope) && right is CodeInt { Value: > 0 })
            return new Printed($"{Print(left, scope).In(Binds.Multiplicative)} % {Print(right, scope).In(Binds.Unary)}", Binds.Multiplicative);
        return Printed.Primary($"{types["StaticMath"]}.Mod({Argument(left, scope)}, {Argument(right, scope)})");
    }

    /// <summary>True where C#'s remainder and the language's are the same, because the number isn't below zero.</summary>
    private static bool IsNatural(Code code, NameScope scope) => code switch
    {
        CodeInt number => number.Value >= 0,
        CodeSize => true,
        CodeName name => name.Kind is CodeNameKind.InputSize or CodeNameKind.ResultSize,
        CodeOperation { Operator: "+" or "*" } sum => sum.Operands.All(o => IsNatural(o, scope)),
        _ => false,
    };

    private Printed Concatenation(CodeOperation operation, NameScope scope, bool isTyped)
    {
        var items = new List<string>();
        foreach (var operand in operation.Operands)
        {
            if (operand is CodeList list)
                items.AddRange(list.Items.Select(i => Argument(i, scope)));
            else
                items.Add(".. " + Print(operand, scope).In(Binds.Unary));
        }
        if (isTyped)
            return Printed.Primary("[" + string.Join(", ", items) + "]");
        return Printed.Primary($"{types["StaticMath"]}.Concat({string.Join(", ", operation.Operands.Select(o => Print(o, scope).Text))})");
    }

    private Printed Call(CodeCall call, NameScope scope, bool isTyped)
    {
        if (call.IsUserFunction)
            return Printed.Primary(UserFunction(call, scope));
        var arguments = call.Arguments;
        switch (call.Function)
        {
            case "concat":
                return Concatenation(new CodeOperation("concat", arguments, false), scope, isTyped);
            case "len":
                return Printed.Primary(Print(arguments[0], scope).In(Binds.Primary) + ".Length");
            case "int":
                return new Printed("(long)" + Print(arguments[0], scope).In(Binds.Unary), Binds.Unary);
            case "float":
                return new Printed("(double)" + Print(arguments[0], scope).In(Binds.Unary), Binds.Unary);
            case "min" or "max" when arguments.Count == 2:
                return Printed.Primary($"{types["Math"]}.{Pascal(call.Function)}({Argument(arguments[0], scope)}, {Argument(arguments[1], scope)})");
        }
        var name = MathFunctions.TryGetValue(call.Function, out var known) ? types["Math"] + "." + known : types["StaticMath"] + "." + Pascal(call.Function);
        return Printed.Primary($"{name}({string.Join(", ", arguments.Select(a => Print(a, scope).Text))})");
    }

    private string UserFunction(CodeCall call, NameScope scope)
    {
        var holder = call.Namespace is { } other && other != @namespace
            ? Identifiers.Global(other, FunctionEmitter.Holder)
            : FunctionEmitter.Holder;
        var name = holder + "." + Identifiers.Local(call.Function);
        return call.Arguments.Count == 0 ? name : $"{name}({string.Join(", ", call.Arguments.Select(a => Argument(a, scope)))})";
    }

    private StaticType? CallType(CodeCall call, NameScope scope)
    {
        if (call.IsUserFunction)
        {
            StaticType? type = null;
            options.FunctionTypes?.TryGetValue((call.Namespace ?? @namespace) + "." + call.Function, out type);
            return type;
        }
        return call.Function switch
        {
            "concat" or "cumsum" or "reversed" or "range" or "linspace" or "zip" => call.Function == "linspace"
                ? new ListType(StaticType.Float)
                : call.Function == "range" ? new ListType(StaticType.Int) : call.Arguments.Select(a => TypeOf(a, scope)).FirstOrDefault(t => t is not null),
            "sum" or "prod" or "min" or "max" or "abs" => TypeOf(call.Arguments[0], scope) is ListType list
                ? list.Element
                : call.Arguments.Any(a => TypeOf(a, scope) == StaticType.Float) ? StaticType.Float : StaticType.Int,
            "sqrt" or "exp" or "log" or "sin" or "cos" or "tanh" or "log10" or "log2" or "float" => StaticType.Float,
            "contains" => StaticType.Bool,
            _ => StaticType.Int,
        };
    }

    /// <summary><c>ceil_div</c> as <c>CeilDiv</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(name.Split('_').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p.Substring(1)));
}

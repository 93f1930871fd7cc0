using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What ablations and key maps ask of variants.</summary>
internal sealed partial class Elaborator
{
    /// <summary>The model that a variant is of; null where that isn't settled. Reports nothing.</summary>
    public BlockSymbol? ModelSymbolOf(VariantSymbol variant) =>
        ModelOf(new Frame { File = variant.File, Subject = variant.Name, Concrete = true, Quiet = 1 }, variant)?.Model;

    /// <summary>The model that an ablation's target is or is of; null after a report, or where that has errors of its own.</summary>
    public BlockSymbol? TargetOf(VariantSymbol target)
    {
        var frame = new Frame { File = target.File, Subject = target.Name, Concrete = true };
        return ModelOf(frame, target) is var (model, _) && !Analyze(model).IsBroken ? model : null;
    }

    /// <summary>The parameters that an option sets; null after a report.</summary>
    public IReadOnlyList<string>? Settings(AblationSymbol ablation, BlockSymbol model, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var frame = new Frame { File = ablation.File, Subject = ablation.Name, Concrete = true };
        IReadOnlyList<Flow> inputs = [];
        return BlockArguments(frame, model, arguments, ablation.Definition.Name.Span, ref inputs)?.Keys.ToArray();
    }

    /// <summary>
    /// Whether a member satisfies a condition over its costs and its parameters; null after a report.
    /// </summary>
    public bool? Satisfies(AblationSymbol ablation, VariantSymbol member, ExpressionSyntax condition, IReadOnlyDictionary<string, Dim> costs)
    {
        var root = new Frame { File = member.File, Subject = member.Name, Concrete = true, Quiet = 1 };
        if (ModelOf(root, member) is not var (model, arguments))
            return null;
        var callee = new Frame { File = model.File, Subject = model.Name, Concrete = true, Quiet = 1 };
        BindParameters(root, callee, new BlockCallable(model, arguments, member.Syntax.Target.Span), member.Syntax.Target.Span);
        var frame = new Frame { File = ablation.File, Subject = ablation.Name, Concrete = true, Scope = new Scope(callee.Scope) };
        foreach (var cost in costs)
            frame.Scope.Add(new Variable(cost.Key, condition.Span, "a cost", new Known(new IntValue(cost.Value, new Lowering.CodeInt(0))), false));
        var start = Diagnostics.ErrorCount;
        var result = EvaluateBool(frame, condition, "a condition");
        if (result is { Value: null } && Diagnostics.ErrorCount == start)
            Report(frame, Catalog.NotStatic, condition.Span, $"'{Text(frame, condition)}'", "a condition");
        return result?.Value;
    }

    /// <summary>A single value that an option gives: a number, a string, true or false. Null where it is another, or has none; reports nothing.</summary>
    public StaticValue? ValueOf(AblationSymbol ablation, ExpressionSyntax value) =>
        Evaluate(new Frame { File = ablation.File, Subject = ablation.Name, Concrete = true, Quiet = 1 }, value) is Known { Static: IntValue or FloatValue or BoolValue or StringValue } known ? known.Static : null;

    /// <summary>A static value that a definition's expression has; null after a report.</summary>
    public StaticValue? StaticOf(DefinitionSymbol definition, ExpressionSyntax value)
    {
        var frame = new Frame { File = definition.File, Subject = definition.Name, Concrete = true };
        var start = Diagnostics.ErrorCount;
        var found = Evaluate(frame, value);
        if (found is Known { Static: var known })
            return known;
        if (Diagnostics.ErrorCount == start)
            Report(frame, Catalog.NotStatic, value.Span, $"'{Text(frame, value)}'", "a recipe's value");
        return null;
    }

    /// <summary>True where an expression uses a name.</summary>
    public static bool Mentions(ExpressionSyntax expression, string name) => NamesIn(expression).Contains(name);

    /// <summary>A definition that a file sees by a name, for a key map; null after a report.</summary>
    public DefinitionSymbol? KeysTarget(KeysSymbol keys, NameSyntax target)
    {
        var frame = new Frame { File = keys.File, Subject = keys.Name, Concrete = true };
        if (target.IsMissing)
            return null;
        if (!keys.File.Visible.TryGetValue(target.Text, out var definition))
        {
            var candidates = keys.File.Visible.Where(v => v.Value is VariantSymbol or BlockSymbol { Syntax.Kind: BlockKind.Model }).Select(v => v.Key);
            Report(frame, Catalog.UnknownName, target.Span, target.Text, Suggestion(target.Text, candidates));
            return null;
        }
        if (definition is VariantSymbol or BlockSymbol { Syntax.Kind: BlockKind.Model })
            return definition;
        Report(frame, Catalog.NotAModel, target.Span, target.Text, definition.Article);
        return null;
    }
}

using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Semantics.Names;

/// <content>Variants and ablations: they speak of their model's parameters, dims and outputs.</content>
internal sealed partial class NameWalker
{
    private void VisitVariant(VariantSymbol variant)
    {
        var model = _table.ModelOf(FoundDefinition(variant.Syntax.Target));
        VisitArguments(model, variant.Syntax.Arguments);
        VisitExpects(model, variant.Syntax.Expects);
    }

    private void VisitExpects(BlockSymbol? model, IReadOnlyList<ExpectSyntax> expects)
    {
        foreach (var expect in expects)
        {
            Found(expect.Quantity.Span, BuiltInNames.Quantity(expect.Quantity.Text));
            if (expect.Output is { IsMissing: false } output && model is not null)
                Found(output.Span, _table.Own(model).Output(output.Text));
            if (expect.Through is { IsMissing: false } map
                && _table.Files.SelectMany(f => f.Definitions).OfType<KeysSymbol>().Where(k => k.Name == map.Text).OrderBy(k => k.Syntax.Targets.Any(t => t.Text == model?.Name) ? 0 : 1).FirstOrDefault() is { } keys)
                Found(map.Span, _table.Of(keys));
            if (expect.Quantity.Text == ExpectSyntax.ReceptiveField)
                VisitField(expect.Value);
            else if (expect.Quantity.Text == "input")
                VisitOf(model, expect.Value, withDims: true);
            else
                Visit(expect.Value);
            if (expect.At is not null)
                Visit(expect.At);
        }
    }

    private void VisitField(ExpressionSyntax value)
    {
        foreach (var item in value is ListSyntax list ? list.Items : [value])
        {
            if (item is NameExpressionSyntax { Name: "global" })
                Found(item.Span, BuiltInNames.Word("global", "without bound: some step takes all positions together"));
            else
                Visit(item);
        }
    }

    /// <summary>A condition over a model's parameters and, for input sizes, its dims.</summary>
    private void VisitOf(BlockSymbol? model, ExpressionSyntax condition, bool withDims)
    {
        var outer = _scope;
        _scope = outer.Open(condition.Span);
        if (model is not null)
        {
            var own = _table.Own(model);
            foreach (var symbol in withDims ? own.Parameters.Concat(own.Dims) : own.Parameters)
                _scope.Add(symbol, condition.Span.Start);
        }
        if (!withDims)
        {
            foreach (var quantity in new[] { "params", "macs", "activations" })
                _scope.Add(BuiltInNames.Quantity(quantity)!, condition.Span.Start);
        }
        Visit(condition);
        _scope = outer;
    }

    private void VisitRecipe(RecipeSymbol recipe)
    {
        foreach (var value in recipe.Syntax.Values)
        {
            if (value.Name is { IsMissing: false } name && RecipeTable.Find(name.Text) is { } known)
                Found(name.Span, BuiltInNames.Argument("recipe", known.Name, known.Doc), NameRole.ArgumentName);
            Visit(value.Value);
        }
    }

    private void VisitAblation(AblationSymbol ablation)
    {
        var target = FoundDefinition(ablation.Syntax.Target);
        var model = _table.ModelOf(target);
        if (ablation.Syntax.Mode is { Name: { IsMissing: false } mode })
            Found(mode.Span, BuiltInNames.Word(mode.Text, "which combinations of the axes' options there are"));
        if (ablation.Syntax.Recipe is { Name: var recipe })
            FoundDefinition(recipe);
        var options = new Dictionary<OptionSyntax, NameSymbol>();
        foreach (var axis in ablation.Syntax.Axes)
        {
            var isParameter = !axis.IsSetting && axis.Options.Any(o => o.Value is not null);
            if (!axis.Name.IsMissing)
            {
                var set = isParameter && model is not null ? _table.Own(model).Parameter(axis.Name.Text) : null;
                Found(axis.Name.Span, set ?? Made(NameKind.Axis, axis.Name, axis), set is null ? NameRole.Declaration : NameRole.ArgumentName);
            }
            foreach (var option in axis.Options)
            {
                if (!option.Name.IsMissing)
                    Found(option.Name.Span, options[option] = Made(NameKind.AxisOption, option.Name, option), NameRole.Declaration);
                if (option.Settings is not null)
                    VisitArguments(model, option.Settings);
                foreach (var edit in option.Edits.Where(e => e.By is not null))
                    Visit(edit.By!);
                if (option.Value is not null && axis.IsSetting)
                    Visit(option.Value);
                else if (option.Value is not null)
                    VisitTold((model?.Syntax.Parameters ?? []).Where(p => p.Name.Text == axis.Name.Text), model, option.Value);
            }
        }
        foreach (var condition in ablation.Syntax.Where)
        {
            foreach (var (axis, name) in OptionConditions.In(condition.Condition, ablation.Syntax.Axes))
            {
                if (axis.Options.FirstOrDefault(o => o.Name.Text == name.Name) is { Name.IsMissing: false } option)
                    Found(name.Span, options[option]);
            }
            VisitOf(model, condition.Condition, withDims: false);
            if (condition.At is not null)
                Visit(condition.At);
        }
        foreach (var expect in ablation.Syntax.Expects)
        {
            if (!expect.Member.IsMissing)
                Found(expect.Member.Span, BuiltInNames.Word(expect.Member.Text, $"a member of '{ablation.Name}', called by its options"));
            VisitExpects(model, expect.Clauses);
        }
    }
}

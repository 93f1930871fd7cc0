using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <content>Recipes: values for training, each held against the table of what there is.</content>
internal sealed partial class Compilation
{
    private readonly Dictionary<RecipeSymbol, ElaboratedRecipe> _recipes = [];

    private List<ElaboratedRecipe> ElaborateRecipes()
    {
        foreach (var symbol in Definitions<RecipeSymbol>())
        {
            Guard(symbol.File.Source, () =>
            {
                if (Kept("recipe", symbol, () => Elaborate(symbol)) is { } recipe)
                    _recipes[symbol] = recipe;
            });
        }
        return [.. Definitions<RecipeSymbol>().Where(s => !s.File.IsContext && _recipes.ContainsKey(s)).Select(s => _recipes[s])];
    }

    private IReadOnlyList<RecipeModel> RecipesOf(FileSymbol file) =>
        [.. file.Definitions.OfType<RecipeSymbol>().Where(_recipes.ContainsKey).Select(r => new RecipeModel(r.Name, r.Syntax.Doc, _recipes[r].Values))];

    private ElaboratedRecipe? Elaborate(RecipeSymbol recipe)
    {
        var path = recipe.File.Source.Path;
        if (_diagnostics.HasErrorNear(path, recipe.Syntax.Span))
            return null;
        var (values, isSound) = (new List<RecipeValue>(), true);
        foreach (var argument in recipe.Syntax.Values)
        {
            if (argument.Name is not { IsMissing: false } name)
                continue;
            if (RecipeTable.Find(name.Text) is not { } entry)
            {
                _diagnostics.Report(Catalog.NoRecipeValue, path, name.Span, name.Text, RecipeTable.Suggestion(name.Text));
                isSound = false;
            }
            else if (values.Any(v => v.Name == name.Text))
            {
                _diagnostics.Report(Catalog.ArgumentTwice, path, name.Span, name.Text);
                isSound = false;
            }
            else if (RecipeValueOf(recipe, entry, argument.Value) is { } value)
            {
                values.Add(value);
            }
            else
            {
                isSound = false;
            }
        }
        foreach (var argument in recipe.Syntax.Values.Where(a => a.Name is { IsMissing: false }))
        {
            if (isSound && RecipeTable.Find(argument.Name!.Text) is { } entry)
                isSound = CheckTogether(path, argument.Name.Span, entry, values);
        }
        return isSound ? new ElaboratedRecipe(recipe.Name, recipe.File.Namespace, recipe.File.Whole.Source.Path, values) : null;
    }

    /// <summary>A value for an entry of the table; null after a report.</summary>
    private RecipeValue? RecipeValueOf(DefinitionSymbol definition, RecipeEntry entry, ExpressionSyntax expression)
    {
        if (_elaborator.StaticOf(definition, expression) is not { } value)
            return null;
        if (entry.Read(value) is { } read)
            return new RecipeValue(entry.Name, read);
        var text = string.Join(" ", definition.File.Source.Slice(expression.Span).Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));
        _diagnostics.Report(Catalog.BadRecipeValue, definition.File.Source.Path, expression.Span, entry.Name, text, entry.Description);
        return null;
    }

    /// <summary>The recipe that an ablation names; null where it names none, or none that is sound. False after a report.</summary>
    private bool CheckRecipe(AblationSymbol ablation, out RecipeSymbol? recipe)
    {
        recipe = null;
        if (ablation.Syntax.Recipe is not { Name: { IsMissing: false } name })
            return true;
        var path = ablation.File.Source.Path;
        if (!ablation.File.Visible.TryGetValue(name.Text, out var definition))
        {
            _diagnostics.Report(
                Catalog.UnknownName, path, name.Span, name.Text, Suggested.Nearest(name.Text, ablation.File.Visible.Where(v => v.Value is RecipeSymbol).Select(v => v.Key)));
            return false;
        }
        recipe = definition as RecipeSymbol;
        if (recipe is not null || definition.IsAmbiguous)
            return true;
        _diagnostics.Report(Catalog.NotARecipe, path, name.Span, name.Text, definition.Article);
        return false;
    }

    /// <summary>Whether a value goes with the others of its recipe. False after a report.</summary>
    private bool CheckTogether(string path, TextSpan span, RecipeEntry entry, IReadOnlyList<RecipeValue> values)
    {
        if (RecipeTable.WhyNot(entry, values) is not { } why)
            return true;
        _diagnostics.Report(Catalog.RecipeValuesApart, path, span, entry.Name, why);
        return false;
    }

    /// <summary>Whether a setting is one of the values that a recipe may set, and its options are in its range and go with the recipe. False after a report.</summary>
    private bool CheckRecipeSetting(AblationSymbol ablation, AxisSyntax axis, RecipeSymbol recipe)
    {
        if (RecipeTable.Find(axis.Name.Text) is not { } entry)
        {
            _diagnostics.Report(Catalog.NoRecipeValue, ablation.File.Source.Path, axis.Name.Span, axis.Name.Text, RecipeTable.Suggestion(axis.Name.Text));
            return false;
        }
        // Beside other settings, only that they are there can be said.
        var settings = ablation.Syntax.Axes.Where(a => a.IsSetting && a != axis).Select(a => a.Name.Text).ToArray();
        var others = _recipes.TryGetValue(recipe, out var made) ? made.Values.Where(v => v.Name != entry.Name && !settings.Contains(v.Name)).ToArray() : [];
        return axis.Options.All(o => RecipeValueOf(ablation, entry, o.Value!) is { } value
            && (made is null || CheckTogether(ablation.File.Source.Path, o.Value!.Span, entry, [.. others, value, .. settings.Select(n => new RecipeValue(n, true))])));
    }

    /// <summary>What a member's settings put in place of its recipe's values.</summary>
    private IReadOnlyList<RecipeValue> SettingsOf(AblationSymbol ablation, IReadOnlyList<OptionSyntax> options) =>
        [.. ablation.Syntax.Axes.Zip(options, (axis, option) => (axis, option)).Where(c => c.axis.IsSetting)
            .Select(c => RecipeTable.Find(c.axis.Name.Text) is { } entry && _elaborator.StaticOf(ablation, c.option.Value!) is { } value && entry.Read(value) is { } read
                ? new RecipeValue(entry.Name, read) : null).OfType<RecipeValue>()];
}

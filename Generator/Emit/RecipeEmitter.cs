using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>Emits a recipe: a static class with the options of a training and those of a data set.</summary>
internal static class RecipeEmitter
{
    private const string Options = "Options", Data = "Data";

    /// <summary>Writes a recipe's class.</summary>
    public static void Emit(FileContext file, RecipeModel recipe)
    {
        var writer = file.Writer;
        DocWriter.Write(writer, recipe.Doc, $"The recipe {recipe.Name}.");
        using (writer.Block($"public static partial class {Identifiers.Type(recipe.Name)}"))
        {
            writer.Line("/// <summary>How a model is trained.</summary>");
            writer.Statement($"public static global::ArchGen.Runtime.TrainingOptions {Options} {{ get; }} = new(){Set(recipe.Values, false, null)};");
            writer.Line();
            writer.Line("/// <summary>What it is trained and tested on.</summary>");
            writer.Statement($"public static global::ArchGen.Runtime.DataOptions {Data} {{ get; }} = new(){Set(recipe.Values, true, null)};");
        }
    }

    /// <summary>What a member of an ablation says of its training: its recipe's options, with its settings in their place.</summary>
    public static string Of(string recipe, IReadOnlyList<RecipeValue> settings)
    {
        string With(string property, bool isData) =>
            $"{recipe}.{property}" + (Set(settings, isData, $"{recipe}.{property}") is { Length: > 0 } set ? " with" + set : "");
        return $"Training = {With(Options, false)}, Data = {With(Data, true)}";
    }

    // Values in a part of the options that is a record itself are set together, on what that part is.
    private static string Set(IReadOnlyList<RecipeValue> values, bool isData, string? on)
    {
        var sets = values.Select(v => (Entry: RecipeTable.Find(v.Name)!, v.Value)).Where(v => v.Entry.IsData == isData)
            .GroupBy(v => v.Entry.Property.Split('.')[0]).Select(of => of.First().Entry.Property == of.Key
                ? $"{of.Key} = {Literal(of.First().Entry, of.First().Value)}"
                : $"{of.Key} = {(on is null ? "new()" : $"{on}.{of.Key} with")} {{ {string.Join(", ", of.Select(v => $"{v.Entry.Property.Substring(of.Key.Length + 1)} = {Literal(v.Entry, v.Value)}"))} }}").ToArray();
        return sets.Length == 0 ? "" : $" {{ {string.Join(", ", sets)} }}";
    }

    private static string Literal(RecipeEntry entry, object value) => value switch
    {
        string word when entry.Enumeration is { } enumeration => $"global::ArchGen.Runtime.{enumeration}.{char.ToUpperInvariant(word[0])}{word.Substring(1)}",
        bool truth => Literals.Bool(truth),
        string text => Literals.String(text),
        double number => Literals.Float(number).Text,
        long.MinValue => "long.MinValue",
        _ => Literals.Grouped(System.Convert.ToInt64(value, CultureInfo.InvariantCulture)),
    };
}

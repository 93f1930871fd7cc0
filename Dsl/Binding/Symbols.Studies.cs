using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Binding;

/// <summary>An ablation.</summary>
internal sealed class AblationSymbol(FileSymbol file, AblationSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public AblationSyntax Syntax { get; } = syntax;

    public override string Article => "an ablation";
}

/// <summary>A recipe.</summary>
internal sealed class RecipeSymbol(FileSymbol file, RecipeSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public RecipeSyntax Syntax { get; } = syntax;

    public override string Article => "a recipe";
}

/// <summary>A key map. Its name is in its target's scope: <c>EdgeNeXtKeys.Official</c> in C#.</summary>
internal sealed class KeysSymbol(FileSymbol file, KeysSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public KeysSyntax Syntax { get; } = syntax;

    /// <summary>The class that holds the maps of one model or variant.</summary>
    public static string HolderOf(NameSyntax target) => target.Text + "Keys";

    public override string Article => "a key map";
}

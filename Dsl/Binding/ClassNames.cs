using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Binding;

/// <summary>Names that a definition can't have, because its generated class has a member of that name. Upper and lower case matter.</summary>
internal static class ClassNames
{
    /// <summary>True where the class of a definition would have its own name as a member.</summary>
    public static bool IsTaken(DefinitionSyntax definition) => definition switch
    {
        BlockSyntax { IsExtern: false } => definition.Name.Text is "forward" or "RegisterComponents" or "Run" or "FeatureMaps",
        VariantSyntax => definition.Name.Text is "Create" or "Descriptor" or "Parameters" or "Macs" or "InputShape" or "LegalInput" or "Stages",
        AblationSyntax => definition.Name.Text is "All",
        RecipeSyntax => definition.Name.Text is "Options" or "Data",
        ConstSyntax or FunctionSyntax => definition.Name.Text is "SpecValues",
        _ => false,
    };
}

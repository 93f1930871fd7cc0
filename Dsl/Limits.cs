namespace ArchGen.Dsl;

/// <summary>
/// What the compiler takes at most. Beyond each there is a finding rather than a long wait; <c>docs/language.md</c> has the list, and a test compares the two.
/// </summary>
internal static class Limits
{
    /// <summary>Characters of a file.</summary>
    public const int FileLength = 4_000_000;

    /// <summary>Characters of a name; of a namespace's and of an ablation's member's, of all parts together.</summary>
    public const int NameLength = 256;

    /// <summary>Expressions and groups in one another, which keeps the parser off the end of its stack.</summary>
    public const int Nesting = 64;

    /// <summary>Operators, pipes or indices one after another in one expression, which does the same for those who walk the tree.</summary>
    public const int ChainLength = 256;

    /// <summary>Blocks in blocks, and calls of functions in calls.</summary>
    public const int Depth = 64;

    /// <summary>Variants made from variants.</summary>
    public const int VariantChain = 250;

    /// <summary>Steps of one variant, or of a block checked on its own, every iteration's counted: a statement is one, an expression a fifth, a call of a function four, a block twenty.</summary>
    public const int Steps = 200_000;

    /// <summary>Steps of all that is compiled together.</summary>
    public const int AllSteps = 5_000_000;

    /// <summary>Items of a list.</summary>
    public const int ListItems = 16_384;

    /// <summary>Axes of a tensor.</summary>
    public const int Axes = 32;

    /// <summary>Terms of the formula that a size is.</summary>
    public const int FormulaTerms = 256;

    /// <summary>Divisions, minima, maxima and choices in one another in a size's formula.</summary>
    public const int FormulaDepth = 32;

    /// <summary>Members of an ablation.</summary>
    public const int Members = 256;
}

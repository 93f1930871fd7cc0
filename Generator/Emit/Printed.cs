namespace ArchGen.Generator.Emit;

/// <summary>How tightly C#'s operators bind.</summary>
internal static class Binds
{
    public const int Lambda = 0, Conditional = 1, Or = 3, And = 4, Equality = 8, Relational = 9, Additive = 11, Multiplicative = 12, Unary = 14, Primary = 15;
}

/// <summary>C# text and how tightly its outermost operator binds.</summary>
internal readonly record struct Printed(string Text, int Binding)
{
    /// <summary>A name, call or literal.</summary>
    public static Printed Primary(string text) => new(text, Binds.Primary);

    /// <summary>The text, in parentheses where it would bind less tightly than its place needs.</summary>
    public string In(int binding) => Binding < binding ? "(" + Text + ")" : Text;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

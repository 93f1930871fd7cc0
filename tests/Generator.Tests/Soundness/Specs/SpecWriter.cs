using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>A block that was written, and how it is used.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rank">The number of axes of its input.</param>
/// <param name="IsSame">Whether its output has its input's shape.</param>
/// <param name="Arguments">Arguments to use it with, chosen anew at each use.</param>
/// <param name="Output">Its output's axes by its input's, where it isn't the same.</param>
internal sealed record WrittenBlock(string Name, int Rank, bool IsSame, System.Func<string> Arguments, System.Func<string, IReadOnlyList<string>, IReadOnlyList<string>>? Output = null)
{
    /// <summary>Whether it can be handed in where `block(C) [N, C, H, W] -> same` is asked for: it demands nothing of sizes.</summary>
    public bool IsComponent { get; init; }
}

/// <summary>
/// Writes a random spec that is meant to be well typed: it keeps account of the current value's axes as text, so that what it writes mostly fits. Where it doesn't, or where a
/// demand on sizes is left out, the compiler has to find it: the reference run says who is right.
/// </summary>
internal sealed partial class SpecWriter
{
    private readonly Choice _choice;
    private readonly List<string> _definitions = [];
    private readonly List<WrittenBlock> _blocks = [];
    private List<string> _lines = [];
    private List<string> _demands = [];
    private List<string> _axes = [];
    private List<string> _widths = [];
    private int _indent = 1;
    private int _names;
    private int _deep;

    private SpecWriter(long seed)
    {
        _choice = new Choice(seed);
    }

    /// <summary>A file of some blocks, a model of them and one or several variants.</summary>
    public static string Write(long seed, string name) => new SpecWriter(seed).File(name);

    private string File(string name)
    {
        if (_choice.Percent(50))
            _definitions.Add($"const UNIT = {_choice.Of(4, 8)}\n\nfn widened(width: int, by: int = 2) = {_choice.Of("width * by", "8 * ceil_div(width * by, 8)", "max(8, width * by)")}");
        foreach (var _ in Enumerable.Range(0, _choice.Between(1, 4)))
            Block();
        Model();
        return $"namespace {name};\nimport std;\n\n{string.Join("\n\n", _definitions)}\n";
    }

    private string Fresh(string stem) => stem + _names++;

    private void Line(string text) => _lines.Add(new string(' ', 4 * _indent) + text);

    /// <summary>Some lines in braces.</summary>
    private void Braced(string head, System.Action inside, string tail = "}")
    {
        Line(head + " {");
        _indent++;
        _deep++;
        inside();
        _deep--;
        _indent--;
        Line(tail);
    }

    private string C => _axes[1];

    private void Kept(string step) => Line(step);

    private void Demand(string condition)
    {
        if (!_demands.Contains(condition))
            _demands.Add(condition);
    }

    private static string Axes(IEnumerable<string> axes) => $"[{string.Join(", ", axes)}]";

    /// <summary>An expression that is a factor or an operand.</summary>
    private static string Grouped(string text) => text.Any(c => c is '+' or '-' or '/' or '*' or '%') && !(text.StartsWith('(') && text.EndsWith(')') && text.Count(c => c == '(') == 1) ? $"({text})" : text;

    /// <summary>A width in channels: a number, a parameter or a multiple of one.</summary>
    private string Width() => _choice.Percent(45) || _widths.Count == 0
        ? _choice.Of("8", "16", "24", "4")
        : _choice.Weighted<string>([(6, _choice.Of([.. _widths])), (2, $"2 * {_choice.Of([.. _widths])}"), (1, $"{_choice.Of([.. _widths])} + 8"), (1, $"widest({_choice.Of([.. _widths])}, 16)")])
            .Replace("widest(", "max(", System.StringComparison.Ordinal);

    private string Label() => Fresh(_choice.Of("conv", "proj", "fc", "layer_", "mix"));

    /// <summary>Steps until chance ends them.</summary>
    private void Steps(int least, int most)
    {
        foreach (var _ in Enumerable.Range(0, _choice.Between(least, most)))
            Step();
    }
}

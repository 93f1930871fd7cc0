using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>One change that an option makes, and the ablation's file, where its names mean what they mean.</summary>
internal sealed record StructureEdit(EditSyntax Syntax, FileSymbol File);

/// <summary>A change that can't be made, why, and the step that stands in its way.</summary>
internal sealed record EditFault(EditSyntax Edit, string Message, GraphNode? At, bool IsUnmatched = false);

/// <summary>The steps of a network by their paths, and those among them that some changes mean.</summary>
internal sealed class StepPaths
{
    private readonly Dictionary<string, GraphNode> _steps = [];

    private StepPaths(GraphNode root) => Add(root, "");

    /// <summary>What is changed, by the paths of the steps.</summary>
    public Dictionary<string, StructureEdit> Meant { get; } = [];

    /// <summary>Finds what some changes mean; the first that can't be made otherwise.</summary>
    public static (StepPaths Paths, IReadOnlyList<EditFault> Faults) Find(GraphNode root, IReadOnlyList<StructureEdit> edits)
    {
        var paths = new StepPaths(root);
        var faults = edits.Select(paths.Mean).OfType<EditFault>().ToArray();
        // What stands in a step that is changed goes with it.
        foreach (var inner in paths.Meant.Keys.Where(path => paths.Meant.Keys.Any(outer => path.StartsWith(outer + ".", System.StringComparison.Ordinal))).ToArray())
            paths.Meant.Remove(inner);
        return (paths, faults);
    }

    /// <summary>True where something below a step is changed.</summary>
    public bool IsAnyBelow(string path) => Meant.Keys.Any(p => p.StartsWith(path + ".", System.StringComparison.Ordinal));

    /// <summary>The step at a path; null where there is none.</summary>
    public GraphNode? At(string path) => _steps.TryGetValue(path, out var step) ? step : null;

    /// <summary>The paths of all steps, in order.</summary>
    public IEnumerable<string> All => _steps.Keys;

    /// <summary>The steps of another network, as this one has them.</summary>
    public static StepPaths Of(GraphNode root) => new(root);

    private void Add(GraphNode node, string prefix)
    {
        foreach (var child in node.Children)
        {
            var path = child.Name.Length == 0 ? prefix : prefix + child.Name;
            // A layer that is applied again is the one that was made.
            if (child.Name.Length > 0 && !_steps.ContainsKey(path))
                _steps.Add(path, child);
            Add(child, child.Name.Length == 0 ? prefix : path + ".");
        }
    }

    private EditFault? Mean(StructureEdit edit)
    {
        var path = edit.Syntax.Path;
        if (KeyPattern.Parse(path.Text, out var problem) is not { } pattern)
            return new EditFault(edit.Syntax, $"'{path.Text}' is no path: {problem}", null);
        var meant = _steps.Where(s => pattern.Match(s.Key) is not null).ToArray();
        if (meant.Length == 0)
            return new EditFault(edit.Syntax, Nearest(path.Text), null, IsUnmatched: true);
        foreach (var step in meant)
        {
            if (Meant.TryGetValue(step.Key, out var other) && other.Syntax != edit.Syntax)
                return new EditFault(edit.Syntax, $"'{step.Key}' is changed by '{other.Syntax.Path.Text}' already", step.Value);
            Meant[step.Key] = edit;
            if (step.Value.IsGivenInputs)
                return new EditFault(edit.Syntax, $"'{step.Key}' is called with its tensors, so that nothing says what stands for it; only a step that is fed by the one before it can be changed", step.Value);
            if (edit.Syntax.IsRemoval && (step.Value is not { Input: { } input, Output: { } output } || !SameSizes(input, output)))
                return new EditFault(edit.Syntax, $"'{step.Key}' makes {step.Value.Output?.ToString() ?? "several tensors"} of {step.Value.Input?.ToString() ?? "several"}, and without it what follows would be fed with another shape", step.Value);
        }
        return null;
    }

    /// <summary>True for equal sizes of every axis, whatever the input's.</summary>
    public static bool SameSizes(Shapes.Shape a, Shapes.Shape b) => a.Axes.Count == b.Axes.Count && a.Axes.Zip(b.Axes, (x, y) => x.Size.Equals(y.Size)).All(same => same);

    private string Nearest(string path)
    {
        static string General(string key) => string.Join(".", key.Split('.').Select(s => s.All(char.IsDigit) ? "*" : s));
        static string Last(string key) => key.Substring(key.LastIndexOf('.') + 1);
        var named = _steps.Keys.Where(k => !char.IsDigit(k[k.Length - 1])).ToArray();
        if (SpellChecker.Nearest(path, named.Concat(named.Select(General)).Distinct()) is { } near)
            return $" (did you mean '{near}'?)";
        var last = named.Any(k => Last(k) == Last(path)) ? Last(path) : SpellChecker.Nearest(Last(path), named.Select(Last).Distinct());
        if (last is not null)
            return $" (did you mean '{(path.StartsWith("**.", System.StringComparison.Ordinal) ? "**." + last : General(named.First(k => Last(k) == last)))}'?)";
        var kinds = _steps.Keys.Select(General).Distinct().Take(8).ToArray();
        return kinds.Length == 0 ? ": it has no step with a key" : ": its steps are " + string.Join(", ", kinds.Select(k => $"'{k}'")) + (kinds.Length < 8 ? "" : ", …");
    }
}

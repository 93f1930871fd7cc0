using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>The name that a rename would change; with a <paramref name="Refusal"/>, why it can't be changed.</summary>
public sealed record RenameTarget(TextSpan Span, string Name, string? Refusal);

/// <summary>The edits of a rename, sorted by file and place; none, with the reason, where it is refused. A <paramref name="Warning"/> is what the author should know.</summary>
public sealed record RenameResult(IReadOnlyList<FileEdit> Edits, string? Refusal, string? Warning);

/// <summary>Renames. What the edits give is compiled before they are handed out: every name must mean what it meant, and nothing new be found.</summary>
internal static class Renaming
{
    /// <summary>Codes before this one are of the lexer and the grammar.</summary>
    private const string FirstNotOfSyntax = "ARCH0100";

    public static RenameTarget? Prepare(SemanticModel model, int offset) =>
        model.Names.At(offset) is { } name ? new RenameTarget(name.Span, name.Symbol.Name, Refusal(model, name.Symbol)) : null;

    public static RenameResult Rename(SemanticModel model, int offset, string newName)
    {
        if (model.Names.At(offset) is not { Symbol: var symbol })
            return Refused("There is no name here.");
        if ((Refusal(model, symbol) ?? BadName(symbol, newName)) is { } refusal)
            return Refused(refusal);
        if (newName == symbol.Name)
            return new RenameResult([], null, null);
        var edits = EditsOf(model, symbol, newName);
        return RenameCheck.Problem(model, edits) is { } problem
            ? Refused($"'{symbol.Name}' can't be called '{newName}': {problem}")
            : new RenameResult(edits, null, Warning(model, symbol));
    }

    /// <summary>The edits, unchecked.</summary>
    public static IReadOnlyList<FileEdit> EditsOf(SemanticModel model, NameSymbol symbol, string newName) =>
        [.. model.Table.Of(symbol).Select(p => new FileEdit(p.File.Source.Path, p.Occurrence.Span, NewText(p.Occurrence, symbol, newName))).Distinct()];

    private static RenameResult Refused(string why) => new([], why, null);

    private static string NewText(Occurrence place, NameSymbol symbol, string newName) =>
        place.Role != NameRole.Exposing ? newName
        : symbol.Kind == NameKind.Exposed ? $"{newName} = {symbol.Name}"
        : $"{symbol.Name} = {newName}";

    private static string? Refusal(SemanticModel model, NameSymbol symbol) => symbol switch
    {
        { IsBuiltIn: true, Kind: NameKind.Namespace } => $"'{symbol.Name}' is no namespace of these files.",
        { IsBuiltIn: true } => $"'{symbol.Name}' is a word of the language.",
        _ when model.Table.Files.Any(f => f.IsLibrary && f.Source.Path == symbol.Path) => $"'{symbol.Name}' is the standard library's.",
        { Kind: NameKind.Exposed, IsNumbered: true } => $"'{symbol.Name}' has a number after it, which is computed: change it by hand, with what uses it.",
        { IsKey: true } when MapOf(model, symbol) is var (keys, rule) => $"'{symbol.Name}' is in the key map '{keys.Name}', \"{rule}\": change that first.",
        { IsKey: true } when PathOf(model, symbol) is var (ablation, path) => $"'{symbol.Name}' is in a path of the ablation '{ablation.Name}', '{path}': change that first.",
        { Kind: NameKind.AxisOption } when ExpectedOf(model, symbol) is { } member => $"'{symbol.Name}' is in the name of a member that something is expected of, '{member}': change that first.",
        _ => null,
    };

    private static string? BadName(NameSymbol symbol, string name)
    {
        var parts = symbol.Kind == NameKind.Namespace ? name.Split('.') : [name];
        if (parts.Any(p => p.Length == 0 || !SyntaxFacts.IsNameStart(p[0]) || !p.All(SyntaxFacts.IsNamePart)))
            return $"'{name}' is no name: letters from a to z, digits and '_', not beginning with a digit.";
        return parts.FirstOrDefault(p => SyntaxFacts.IsKeyword(p) || p == "_") is { } word ? $"'{word}' is a word of the language." : null;
    }

    private static string? Warning(SemanticModel model, NameSymbol symbol)
    {
        var unread = model.Result?.Files.Where(f => f.Diagnostics.Any(d => d.Severity == Severity.Error && string.CompareOrdinal(d.Code, FirstNotOfSyntax) < 0)).Select(f => f.Source.Path).ToArray() ?? [];
        var warnings = new[]
        {
            symbol.IsKey ? $"Keys in state_dict change with it: checkpoints that have '{symbol.Name}' don't fit any more." : null,
            symbol.Owner is BlockSymbol { Syntax.IsExtern: true } && symbol.Kind is NameKind.Definition or NameKind.Parameter ? "The C# module that it is written in must change with it." : null,
            unread.Length > 0 ? $"Parts of {string.Join(", ", unread)} aren't understood, and stay as they are." : null,
        };
        return string.Join(" ", warnings.Where(w => w is not null)) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The rule of a key map that has a key as a segment, for a model that the key is in.</summary>
    private static (KeysSymbol Keys, string Rule)? MapOf(SemanticModel model, NameSymbol key)
    {
        foreach (var keys in model.Table.Files.SelectMany(f => f.Definitions).OfType<KeysSymbol>())
        {
            var rule = keys.Syntax.Rules.FirstOrDefault(r => IsIn(r.Ours.Value, key.Name));
            if (rule is null)
                continue;
            var models = keys.Syntax.Targets.Select(t => keys.File.Visible.TryGetValue(t.Text, out var target) ? model.Table.ModelOf(target) : null).OfType<DefinitionSymbol>();
            if (Within(model.Table, models).Contains(key.Owner!))
                return (keys, rule.Ours.Value);
        }
        return null;
    }

    /// <summary>The path of an ablation's change that has a key as a segment, for a model that the key is in.</summary>
    private static (AblationSymbol Ablation, string Path)? PathOf(SemanticModel model, NameSymbol key)
    {
        foreach (var ablation in model.Table.Files.SelectMany(f => f.Definitions).OfType<AblationSymbol>())
        {
            var edit = ablation.Syntax.Axes.SelectMany(a => a.Options).SelectMany(o => o.Edits).FirstOrDefault(e => IsIn(e.Path.Text, key.Name));
            if (edit is not null && ablation.File.Visible.TryGetValue(ablation.Syntax.Target.Text, out var target) && model.Table.ModelOf(target) is { } varied && Within(model.Table, [varied, target]).Contains(key.Owner!))
                return (ablation, edit.Path.Text);
        }
        return null;
    }

    /// <summary>A member that is called by an option, among others, and that its ablation expects something of.</summary>
    private static string? ExpectedOf(SemanticModel model, NameSymbol option) => model.Table.Files.Where(f => f.Source.Path == option.Path)
        .SelectMany(f => f.Definitions).OfType<AblationSymbol>().Where(a => a.Syntax.Axes.SelectMany(x => x.Options).Any(o => o.Name.Span == option.Place))
        .SelectMany(a => a.Syntax.Expects).Select(e => e.Member.Text).FirstOrDefault(m => m.Contains(StudyModes.Pascal(option.Name)));

    // A key may have a number after its name: blocks1.
    private static bool IsIn(string keys, string name) => keys.Split('.')
        .Any(s => s == name || (s.StartsWith(name, StringComparison.Ordinal) && s.Skip(name.Length).All(char.IsDigit)) || (s.IndexOf('*') >= 0 && s.Trim('*').Length > 0 && name.StartsWith(s.Trim('*'), StringComparison.Ordinal)));

    /// <summary>Definitions and all that they use.</summary>
    private static HashSet<DefinitionSymbol> Within(NameTable table, IEnumerable<DefinitionSymbol> roots)
    {
        var found = new HashSet<DefinitionSymbol>();
        var open = new Stack<DefinitionSymbol>(roots);
        while (open.Count > 0)
        {
            var definition = open.Pop();
            if (!found.Add(definition))
                continue;
            var span = definition.Definition.Span;
            foreach (var used in table.In(definition.File).All.Where(o => o.Span.Start >= span.Start && o.Span.End <= span.End && o.Symbol.Kind == NameKind.Definition))
                open.Push(used.Symbol.Owner!);
        }
        return found;
    }
}

using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What stands at a place, as Markdown.</summary>
public sealed record HoverInfo(TextSpan Span, string Markdown);

/// <summary>Says what stands at a place: what it is, what flows through it, what it costs, what its author says of it.</summary>
internal static class Hovers
{
    public static HoverInfo? At(SemanticModel model, int offset)
    {
        var path = SyntaxParts.PathTo(model.Syntax, offset);
        var step = path.OfType<StatementSyntax>().LastOrDefault();
        var records = path.OfType<BlockSyntax>().FirstOrDefault() is { } block ? RecordsOf(model, block) : null;
        if (model.Names.At(offset) is { } name)
            return new HoverInfo(name.Span, OfName(model, name, path, records, step));
        var token = model.Tokens.Tokens.FirstOrDefault(t => t.Span.Start <= offset && offset < t.Span.End);
        if (token is null)
            return null;
        // A sign applies an operator; a keyword may (`residual`).
        var flow = records is null ? "" : Flows(records.Records, token.Span, records.Start);
        if (token.Kind == TokenKind.Keyword && KeywordTexts.Of(token.Text) is { } text)
            return new HoverInfo(token.Span, Joined([$"**{token.Text}**: {text}", flow, IsBefore(token, step) ? Cost(records, step) : ""]));
        return flow.Length > 0 ? new HoverInfo(token.Span, flow) : null;
    }

    private static bool IsBefore(Token token, StatementSyntax? step) => step?.Span.Start == token.Span.Start;

    private static Recorded? RecordsOf(SemanticModel model, BlockSyntax block) =>
        model.File.Definitions.OfType<BlockSymbol>().FirstOrDefault(b => ReferenceEquals(b.Syntax, block)) is { } symbol && model.Table.RecordsOf(symbol) is { } records
            ? new Recorded(records, block.Span.Start) : null;

    private sealed record Recorded(BodyRecords Records, int Start);

    private static string OfName(SemanticModel model, Occurrence name, IReadOnlyList<SyntaxNode> path, Recorded? records, StatementSyntax? step)
    {
        var symbol = name.Symbol;
        var parts = new List<string>
        {
            symbol.Kind == NameKind.Word ? $"**{symbol.Name}**: {symbol.Doc}" : $"```arch\n{Descriptions.Declaration(symbol)}\n```",
            symbol.Kind == NameKind.Word ? "" : Sentence(symbol),
        };
        if (records is not null)
        {
            // What stands around the name: a call, a step of that name alone, a named layer.
            var around = path.Reverse().TakeWhile(n => n is not (StatementSyntax or ArgumentSyntax)).Select(n => n.Span).Prepend(name.Span);
            var applied = path.OfType<LabelSyntax>().Any() ? LabelFlow(records, path) : around.Select(s => Flows(records.Records, s, records.Start)).FirstOrDefault(t => t.Length > 0) ?? "";
            parts.Add(applied.Length > 0 ? applied : ValueAt(records, name, symbol));
            parts.Add(applied.Length > 0 ? Cost(records, step) : "");
        }
        parts.Add(Descriptions.Doc(symbol));
        if (symbol.Kind == NameKind.Definition)
            parts.Add(string.Join("  \n", Descriptions.Facts(model, symbol.Owner!)));
        if (symbol.Kind is NameKind.Operator or NameKind.Initial)
            parts.Add(Descriptions.Table(symbol.Operator!));
        return Joined(parts);
    }

    private static string Sentence(NameSymbol symbol) => Descriptions.What(symbol) is { Length: > 0 } what ? char.ToUpperInvariant(what[0]) + what.Substring(1) + "." : "";

    /// <summary>What goes through a named layer or group.</summary>
    private static string LabelFlow(Recorded records, IReadOnlyList<SyntaxNode> path)
    {
        if (path.OfType<LabeledSyntax>().LastOrDefault() is not { } labeled)
            return "";
        var flow = Flows(records.Records, labeled.Value.Span, records.Start);
        return flow.Length > 0 ? flow
            : records.Records.ResultAt(labeled.Span, records.Start) is { } seen && ValueText.Of(seen.Last, seen.Known) is { } shape ? $"Gives `{shape}`" : "";
    }

    /// <summary>What a name holds where it stands.</summary>
    private static string ValueAt(Recorded records, Occurrence name, NameSymbol symbol)
    {
        var value = name.Role == NameRole.Use ? records.Records.NameAt(name.Span, records.Start)?.Value : null;
        value ??= records.Records.DeclaredAt(symbol.Place, records.Start)?.Value;
        return ValueText.Of(value, Assumptions.None) is { } text && text != symbol.Name ? (value is Elaboration.Flow ? $"Tensor `{text}`" : $"= `{text}`") : "";
    }

    private static string Flows(BodyRecords records, TextSpan span, int start)
    {
        var uses = records.AppliedAt(span, start);
        if (uses.Count == 0)
            return "";
        // A branch is itself before it is joined to others; a residual's drop path comes before its sum.
        var use = uses[0].Name == "drop_path" ? uses[uses.Count - 1] : uses[0];
        var inputs = string.Join(", ", use.Inputs.Select(i => ValueText.Of(i.Tensor, use.Known) ?? "?"));
        var result = use.Result is null ? "?" : ValueText.Of(use.Result.Tensor, use.Known) ?? "?";
        return $"{use.Name}: `{inputs}` → `{result}`";
    }

    private static string Cost(Recorded? records, StatementSyntax? step) => step is StepSyntax && records is not null ? CostText.Of(records.Records.CostAt(step.Span, records.Start)) : "";

    private static string Joined(IEnumerable<string> parts) => string.Join("\n\n", parts.Where(p => p.Length > 0));
}

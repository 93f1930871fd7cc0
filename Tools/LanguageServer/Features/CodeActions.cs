using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;
using Edit = ArchGen.Dsl.Semantics.FileEdit;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/codeAction</c>: what mends a finding, and all that can be mended in a file at once.</summary>
internal static class CodeActions
{
    private const string QuickFix = "quickfix", FixAll = "source.fixAll";

    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/codeAction", LspJson.Default.CodeActionParams, LspJson.Default.LspCodeActionArray, p => p.TextDocument,
        (asked, p) => [.. QuickFixes(asked, p).Concat(AllFixes(asked, p))]);

    private static IEnumerable<LspCodeAction> QuickFixes(Asked asked, CodeActionParams parameters)
    {
        if (!IsWanted(QuickFix, parameters.Context.Only))
            return [];
        var mapping = new DiagnosticMapping(asked.Server.Encoding);
        var actions = asked.Model.CodeActions(asked.SpanOf(parameters.Range));
        return actions.Select(action => new LspCodeAction(
            action.Title, QuickFix, Edits.Of(asked, action.Edits), [mapping.Map(asked.Group, action.Mends, asked.Snapshot)], actions.Count(a => a.Mends == action.Mends) == 1 ? true : null));
    }

    /// <summary>Asked for by kind alone: among the light bulb's actions it would only be in the way.</summary>
    private static IEnumerable<LspCodeAction> AllFixes(Asked asked, CodeActionParams parameters)
    {
        if (parameters.Context.Only is null || !IsWanted(FixAll, parameters.Context.Only))
            return [];
        var all = asked.Model.CodeActions(new TextSpan(0, asked.Source.Text.Length));
        var edits = new List<Edit>();
        // Where a finding has two cures, someone has to choose.
        foreach (var action in all.Where(a => all.Count(o => o.Mends == a.Mends) == 1))
        {
            if (!action.Edits.Any(e => edits.Any(o => o.Path == e.Path && o.Span.Start <= e.Span.End && e.Span.Start <= o.Span.End)))
                edits.AddRange(action.Edits);
        }

        return edits.Count == 0 ? [] : [new LspCodeAction("Mend all that can be mended", FixAll, Edits.Of(asked, edits))];
    }

    private static bool IsWanted(string kind, string[]? only) =>
        only is null || Array.Exists(only, o => kind == o || kind.StartsWith(o + ".", StringComparison.Ordinal));
}

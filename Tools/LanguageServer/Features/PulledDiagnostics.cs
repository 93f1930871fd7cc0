using System.Globalization;
using System.Linq;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>Diagnostics for clients that ask for them: <c>textDocument/diagnostic</c>.</summary>
internal static class PulledDiagnostics
{
    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/diagnostic", LspJson.Default.DocumentDiagnosticParams, LspJson.Default.DocumentDiagnosticReport, p => p.TextDocument, (asked, p) =>
        {
            // A compilation is the same object as long as nothing that it reads has changed.
            var id = System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(asked.Group).ToString(CultureInfo.InvariantCulture);
            if (id == p.PreviousResultId)
                return new DocumentDiagnosticReport("unchanged", id);
            var mapping = new DiagnosticMapping(server.Encoding);
            return new DocumentDiagnosticReport("full", id, mapping.Map(asked.Group.Findings[asked.Source.Path].Select(d => (asked.Group, d)), asked.Snapshot));
        });
}

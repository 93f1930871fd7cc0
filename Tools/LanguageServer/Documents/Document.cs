using ArchGen.Dsl.Text;

namespace ArchGen.LanguageServer.Documents;

/// <summary>A document that the client has open, at one version.</summary>
/// <param name="Uri">As the client writes it.</param>
/// <param name="Version">As the client counts.</param>
/// <param name="Source">Its text, under the path that it has in the compiler.</param>
internal sealed record Document(string Uri, int Version, SourceText Source);

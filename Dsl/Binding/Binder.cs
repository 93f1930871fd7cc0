using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Binding;

/// <summary>Parses files and settles what each name at a file's top level means.</summary>
internal sealed class Binder(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Dictionary<string, DefinitionSymbol>> _namespaces = [];

    public List<FileSymbol> Files { get; } = [];

    public void Add(SourceText source, bool isLibrary, CancellationToken cancellation)
    {
        var parsed = Parser.Parse(source, cancellation);
        foreach (var diagnostic in parsed.Diagnostics)
            diagnostics.Add(diagnostic);
        var name = parsed.File.Namespace is { IsMissing: false } declared ? declared.Text : "";
        if (parsed.File.Namespace is null && !diagnostics.HasErrorsIn(source.Path))
            diagnostics.Report(Catalog.MissingNamespace, source.Path, new TextSpan(0, 0));
        Files.Add(new FileSymbol(source, parsed.File, name, isLibrary));
    }

    /// <summary>Fills every file's definitions and what it sees.</summary>
    public void Bind()
    {
        foreach (var file in Files)
        {
            if (!_namespaces.TryGetValue(file.Namespace, out var members))
                _namespaces[file.Namespace] = members = [];
            foreach (var definition in file.Syntax.Definitions)
            {
                if (definition.Name.IsMissing || Symbol(file, definition) is not { } symbol)
                    continue;
                if (members.TryGetValue(symbol.Name, out var other))
                {
                    diagnostics.Report(
                        Catalog.DuplicateName, file.Source.Path, definition.Name.Span,
                        [new RelatedPlace(other.File.Source.Path, other.Definition.Name.Span, "the other one")],
                        symbol.Name, $"{other.Article} of this namespace");
                    continue;
                }
                members.Add(symbol.Name, symbol);
                file.Definitions.Add(symbol);
            }
        }
        foreach (var file in Files)
            See(file);
    }

    private void See(FileSymbol file)
    {
        foreach (var member in _namespaces[file.Namespace])
            file.Visible[member.Key] = member.Value;
        foreach (var import in file.Syntax.Imports)
        {
            if (import.IsMissing)
                continue;
            if (!_namespaces.TryGetValue(import.Text, out var members))
            {
                file.HasUnknownImport = true;
                var near = SpellChecker.Nearest(import.Text, _namespaces.Keys.Where(n => n.Length > 0));
                diagnostics.Report(
                    Catalog.UnknownNamespace, file.Source.Path, import.Span,
                    import.Text, near is null ? "" : $"; did you mean '{near}'?");
                continue;
            }
            foreach (var member in members)
            {
                if (!file.Visible.ContainsKey(member.Key))
                    file.Visible.Add(member.Key, member.Value);
            }
        }
    }

    private static DefinitionSymbol? Symbol(FileSymbol file, DefinitionSyntax definition) => definition switch
    {
        BlockSyntax block => new BlockSymbol(file, block),
        ConstSyntax constant => new ConstSymbol(file, constant),
        FunctionSyntax function => new FunctionSymbol(file, function),
        VariantSyntax variant => new VariantSymbol(file, variant),
        _ => null,
    };
}

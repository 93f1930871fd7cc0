using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Incremental;
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
        var parsed = isLibrary ? StandardLibrary.Parsed(source) : Parser.Parse(source, cancellation);
        foreach (var diagnostic in parsed.Diagnostics)
            diagnostics.Add(diagnostic);
        var file = new FileSymbol(source, parsed.File, NameOf(parsed.File.Namespace), isLibrary);
        file.Parts = [file];
        Add(file, parsed.File.Namespace is null);
    }

    /// <summary>Adds a file that was parsed part by part.</summary>
    public void Add(PartedFile parted)
    {
        foreach (var diagnostic in parted.Parts.SelectMany(p => p.Parsed.Diagnostics))
            diagnostics.Add(diagnostic);
        var declared = parted.Parts.Select(p => p.Parsed.File.Namespace).FirstOrDefault(n => n is not null);
        var file = new FileSymbol(parted.Source, parted.Syntax, NameOf(declared), false);
        file.Parts = [.. parted.Parts.Select(p => new FileSymbol(p.Source, p.Parsed.File, file.Namespace, false, file) { Part = p })];
        Add(file, declared is null);
    }

    private static string NameOf(NameSyntax? declared) => declared is { IsMissing: false } ? declared.Text : "";

    private void Add(FileSymbol file, bool isNameless)
    {
        var path = file.Source.Path;
        if (isNameless && !diagnostics.HasErrorsIn(path))
            diagnostics.Report(Catalog.MissingNamespace, path, new TextSpan(0, 0));
        if (!file.IsLibrary && (file.Namespace == StandardLibrary.Namespace || file.Namespace.StartsWith(StandardLibrary.Namespace + ".", StringComparison.Ordinal)) && !StandardLibrary.Contains(file.Source))
        {
            var part = file.Parts.First(p => p.Syntax.Namespace is not null);
            diagnostics.Report(Catalog.ReservedNamespace, part.Source.Path, part.Syntax.Namespace!.Span, file.Namespace);
        }
        Files.Add(file);
    }

    /// <summary>Fills every file's definitions and what it sees.</summary>
    public void Bind()
    {
        foreach (var file in Files)
        {
            if (!_namespaces.TryGetValue(file.Namespace, out var members))
                _namespaces[file.Namespace] = members = [];
            foreach (var (part, definition) in file.Parts.SelectMany(p => p.Syntax.Definitions.Select(d => (p, d))))
            {
                if (definition.Name.IsMissing || Symbol(part, definition) is not { } symbol)
                    continue;
                if (ClassNames.IsTaken(definition))
                    diagnostics.Report(Catalog.NameOfMember, part.Source.Path, definition.Name.Span, symbol.Name, symbol.Article);
                if (symbol is KeysSymbol)
                {
                    file.Definitions.Add(symbol);
                    continue;
                }
                if (members.TryGetValue(symbol.Name, out var other))
                {
                    diagnostics.Report(
                        Catalog.DuplicateName, part.Source.Path, definition.Name.Span,
                        [new RelatedPlace(other.File.Source.Path, other.Definition.Name.Span, "the other one")],
                        symbol.Name, $"{other.Article} of this namespace");
                    other.IsAmbiguous = true;
                    continue;
                }
                members.Add(symbol.Name, symbol);
                file.Definitions.Add(symbol);
            }
        }
        foreach (var file in Files)
            See(file);
        CheckKeyMapNames();
    }

    /// <summary>Key maps are members of a class of their own for each target: two of one name, or a definition of that class's name, are in the way.</summary>
    private void CheckKeyMapNames()
    {
        var seen = new HashSet<(string Namespace, string Target, string Name)>();
        foreach (var keys in Files.SelectMany(f => f.Definitions).OfType<KeysSymbol>())
        {
            var name = keys.Definition.Name;
            foreach (var target in keys.Syntax.Targets)
            {
                if (!seen.Add((keys.File.Namespace, target.Text, keys.Name)))
                    diagnostics.Report(Catalog.DuplicateName, keys.File.Source.Path, name.Span, keys.Name, $"a key map of '{target.Text}'");
                else if (_namespaces[keys.File.Namespace].TryGetValue(KeysSymbol.HolderOf(target), out var other))
                    diagnostics.Report(Catalog.DuplicateName, keys.File.Source.Path, target.Span, KeysSymbol.HolderOf(target), $"{other.Article} of this namespace, and would be the class of this map");
            }
        }
    }

    private void See(FileSymbol file)
    {
        foreach (var member in _namespaces[file.Namespace])
            file.Visible[member.Key] = member.Value;
        foreach (var (part, import) in file.Parts.SelectMany(p => p.Syntax.Imports.Select(i => (p, i))))
        {
            if (import.IsMissing)
                continue;
            if (!_namespaces.TryGetValue(import.Text, out var members))
            {
                file.HasUnknownImport = true;
                diagnostics.Report(
                    Catalog.UnknownNamespace, part.Source.Path, import.Span,
                    import.Text, Suggested.Nearest(import.Text, _namespaces.Keys.Where(n => n.Length > 0).Append(StandardLibrary.Namespace)));
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
        AblationSyntax ablation => new AblationSymbol(file, ablation),
        KeysSyntax keys => new KeysSymbol(file, keys),
        RecipeSyntax recipe => new RecipeSymbol(file, recipe),
        _ => null,
    };
}

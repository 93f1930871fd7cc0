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

/// <summary>
/// What an editor asks of one file: hints, names, completions, edits. Cheap to make; each part is computed when it is asked for. Offsets are those of <see cref="Source"/>;
/// any offset may be asked about, also in text that doesn't compile.
/// </summary>
public sealed class SemanticModel
{
    private readonly Lazy<TokenStream> _tokens;
    private readonly Lazy<FileNames> _names;

    private SemanticModel(SourceText source, FileSymbol file, NameTable table, CompilationResult? result)
    {
        Source = source;
        File = file;
        Table = table;
        Result = result;
        _tokens = new(() => new TokenStream(source, Lexer.Lex(source).Tokens, default));
        _names = new(() => table.In(file));
    }

    /// <summary>The file.</summary>
    public SourceText Source { get; }

    internal FileSymbol File { get; }

    internal NameTable Table { get; }

    /// <summary>What the file was compiled to; null where only its text is known.</summary>
    internal CompilationResult? Result { get; }

    internal Compilation? Compilation => Result?.Compilation?.Whole;

    internal FileSyntax Syntax => File.Syntax;

    internal TokenStream Tokens => _tokens.Value;

    internal FileNames Names => _names.Value;

    internal IReadOnlyList<Diagnostic> Diagnostics => Result?.Files.FirstOrDefault(f => f.Source.Path == Source.Path)?.Diagnostics ?? [];

    /// <summary>The model of a file of a compilation (made by <see cref="ArchCompiler.CompileForEditor"/> or <see cref="Incremental.IncrementalCompiler"/>, without which shapes are missing); null where the file isn't one of it.</summary>
    public static SemanticModel? Of(CompilationResult result, string path) =>
        result.Compilation?.Whole is { } compilation && compilation.Files.FirstOrDefault(f => f.Source.Path == path) is { } file
            ? new SemanticModel(file.Source, file, compilation.Names, result) : null;

    /// <summary>The model of a text alone: its own names, tokens, outline, folding and selections.</summary>
    public static SemanticModel Of(SourceText source)
    {
        var binder = new Binder(new DiagnosticBag());
        binder.Add(source, false, default);
        binder.Bind();
        return new SemanticModel(source, binder.Files[0], new NameTable(binder.Files, _ => null), null);
    }

    /// <summary>After each step in a range, the shape that it gives; after each definition, what it learns.</summary>
    public IReadOnlyList<InlayHint> InlayHints(TextSpan range) => Hints.In(this, range);

    /// <summary>What stands at an offset; null where that is nothing to speak of.</summary>
    public HoverInfo? Hover(int offset) => Hovers.At(this, offset);

    /// <summary>What could be written at an offset.</summary>
    public CompletionList Completions(int offset) => Completer.At(this, offset);

    /// <summary>The signature of the call around an offset; null outside of calls.</summary>
    public SignatureHelp? SignatureHelp(int offset) => Signatures.At(this, offset);

    /// <summary>Where the name at an offset is defined; several where its namespace is spread over files, none where nothing is.</summary>
    public IReadOnlyList<DefinitionPlace> Definition(int offset) => Navigation.Definition(this, offset);

    /// <summary>Every place in the compilation that means the same as the name at an offset, sorted by file and place.</summary>
    public IReadOnlyList<SourceLocation> References(int offset, bool includeDeclaration) => Navigation.References(this, offset, includeDeclaration);

    /// <summary>The name that a rename at an offset would change; null where there is none.</summary>
    public RenameTarget? PrepareRename(int offset) => Renaming.Prepare(this, offset);

    /// <summary>The edits that give the name at an offset another one everywhere, or why it can't have it.</summary>
    public RenameResult Rename(int offset, string newName) => Renaming.Rename(this, offset, newName);

    /// <summary>Every token that highlighting says something of, in order.</summary>
    public IReadOnlyList<SemanticToken> SemanticTokens() => TokenClassifier.Classify(this);

    /// <summary>The definitions, and in each its parameters, layers and groups.</summary>
    public IReadOnlyList<OutlineItem> Outline() => Outliner.Of(this);

    /// <summary>What can be folded.</summary>
    public IReadOnlyList<FoldingSpan> Folding() => Folder.Of(this);

    /// <summary>The spans around an offset, innermost first, each within the next.</summary>
    public IReadOnlyList<TextSpan> SelectionRanges(int offset) => Selections.Around(this, offset);

    /// <summary>What stands above definitions: costs of variants, uses of blocks.</summary>
    public IReadOnlyList<CodeLens> CodeLenses() => Lenses.Of(this);

    /// <summary>What would mend the findings in a range.</summary>
    public IReadOnlyList<CodeAction> CodeActions(TextSpan range) => Fixes.In(this, range);

    /// <summary>A variant's network as a drawing, or a model's with its defaults or as its first variant has it; null, with the reason, where there is none.</summary>
    public Drawing? Drawing(string name, out string? problem) => Drawings.Of(this, name, out problem);
}

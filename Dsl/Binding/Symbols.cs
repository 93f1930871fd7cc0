using System;
using System.Collections.Generic;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Binding;

/// <summary>
/// One parsed file and the definitions it can see; or, where a file is compiled part by part (<see cref="Incremental.FilePart"/>), one part of it, which sees what the whole sees.
/// </summary>
internal sealed class FileSymbol(SourceText source, FileSyntax syntax, string @namespace, bool isLibrary, FileSymbol? whole = null)
{
    private bool _hasUnknownImport;

    /// <summary>The file that this is a part of; itself where it isn't a part.</summary>
    public FileSymbol Whole => whole ?? this;

    /// <summary>A file's parts, in order; itself where it was parsed as one.</summary>
    public IReadOnlyList<FileSymbol> Parts { get; set; } = [];

    /// <summary>The part as it was parsed; null for a whole file.</summary>
    public FilePart? Part { get; init; }

    public SourceText Source { get; } = source;

    public FileSyntax Syntax { get; } = syntax;

    public string Namespace { get; } = @namespace;

    /// <summary>True for a file that is there for others to refer to.</summary>
    public bool IsContext => Whole.Source.IsContext;

    /// <summary>True for the built-in standard library.</summary>
    public bool IsLibrary { get; } = isLibrary;

    /// <summary>True where an import isn't known: a name that isn't either may be one of its.</summary>
    public bool HasUnknownImport
    {
        get => Whole._hasUnknownImport;
        set => Whole._hasUnknownImport = value;
    }

    /// <summary>The definitions in this file.</summary>
    public List<DefinitionSymbol> Definitions { get; } = [];

    /// <summary>Everything that a name in this file may mean: its namespace's definitions, then its imports'.</summary>
    public Dictionary<string, DefinitionSymbol> Visible { get; } = whole?.Visible ?? [];
}

/// <summary>A definition and the file it is in.</summary>
internal abstract class DefinitionSymbol(FileSymbol file, DefinitionSyntax syntax)
{
    public FileSymbol File { get; } = file;

    public DefinitionSyntax Definition { get; } = syntax;

    public string Name => Definition.Name.Text;

    /// <summary>True where another definition has the name too: which of them a use means isn't known, and no use is anybody's error.</summary>
    public bool IsAmbiguous { get; set; }

    /// <summary>What it is, for messages: <c>a block</c>, <c>a constant</c>.</summary>
    public abstract string Article { get; }
}

/// <summary>A block, mixer or model.</summary>
internal sealed class BlockSymbol(FileSymbol file, BlockSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public BlockSyntax Syntax { get; } = syntax;

    /// <summary>For a copy that an ablation changed, all that tells it from others; null for a block as it is written.</summary>
    public string? Edits { get; init; }

    /// <summary>The block that such a copy is of.</summary>
    public BlockSymbol? Original { get; init; }

    /// <summary>The copies that such a copy uses.</summary>
    public IReadOnlyList<BlockSymbol> Parts { get; init; } = [];

    public override string Article => Syntax.Kind switch
    {
        BlockKind.Mixer => "a mixer",
        BlockKind.Model => "a model",
        _ => "a block",
    };
}

/// <summary>A constant.</summary>
internal sealed class ConstSymbol(FileSymbol file, ConstSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public ConstSyntax Syntax { get; } = syntax;

    /// <summary>Set while and after its value is computed.</summary>
    public StaticValue? Value { get; set; }

    public bool IsBeingEvaluated { get; set; }

    /// <summary>True once it turned out to have none, which was reported: it isn't tried again.</summary>
    public bool HasFailed { get; set; }

    public override string Article => "a constant";
}

/// <summary>A function over static values.</summary>
internal sealed class FunctionSymbol(FileSymbol file, FunctionSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public FunctionSyntax Syntax { get; } = syntax;

    public override string Article => "a function";
}

/// <summary>A variant.</summary>
internal sealed class VariantSymbol(FileSymbol file, VariantSyntax syntax) : DefinitionSymbol(file, syntax)
{
    public VariantSyntax Syntax { get; } = syntax;

    /// <summary>For a member of an ablation whose structure is changed, its model as changed; null in it where that can't be.</summary>
    public Lazy<BlockSymbol?>? Edited { get; init; }

    public override string Article => "a variant";
}

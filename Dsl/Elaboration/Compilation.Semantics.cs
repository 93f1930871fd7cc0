using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Semantics.Names;

namespace ArchGen.Dsl.Elaboration;

/// <content>What an editor's questions are answered from.</content>
internal sealed partial class Compilation
{
    private NameTable? _names;

    /// <summary>Every file, the library's that are used among them.</summary>
    public IReadOnlyList<FileSymbol> Files => _binder.Files;

    /// <summary>What names mean.</summary>
    public NameTable Names => _names ??= new NameTable(_binder.Files, RecordsOf);

    /// <summary>What a block's steps were seen to give; null where nobody asked to keep it.</summary>
    public BodyRecords? RecordsOf(BlockSymbol block) => InfoOf(block)?.Records;

    /// <summary>What checking a block on its own told; null for one that wasn't.</summary>
    public BlockInfo? InfoOf(BlockSymbol block) => _elaborator.InfoOf(block);

    /// <summary>The settled variant of a symbol; null where it has errors.</summary>
    public ElaboratedVariant? SettledOf(VariantSymbol symbol) => _symbols.FirstOrDefault(s => s.Value == symbol).Key;
}

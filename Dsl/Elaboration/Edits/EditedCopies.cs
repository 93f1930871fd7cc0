using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;

namespace ArchGen.Dsl.Elaboration;

/// <summary>The changed copies of blocks that an ablation's members are made of, in the ablation's namespace. <paramref name="seen"/> tells what it puts into them apart from others'.</summary>
internal sealed class EditedCopies(AblationSymbol ablation, string seen)
{
    private readonly Dictionary<(BlockSymbol Block, string Changes), BlockSymbol> _copies = [];
    private readonly HashSet<string> _names = [];

    /// <summary>What names of copies begin with: the member that is being made.</summary>
    public string Stem { get; set; } = "";

    /// <summary>The copy of a block with some changes, among them uses of other copies (<paramref name="parts"/>); <paramref name="make"/> writes it under the name that it gets.</summary>
    public BlockSymbol Get(BlockSymbol block, string changes, IReadOnlyList<BlockSymbol> parts, Func<string, BlockSyntax> make)
    {
        if (_copies.TryGetValue((block, changes), out var known))
            return known;
        var plain = Stem + block.Name;
        var name = plain;
        for (var i = 2; !_names.Add(name) || ablation.File.Visible.ContainsKey(name); i++)
            name = plain + i.ToString(CultureInfo.InvariantCulture);
        // It sees what its original sees, and is of the ablation's namespace.
        var file = new FileSymbol(block.File.Source, block.File.Syntax, ablation.File.Namespace, false, block.File.Whole) { Part = block.File.Part };
        return _copies[(block, changes)] = new BlockSymbol(file, make(name)) { Edits = $" by {seen} {changes}", Original = block, Parts = parts };
    }
}

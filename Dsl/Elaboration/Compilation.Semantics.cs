using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Syntax;

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

    /// <summary>A constant's value; null where it has errors.</summary>
    public StaticValue? ValueOf(ConstSymbol constant)
    {
        // In a compilation that takes over what one before it found, nobody may have asked yet.
        if (constant.Value is null && !constant.IsBeingEvaluated)
            new Elaborator(new DiagnosticBag(), CancellationToken.None, _elaborator).Check(constant);
        return constant.Value;
    }

    /// <summary>A variant to show a model by: its first one, or the model with its defaults. Null where there is neither.</summary>
    public VariantSymbol? StandInFor(BlockSymbol model) =>
        Definitions<VariantSymbol>().FirstOrDefault(v => Names.ModelOf(v) == model)
        ?? (model.Syntax.Parameters.All(p => p.Default is not null) ? WithDefaults(model) : null);

    /// <summary>The network of a variant, or of a model by what stands in for it; null where it has errors.</summary>
    public GraphNode? NetworkOf(DefinitionSymbol definition) =>
        (definition as VariantSymbol ?? (definition is BlockSymbol model ? StandInFor(model) : null)) is { } symbol
            ? new Elaborator(new DiagnosticBag(), CancellationToken.None, _elaborator).Elaborate(symbol, null)?.Root : null;

    /// <summary>A variant's network with what flows in it, at the size that its costs are told at. Null, with the reason, where it has errors.</summary>
    public DrawingNode? Draw(VariantSymbol symbol, out IReadOnlyList<long>? shape, out string? problem)
    {
        shape = null;
        problem = $"'{symbol.Name}' has errors.";
        if (new Elaborator(new DiagnosticBag(), CancellationToken.None, _elaborator).Elaborate(symbol, null) is not { } settled)
            return null;
        shape = ExpectedShape(symbol) ?? CustomaryShape(symbol, settled);
        var tracer = new DrawingTracer();
        if (new Elaborator(new DiagnosticBag(), CancellationToken.None, _elaborator) { Tracer = tracer }.Elaborate(symbol, shape is null ? null : [shape]) is null)
            return null;
        problem = null;
        return tracer.Root;
    }
}

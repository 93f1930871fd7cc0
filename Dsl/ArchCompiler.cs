using System.Collections.Generic;
using System.Threading;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl;

/// <summary>The one entry to the compiler, which the generator, the command line and the editor all call.</summary>
public static partial class ArchCompiler
{
    /// <summary>Compiles files together. Never throws on any text; cancellation escapes.</summary>
    public static CompilationResult Compile(IReadOnlyList<SourceText> sources, CancellationToken cancellation = default) =>
        Compilation.Run(sources, cancellation);

    /// <summary>Compiles files together, and keeps what each step of a body gives for <see cref="Semantics.SemanticModel"/>.</summary>
    public static CompilationResult CompileForEditor(IReadOnlyList<SourceText> sources, CancellationToken cancellation = default) =>
        Compilation.Run(sources, cancellation, forEditor: true);

    /// <summary>The standard library's files: findings may speak of places in them.</summary>
    public static IReadOnlyList<SourceText> Library => StandardLibrary.Files;

    /// <summary>The namespaces that a file declares and imports, without compiling it.</summary>
    public static FileHeader Header(SourceText source, CancellationToken cancellation = default) =>
        Compilation.HeaderOf(source, cancellation);

    /// <summary>
    /// A variant at given input shapes (batch first), every size a number: for costs and tables at that size. Null with <paramref name="problem"/> where the shape isn't
    /// legal.
    /// </summary>
    public static ElaboratedVariant? At(
        CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>> inputs, out string? problem) =>
        Compilation.At(result, variant, inputs, out problem);

    /// <summary>
    /// A variant as a graph of operators, at given input shapes or, where these are null, at every size that its model allows. Null with <paramref name="problem"/> where a shape isn't
    /// legal.
    /// </summary>
    public static OperatorGraph? Graph(
        CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>>? inputs, out string? problem) =>
        Compilation.GraphOf(result, variant, inputs, out problem);

    /// <summary>
    /// Up to so many different sets of input shapes that a variant takes, with the sizes that are settled (by their names) kept, small ones first; the second has another batch, and its
    /// positions are of different sizes where that may be. Fewer where no more are found among customary sizes.
    /// </summary>
    public static IReadOnlyList<long[][]> LegalInputs(CompilationResult result, ElaboratedVariant variant, IReadOnlyDictionary<string, long> settled, int most) =>
        InputShapes.Legal(result, variant, settled, most);

    /// <summary>A variant's costs at a customary input, or at the one that its expectations name. Null where the variant isn't of this compilation, or is one of a file that is there for others.</summary>
    public static VariantFacts? Facts(CompilationResult result, ElaboratedVariant variant) => Compilation.FactsOf(result, variant);

    /// <summary>A variant with the receptive fields of its results and of its parts, which cost time and so aren't part of every compilation. Null where it isn't of this compilation.</summary>
    public static ElaboratedVariant? WithReceptiveFields(CompilationResult result, ElaboratedVariant variant) => Compilation.WithFields(result, variant);
}

/// <summary>A file's namespace and what it imports.</summary>
public sealed record FileHeader(string Namespace, EquatableArray<string> Imports);

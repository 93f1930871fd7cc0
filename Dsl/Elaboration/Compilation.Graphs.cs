using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Graphs;

namespace ArchGen.Dsl.Elaboration;

/// <content>Variants as graphs of operators.</content>
internal sealed partial class Compilation
{
    public static OperatorGraph? GraphOf(CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>>? inputs, out string? problem)
    {
        problem = null;
        if (result.Compilation is not { } compilation || !compilation._symbols.TryGetValue(variant, out var symbol))
        {
            problem = "the variant isn't of this compilation";
            return null;
        }
        using (compilation.Alone())
        {
            var bag = compilation.NewBag();
            var recorder = new GraphRecorder();
            if (new Elaborator(bag, compilation._cancellation, compilation._elaborator) { Tracer = recorder }.Elaborate(symbol, inputs) is { } settled && recorder.Finished is { } finish)
                return finish(settled);
            problem = compilation._binder.Files.SelectMany(f => bag.In(f.Source.Path)).FirstOrDefault(d => d.Severity == Severity.Error)?.Message ?? "the spec has errors";
            return null;
        }
    }
}

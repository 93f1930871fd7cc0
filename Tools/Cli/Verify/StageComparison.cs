using System.Linq;
using ArchGen.Runtime;

namespace ArchGen.Cli.Verify;

/// <summary>Finds the tensor that a golden stage or output is about, and compares it.</summary>
internal static class StageComparison
{
    /// <summary>A stage: what was seen at its module; failing that, the exposed output of the same place or, alone, of the same shape.</summary>
    public static GoldenDifference Of(GoldenTensor golden, int index, ModelRun run)
    {
        // A feature (`features` in a fixture) names only the module it was seen at; a model that exposes as many tensors says itself what its features are.
        if (golden.Name == golden.Module && run.Features.Count == run.Stages.Count && run.Features[index].LaidOutAs(golden.Shape) is not null)
            return GoldenComparison.Tensor(run.Features[index], golden);
        if (run.Stages[index] is { } seen && seen.LaidOutAs(golden.Shape) is not null)
            return GoldenComparison.Tensor(seen, golden);
        if (Exposed(golden, index, run) is { } exposed)
            return GoldenComparison.Tensor(exposed, golden);
        if (run.Stages[index] is { } otherwise)
            return GoldenComparison.Tensor(otherwise, golden); // says which shape it has
        return new GoldenDifference(
            golden.Name, double.PositiveInfinity,
            $"the model has no module '{golden.Module}' that runs, and exposes no output of shape [{string.Join(", ", golden.Shape)}]: name the part '{golden.Module}', or `expose` it");
    }

    /// <summary>An output of a dense model: one of its results where it returns as many; of these and what it exposes where they are as many together; else an exposed one.</summary>
    public static GoldenDifference OfOutput(GoldenTensor golden, int index, int count, ModelRun run)
    {
        if (run.Results.Count == count)
            return GoldenComparison.Tensor(run.Results[index], golden);
        if (run.Results.Count + run.Features.Count == count)
            return GoldenComparison.Tensor(index < run.Results.Count ? run.Results[index] : run.Features[index - run.Results.Count], golden);
        return Exposed(golden, index, run) is { } exposed
            ? GoldenComparison.Tensor(exposed, golden)
            : new GoldenDifference(
                golden.Name, double.PositiveInfinity,
                $"the model returns {run.Results.Count} and exposes {run.Features.Count} tensors, none of them of shape [{string.Join(", ", golden.Shape)}]: return or `expose` it");
    }

    private static TensorSnapshot? Exposed(GoldenTensor golden, int index, ModelRun run)
    {
        if (index < run.Features.Count && run.Features[index].LaidOutAs(golden.Shape) is not null)
            return run.Features[index];
        var fitting = run.Features.Where(f => f.LaidOutAs(golden.Shape) is not null).ToArray();
        return fitting.Length == 1 ? fitting[0] : null;
    }
}

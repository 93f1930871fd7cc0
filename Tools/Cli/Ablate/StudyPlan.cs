using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate;

/// <summary>What a study would be if it were run now: everything that is known before the first step, each member held against the images that it would be fed with.</summary>
internal static class StudyPlan
{
    private const int ProblemsShown = 8;
    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();

    public static StudyFile Of(PickedStudy picked, IReadOnlyList<string> files, int threads, CancellationToken cancellation)
    {
        var ablation = picked.Ablation;
        var values = RecipeOptions.All(ablation.Recipe?.Values ?? []);
        foreach (var index in Enumerable.Range(0, ablation.Axes.Count).Where(i => ablation.Kinds[i] == AxisKind.Setting && RecipeTable.Find(ablation.Axes[i]) is null))
        {
            throw new CliException(
                $"The setting '{ablation.Axes[index]}' of '{ablation.Name}' is nothing that a training takes. Name a recipe in the ablation (`recipe: Name`), and settings after its values: {string.Join(", ", RecipeTable.All.Select(e => e.Name))}.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(ablation.Recipe?.Path ?? ablation.Path))!;
        var known = new Dictionary<DataOptions, (ImageSet Train, ImageSet Test)>();
        (ImageSet Train, ImageSet Test) Images(DataOptions options)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!known.TryGetValue(options, out var images))
                known[options] = images = options.Load(folder) is var (train, test) ? (Forgotten(train), Forgotten(test)) : default;
            return images;
        }

        var own = RecipeOptions.Data(values, s_none);
        var (trainImages, testImages) = own.Load(folder);
        var fingerprint = Fingerprint(trainImages, testImages);
        known[own] = (Forgotten(trainImages), Forgotten(testImages));
        var problems = new List<string>();
        var made = ablation.Members.Select(m =>
        {
            var settings = Settings(ablation, m);
            return (Member: m, Settings: settings, At: Fitting(picked, m, Images(RecipeOptions.Data(values, settings)).Train, RecipeOptions.Data(values, settings).Name, problems));
        }).ToArray();
        if (problems.Count > 0)
        {
            throw new CliException(
                $"{(problems.Count == 1 ? "A member" : $"{problems.Count} members")} of '{ablation.Name}' can't be trained on these images:\n" +
                string.Join("\n", problems.Take(ProblemsShown).Select(p => "  " + p)) + (problems.Count > ProblemsShown ? $"\n  and {problems.Count - ProblemsShown} more" : ""));
        }

        var first = made.FirstOrDefault(m => m.Member.Choices.Zip(ablation.Options, (c, o) => c.Option == (ablation.Mode == "leave_one_out" ? o[^1] : o[0]).Option).All(same => same)).Member ?? made[0].Member;
        var basis = made.First(m => m.Member == first);
        return new StudyFile(
            ablation.Name, ablation.Namespace, ablation.Base, ablation.Mode, files,
            [.. ablation.Axes.Select((name, i) => new StudyAxis(name, Kind(ablation.Kinds[i]), [.. ablation.Options[i].Select(o => new StudyOption(o.Option, o.Label, o.Constant))]))],
            new StudyRecipe(ablation.Recipe?.Name, values),
            new StudyData(own.Name, trainImages.Count, testImages.Count, trainImages.ClassNames.Count, [trainImages.Channels, trainImages.Height, trainImages.Width], fingerprint) { Folder = folder },
            first.Variant.Name, threads,
            [.. made.Select(m => new StudyMember(
                m.Member.Variant.Name, m.Member.Label, [.. m.Member.Choices.Select(c => new StudyChoice(c.Axis, c.Option, c.Label, c.Constant))],
                m.Member.Variant.Root.Parameters.Value ?? 0, m.At.Network.Root.Macs.Value, m.At.Shape, m.Member.Variant.LegalInput, m.Settings,
                m.Member == first ? null : Diff(first.Variant.Name, basis.At, m.At)))])
        {
            Code = CodeHashes.Of(picked.Specs, ablation, cancellation),
        };
    }

    /// <summary>A hash of all images and labels.</summary>
    public static string Fingerprint(params ReadOnlySpan<ImageSet> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(part.Size));
            part.AddTo(hash);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(part.Labels.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    // What is asked of images here is their size.
    private static ImageSet Forgotten(ImageSet images) => images is ImageDataset held ? held with { Pixels = [] } : images;

    private static IReadOnlyDictionary<string, object?> Settings(ElaboratedAblation ablation, ElaboratedMember member) => ablation.Recipe is not null
        ? member.Settings.ToDictionary(s => s.Name, s => (object?)s.Value)
        : member.Choices.Where((_, i) => ablation.Kinds[i] == AxisKind.Setting).ToDictionary(c => c.Axis, c => c.Constant);

    private static (ElaboratedVariant Network, IReadOnlyList<long>? Shape) Fitting(PickedStudy picked, ElaboratedMember member, ImageSet images, string data, List<string> problems)
    {
        var variant = member.Variant;
        (ElaboratedVariant, IReadOnlyList<long>?) Fails(string why)
        {
            problems.Add($"{variant.Name} {why}");
            return (variant, null);
        }

        if (variant.Inputs.Count != 1 || variant.Inputs[0].Shape is not { } input || input.Axes.Count != 4)
            return Fails($"takes {string.Join(" and ", variant.Inputs.Select(i => i.Shape.ToString()))}; a classifier of images takes one [N, C, H, W].");
        if (variant.Outputs.Count != 1 || variant.Outputs[0].Shape is not { } output || output.Axes.Count != 2)
            return Fails($"gives {string.Join(" and ", variant.Outputs.Select(o => o.Shape.ToString()))}; a classifier gives one [N, classes].");
        if (input.Axes[1].Size.Value is { } channels && channels != images.Channels)
            return Fails($"takes {channels} channel{(channels == 1 ? "" : "s")} ({input}), and the images of '{data}' are {images.Size}" + (channels is 1 or 3 ? $": write 'channels: {channels}' in the recipe." : "."));
        long[] shape = [1, images.Channels, images.Height, images.Width];
        if (ArchCompiler.At(picked.Specs.Result, variant, [shape], out var problem) is not { } at)
            return Fails($"doesn't take images of {images.Size}, as those of '{data}' are: {problem?.TrimEnd('.')}. Legal are: {variant.LegalInput}. Write 'image_size: …' in the recipe.");
        if (at.Outputs[0].Shape.Axes[1].Size.Value is { } classes && classes < images.ClassNames.Count)
            return Fails($"tells {classes} classes apart, and '{data}' has {images.ClassNames.Count}.");
        return (at, shape);
    }

    private static StudyDiff Diff(string against, (ElaboratedVariant Network, IReadOnlyList<long>? Shape) before, (ElaboratedVariant Network, IReadOnlyList<long>? Shape) after)
    {
        static long Parameters(GraphNode? part) => part?.Parameters.Value ?? 0;
        static long? More(GraphNode? was, GraphNode? now) => (was is null ? 0 : was.Macs.Value) is { } b && (now is null ? 0 : now.Macs.Value) is { } a ? a - b : null;
        var (from, to) = (before.Network.Root, after.Network.Root);
        return new StudyDiff(
            against,
            [.. StructuralDiff.Of(from, to).Parts.Select(p => new StudyDiffPart(
                p.Path, p.Change.ToString().ToLowerInvariant(), p.Before is null ? null : StructuralDiff.KindOf(p.Before), p.After is null ? null : StructuralDiff.KindOf(p.After),
                Parameters(p.After) - Parameters(p.Before), More(p.Before, p.After)))],
            Parameters(to) - Parameters(from), More(from, to));
    }

    private static string Kind(AxisKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);
}

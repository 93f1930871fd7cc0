using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Tests.Soundness.Reference;
using ArchGen.Generator.Tests.Soundness.Specs;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Compiles a spec and holds what the compiler says of it against the reference run.</summary>
internal static class Judge
{
    private const int Legal = 4;
    private const int Trials = 400;

    private static readonly IReadOnlyList<FileSyntax> s_library =
    [
        .. new[] { "tokens.arch", "maps.arch" }.Select(f => Parse(File.ReadAllText(Path.Combine(References.Metadata("Repository"), "specs", "std", f)))),
    ];

    public static FileSyntax Parse(string text) => Parser.Parse(new SourceText("/project/spec.arch", text)).File;

    public static Verdict Of(Candidate candidate)
    {
        CompilationResult result;
        try
        {
            result = ArchCompiler.Compile([new SourceText($"/project/{candidate.Name}.arch", candidate.Text)]);
        }
        catch (Exception e)
        {
            return new Verdict(candidate, Outcome.Wrong, $"the compiler throws: {e.GetType().Name}: {e.Message}");
        }
        var findings = result.Files.SelectMany(f => f.Diagnostics).ToList();
        if (findings.FirstOrDefault(f => f.Code == Catalog.InternalError.Code) is { } fault)
            return new Verdict(candidate, Outcome.Wrong, $"the compiler's own fault: {fault.Message}");
        var file = Parse(candidate.Text);
        var reference = new Interpreter([file, .. s_library]);
        var variants = file.Definitions.OfType<VariantSyntax>().Select(v => v.Name.Text).ToList();
        return result.HasErrors ? Refused(candidate, reference, variants, [.. findings.Where(f => f.Severity == Severity.Error)], result) : Accepted(candidate, reference, variants, result);
    }

    private static Verdict Accepted(Candidate candidate, Interpreter reference, IReadOnlyList<string> variants, CompilationResult result)
    {
        var runs = new List<ExpectedRun>();
        var judged = 0;
        var reason = "";
        foreach (var name in variants)
        {
            if (result.Variants.SingleOrDefault(v => v.Name == name && v.Namespace == candidate.Name) is not { } variant)
                return Wrong($"{name} is not among the variants, though nothing is said against it");
            var legal = 0;
            try
            {
                foreach (var shapes in Sizes.Of(reference.Inputs(name)))
                {
                    var at = ArchCompiler.At(result, variant, shapes, out var problem);
                    var allowed = reference.Allows(name, shapes);
                    if (at is null == allowed)
                        return Wrong($"{name} at {Text(shapes)}: where says {(allowed ? "legal" : "not legal")}, the compiler {problem ?? "legal"}");
                    if (!allowed)
                        continue;
                    runs.Add(new ExpectedRun(variant, shapes, [.. at!.Outputs.Select(o => o.Shape.ToString())]));
                    if (Compared(reference, name, shapes, at) is { } difference)
                        return Wrong($"{name} at {Text(shapes)}: {difference}");
                    judged++;
                    if (++legal == Legal)
                        break;
                }
            }
            catch (Unjudged unjudged)
            {
                reason = unjudged.Message;
                foreach (var shapes in Sizes.Of([.. variant.Inputs.Select(i => (IReadOnlyList<object>)[.. i.Shape.Axes.Select(a => (object?)a.Size.Value ?? a.Size.ToString())])]))
                {
                    if (legal < Legal && ArchCompiler.At(result, variant, shapes, out _) is { } at && ++legal > 0)
                        runs.Add(new ExpectedRun(variant, shapes, [.. at.Outputs.Select(o => o.Shape.ToString())]));
                }
            }
        }
        return new Verdict(candidate, Outcome.Accepted, reason) { Result = result, Runs = runs, Judged = judged };

        Verdict Wrong(string reason) => new(candidate, Outcome.Wrong, reason) { Result = result };
    }

    /// <summary>In what the reference run differs from what the compiler says; null where in nothing.</summary>
    private static string? Compared(Interpreter reference, string name, IReadOnlyList<long[]> shapes, ElaboratedVariant at)
    {
        ReferenceRun run;
        try
        {
            run = reference.Run(name, shapes);
        }
        catch (SpecFails failure)
        {
            return $"accepted, but it fails: {failure.Message}";
        }
        var outputs = run.Outputs.Select(Text);
        if (!outputs.SequenceEqual(at.Outputs.Select(o => o.Shape.ToString())))
            return $"the outputs are {string.Join(", ", outputs)}, not {string.Join(", ", at.Outputs.Select(o => o.Shape))}";
        var state = run.State.Select(s => $"{s.Key} {Text(s.Value)}").Order(StringComparer.Ordinal).ToList();
        var claimed = at.Root.StateDict().Select(s => $"{s.Key} {s.Tensor.Shape}").Order(StringComparer.Ordinal).ToList();
        return state.SequenceEqual(claimed) ? null : $"the tensors are {string.Join("; ", state.Except(claimed))}, not {string.Join("; ", claimed.Except(state))}";
    }

    private static Verdict Refused(Candidate candidate, Interpreter reference, IReadOnlyList<string> variants, IReadOnlyList<Diagnostic> errors, CompilationResult result)
    {
        var reason = $"{errors[0].Code} at {At(candidate, errors[0])}: {errors[0].Message}";
        // Names, types and style: no run can tell.
        if (errors.Any(e => !Refusals.AreOfSizes(e.Code)))
            return new Verdict(candidate, Outcome.Refused, reason);
        var ran = 0;
        try
        {
            var block = Parse(candidate.Text).Definitions.OfType<BlockSyntax>().FirstOrDefault(d => d.Span.Start <= errors[0].Span.Start && errors[0].Span.Start < d.Span.End);
            if (block is not null)
            {
                var choice = new Choice(1);
                for (var tries = 0; tries < Trials && ran < 5 * Legal; tries++)
                    ran += reference.RunAlone(block, choice) ? 1 : 0;
            }
            else
            {
                foreach (var name in variants)
                {
                    foreach (var shapes in Sizes.Of(reference.Inputs(name)).Where(s => reference.Allows(name, s)).Take(3 * Legal))
                    {
                        reference.Run(name, shapes);
                        ran++;
                    }
                }
            }
        }
        catch (SpecFails failure)
        {
            return new Verdict(candidate, Outcome.Refused, reason + " / " + failure.Message) { Judged = 1 };
        }
        catch (Unjudged unjudged)
        {
            return new Verdict(candidate, Outcome.Refused, reason + " / not judged: " + unjudged.Message);
        }
        catch (IllegalInput illegal)
        {
            return new Verdict(candidate, Outcome.Refused, reason + " / " + illegal.Message) { Judged = 1 };
        }
        return new Verdict(candidate, ran == 0 ? Outcome.Refused : Outcome.Doubted, reason) { Result = result, Judged = ran };
    }

    private static string At(Candidate candidate, Diagnostic finding)
    {
        var source = new SourceText("", candidate.Text);
        return $"'{source.LineText(source.PositionOf(finding.Span.Start).Line).Trim()}'";
    }

    public static string Text(IReadOnlyList<long[]> shapes) => string.Join(", ", shapes.Select(Text));

    public static string Text(long[] shape) => $"[{string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]";
}

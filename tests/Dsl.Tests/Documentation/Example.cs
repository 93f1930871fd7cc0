using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ArchGen.Dsl.Tests.Documentation;

/// <summary>
/// An example of a page as the tests compile it. A <c>```arch</c> fence is a file of its own; without a <c>namespace</c> it gets one. <c>```arch more</c> goes on
/// with the file before it. <c>```arch error ARCHxxxx</c> gives that finding; a <c>```text</c> fence right behind it has its message. A <c>```csharp</c> fence
/// is compiled together with the example before it.
/// </summary>
internal sealed record Example(string Page, int Line, string Namespace, string Text)
{
    /// <summary>The code of the finding that it gives; null where it gives none.</summary>
    public string? Error { get; init; }

    /// <summary>The findings' text, one a line, where the page shows it.</summary>
    public string? Message { get; init; }

    /// <summary>The C# that goes with it.</summary>
    public IReadOnlyList<Fence> CSharp { get; init; } = [];

    /// <summary>The namespaces that it imports.</summary>
    public IEnumerable<string> Imports => Regex.Matches(Text, @"^(?:namespace [\w.]+; )?import ([\w.]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>A page's examples, in order.</summary>
    public static IReadOnlyList<Example> Of(string page, string text)
    {
        var examples = new List<Example>();
        foreach (var fence in Documentation.Page.Fences(text))
        {
            if (fence.Info == "arch more")
                examples.Add(Last(page, fence, examples) with { Line = fence.Line, Text = Last(page, fence, examples).Text + "\n" + fence.Text, CSharp = [] });
            else if (fence.Info == "arch")
                examples.Add(Named(page, fence));
            else if (fence.Info.StartsWith("arch error ", StringComparison.Ordinal))
                examples.Add(Named(page, fence) with { Error = fence.Info["arch error ".Length..] });
            else if (fence.Info.StartsWith("arch", StringComparison.Ordinal))
                throw new InvalidOperationException($"{page}({fence.Line - 1}): what is '{fence.Info}'?");
            else if (fence.Info == "text" && Last(page, fence, examples) is { Error: not null } failing)
                examples[^1] = failing with { Message = fence.Text.TrimEnd('\n') };
            else if (fence.Info == "csharp")
                examples[^1] = Last(page, fence, examples) with { CSharp = [.. Last(page, fence, examples).CSharp, fence] };
        }
        return examples;
    }

    /// <summary>The example's text behind those of the examples that it imports.</summary>
    public IReadOnlyList<Example> WithImports(IReadOnlyList<Example> all) =>
    [
        .. Imports.Select(name => all.FirstOrDefault(e => e.Namespace == name && e.Error is null)).OfType<Example>().SelectMany(e => e.WithImports(all)).Distinct(),
        this,
    ];

    private static Example Named(string page, Fence fence)
    {
        if (Regex.Match(fence.Text, @"^namespace ([\w.]+)") is { Success: true } written)
            return new Example(page, fence.Line, written.Groups[1].Value, fence.Text);
        // On the first line, so that messages speak of the page's lines.
        var name = $"Docs.{Regex.Replace(page, @"\W", "")}.Line{fence.Line}";
        return new Example(page, fence.Line, name, $"namespace {name}; {fence.Text}");
    }

    private static Example Last(string page, Fence fence, List<Example> examples) =>
        examples.Count > 0 ? examples[^1] : throw new InvalidOperationException($"{page}({fence.Line - 1}): there is no example before it");
}

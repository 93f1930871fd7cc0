using System.Collections.Generic;

namespace ArchGen.Generator.Emit;

/// <summary>Writes C# documentation of the author's text.</summary>
internal static class DocWriter
{
    /// <summary>A summary and, below it, a list of facts.</summary>
    public static void Write(CodeWriter writer, string? doc, string fallback, string? signature = null, IReadOnlyList<string>? facts = null)
    {
        var lines = Split(doc);
        if (lines.Count == 0)
            lines = [fallback];
        if (lines.Count == 1)
        {
            writer.Line($"/// <summary>{Escape(lines[0])}</summary>");
        }
        else
        {
            writer.Line("/// <summary>");
            foreach (var line in lines)
                writer.Line("/// " + Escape(line));
            writer.Line("/// </summary>");
        }
        if (signature is null && (facts is null || facts.Count == 0))
            return;
        writer.Line("/// <remarks>");
        if (signature is not null)
            writer.Line($"/// <para><c>{Escape(signature)}</c></para>");
        foreach (var fact in facts ?? [])
        {
            foreach (var line in Split(fact))
                writer.Line($"/// <para>{Escape(line)}</para>");
        }
        writer.Line("/// </remarks>");
    }

    /// <summary>A parameter's line, where there is something to say.</summary>
    public static void Parameter(CodeWriter writer, string name, string? doc)
    {
        var lines = Split(doc);
        if (lines.Count > 0)
            writer.Line($"/// <param name=\"{name.TrimStart('@')}\">{Escape(string.Join(" ", lines))}</param>");
    }

    /// <summary>Text in XML.</summary>
    public static string Escape(string text) => Characters.OneLine(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static List<string> Split(string? text)
    {
        var lines = new List<string>();
        if (text is null)
            return lines;
        foreach (var line in text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n'))
            lines.Add(line.TrimEnd());
        while (lines.Count > 0 && lines[lines.Count - 1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        while (lines.Count > 0 && lines[0].Length == 0)
            lines.RemoveAt(0);
        for (var i = 0; i < lines.Count; i++)
            lines[i] = lines[i].Trim();
        return lines;
    }
}

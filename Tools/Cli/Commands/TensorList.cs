using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ArchGen.Runtime;

namespace ArchGen.Cli.Commands;

/// <summary>A checkpoint's keys and shapes as a constant of a spec, which <c>expect tensors</c> takes.</summary>
internal static class TensorList
{
    public static string Of(CheckpointFile file)
    {
        var name = NameOf(file.Path);
        var text = new StringBuilder($"namespace {name}\n\n/// The tensors of {Path.GetFileName(file.Path)}{(file.FoundUnder.Length > 0 ? $", under {file.FoundUnder}" : "")}.\nconst {name}Tensors = [\n");
        var last = file.Entries.Count - 1;
        foreach (var (entry, i) in file.Entries.Select((e, i) => (e, i)))
        {
            if (entry.Key.Any(c => c is '"' or '\\' or '[' || char.IsWhiteSpace(c) || char.IsControl(c)))
                throw new CliException($"'{entry.Key}' isn't a key that a spec can have.");
            text.Append("    \"").Append(entry.Key).Append(" [").AppendJoin(", ", entry.Shape.Select(s => s.ToString(CultureInfo.InvariantCulture))).Append(i == last ? "]\"]\n" : "]\",\n");
        }

        return file.Entries.Count == 0 ? throw new CliException($"'{file.Path}' has no tensors to list.") : text.ToString();
    }

    // official_s.pth → OfficialS.
    private static string NameOf(string path)
    {
        var words = Path.GetFileName(path).Split('.')[0].Split([.. Path.GetFileName(path).Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : "Checkpoint" + name;
    }
}

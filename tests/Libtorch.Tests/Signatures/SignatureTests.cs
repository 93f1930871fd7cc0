using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;

namespace ArchGen.Libtorch.Tests.Signatures;

/// <summary>Everything public in the TorchSharp namespaces is in the official package's list, letter for letter.</summary>
public class SignatureTests
{
    private static readonly Dictionary<string, HashSet<string>> Official = Read();

    [Fact]
    public void Every_public_type_is_an_official_one()
    {
        var strangers = Ours().Select(SignatureText.Header).Where(header => !Official.ContainsKey(header)).Order(StringComparer.Ordinal).ToList();
        Assert.True(strangers.Count == 0, "Not in official-signatures.txt:\n" + string.Join("\n", strangers));
    }

    [Fact]
    public void Every_public_member_has_an_official_signature()
    {
        var strangers = Ours()
            .SelectMany(type => SignatureText.Members(type).Select(member => (Header: SignatureText.Header(type), Member: member)))
            .Where(entry => Official.TryGetValue(entry.Header, out var members) && !members.Contains(entry.Member))
            .Select(entry => $"{entry.Header}\n    {entry.Member}")
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(strangers.Count == 0, $"{strangers.Count} not in official-signatures.txt:\n" + string.Join("\n", strangers));
    }

    private static IEnumerable<Type> Ours() => typeof(torch).Assembly.GetExportedTypes()
        .Where(type => type.Namespace!.StartsWith("TorchSharp", StringComparison.Ordinal));

    private static Dictionary<string, HashSet<string>> Read()
    {
        var sections = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string>? current = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "official-signatures.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) sections[line[3..]] = current = new HashSet<string>(StringComparer.Ordinal);
            else if (line.Length > 0) current?.Add(line.Trim());
        }

        return sections;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>Files that PyTorch wrote (<c>fixtures.py</c>), and the numbers that it says are in them.</summary>
internal static class Fixture
{
    private static readonly Lazy<ILookup<string, Expected>> s_expected = new(() => File.ReadLines(PathOf("expected.txt")).Select(l => l.Split('\t'))
        .ToLookup(p => p[0], p => new Expected(p[1], TypeOf(p[2]), Numbers(p[3], 'x', long.Parse), Numbers(p[4], ' ', n => double.Parse(n, CultureInfo.InvariantCulture)))));

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static IReadOnlyList<Expected> Of(string file) => [.. s_expected.Value[file]];

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Where(f => f != "expected.txt").Order(StringComparer.Ordinal);

    /// <summary>A tensor's elements as doubles, which hold all that the fixtures have but one, 2⁶², which is a power of two.</summary>
    public static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static T[] Numbers<T>(string text, char separator, Func<string, T> read) => text.Length == 0 ? [] : [.. text.Split(separator).Select(read)];

    private static ScalarType TypeOf(string name) => name == "uint8" ? ScalarType.Byte : Enum.Parse<ScalarType>(name, ignoreCase: true);

    public sealed record Expected(string Key, ScalarType Type, long[] Shape, double[] Values);
}

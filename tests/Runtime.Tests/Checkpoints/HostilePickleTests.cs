using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>What a pickle asks to run isn't run, and is named.</summary>
public sealed class HostilePickleTests : IDisposable
{
    private const string Mark = "archgen-was-run";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("hostile-system", "posix.system")]
    [InlineData("hostile-eval", "__builtin__.eval")]
    [InlineData("hostile-nested", "__builtin__.getattr;__builtin__.__import__;__builtin__.exec")]
    public void Calls_are_named_and_not_made(string name, string calls)
    {
        foreach (var kind in new[] { "zip", "legacy" })
        {
            var path = Fixture.PathOf($"{name}.{kind}.pth");
            var message = Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message;
            Assert.Contains($"'{path}' asks for more than tensors: ", message);
            foreach (var call in calls.Split(';'))
            {
                Assert.Contains($"'{call}' at byte ", message);
                // The place is where the name stands: in the file, the module's first letter follows the step's own byte.
                var at = int.Parse(message.Split($"'{call}' at byte ")[1].Split(';', '.')[0]);
                Assert.Equal($"c{call.Replace("." + call.Split('.')[^1], "\n" + call.Split('.')[^1])}\n", Encoding.Latin1.GetString(File.ReadAllBytes(path)[at..(at + call.Length + 2)]));
            }

            // Left out by name, they still aren't run, and what they would have made is no tensor.
            using var file = TryOpen(path, calls.Split(';'));
            if (name != "hostile-nested")
                Assert.Equal([$"x: {calls}, left out"], file!.LeftOut.Select(l => $"{l.Path}: {l.What}"));
        }

        Assert.False(File.Exists(Mark));
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, Mark)));
    }

    public static TheoryData<string, string> Written { get; } = new()
    {
        // Every way that a pickle has of naming and calling.
        { "cos\nsystem\n(S'id'\ntR.", "os.system" },
        { "(S'id'\nios\nsystem\n.", "os.system" },
        { "(cos\nsystem\nS'id'\no.", "os.system" },
        { "\u0080\u0002cos\nsystem\nU\u0002id\u0085\u0081.", "os.system" },
        { "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093\u008c\u0002id\u0085R.", "os.system" },
        { "\u0080\u0004cos\nsystem\n)}\u0092.", "os.system" },
        { "\u0080\u0004\u008c\u0005torch\u008c\u0013hub._get_torch_home\u0093)R.", "torch.hub._get_torch_home" },
        { "ctorch.storage\n_load_from_bytes\n(S'x'\ntR.", "torch.storage._load_from_bytes" },
        { "ctorch._utils\n_rebuild_sparse_tensor\n(S'x'\ntR.", "torch._utils._rebuild_sparse_tensor" },
        { "ctorch\nload\n(S'x'\ntR.", "torch.load" },
        { "c__builtin__\ngetattr\n(ccollections\nOrderedDict\nS'__init__'\ntR(tR.", "__builtin__.getattr" },
        // Damage after it doesn't hide it.
        { "cos\nsystem\n(S'id'\ntR\u00ff", "os.system" },
        { "cos\nsystem\n", "os.system" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_way_of_naming_is_seen(string pickle, string name)
    {
        var path = _folder.File("hand.pth");
        File.WriteAllBytes(path, [.. Legacy(), .. Encoding.Latin1.GetBytes(pickle)]);
        var message = Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message;
        Assert.Contains($"asks for more than tensors: '{name}' at byte ", message);
        Assert.Contains(name.StartsWith("torch.nn", StringComparison.Ordinal) ? "state dict" : $"--ignore {name}", message);
    }

    public static TheoryData<string, string> Damaged { get; } = new()
    {
        { "R.", "a value is missing" },
        { "(R.", "a value is missing" },
        { "t.", "a mark is missing" },
        { "(K\u0001d.", "a dictionary's key without a value" },
        { "h\u0007.", "nothing was kept under 7" },
        { "X\u00ff\u00ff\u00ff\u00ff", "bytes left" },
        { "T\u00ff\u00ff\u00ff\u00ff", "bytes left" },
        { "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "bytes left" },
        { "\u008b\u00ff\u00ff\u00ff\u007f", "a number of 2147483647 bytes" },
        { "I1e5\n.", "'1e5' is no whole number" },
        { "L" + "9999999999999999999999999999999999999999999999999999999999999999" + "\u0007\n.", "is no whole number" },
        { "K\u0001K\u0002a.", "items are added to what is no list" },
        { "K\u0001K\u0002K\u0003s.", "items are set on what is no dictionary" },
        { "K\u0001)R.", "is to be called, which is no name" },
        { "K\u0001}b.", "a state" },
        { "\u0082\u0001", "registry of extensions" },
        { "\u0097", "buffers outside the pickle" },
        { "\u0080\u0009.", "protocol 9" },
        { "\u00fe.", "0xfe is no step of a pickle" },
        { "Pabc\n.", "stands for a storage" },
        { "ctorch._utils\n_rebuild_tensor_v2\n)R.", "a tensor isn't made of" },
        { "ctorch\nSize\n)R.", "torch.Size takes other arguments" },
        { "ctorch\nFloatStorage\n)R.", "torch.FloatStorage takes other arguments" },
        { "ccollections\nOrderedDict\n((K\u0001ltR.", "takes other arguments" },
        { "ctorch._tensor\n_rebuild_from_type_v2\n(ctorch\nSize\nN)NtR.", "takes other arguments" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_is_no_pickle_is_told_where(string pickle, string what)
    {
        var path = _folder.File("hand.pth");
        File.WriteAllBytes(path, [.. Legacy(), .. Encoding.Latin1.GetBytes(pickle)]);
        Assert.Contains(what, Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message);
    }

    [Fact]
    public void Nesting_without_end_costs_nothing_more()
    {
        var path = _folder.File("deep.pth");
        const int Depth = 1_000_000;
        File.WriteAllBytes(path, [.. Legacy(), .. Enumerable.Repeat((byte)'(', Depth), .. Enumerable.Repeat((byte)'l', Depth), (byte)'.', .. "(l."u8]);
        Assert.Contains("it holds a list of 1", Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message);
        // Each dictionary holds the one before it twice.
        var laughs = new StringBuilder("}q\u0000");
        for (var i = 1; i < 200; i++)
            laughs.Append($"}}q{(char)i}(U\u0001ah{(char)(i - 1)}U\u0001bh{(char)(i - 1)}u");
        File.WriteAllBytes(path, [.. Legacy(), .. Encoding.Latin1.GetBytes(laughs.ToString()), (byte)'.', .. "(l."u8]);
        Assert.Contains("it has no tensors by name", Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message);
    }

    [Fact]
    public void One_storage_under_endless_names_is_refused()
    {
        var pickle = new StringBuilder("(dp0\n");
        pickle.Append("ctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nL4000L\nNtQL0L\n(L4000L\nt(L1L\nttRp1\n0");
        for (var i = 0; i < 10_000; i++)
            pickle.Append($"g0\nS'{i}'\ng1\ns0");
        pickle.Append("g0\n.(S'0'\nl.");
        var path = _folder.File("shared.pth");
        File.WriteAllBytes(path, [.. Legacy(), .. Encoding.Latin1.GetBytes(pickle.ToString()), .. BitConverter.GetBytes(4000L), .. new byte[16000]]);
        Assert.Contains("claim more than 64 times the bytes", Assert.Throws<CheckpointException>(() => CheckpointFile.Open(path)).Message);
    }

    public void Dispose() => _folder.Dispose();

    private static CheckpointFile? TryOpen(string path, string[] ignore)
    {
        try
        {
            return CheckpointFile.Open(path, new CheckpointOptions { Ignore = ignore });
        }
        catch (CheckpointException)
        {
            return null;
        }
    }

    // What stands before the object in a file of before 1.6.
    internal static byte[] Legacy() => Encoding.Latin1.GetBytes("L119547037146038801333356L\n.I1001\n.(d.");
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>A spec with a study and a few hundred images of its own, and this program run on them as a user would.</summary>
internal sealed class SmallStudy : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder _folder = new();

    public SmallStudy(int images = 320, string recipe = "epochs: 3", string more = "")
    {
        WriteImages(System.IO.Path.Combine(Path, "images.npz"), images, 4, 12);
        Spec(recipe, more);
    }

    public string Path => _folder.Path;

    public StudyFolder Runs(string name = "run") => new(System.IO.Path.Combine(Path, name));

    /// <summary>Writes the spec, anew where it is there.</summary>
    public void Spec(string recipe, string more = "", string stem = "conv2d(8, 4, stride: 4)") => _folder.Write("rows.arch", $$"""
        namespace Try.Rows;

        model Mixing(kernel: int = 3, gate: bool = false) : image [N, 1, H, W] -> logits [N, 4]
            where H % 4 == 0, W % 4 == 0, kernel % 2 == 1
        {
            stem: {{stem}}
            if gate { residual(drop_path: 0.2) { gate: conv2d(8, 1); sigmoid } }
            conv: conv2d(8, kernel, padding: (kernel - 1) / 2, groups: 8)
            norm: batch_norm
            gelu
            mean(dims: [2, 3])
            head: linear(4)
        }

        recipe Quick { data: "images.npz"; batch_size: 16; learning_rate: 1e-2; shift: 1; seed: 3; {{recipe}} }

        ablation Rows of Mixing {
            recipe: Quick
            axis gate: off = false, gated "+ gating" = true
            axis kernel: k3 = 3, k5 "+ large kernels" = 5
            mode: cumulative
        }
        {{more}}
        """);

    public Process Start(params string[] arguments)
    {
        var start = WorkerProcess.Self();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (Path, true, true);
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end.</summary>
    public Cli Run(params string[] arguments)
    {
        using var process = Start(arguments);
        return End(process);
    }

    public static Cli End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"archgen didn't end: {output.Result}\n{error.Result}");
        }

        return new Cli(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>What a run came to, without times: weights, and the journal's numbers.</summary>
    public static IReadOnlyList<(string Member, string Weights, string Journal)> Result(StudyFolder folder) => [.. folder.Read()!.Members.Select(m =>
    {
        var own = folder.Member(m);
        var numbers = own.Journal.Epochs.Select(e => (object)(e with { Time = default, Seconds = 0 })).Append(own.Journal.Finished! with { Time = default, Seconds = 0, PeakMemoryBytes = 0 });
        return (m.Own, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(own.WeightsPath))), string.Join("\n", numbers));
    })];

    public void Dispose() => _folder.Dispose();

    /// <summary>Images whose class is told by the quarter that is light.</summary>
    public static void WriteImages(string path, int count, int classes, int size, int seed = 1)
    {
        var random = new Random(seed);
        var (pixels, labels) = (new byte[count * size * size], new byte[count * 8]);
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(classes);
            labels[8 * i] = (byte)label;
            for (var at = 0; at < size * size; at++)
            {
                var isLight = (at / size / (size / 2), at % size / (size / 2)) == (label / 2, label % 2);
                pixels[i * size * size + at] = (byte)(random.Next(120) + (isLight ? 60 : 0));
            }
        }

        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Write(archive, "images", "|u1", [count, size, size], pixels);
        Write(archive, "labels", "<i8", [count], labels);
    }

    /// <summary>Adds an array in numpy's format.</summary>
    public static void Write(ZipArchive archive, string name, string type, int[] sizes, byte[] elements)
    {
        using var stream = archive.CreateEntry(name + ".npy").Open();
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", sizes)},), }}";
        header = header.PadRight(117) + "\n";
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(elements);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);

    /// <summary>Sends a signal; false where there is no such process any more.</summary>
    public static bool Signal(int process, int signal) => SendSignal(process, signal) == 0;
}

using System;
using System.IO;
using System.Linq;

namespace ArchGen.Samples.Training;

/// <summary>Every step's and epoch's numbers, as tables and for TensorBoard (tensorboard --logdir FOLDER).</summary>
internal static class Logs
{
    public static void Show(Drawings drawings)
    {
        var folder = Drawings.Folder();
        drawings.Fit(Drawings.Options with { LogFolder = folder, ClipNorm = 1 });
        Console.WriteLine(string.Join(", ", Directory.GetFiles(folder).Select(f => $"{Path.GetFileName(f)} ({new FileInfo(f).Length} bytes)").Order()));
        Console.WriteLine(string.Join("\n", File.ReadLines(Path.Combine(folder, "epochs.csv")).Select(l => "    " + l)));
    }
}

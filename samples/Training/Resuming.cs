using System;
using System.IO;
using System.Threading;
using ArchGen.Runtime;
using TorchSharp;

namespace ArchGen.Samples.Training;

/// <summary>A run that was stopped goes on where it was, to the same end as one that wasn't.</summary>
internal static class Resuming
{
    public static void Show(Drawings drawings)
    {
        var options = Drawings.Options with { EmaDecay = 0.9, CheckpointPath = Path.Combine(Drawings.Folder(), "tiny.safetensors") };
        var whole = drawings.Fit(options);
        using var stop = new CancellationTokenSource();
        torch.manual_seed(options.Seed);
        using var model = TinyPlain.Create();
        var stopped = new Trainer(model, options).Fit(drawings.Train, drawings.Test, p => { if (p.Step == 13) stop.Cancel(); }, stop.Token);
        var resumed = drawings.Fit(options with { Resume = true });
        Console.WriteLine($"stopped after {stopped.Steps} steps; loss {resumed.Loss:R} at the end, {whole.Loss:R} uninterrupted");
        if (resumed.Loss != whole.Loss)
            throw new InvalidOperationException("A resumed run must end as an uninterrupted one.");
    }
}

using System;
using System.CommandLine;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate;

/// <summary><c>archgen ablate work</c>, which <c>run</c> starts: trains one member of a study whose folder is there.</summary>
internal static class WorkCommand
{
    public const string Name = "work";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.25);

    public static Command Create(CliConsole console)
    {
        var member = new Argument<string>("MEMBER");
        var folder = new Option<string>("--out") { Required = true };
        var seconds = new Option<double>("--save-every") { DefaultValueFactory = _ => RunOptions.SaveEverySeconds };
        var attended = new Option<bool>("--attended");
        var command = new Command(Name, "Train one member of a study that `run` has begun.") { member, folder, seconds, attended };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(member), new StudyFolder(parsed.GetRequiredValue(folder)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(attended), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string member, StudyFolder folder, TimeSpan saveEvery, bool isAttended, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(isAttended ? CancellationToken.None : cancellation);
        // Ctrl-C reaches every process of a terminal: whoever started this one decides.
        using var interrupted = isAttended ? PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true) : null;
        if (isAttended)
        {
            new Thread(() =>
            {
                var input = console.OpenInput();
                while (input.ReadByte() >= 0)
                {
                }

                stop.Cancel();
            }) { IsBackground = true }.Start();
        }

        var next = TimeSpan.Zero;
        return new MemberTraining(folder, member, saveEvery, Show).Run(stop.Token);

        void Show(TrainingProgress p)
        {
            if (!p.IsEpochEnd && p.Elapsed < next)
                return;
            next = p.Elapsed + Pause;
            try
            {
                console.Output.WriteLine(JsonSerializer.Serialize(
                    new WorkerProgress(p.Step, p.Steps, p.Epoch, p.Epochs, p.Loss, p.TestAccuracy, p.Elapsed.TotalSeconds, p.Remaining.TotalSeconds), JournalJson.Line));
            }
            catch (IOException)
            {
                // Nobody listens any more; its input tells when to end.
            }
        }
    }
}

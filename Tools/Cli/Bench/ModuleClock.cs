using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using static TorchSharp.torch;

namespace ArchGen.Cli.Bench;

/// <summary>What one module took in a pass.</summary>
/// <param name="Calls">How often it was called.</param>
/// <param name="Whole">Milliseconds in it, with all that it calls.</param>
/// <param name="Own">Milliseconds in it, without the modules that it calls.</param>
internal readonly record struct ModuleTime(int Calls, double Whole, double Own);

/// <summary>Times every module of a model by hooks around its calls. A module without hooks (a list) takes no time of its own.</summary>
internal sealed class ModuleClock : IDisposable
{
    private readonly List<Action> _remove = [];
    private readonly Stack<Frame> _running = new();
    private Dictionary<string, ModuleTime> _times = [];

    public ModuleClock(nn.Module model)
    {
        var seen = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        foreach (var (path, module) in model.named_modules().Prepend(("", model)))
        {
            if (!seen.Add(module))
                continue;
            Hook(module, "register_forward_pre_hook", _ => _running.Push(new Frame(path, Stopwatch.GetTimestamp())));
            Hook(module, "register_forward_hook", _ => Leave());
        }
    }

    /// <summary>One pass: what each module that was called took, by its key; the model's own is empty.</summary>
    public IReadOnlyDictionary<string, ModuleTime> Pass(Action run)
    {
        _times = [];
        _running.Clear();
        run();
        return _times;
    }

    /// <summary>Takes the hooks off again.</summary>
    public void Dispose() => _remove.ForEach(r => r());

    // Modules are of many types, one for each number of inputs; what is hooked is the same in all.
    private void Hook(nn.Module module, string method, Action<nn.Module> hook)
    {
        if (module.GetType().GetMethod(method, [typeof(Action<nn.Module>)])?.Invoke(module, [hook]) is { } remover)
            _remove.Add(() => remover.GetType().GetMethod("remove")!.Invoke(remover, null));
    }

    private void Leave()
    {
        var frame = _running.Pop();
        var whole = Stopwatch.GetElapsedTime(frame.Begun).TotalMilliseconds;
        if (_running.TryPeek(out var caller))
            caller.Inner += whole;
        var before = _times.GetValueOrDefault(frame.Path);
        _times[frame.Path] = new ModuleTime(before.Calls + 1, before.Whole + whole, before.Own + whole - frame.Inner);
    }

    private sealed class Frame(string path, long begun)
    {
        public string Path { get; } = path;

        public long Begun { get; } = begun;

        public double Inner { get; set; }
    }
}

using System;
using TorchSharp.Native;

namespace TorchSharp;

// Whether gradients are recorded, and how many threads work.
public static partial class torch
{
    /// <summary>Records nothing for gradients until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Records for gradients until disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Sets whether gradients are recorded; disposing puts back what was.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Makes tensors that can never take part in gradients, a little cheaper, until disposed.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_grad_enabled() => Bindings.atg_grad_mode() != 0;
    public static bool is_inference_mode_enabled() => Bindings.atg_inference_mode() != 0;

    /// <summary>Threads inside an operator.</summary>
    public static int get_num_threads() => Bindings.atg_threads();

    public static void set_num_threads(int num) => Bindings.Check(Bindings.atg_set_threads(num));
    public static int get_num_interop_threads() => Bindings.atg_interop_threads();
    public static void set_num_interop_threads(int num) => Bindings.Check(Bindings.atg_set_interop_threads(num));

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = Bindings.atg_grad_mode();
        private bool _done;

        internal GradMode(bool enabled) => Bindings.atg_set_grad_mode(enabled ? 1 : 0);

        public void Dispose()
        {
            if (_done) return;
            _done = true;
            Bindings.atg_set_grad_mode(_before);
        }
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private nint _guard = Bindings.atg_enter_inference_mode(mode ? 1 : 0);

        public void Dispose()
        {
            if (_guard == 0) return;
            Bindings.atg_leave_inference_mode(_guard);
            _guard = 0;
        }
    }
}

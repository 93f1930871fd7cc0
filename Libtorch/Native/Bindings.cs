using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C interface of <c>libarchgen_torch</c>: blittable types only, so that a call costs a few nanoseconds.</summary>
internal static unsafe partial class Bindings
{
    internal const string Library = "archgen_torch";

    [DllImport(Library)] internal static extern byte* atg_last_error();
    [DllImport(Library)] internal static extern byte* atg_version();
    [DllImport(Library)] internal static extern nint atg_find(byte* name, byte* overload);
    [DllImport(Library)] internal static extern int atg_call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [DllImport(Library), SuppressGCTransition] internal static extern void atg_retain(nint tensor);
    [DllImport(Library)] internal static extern void atg_release(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int atg_describe(nint tensor, NativeMeta* meta);
    [DllImport(Library), SuppressGCTransition] internal static extern long atg_dim(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long atg_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long* atg_sizes(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern int atg_dtype(nint tensor);

    [DllImport(Library)] internal static extern int atg_set_requires_grad(nint tensor, int value);
    [DllImport(Library)] internal static extern int atg_retain_grad(nint tensor);
    [DllImport(Library)] internal static extern nint atg_grad(nint tensor);
    [DllImport(Library)] internal static extern int atg_set_grad(nint tensor, nint gradient);
    [DllImport(Library)] internal static extern int atg_zero_grads(nint* tensors, long count, int toNone);
    [DllImport(Library)]
    internal static extern int atg_backward(nint* outputs, long outputCount, nint* gradients, long gradientCount,
        int retainGraph, int createGraph, nint* inputs, long inputCount);
    [DllImport(Library)]
    internal static extern int atg_gradients(nint* outputs, long outputCount, nint* inputs, long inputCount,
        nint* gradients, long gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);
    [DllImport(Library), SuppressGCTransition] internal static extern int atg_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void atg_set_grad_mode(int enabled);
    [DllImport(Library), SuppressGCTransition] internal static extern int atg_inference_mode();
    [DllImport(Library)] internal static extern nint atg_enter_inference_mode(int enabled);
    [DllImport(Library)] internal static extern void atg_leave_inference_mode(nint guard);

    [DllImport(Library)] internal static extern int atg_threads();
    [DllImport(Library)] internal static extern int atg_set_threads(int count);
    [DllImport(Library)] internal static extern int atg_interop_threads();
    [DllImport(Library)] internal static extern int atg_set_interop_threads(int count);
    [DllImport(Library), SuppressGCTransition] internal static extern int atg_default_dtype();
    [DllImport(Library)] internal static extern int atg_set_default_dtype(int dtype);
    [DllImport(Library)] internal static extern int atg_has_device(int type);

    [DllImport(Library)] internal static extern nint atg_new_generator(int isDefault, ulong seed);
    [DllImport(Library)] internal static extern void atg_free_generator(nint generator);
    [DllImport(Library)] internal static extern ulong atg_generator_seed(nint generator);
    [DllImport(Library)] internal static extern int atg_set_generator_seed(nint generator, ulong seed);
    [DllImport(Library)] internal static extern nint atg_generator_state(nint generator);
    [DllImport(Library)] internal static extern int atg_set_generator_state(nint generator, nint state);

    [DllImport(Library)]
    internal static extern int atg_adam(nint* parameters, nint* gradients, nint* firsts, nint* seconds, nint* tops,
        long* steps, long count, AdamOptions* options);

    /// <summary>Throws libtorch's own message when a call reported failure.</summary>
    internal static void Check(int result)
    {
        if (result < 0) throw LastError();
    }

    /// <summary>The thread's last native error as an exception.</summary>
    internal static ExternalException LastError() =>
        new(Marshal.PtrToStringUTF8((nint)atg_last_error()) ?? "an unknown native error");

    /// <summary>The handles of a list of tensors, 0 for null; keep the tensors alive for as long as they are used.</summary>
    internal static nint[] Handles<T>(System.Collections.Generic.IList<T>? tensors) where T : torch.Tensor
    {
        if (tensors is null) return [];
        var handles = new nint[tensors.Count];
        for (var i = 0; i < handles.Length; i++) handles[i] = tensors[i]?.Handle ?? 0;
        return handles;
    }
}

using System;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers on the processor.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        /// <summary>A generator of its own, with its own seed.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            if (device is { type: not DeviceType.CPU })
                throw new NotSupportedException($"A generator on {device} isn't supported by this backend.");
            _handle = Bindings.atg_new_generator(0, seed);
            if (_handle == 0) throw Bindings.LastError();
        }

        private Generator(nint handle) => _handle = handle;

        ~Generator() => Dispose(false);

        /// <summary>The process's own generator, which every random operator uses when given none.</summary>
        public static Generator Default => new(Bindings.atg_new_generator(1, 0));

        public IntPtr Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device => CPU;

        /// <summary>The seed it was last given.</summary>
        public long initial_seed() => (long)Bindings.atg_generator_seed(Handle);

        /// <summary>Seeds it, and returns it.</summary>
        public Generator manual_seed(long seed)
        {
            Bindings.Check(Bindings.atg_set_generator_seed(Handle, (ulong)seed));
            return this;
        }

        /// <summary>Seeds it from the system's entropy, and returns that seed.</summary>
        public long seed()
        {
            var value = Random.Shared.NextInt64();
            manual_seed(value);
            return value;
        }

        /// <summary>Its whole state, as bytes.</summary>
        public Tensor get_state()
        {
            var state = Bindings.atg_generator_state(Handle);
            return state != 0 ? new Tensor(state) : throw Bindings.LastError();
        }

        /// <summary>Puts a state back.</summary>
        public void set_state(Tensor value) => Bindings.Check(Bindings.atg_set_generator_state(Handle, value.Handle));

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (_handle == 0) return;
            Bindings.atg_free_generator(_handle);
            _handle = 0;
        }
    }

    /// <summary>Seeds the process's generator.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    /// <summary>Seeds the process's generator from the system's entropy.</summary>
    public static long seed() => Generator.Default.seed();

    public static long initial_seed() => Generator.Default.initial_seed();
    public static Tensor get_rng_state() => Generator.Default.get_state();
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>The process's generator of random numbers.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long seed() => torch.seed();
        public static long initial_seed() => torch.initial_seed();
        public static Tensor get_rng_state() => torch.get_rng_state();
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}

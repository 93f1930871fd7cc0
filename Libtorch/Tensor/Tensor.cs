using System;
using System.Threading;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A multi-dimensional array of libtorch's, held by one reference. It is freed by <see cref="Dispose()"/>, by the end
    /// of the <see cref="DisposeScope"/> it was made in, or at last by the garbage collector.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long live, peak;
        private nint _handle;
        internal DisposeScope? OwningScope;
        internal int ScopeSlot;

        internal Tensor(nint handle)
        {
            _handle = handle;
            if (handle == 0)
            {
                GC.SuppressFinalize(this);
                return;
            }

            Born();
        }

        /// <summary>The destructor: frees a tensor that was forgotten outside any scope.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>Tensors alive in the process, over all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref live);

        /// <summary>The most that were alive at once.</summary>
        public static long PeakCount => Interlocked.Read(ref peak);

        /// <summary>libtorch's own pointer.</summary>
        public IntPtr Handle
        {
            get
            {
                if (_handle == 0) ThrowDisposed();
                return _handle;
            }
        }

        /// <summary>Whether it was disposed, or emptied into a <see cref="Modules.Parameter"/>.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>Wraps a handle whose reference the tensor then owns.</summary>
        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        /// <summary>Gives the handle and its reference away, and is empty from then on.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var handle = Handle;
            GC.SuppressFinalize(this);
            LeaveScope();
            _handle = 0;
            CountDeath(inScope: false);
            return handle;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            if (disposing)
            {
                var inScope = OwningScope is not null;
                LeaveScope();
                CountDeath(inScope);
            }
            else
            {
                Interlocked.Decrement(ref live);
            }

            Bindings.atg_release(handle);
        }

        /// <summary>Keeps it alive past the scope it is in, until the scope around that one ends.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Gives it to another scope.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            OwningScope?.MoveToOther(other, this);
            return this;
        }

        /// <summary>Gives it to the scope that another tensor is in; detaches it where that one is in none.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) =>
            other.OwningScope is { } scope ? MoveToOtherDisposeScope(scope) : DetachFromDisposeScope();

        /// <summary>Takes it out of its scope: whoever holds it disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        internal void LeaveScope() => OwningScope?.Take(this);

        /// <summary>Frees at the end of a scope, which keeps its own books.</summary>
        internal void ReleaseHandle()
        {
            GC.SuppressFinalize(this);
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0) return;
            Interlocked.Decrement(ref live);
            Bindings.atg_release(handle);
        }

        /// <summary>Takes another handle in the place of its own, which it frees.</summary>
        internal void ReplaceHandle(nint handle)
        {
            var old = Interlocked.Exchange(ref _handle, handle);
            if (old != 0) Bindings.atg_release(old);
        }

        private void Born()
        {
            var count = Interlocked.Increment(ref live);
            if (count > peak) peak = count;
            var manager = DisposeScopeManager.ThreadManager;
            var counts = manager.Counts.TensorStatistics;
            if (manager.Current is { } scope)
            {
                counts.CreatedIn++;
                scope.Add(this);
            }
            else
            {
                counts.CreatedOutside++;
            }
        }

        private static void CountDeath(bool inScope)
        {
            Interlocked.Decrement(ref live);
            var counts = DisposeScopeManager.Statistics.TensorStatistics;
            if (inScope) counts.DisposedIn++;
            else counts.DisposedOutside++;
        }

        private void ThrowDisposed() => throw new ObjectDisposedException(GetType().Name);
    }
}
